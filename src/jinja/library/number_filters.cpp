// Filters for numbers: abs, round, int, float. Decimals stay exact.

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>

#include <fmt/format.h>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "jinja/library/registry.hpp"
#include "jinja/value/characters.hpp"
#include "jinja/value/operators.hpp"

namespace gongkai::jinja {
namespace {

using decimal::Decimal;
using decimal::Int128;

Value absolute(Machine&, const Arguments& arguments)
{
    const auto value = positive(arguments[0]);
    if (value.kind() == Kind::real)
        return Value::real(std::fabs(value.as_real()));
    return compare(value, Value::integer(0)) < 0 ? negate(value) : value;
}

Value narrowed(Int128 number)
{
    if (number > INT64_MAX || number < INT64_MIN)
        throw Failure{"T-LIMIT", "整数超出 64 位范围", ""};
    return Value::integer(static_cast<std::int64_t>(number));
}

enum class Method { common, ceil, floor };

Method method_of(const Arguments& arguments)
{
    const auto name = arguments.text(2, "method", "common");
    if (name == "common")
        return Method::common;
    if (name == "ceil")
        return Method::ceil;
    if (name == "floor")
        return Method::floor;
    throw Failure{"T-CALL", fmt::format("round 没有方法“{}”", name), "可用 common、ceil、floor"};
}

/// The integer to tens (places 1), hundreds …; ties to even, as Python rounds integers.
Int128 round_whole(Int128 number, int places)
{
    if (places > 38)
        return 0;
    const auto unit = decimal::power_of_ten(places);
    auto quotient = number / unit;
    auto rest = number % unit;
    rest = rest < 0 ? -rest : rest;
    if (rest > unit - rest || (rest == unit - rest && quotient % 2 != 0))
        quotient += number < 0 ? -1 : 1;
    return quotient * unit;
}

/// A decimal that is less than `places` decimals exact, up or down.
Decimal directed(const Decimal& number, int places, Method method)
{
    if (places >= number.scale())
        return number.round(places);
    const auto unit = decimal::power_of_ten(number.scale() - places);
    auto quotient = number.coefficient() / unit;
    const auto rest = number.coefficient() % unit;
    if (rest != 0 && (method == Method::ceil) == (rest > 0))
        quotient += method == Method::ceil ? 1 : -1;
    return {quotient, places};
}

/// Half away from zero (四舍五入), up or down; negative places: to tens, hundreds …
Decimal round_decimal(const Decimal& number, int places, Method method)
{
    const auto rounded = [&](const Decimal& value, int decimals) {
        return method == Method::common ? value.round(decimals) : directed(value, decimals, method);
    };
    if (places >= 0)
        return rounded(number, places);
    // As a number of tens, hundreds …
    const Decimal in_units(number.coefficient(), number.scale() - places);
    return rounded(in_units, 0) * Decimal(decimal::power_of_ten(-places), 0);
}

/// The float to tens (places 1), hundreds …; ties to even.
double round_to_unit(double number, int places)
{
    constexpr double all_whole = 9007199254740992.0;  // from here on floats have no fraction
    constexpr double within_128_bits = 1e37;
    if (places > 308)
        return std::copysign(0.0, number);
    const double magnitude = std::fabs(number);
    if (magnitude >= all_whole && magnitude < within_128_bits)
        return std::copysign(static_cast<double>(round_whole(static_cast<Int128>(magnitude), places)), number);
    const double unit = std::pow(10.0, places);
    const double rest = std::fmod(magnitude, unit);
    const double below = magnitude - rest;
    const bool up = rest > unit - rest || (rest == unit - rest && std::fmod(below, 2 * unit) != 0);
    return std::copysign(up ? below + unit : below, number);
}

double round_real(double number, int places)
{
    if (!std::isfinite(number) || places > 323)
        return number;
    if (places < 0)
        return round_to_unit(number, -places);
    std::array<char, 700> buffer;  // 309 digits, the point, 323 decimals
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed, places).ptr;
    double rounded = 0;
    std::from_chars(buffer.data(), end, rounded);
    return rounded;
}

double directed_real(double number, int places, Method method)
{
    const double scale = std::pow(10.0, places);
    const double scaled = method == Method::ceil ? std::ceil(number * scale) : std::floor(number * scale);
    return (scaled + 0.0) / scale;  // a plain 0, where ceil gives -0.0
}

Value round(Machine&, const Arguments& arguments)
{
    const auto places = static_cast<int>(std::clamp<std::int64_t>(arguments.integer(1, "precision", 0), -400, 400));
    const auto method = method_of(arguments);
    const auto value = positive(arguments[0]);
    if (value.kind() == Kind::decimal) {
        if (places > Decimal::max_scale)
            throw Failure{"T-LIMIT", fmt::format("小数最多有 {} 位", Decimal::max_scale), ""};
        return in_decimals([&] { return Value::decimal(round_decimal(value.as_decimal(), places, method)); });
    }
    if (value.kind() == Kind::integer && method == Method::common)
        return places >= 0 ? value : narrowed(round_whole(value.as_integer(), -places));
    const double number = value.kind() == Kind::real ? value.as_real() : static_cast<double>(value.as_integer());
    if (value.kind() == Kind::integer && places >= 0)
        return Value::real(number);
    const double result = method == Method::common ? round_real(number, places) : directed_real(number, places, method);
    if (!std::isfinite(result) && (std::isfinite(number) || method != Method::common))
        throw Failure{"T-LIMIT", "取整的结果超出浮点数范围", ""};
    return Value::real(result);
}

/// Towards zero; nothing for what is no number.
std::optional<Value> truncated(double number)
{
    if (std::isnan(number))
        return std::nullopt;
    if (!(std::fabs(number) < 9223372036854775808.0))
        throw Failure{"T-LIMIT", "整数超出 64 位范围", ""};
    return Value::integer(static_cast<std::int64_t>(number));
}

/// Without white space around, and with full-width digits (１２) as plain ones.
std::string plain_number(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size();) {
        const auto character = base::decode(text, i);
        if (character.value >= 0xFF10 && character.value <= 0xFF19)
            plain += static_cast<char>('0' + static_cast<int>(character.value - 0xFF10));
        else if (!plain.empty() || !is_white(character.value))
            plain.append(text, i, character.length);
        i += character.length;
    }
    plain.resize(trimmed_right(plain).size());
    return plain;
}

