#include "decimal/money.hpp"

#include <algorithm>
#include <array>

namespace gongkai::decimal {
namespace {

constexpr std::int64_t parse_limit_cents = 10'000'000'000'000'000;  // 10^14 元

bool is_well_grouped(std::string_view whole)
{
    const auto first = whole.find(',');
    if (first == std::string_view::npos)
        return true;
    if (first == 0 || first > 3)
        return false;
    for (std::size_t i = first; i < whole.size(); i += 4)
        if (whole[i] != ',' || i + 3 >= whole.size() ||
            whole.substr(i + 1, 3).find(',') != std::string_view::npos)
            return false;
    return (whole.size() - first) % 4 == 0;
}

/// The count of 分 as a number with `scale` decimals of which those behind
/// `min_decimals` are left out while they are zero. The work of most pages: in
/// 64 bits, without a Decimal.
std::string digits_of(std::int64_t cents, int scale, int min_decimals)
{
    char buffer[48];
    char* const end = buffer + sizeof buffer;
    char* begin = end;
    auto rest = cents < 0 ? 0 - static_cast<std::uint64_t>(cents) : static_cast<std::uint64_t>(cents);
    for (; scale > min_decimals && rest % 10 == 0; --scale)
        rest /= 10;
    for (int missing = min_decimals - scale; missing > 0; --missing)
        *--begin = '0';
    for (int i = 0; i < scale; ++i, rest /= 10)
        *--begin = static_cast<char>('0' + rest % 10);
    if (std::max(scale, min_decimals) > 0)
        *--begin = '.';
    do
        *--begin = static_cast<char>('0' + rest % 10);
    while ((rest /= 10) != 0);
    if (cents < 0)
        *--begin = '-';
    return {begin, end};
}

std::string grouped(std::string number, Grouping grouping)
{
    return grouping == Grouping::thousands ? with_thousands(number) : number;
}

}  // namespace

std::optional<Unit> parse_unit(std::string_view name)
{
    for (const auto unit : {Unit::yuan, Unit::ten_thousand_yuan, Unit::hundred_million_yuan})
        if (unit_name(unit) == name)
            return unit;
    return std::nullopt;
}

std::string_view unit_name(Unit unit)
{
    switch (unit) {
    case Unit::yuan: return "元";
    case Unit::ten_thousand_yuan: return "万元";
    case Unit::hundred_million_yuan: return "亿元";
    }
    return "";
}

int decimals_to_cent(Unit unit)
{
    switch (unit) {
    case Unit::yuan: return 2;
    case Unit::ten_thousand_yuan: return 6;
    case Unit::hundred_million_yuan: return 10;
    }
    return 0;
}

Money Money::operator+(Money other) const
{
    std::int64_t sum;
    if (__builtin_add_overflow(cents_, other.cents_, &sum))
        throw Overflow("money sum");
    return Money(sum);
}

Money Money::operator-(Money other) const
{
    std::int64_t difference;
    if (__builtin_sub_overflow(cents_, other.cents_, &difference))
        throw Overflow("money difference");
    return Money(difference);
}

Decimal Money::in(Unit unit) const { return {cents_, decimals_to_cent(unit)}; }

std::variant<WrittenMoney, MoneyError> parse_money(std::string_view text, Unit unit)
{
    const auto unsigned_text = text.starts_with('-') ? text.substr(1) : text;
    const bool has_grouping = unsigned_text.find(',') != std::string_view::npos;
    std::string plain(text);
    std::erase(plain, ',');
    const auto number = plain.starts_with('+') ? std::nullopt : Decimal::parse(plain);
    if (!number) {
        const bool only_digits = plain.find_first_not_of("0123456789.-") == std::string::npos;
        return only_digits && plain.size() > 38 ? MoneyError::too_large : MoneyError::not_a_number;
    }
    const auto point = unsigned_text.find('.');
    if (has_grouping && (!is_well_grouped(unsigned_text.substr(0, point)) ||
                         (point != std::string_view::npos && unsigned_text.find(',', point) != std::string_view::npos)))
        return MoneyError::bad_grouping;
    if (number->scale() > decimals_to_cent(unit))
        return MoneyError::too_many_decimals;
    const auto limit = Decimal(parse_limit_cents, decimals_to_cent(unit));
    if (plain.size() > 28 || *number >= limit || *number <= -limit)
        return MoneyError::too_large;
    const auto cents = number->round(decimals_to_cent(unit)).coefficient();
    return WrittenMoney{Money::from_cents(static_cast<std::int64_t>(cents)), number->scale(), has_grouping};
}

std::string format_money(Money amount, Unit unit, int min_decimals, Grouping grouping)
{
    return grouped(digits_of(amount.cents(), decimals_to_cent(unit), std::clamp(min_decimals, 0, 16)), grouping);
}

std::string format_rounded(Money amount, Unit unit, int decimals, Grouping grouping)
{
    return grouped(amount.in(unit).round(decimals).to_string(), grouping);
}

std::optional<Decimal> percent_of(Money part, Money whole, int places)
{
    return (Decimal::integer(part.cents()) * Decimal::integer(100)).divide(Decimal::integer(whole.cents()), places);
}

std::string in_capital_numerals(Money amount)
{
    static constexpr std::array<std::string_view, 10> digits = {"零", "壹", "贰", "叁", "肆",
                                                                "伍", "陆", "柒", "捌", "玖"};
    static constexpr std::array<std::string_view, 4> places = {"", "拾", "佰", "仟"};
    static constexpr std::array<std::string_view, 5> groups = {"", "万", "亿", "万亿", "亿亿"};
    const bool negative = amount.cents() < 0;
    const auto magnitude = negative ? 0 - static_cast<std::uint64_t>(amount.cents())
                                    : static_cast<std::uint64_t>(amount.cents());
    const auto yuan = std::to_string(magnitude / 100);
    std::string out;
    bool pending_zero = false;
    bool group_written = false;
    for (std::size_t i = 0; i < yuan.size(); ++i) {
        const auto digit = static_cast<std::size_t>(yuan[i] - '0');
        const auto from_right = yuan.size() - 1 - i;
        if (digit == 0) {
            pending_zero = !out.empty();
        } else {
            if (pending_zero)
                out += digits[0];
            pending_zero = false;
            out.append(digits[digit]).append(places[from_right % 4]);
            group_written = true;
        }
        if (from_right % 4 == 0 && group_written) {
            out += groups[from_right / 4];
            group_written = false;
        }
    }
    const auto jiao = static_cast<std::size_t>(magnitude / 10 % 10);
    const auto fen = static_cast<std::size_t>(magnitude % 10);
    if (!out.empty())
        out += "元";
    if (jiao != 0)
        out.append(digits[jiao]).append("角");
    else if (fen != 0 && !out.empty())
        out += digits[0];
    if (fen != 0)
        out.append(digits[fen]).append("分");
    if (out.empty())
        out = "零元";
    if (fen == 0)
        out += "整";
    return negative ? "负" + out : out;
}

}  // namespace gongkai::decimal
