#include "jinja/value/formatting.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "jinja/value/operators.hpp"

namespace gongkai::jinja {
namespace {

constexpr int largest_width = 100'000;
constexpr int largest_precision = 100;

struct Conversion {
    bool to_left = false;
    bool with_zeros = false;
    bool with_plus = false;
    bool with_space = false;
    bool with_prefix = false;
    int width = 0;
    std::optional<int> precision;
    std::optional<std::string_view> name;
    char kind = 's';
};

/// A number before it is filled up: "-", "0x", "1f".
struct NumberParts {
    std::string sign;
    std::string prefix;
    std::string digits;
};

[[noreturn]] void fail_pattern(std::string message) { throw Failure{"T-CALL", std::move(message), ""}; }

[[noreturn]] void fail_argument(char kind, std::string_view wanted, const Value& value)
{
    require_defined(value);
    throw Failure{"T-TYPE", fmt::format("%{} 应对应{}，得到{}", kind, wanted, value.kind_name()), ""};
}

/// Reads what follows a % sign.
class ConversionReader {
public:
    ConversionReader(std::string_view pattern, std::size_t at) : pattern_(pattern), at_(at) {}

    Conversion read()
    {
        Conversion conversion;
        if (next_is('('))
            conversion.name = read_name();
        while (read_flag(conversion)) {}
        conversion.width = read_number(largest_width, "宽度").value_or(0);
        if (next_is('.')) {
            ++at_;
            conversion.precision = read_number(largest_precision, "精度").value_or(0);
        }
        while (next_is('h') || next_is('l') || next_is('L'))  // as in C; without meaning
            ++at_;
        if (at_ == pattern_.size())
            fail_pattern("格式在 % 之后没有写完");
        conversion.kind = pattern_[at_++];
        return conversion;
    }

    std::size_t end() const { return at_; }

private:
    bool next_is(char c) const { return at_ < pattern_.size() && pattern_[at_] == c; }

    /// The name between brackets, which may hold brackets in pairs.
    std::string_view read_name()
    {
        const auto begin = ++at_;
        for (int open = 1; at_ < pattern_.size(); ++at_) {
            if (pattern_[at_] == '(')
                ++open;
            else if (pattern_[at_] == ')' && --open == 0)
                return pattern_.substr(begin, at_++ - begin);
        }
        fail_pattern("格式中的 %( 没有右括号");
    }

    bool read_flag(Conversion& conversion)
    {
        if (at_ == pattern_.size())
            return false;
        switch (pattern_[at_]) {
        case '-': conversion.to_left = true; break;
        case '0': conversion.with_zeros = true; break;
        case '+': conversion.with_plus = true; break;
        case ' ': conversion.with_space = true; break;
        case '#': conversion.with_prefix = true; break;
        default: return false;
        }
        ++at_;
        return true;
    }

    std::optional<int> read_number(int largest, std::string_view what)
    {
        const auto begin = at_;
        int number = 0;
        for (; at_ < pattern_.size() && pattern_[at_] >= '0' && pattern_[at_] <= '9'; ++at_) {
            number = number * 10 + (pattern_[at_] - '0');
            if (number > largest)
                throw Failure{"T-LIMIT", fmt::format("格式的{}超过 {}", what, largest), ""};
        }
        return at_ == begin ? std::nullopt : std::optional(number);
    }

    std::string_view pattern_;
    std::size_t at_;
};

/// Hands out the arguments, and knows whether any is left over.
class ArgumentSource {
public:
    explicit ArgumentSource(const Value& arguments) : arguments_(arguments), list_(sequence_of(arguments)) {}

    const Value& next(const Conversion& conversion)
    {
        if (conversion.name)
            return named(*conversion.name);
        const std::size_t count = list_ ? list_->size() : 1;
        if (used_ == count)
            fail_pattern("format 的参数少于 % 的个数");
        return list_ ? (*list_)[used_++] : (++used_, arguments_);
    }