/// The base that a prefix such as 0x means; 10 without one.
int base_of_prefix(std::string_view digits)
{
    if (digits.size() < 3 || digits[0] != '0')
        return 10;
    const char letter = base::lowered(digits[1]);
    return letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 10;
}

int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char letter = base::lowered(c);
    return letter >= 'a' && letter <= 'z' ? letter - 'a' + 10 : 99;
}

/// Digits as int(text, base) of Python reads them: a sign, a prefix that fits
/// the base, single underscores between digits.
std::optional<Value> digits_in_base(std::string_view text, std::int64_t base)
{
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    const int of_prefix = base_of_prefix(text);
    if (of_prefix != 10 && (base == of_prefix || base == 0))
        text.remove_prefix(text[2] == '_' ? 3 : 2);
    else if (base == 0 && text.size() > 1 && text[0] == '0' && text.find_first_not_of("0_") != std::string_view::npos)
        return std::nullopt;  // 010 may be meant as eight
    if (base == 0)
        base = of_prefix;
    Int128 number = 0;
    bool after_digit = false;
    for (const char c : text) {
        if (c == '_' && after_digit) {
            after_digit = false;
            continue;
        }
        const int digit = digit_of(c);
        if (digit >= base)
            return std::nullopt;
        after_digit = true;
        if (number <= INT64_MAX)
            number = number * base + digit;
    }
    return after_digit ? std::optional(narrowed(negative ? -number : number)) : std::nullopt;
}

/// A number without the underscores between its digits; those elsewhere stay, and spoil it.
std::string without_underscores(const std::string& text)
{
    const auto is_digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] != '_' || i == 0 || !is_digit(i - 1) || !is_digit(i + 1))
            out += text[i];
    return out;
}

/// As float(text) of Python.
std::optional<double> parsed_real(const std::string& text)
{
    const auto plain = without_underscores(text);
    std::string_view digits = plain;
    if (digits.starts_with('+') && !digits.starts_with("+-"))
        digits.remove_prefix(1);
    double number = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (failure == std::errc::invalid_argument || end != digits.data() + digits.size() || digits.ends_with(')'))
        return std::nullopt;
    // from_chars does not say whether it is too large or too small.
    return failure == std::errc() ? number : std::strtod(plain.c_str(), nullptr);
}

std::optional<Value> integer_in_text(std::string_view text, std::int64_t base)
{
    const auto plain = plain_number(text);
    if (auto whole = digits_in_base(plain, base))
        return whole;
    const auto number = parsed_real(plain);
    return number ? truncated(*number) : std::nullopt;
}

Value to_integer(Machine&, const Arguments& arguments)
{
    const auto& value = arguments[0];
    const auto base = arguments.integer(2, "base", 10);
    if (base != 0 && (base < 2 || base > 36))
        throw Failure{"T-CALL", fmt::format("int 的 base 应为 0 或 2 到 36，得到 {}", base), ""};
    std::optional<Value> result;
    if (value.kind() == Kind::integer || value.kind() == Kind::boolean)
        result = Value::integer(value.as_integer());
    else if (value.kind() == Kind::decimal)
        result = narrowed(value.as_decimal().coefficient() / decimal::power_of_ten(value.as_decimal().scale()));
    else if (value.kind() == Kind::real)
        result = truncated(value.as_real());
    else if (value.is_text())
        result = integer_in_text(value.as_text(), base);
    const auto* fallback = arguments.get(1, "default");
    return result ? *result : fallback ? *fallback : Value::integer(0);
}

Value to_real(Machine&, const Arguments& arguments)
{
    const auto& value = arguments[0];
    if (value.kind() == Kind::real)
        return value;
    if (value.kind() == Kind::integer || value.kind() == Kind::boolean)
        return Value::real(static_cast<double>(value.as_integer()));
    if (value.is_text() || value.kind() == Kind::decimal)
        if (const auto number = parsed_real(plain_number(text_of(value))))
            return Value::real(*number);
    const auto* fallback = arguments.get(1, "default");
    return fallback ? *fallback : Value::real(0);
}

}  // namespace

void add_number_filters(OperationTable& filters)
{
    filters.add({"abs", Signature(""), absolute, "绝对值。"});
    filters.add({"round", Signature("precision=0, method='common'"), round,
                 "取到 precision 位小数（负数：取到十、百）；小数四舍五入，method 可用 'ceil'、'floor'。"});
    filters.add({"int", Signature("default=0, base=10"), to_integer, "变为整数，去掉小数部分；不是数时得 default。"});
    filters.add({"float", Signature("default=0.0"), to_real, "变为浮点数；不是数时得 default。"});
}

}  // namespace gongkai::jinja
