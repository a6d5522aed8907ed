// Filters that show amounts: fixed, thousands, percent, money, cn_upper. A table
// of figures calls them for every cell, so they write into buffers on the stack.

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "base/ascii.hpp"
#include "decimal/money.hpp"
#include "jinja/library/registry.hpp"
#include "jinja/value/operators.hpp"

namespace gongkai::jinja {
namespace {

using decimal::Decimal;

int places_of(const Arguments& arguments, std::size_t position, std::int64_t fallback)
{
    constexpr int most = 20;
    const auto places = arguments.integer(position, "places", fallback);
    if (places < 0 || places > most)
        throw Failure{"T-CALL", fmt::format("“{}”的参数“places”应为 0 到 {}，得到 {}", arguments.callee(), most, places), ""};
    return static_cast<int>(places);
}

/// Rounded half away from zero by dropping decimals; in 64 bits, which is most
/// of the speed of a table of figures. Nothing if that is too narrow.
std::optional<Decimal> rounded_quickly(const Decimal& number, int places)
{
    constexpr int most_dropped = 18;
    const auto coefficient = static_cast<std::int64_t>(number.coefficient());
    int dropped = number.scale() - places;
    if (coefficient != number.coefficient() || dropped < 0 || dropped > most_dropped)
        return std::nullopt;
    std::int64_t unit = 1;
    for (; dropped > 0; --dropped)
        unit *= 10;
    const auto rest = std::abs(coefficient % unit);
    const bool away = rest != 0 && rest >= unit - rest;
    return Decimal(coefficient / unit + (away ? (coefficient < 0 ? -1 : 1) : 0), places);
}

/// The number with so many decimals, rounded half away from zero.
NumberText rounded_text(const Decimal& number, int places)
{
    if (const auto rounded = rounded_quickly(number, places))
        return NumberText(*rounded);
    return in_decimals([&] { return NumberText(number.round(places)); });
}

/// The text of coefficient × 10^-scale, if it surely is short enough.
std::optional<ShortText> short_text(std::int64_t coefficient, int scale)
{
    constexpr std::int64_t largest = 99'999'999'999;  // with a point and a sign: 13 bytes
    constexpr int most_decimals = 10;
    if (coefficient > largest || coefficient < -largest || scale > most_decimals)
        return std::nullopt;
    auto magnitude = static_cast<std::uint64_t>(std::abs(coefficient));
    ShortText text;
    const auto digit = [&] {
        text.prepend(static_cast<char>('0' + magnitude % 10));
        magnitude /= 10;
    };
    for (int i = 0; i < scale; ++i)
        digit();
    if (scale > 0)
        text.prepend('.');
    do
        digit();
    while (magnitude != 0);
    if (coefficient < 0)
        text.prepend('-');
    return text;
}

/// The same with commas: "-1638.50" → "-1,638.50". Nothing if it is too long or no number.
std::optional<ShortText> short_text_with_thousands(const ShortText& text)
{
    constexpr std::size_t longest = 11;  // and three commas
    const std::size_t begin = text.size > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    if (text.size > longest || text.size == begin)
        return std::nullopt;
    ShortText result;
    auto i = text.size;
    while (base::is_digit(text[i - 1]) && i - 1 > begin)
        --i;
    // Now i is behind the point, or behind the first digit.
    const bool has_point = text[i - 1] == '.' && i < text.size && i - 1 > begin;
    const auto point = has_point ? i - 1 : text.size;
    for (auto j = text.size; j > point; --j)
        result.prepend(text[j - 1]);
    for (auto j = point; j > begin; --j) {
        if (!base::is_digit(text[j - 1]))
            return std::nullopt;
        if (j < point && (point - j) % 3 == 0)
            result.prepend(',');
        result.prepend(text[j - 1]);
    }
    if (begin > 0)
        result.prepend(text[0]);
    return result;
}

/// 2.5|fixed(2) → "2.50"
Value fixed(Machine&, const Arguments& arguments)
{
    const auto& value = arguments[0];
    const auto places = places_of(arguments, 1, 2);
    // Most amounts have their decimals already.
    if (value.is_small_decimal() && value.small_scale() == places)
        if (const auto text = short_text(value.small_coefficient(), places))
            return Value::string(*text);
    return Value::string(rounded_text(decimal_of(value, "fixed"), places).view());
}

/// 12.345|percent(1) → "12.3%"
Value percent(Machine&, const Arguments& arguments)
{
    std::string text(rounded_text(decimal_of(arguments[0], "percent"), places_of(arguments, 1, 1)));
    text += '%';
    return Value::string(std::move(text));
}

[[noreturn]] void fail_thousands() { throw Failure{"T-TYPE", "thousands 应用于数，或 fixed、money 所给的文字", ""}; }

/// "-1638.50" → "-1,638.50"; anything but [-+]digits[.digits] fails.
Value text_with_thousands(std::string_view text)
{
    constexpr std::size_t longest = 60;
    const std::size_t begin = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    auto point = begin;
    while (point < text.size() && base::is_digit(text[point]))
        ++point;
    const bool has_decimals = point < text.size();
    const bool is_number = point > begin && text.size() <= longest && (!has_decimals || (text[point] == '.' && point + 1 < text.size())) &&
                           std::all_of(text.begin() + static_cast<std::ptrdiff_t>(std::min(point + 1, text.size())), text.end(), base::is_digit);
    if (!is_number)
        fail_thousands();
    std::array<char, longest * 4 / 3 + 1> buffer;
    auto* out = std::copy_n(text.data(), begin, buffer.data());
    auto group = (point - begin - 1) % 3 + 1;  // digits before the next comma
    for (auto i = begin; i < point; ++i, --group) {
        if (group == 0) {
            *out++ = ',';
            group = 3;
        }
        *out++ = text[i];
    }
    out = std::copy(text.begin() + static_cast<std::ptrdiff_t>(point), text.end(), out);
    return Value::string(std::string_view(buffer.data(), static_cast<std::size_t>(out - buffer.data())));
}

Value thousands(Machine&, const Arguments& arguments)
{
    const auto& value = arguments[0];
    if (value.is_text() && !value.is_on_heap())
        if (const auto text = short_text_with_thousands(value.as_short_text()))
            return Value::string(*text);
    if (value.is_text())
        return text_with_thousands(value.as_text());
    return Value::string(NumberText(decimal_of(value, "thousands"), NumberText::Grouping::thousands).view());
}

decimal::Unit unit_of(const Arguments& arguments, std::size_t position, std::string_view name, std::string_view fallback)
{
    const auto text = arguments.text(position, name, fallback);
    if (const auto unit = decimal::parse_unit(text))
        return *unit;
    throw Failure{"T-CALL", fmt::format("没有单位“{}”", text), "可用元、万元、亿元"};
}

/// 1638520|money('万元') → "163.85": exact conversion, rounded once.
Value money(Machine&, const Arguments& arguments)
{
    const auto to = unit_of(arguments, 1, "unit", "万元");
    const auto places = places_of(arguments, 2, 2);
    const auto from = unit_of(arguments, 3, "from", "元");
    const int powers = decimal::decimals_to_cent(to) - decimal::decimals_to_cent(from);
    const auto amount = decimal_of(arguments[0], "money");
    return in_decimals([&] {
        const auto converted = powers >= 0 ? Decimal(amount.coefficient(), amount.scale() + powers)
                                           : amount * Decimal(decimal::power_of_ten(-powers), 0);
        return Value::string(rounded_text(converted, places).view());
    });
}

/// An amount in 元 as capital numerals (大写).
Value capital_numerals(Machine&, const Arguments& arguments)
{
    constexpr decimal::Int128 most_cents = 100'000'000'000'000'000;
    const auto number = decimal_of(arguments[0], "cn_upper");
    const auto in_cents = in_decimals([&] { return number.round(2); });
    const auto cents = in_cents.coefficient();
    if (compare(Value::decimal(in_cents), Value::decimal(number)) != 0 || cents > most_cents || cents < -most_cents)
        throw Failure{"T-TYPE", "大写金额应精确到分且不超过一千万亿元", ""};
    return Value::string(decimal::in_capital_numerals(decimal::Money::from_cents(static_cast<std::int64_t>(cents))));
}

}  // namespace

void add_amount_filters(OperationTable& filters)
{
    filters.add({"fixed", Signature("places=2"), fixed, "四舍五入到 places 位小数，不足补零。"});
    filters.add({"thousands", Signature(""), thousands, "整数部分加千分位逗号；可接在 fixed、money 之后。"});
    filters.add({"percent", Signature("places=1"), percent, "四舍五入到 places 位小数，后加“%”。"});
    filters.add({"money", Signature("unit='万元', places=2, from='元'"), money,
                 "把以 from 为单位的金额换算为 unit，四舍五入到 places 位小数；不带单位名。"});
    filters.add({"cn_upper", Signature(""), capital_numerals, "以元为单位的金额的中文大写。"});
}

}  // namespace gongkai::jinja
