#include "chart/amounts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "chart/numbers.hpp"

namespace gongkai::chart {
namespace {

using decimal::Int128;
using decimal::Money;
using decimal::Unit;

constexpr std::int64_t large = 10'000'000'000;  // 10,000 万元
constexpr std::int64_t rounding_unit = 100'000'000;  // 0.01 亿元

Int128 magnitude(Int128 value) { return value < 0 ? -value : value; }

}  // namespace

std::string AmountStyle::text(Money amount) const
{
    if (!is_rounded())
        return amount_text(amount, shown);
    const Int128 cents = magnitude(amount.cents());
    const auto hundredths = static_cast<std::int64_t>((cents * 2 + rounding_unit) / (Int128{rounding_unit} * 2));
    if (hundredths == 0 && cents > 0)
        return amount < Money() ? ">\u22120.01" : "<0.01";
    const auto whole = std::to_string(hundredths / 100);
    return fmt::format("{}{}.{:02}", amount < Money() ? "\u2212" : "", whole.size() >= 5 ? decimal::with_thousands(whole) : whole,
                       hundredths % 100);
}

AmountStyle amount_style(const std::vector<Money>& amounts, Unit source)
{
    const bool is_large = std::any_of(amounts.begin(), amounts.end(), [](Money amount) { return magnitude(amount.cents()) >= large; });
    return {source, is_large ? Unit::hundred_million_yuan : source};
}

std::string percent_text(Int128 part, Int128 whole)
{
    const Int128 tenths = (magnitude(part) * 2000 + whole) / (whole * 2);
    if (tenths == 0 && part != 0)
        return part < 0 ? ">\u22120.1%" : "<0.1%";
    const decimal::Decimal percent(tenths, 1);
    return (part < 0 ? "\u2212" : "") + percent.to_string() + "%";
}

}  // namespace gongkai::chart
