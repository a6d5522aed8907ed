// Filters for numbers. Decimals stay exact.

#include <algorithm>
#include <charconv>
#include <cmath>

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

/// Floats as Jinja's round (half to even, through the decimal digits); decimals
/// half away from zero.
Value round(Machine&, const Arguments& arguments)
{
    arguments.expect(3, {"precision", "method"});
    const int places = places_of(arguments, 1, "precision", 0);
    const auto method = arguments.text(2, "method", "common");
    const auto& value = arguments[0];
    if (value.kind() == Kind::decimal && method == "common")
        return Value::decimal(value.as_decimal().round(places));
    if (value.kind() == Kind::decimal)
        throw Failure{"T-TYPE", "小数只能四舍五入", ""};
    const double number = value.kind() == Kind::real ? value.as_real()
                                                     : static_cast<double>(decimal_of(value, "round").coefficient());
    const double scale = std::pow(10, places);
    if (method == "ceil")
        return Value::real(std::ceil(number * scale) / scale);
    if (method == "floor")
        return Value::real(std::floor(number * scale) / scale);
    char buffer[400];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::fixed, places).ptr;
    double rounded = 0;
    std::from_chars(buffer, end, rounded);
    return Value::real(rounded);
}

Value to_integer(Machine&, const Arguments& arguments)
{
    arguments.expect(3, {"default", "base"});
    const auto& value = arguments[0];
    const auto fallback = Value::integer(arguments.integer(1, "default", 0));
    if (value.kind() == Kind::integer || value.kind() == Kind::boolean)
        return Value::integer(value.as_integer());
    if (value.kind() == Kind::decimal) {
        const auto whole = value.as_decimal().is_negative() ? -(-value.as_decimal()).floor() : value.as_decimal().floor();
        return Value::integer(static_cast<std::int64_t>(whole.coefficient()));
    }
    if (value.kind() == Kind::real)
        return std::fabs(value.as_real()) < 9e18 ? Value::integer(static_cast<std::int64_t>(value.as_real())) : fallback;
    if (!value.is_text())
        return fallback;
    const auto number = decimal::Decimal::parse(value.as_text());
    if (!number)
        return fallback;
    const auto whole = number->is_negative() ? -(-*number).floor() : number->floor();
    return Value::integer(static_cast<std::int64_t>(whole.coefficient()));
}

Value to_real(Machine&, const Arguments& arguments)
{
    arguments.expect(2, {"default"});
    const auto& value = arguments[0];
    if (value.kind() == Kind::real)
        return value;
    if (value.kind() == Kind::integer || value.kind() == Kind::boolean)
        return Value::real(static_cast<double>(value.as_integer()));
    const auto text = text_of(value);
    double number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure == std::errc() && end == text.data() + text.size())
        return Value::real(number);
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
    filters.add("int", to_integer, true);
    filters.add("float", to_real);
    filters.add("fixed", fixed);
    filters.add("thousands", thousands);
    filters.add("percent", percent);
    filters.add("cn_upper", capital_numerals);
}

}  // namespace gongkai::jinja