    void check_all_used() const
    {
        const std::size_t count = list_ ? list_->size() : arguments_.kind() == Kind::map ? 0 : 1;
        if (used_ < count)
            fail_pattern("format 的参数多于 % 的个数");
    }

private:
    const Value& named(std::string_view name) const
    {
        if (arguments_.kind() != Kind::map)
            fail_pattern(fmt::format("%({}) 要求按名称给出参数", name));
        if (const auto* value = arguments_.find(name))
            return *value;
        fail_undefined(Value::undefined(std::string(name), arguments_));
    }

    const Value& arguments_;
    const std::vector<Value>* list_;
    std::size_t used_ = 0;
};

std::string fixed_digits(double value, int precision)
{
    std::array<char, 512> buffer;  // 309 digits before the point
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, precision).ptr;
    return {buffer.data(), end};
}

/// The digits before the point, as int() of Python.
std::string whole_digits(char kind, const Value& value)
{
    switch (value.kind()) {
    case Kind::boolean:
    case Kind::integer: return std::string(NumberText(value.as_integer()));
    case Kind::decimal: {
        const auto number = value.as_decimal();
        return std::string(NumberText({number.coefficient() / decimal::power_of_ten(number.scale()), 0}));
    }
    case Kind::real:
        if (!std::isfinite(value.as_real()))
            break;
        // Adding zero makes -0.0 a plain 0.
        return fixed_digits(std::trunc(value.as_real()) + 0.0, 0);
    default: break;
    }
    fail_argument(kind, "数", value);
}

std::string based_digits(char kind, const Value& value)
{
    if (value.kind() != Kind::integer && value.kind() != Kind::boolean)
        fail_argument(kind, "整数", value);
    std::array<char, 72> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value.as_integer(), kind == 'o' ? 8 : 16).ptr;
    return {buffer.data(), end};
}

std::string exact_digits(const decimal::Decimal& number, int precision)
{
    if (number.scale() > precision)
        return std::string(NumberText(number.round(precision)));
    std::string digits(NumberText{number});
    if (number.scale() == 0 && precision > 0)
        digits += '.';
    return digits.append(static_cast<std::size_t>(precision - number.scale()), '0');
}

/// %f of anything, %e and %g of what a float holds.
std::string point_digits(const Conversion& conversion, const Value& value)
{
    if (conversion.with_prefix)
        fail_pattern("格式的 # 只能用于 %x 和 %o");
    const int precision = conversion.precision.value_or(6);
    const char kind = static_cast<char>(conversion.kind | 0x20);
    const bool is_exact = value.kind() == Kind::decimal || value.kind() == Kind::integer || value.kind() == Kind::boolean;
    if (kind == 'f' && is_exact)
        return in_decimals([&] { return exact_digits(decimal_of(value, "%f"), precision); });
    if (value.kind() != Kind::real && (value.kind() == Kind::decimal || !is_exact))
        fail_argument(conversion.kind, kind == 'f' ? "数" : "整数或浮点数", value);
    const double number = value.kind() == Kind::real ? value.as_real() : static_cast<double>(value.as_integer());
    if (kind == 'f')
        return fixed_digits(number, precision);
    std::array<char, 160> buffer;
    const auto format = kind == 'e' ? std::chars_format::scientific : std::chars_format::general;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, format, precision).ptr;
    return {buffer.data(), end};
}

bool is_point_kind(char kind) { return std::string_view("eEfFgG").find(kind) != std::string_view::npos; }

