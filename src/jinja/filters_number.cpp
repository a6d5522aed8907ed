// Filters for numbers. Decimals stay exact.

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

#include "decimal/money.hpp"
#include "jinja/operators.hpp"
#include "jinja/registry.hpp"

namespace gongkai::jinja {
namespace {

int places_of(const Arguments& arguments, std::size_t position, std::string_view name, int fallback)
{
    return static_cast<int>(std::clamp<std::int64_t>(arguments.integer(position, name, fallback), 0, 20));
}

Value absolute(Machine&, const Arguments& arguments)
{
    arguments.expect(1, {});
    const auto& value = arguments[0];
    if (value.kind() == Kind::real)
        return Value::real(std::fabs(value.as_real()));
    return compare(value, Value::integer(0)) < 0 ? negate(value) : value;
}

Value narrowed(decimal::Int128 number)
{
    if (number > INT64_MAX || number < INT64_MIN)
        throw Failure{"T-LIMIT", "整数超出 64 位范围", ""};
    return Value::integer(static_cast<std::int64_t>(number));
}

/// To a multiple of 10^places, ties to even (as Python rounds) or away from zero.
decimal::Int128 rounded_off(decimal::Int128 number, int places, bool to_even)
{
    const auto unit = decimal::power_of_ten(places);
    auto quotient = number / unit;
    auto rest = number % unit;
    rest = rest < 0 ? -rest : rest;
    if (rest > unit - rest || (rest == unit - rest && (!to_even || quotient % 2 != 0)))
        quotient += number < 0 ? -1 : 1;
    return quotient * unit;
}

/// An integer or decimal to `places` decimals; negative: to tens, hundreds …
Value round_exact(const Value& value, int places)
{
    if (value.kind() != Kind::decimal)
        return places >= 0 ? Value::integer(value.as_integer()) : narrowed(rounded_off(value.as_integer(), -places, true));
    if (places >= 0)
        return Value::decimal(value.as_decimal().round(places));
    const auto& number = value.as_decimal();
    const auto unit = decimal::power_of_ten(std::min(number.scale() - places, 38));
    const decimal::Decimal in_units(rounded_off(number.coefficient(), std::min(number.scale() - places, 38), false) / unit, 0);
    return Value::decimal(in_units * decimal::Decimal(decimal::power_of_ten(-places), 0));
}

/// Floats and integers as Jinja's round (half to even); decimals half away from zero.
Value round(Machine&, const Arguments& arguments)
{
    arguments.expect(3, {"precision", "method"});
    const auto places = static_cast<int>(std::clamp<std::int64_t>(arguments.integer(1, "precision", 0), -20, 20));
    const auto method = arguments.text(2, "method", "common");
    if (method != "common" && method != "ceil" && method != "floor")
        throw Failure{"T-CALL", fmt::format("round 没有方法“{}”", method), "可用 common、ceil、floor"};
    const auto& value = arguments[0];
    if (value.kind() != Kind::real && value.is_number() && method == "common")
        return round_exact(value, places);
    if (value.kind() == Kind::decimal)
        throw Failure{"T-TYPE", "小数只能四舍五入", ""};
    const double number = value.kind() == Kind::real ? value.as_real()
                                                     : static_cast<double>(decimal_of(value, "round").coefficient());
    const double scale = std::pow(10, places);
    if (method == "ceil")
        return Value::real(std::ceil(number * scale) / scale);
    if (method == "floor")
        return Value::real(std::floor(number * scale) / scale);
    if (places < 0) {
        const double unit = std::pow(10, -places);
        return Value::real(std::nearbyint(number / unit) * unit);
    }
    char buffer[400];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::fixed, places).ptr;
    double rounded = 0;
    std::from_chars(buffer, end, rounded);
    return Value::real(rounded);
}

/// Towards zero.
Value truncated(double number)
{
    if (!(std::fabs(number) < 9223372036854775808.0))
        throw Failure{"T-LIMIT", "整数超出 64 位范围", ""};
    return Value::integer(static_cast<std::int64_t>(number));
}

std::string_view stripped(std::string_view text)
{
    constexpr std::string_view space = " \t\n\r\f\v";
    const auto first = text.find_first_not_of(space);
    return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(space) - first + 1);
}

