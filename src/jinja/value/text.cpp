#include "jinja/value/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include <fmt/format.h>

#include "base/html.hpp"
#include "jinja/value/operators.hpp"

namespace gongkai::jinja {
namespace {

__extension__ typedef unsigned __int128 Natural;

/// A float as Python prints it, in a buffer that is large enough for any.
using RealBuffer = std::array<char, 32>;

std::string_view write_real(RealBuffer& buffer, double value)
{
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value < 0 ? "-inf" : "inf";
    const double magnitude = std::fabs(value);
    const bool scientific = magnitude != 0 && (magnitude >= 1e16 || magnitude < 1e-4);
    const auto format = scientific ? std::chars_format::scientific : std::chars_format::fixed;
    auto* end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format).ptr;
    if (!scientific && std::find(buffer.data(), end, '.') == end) {
        *end++ = '.';
        *end++ = '0';
    }
    return {buffer.data(), end};
}

[[noreturn]] void fail_no_text(const Value& value)
{
    require_defined(value);
    throw Failure{"T-TYPE", fmt::format("{}不能直接当作文字", value.kind_name()), "列表请用 |join 或 |tojson"};
}

/// Calls take(std::string_view) with the text of the value.
template <class Take>
void with_text(const Value& value, const Take& take)
{
    switch (value.kind()) {
    case Kind::none: return take({});
    case Kind::undefined:  // `a if b` without else has no name, and no text
        if (value.as_text().empty())
            return take({});
        fail_no_text(value);
    case Kind::boolean: return take(value.as_boolean() ? "True" : "False");
    case Kind::integer: return take(NumberText(value.as_integer()));
    case Kind::decimal: return take(NumberText(value.as_decimal()));
    case Kind::string:
    case Kind::safe: return take(value.as_text());
    case Kind::real: {
        RealBuffer buffer;
        return take(write_real(buffer, value.as_real()));
    }
    default: fail_no_text(value);
    }
}

}  // namespace

NumberText::NumberText(std::int64_t number) : NumberText(decimal::Decimal(number, 0)) {}

NumberText::NumberText(const decimal::Decimal& number, Grouping grouping)
{
    const auto coefficient = number.coefficient();
    const auto magnitude = coefficient < 0 ? -static_cast<Natural>(coefficient) : static_cast<Natural>(coefficient);
    // Division of 128-bit numbers is slow, and hardly any figure needs it.
    if (magnitude >> 64 == 0)
        write(static_cast<std::uint64_t>(magnitude), number.scale(), grouping);
    else
        write(magnitude, number.scale(), grouping);
    if (coefficient < 0)
        prepend('-');
}

namespace {

/// "00", "01" … "99": two digits for one division.
constexpr auto pairs_of_digits = [] {
    std::array<char, 200> pairs{};
    for (std::size_t i = 0; i < 100; ++i) {
        pairs[2 * i] = static_cast<char>('0' + i / 10);
        pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
    }
    return pairs;
}();

}  // namespace

void NumberText::prepend_pair(unsigned pair)
{
    begin_ -= 2;
    buffer_[begin_] = pairs_of_digits[2 * pair];
    buffer_[begin_ + 1] = pairs_of_digits[2 * pair + 1];
}

template <class Unsigned>
void NumberText::write(Unsigned magnitude, int scale, Grouping grouping)
{
    int decimals = scale;
    for (; decimals >= 2; decimals -= 2, magnitude /= 100)
        prepend_pair(static_cast<unsigned>(magnitude % 100));
    for (; decimals > 0; --decimals, magnitude /= 10)
        prepend(static_cast<char>('0' + static_cast<int>(magnitude % 10)));
    if (scale > 0)
        prepend('.');
    for (; grouping == Grouping::none && magnitude >= 100; magnitude /= 100)
        prepend_pair(static_cast<unsigned>(magnitude % 100));
    int written = 0;
    do {
        if (grouping == Grouping::thousands && written > 0 && written % 3 == 0)
            prepend(',');
        prepend(static_cast<char>('0' + static_cast<int>(magnitude % 10)));
        magnitude /= 10;
        ++written;
    } while (magnitude != 0);
}

std::string real_text(double value)
{
    RealBuffer buffer;
    return std::string(write_real(buffer, value));
}

std::string text_of(const Value& value)
{
    std::string out;
    with_text(value, [&](std::string_view text) { out = text; });
    return out;
}

void append_text(std::string& out, const Value& value)
{
    with_text(value, [&](std::string_view text) { out += text; });
}

std::string escaped(const Value& value)
{
    std::string out;
    append_escaped(out, value);
    check_text_size(out.size());
    return out;
}

void append_escaped(std::string& out, const Value& value)
{
    // No number has a character to escape.
    if (value.kind() == Kind::string)
        base::append_escaped(out, value.as_text());
    else
        append_text(out, value);
}

Value concatenate(const Value* values, std::size_t count)
{
    const bool is_safe = std::any_of(values, values + count, [](const Value& v) { return v.kind() == Kind::safe; });
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
        if (is_safe)
            append_escaped(out, values[i]);
        else
            append_text(out, values[i]);
        check_text_size(out.size());
    }
    return is_safe ? Value::safe(std::move(out)) : Value::string(std::move(out));
}

Value text_like(const Value& original, std::string text)
{
    return original.kind() == Kind::safe ? Value::safe(std::move(text)) : Value::string(std::move(text));
}

std::size_t find_text(std::string_view text, std::string_view part, std::size_t from)
{
    if (from > text.size())
        return std::string_view::npos;
    const auto* found = memmem(text.data() + from, text.size() - from, part.data(), part.size());
    return found ? static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) : std::string_view::npos;
}

void check_text_size(std::size_t size)
{
    if (size > largest_text)
        throw Failure{"T-LIMIT", fmt::format("文字超过 {} MB", largest_text >> 20), ""};
}

}  // namespace gongkai::jinja