NumberParts parts_of(const Conversion& conversion, const Value& value)
{
    const char kind = conversion.kind;
    NumberParts parts;
    if (is_point_kind(kind)) {
        parts.digits = point_digits(conversion, value);
    } else {
        const bool is_based = kind == 'x' || kind == 'X' || kind == 'o';
        parts.digits = is_based ? based_digits(kind, value) : whole_digits(kind, value);
        if (is_based && conversion.with_prefix)
            parts.prefix = kind == 'o' ? "0o" : "0x";
    }
    const bool is_negative = parts.digits.starts_with('-');
    if (is_negative)
        parts.digits.erase(0, 1);
    parts.sign = is_negative ? "-" : conversion.with_plus ? "+" : conversion.with_space ? " " : "";
    if (!is_point_kind(kind)) {
        const auto least = static_cast<std::size_t>(conversion.precision.value_or(0));
        parts.digits.insert(0, least - std::min(least, parts.digits.size()), '0');
    }
    if (kind == 'X' || kind == 'E' || kind == 'F' || kind == 'G')
        for (auto* text : {&parts.prefix, &parts.digits})
            for (auto& c : *text)
                c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return parts;
}

std::string number_text(const Conversion& conversion, const Value& value)
{
    auto parts = parts_of(conversion, value);
    const auto width = static_cast<std::size_t>(conversion.width);
    const auto taken = parts.sign.size() + parts.prefix.size() + parts.digits.size();
    if (conversion.with_zeros && !conversion.to_left && taken < width)
        parts.digits.insert(0, width - taken, '0');
    return parts.sign + parts.prefix + parts.digits;
}

/// %c: a code point or a text of one character.
std::string character_text(const Value& value)
{
    if (value.is_text() && base::code_point_count(value.as_text()) == 1)
        return std::string(value.as_text());
    if (value.kind() != Kind::integer && value.kind() != Kind::boolean)
        fail_argument('c', "一个字符", value);
    const auto code = value.as_integer();
    if (code < 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        throw Failure{"T-TYPE", fmt::format("%c 没有编号为 {} 的字符", code), ""};
    std::string out;
    base::append_utf8(out, static_cast<char32_t>(code));
    return out;
}

/// %s: the first characters, if a precision says how many.
std::string plain_text(const Conversion& conversion, const Value& value, bool is_safe)
{
    auto text = is_safe ? escaped(value) : text_of(value);
    if (!conversion.precision)
        return text;
    std::size_t end = 0;
    for (int i = 0; i < *conversion.precision && end < text.size(); ++i)
        end += base::decode(text, end).length;
    text.resize(end);
    return text;
}

std::string converted(const Conversion& conversion, const Value& value, bool is_safe)
{
    switch (conversion.kind) {
    case 's': return plain_text(conversion, value, is_safe);
    case 'c': return character_text(value);
    case 'd': case 'i': case 'u':
    case 'x': case 'X': case 'o':
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': return number_text(conversion, value);
    default: break;
    }
    throw Failure{"T-TYPE", fmt::format("format 不支持 %{}", base::shorten(std::string(1, conversion.kind), 1)),
                  "可用 %s、%d、%f、%x、%%"};
}

void append_filled(std::string& out, const std::string& text, const Conversion& conversion)
{
    const auto width = static_cast<std::size_t>(conversion.width);
    const auto missing = width - std::min(width, base::code_point_count(text));
    if (!conversion.to_left)
        out.append(missing, ' ');
    out += text;
    if (conversion.to_left)
        out.append(missing, ' ');
}

}  // namespace

Value formatted(const Value& pattern, const Value& arguments)
{
    require_defined(arguments);
    const bool is_safe = pattern.kind() == Kind::safe;
    const auto text = pattern.as_text();
    ArgumentSource source(arguments);
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto percent = std::min(text.find('%', i), text.size());
        out += text.substr(i, percent - i);
        if (percent == text.size())
            break;
        ConversionReader reader(text, percent + 1);
        const auto conversion = reader.read();
        i = reader.end();
        if (conversion.kind == '%')
            out += '%';
        else
            append_filled(out, converted(conversion, source.next(conversion), is_safe), conversion);
        check_text_size(out.size());
    }
    source.check_all_used();
    return text_like(pattern, std::move(out));
}

}  // namespace gongkai::jinja