/// Digits as int(text, base) of Python reads them: a sign, a prefix such as 0x
/// that fits the base, single underscores between digits.
std::optional<Value> digits_in_base(std::string_view text, std::int64_t base)
{
    if (base < 2 || base > 36)
        throw Failure{"T-CALL", fmt::format("int 的 base 应为 2 到 36，得到 {}", base), ""};
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    const auto prefixed = [&](char letter) { return text.size() > 2 && text[0] == '0' && (text[1] | 0x20) == letter; };
    if ((base == 16 && prefixed('x')) || (base == 8 && prefixed('o')) || (base == 2 && prefixed('b')))
        text.remove_prefix(text[2] == '_' ? 3 : 2);
    decimal::Int128 number = 0;
    bool after_digit = false;
    for (const char c : text) {
        if (c == '_' && after_digit) {
            after_digit = false;
            continue;
        }
        const int lowered = c | 0x20;
        const int digit = c >= '0' && c <= '9' ? c - '0' : lowered >= 'a' && lowered <= 'z' ? lowered - 'a' + 10 : 99;
        if (digit >= base)
            return std::nullopt;
        after_digit = true;
        if (number <= INT64_MAX)
            number = number * base + digit;
    }
    return after_digit ? std::optional(narrowed(negative ? -number : number)) : std::nullopt;
}

std::optional<double> parsed_real(std::string_view text)
{
    if (text.starts_with('+') && text.size() > 1 && text[1] != '-')
        text.remove_prefix(1);
    double number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure == std::errc::invalid_argument || end != text.data() + text.size())
        return std::nullopt;
    return failure == std::errc() ? number : HUGE_VAL;
}

Value to_integer(Machine&, const Arguments& arguments)
{
    arguments.expect(3, {"default", "base"});
    const auto& value = arguments[0];
    const auto* given = arguments.get(1, "default");
    const auto fallback = given ? *given : Value::integer(0);
    if (value.kind() == Kind::integer || value.kind() == Kind::boolean)
        return Value::integer(value.as_integer());
    if (value.kind() == Kind::decimal)
        return narrowed(value.as_decimal().coefficient() / decimal::power_of_ten(value.as_decimal().scale()));
    if (value.kind() == Kind::real)
        return truncated(value.as_real());
    if (!value.is_text())
        return fallback;
    const auto text = stripped(value.as_text());
    if (auto whole = digits_in_base(text, arguments.integer(2, "base", 10)))
        return *whole;
    const auto number = parsed_real(text);
    return number ? truncated(*number) : fallback;
}

Value to_real(Machine&, const Arguments& arguments)
{
    arguments.expect(2, {"default"});
    const auto& value = arguments[0];
    if (value.kind() == Kind::real)
        return value;
    if (value.kind() == Kind::integer || value.kind() == Kind::boolean)
        return Value::real(static_cast<double>(value.as_integer()));
    if (value.is_text() || value.kind() == Kind::decimal)
        if (const auto number = parsed_real(stripped(text_of(value))))
            return Value::real(*number);
    const auto* fallback = arguments.get(1, "default");
    return fallback ? *fallback : Value::real(0);
}

/// 2.5|fixed(2) → "2.50", rounded half away from zero.
Value fixed(Machine&, const Arguments& arguments)
{
    arguments.expect(2, {"places"});
    return Value::string(decimal_of(arguments[0], "fixed").round(places_of(arguments, 1, "places", 2)).to_string());
}

Value thousands(Machine&, const Arguments& arguments)
{
    arguments.expect(1, {});
    const auto& value = arguments[0];
    if (value.is_text())
        return Value::string(decimal::with_thousands(value.as_text()));
    return Value::string(decimal::with_thousands(decimal_of(value, "thousands").to_string()));
}

/// 12.345|percent(1) → "12.3%"
Value percent(Machine&, const Arguments& arguments)
{
    arguments.expect(2, {"places"});
    return Value::string(decimal_of(arguments[0], "percent").round(places_of(arguments, 1, "places", 1)).to_string() + "%");
}

/// An amount in 元 as capital numerals (大写).
Value capital_numerals(Machine&, const Arguments& arguments)
{
    arguments.expect(1, {});
    const auto number = decimal_of(arguments[0], "cn_upper");
    const auto cents = number.round(2).coefficient();
    if (number.round(2) != number || cents > 100'000'000'000'000'000 || cents < -100'000'000'000'000'000)
        throw Failure{"T-TYPE", "大写金额应精确到分且不超过一千万亿元", ""};
    return Value::string(decimal::in_capital_numerals(decimal::Money::from_cents(static_cast<std::int64_t>(cents))));
}

}  // namespace

void add_number_filters(OperationTable& filters)
{
    filters.add("abs", absolute);
    filters.add("round", round);
    filters.add("int", to_integer);
    filters.add("float", to_real);
    filters.add("fixed", fixed);
    filters.add("thousands", thousands);
    filters.add("percent", percent);
    filters.add("cn_upper", capital_numerals);
}

}  // namespace gongkai::jinja
