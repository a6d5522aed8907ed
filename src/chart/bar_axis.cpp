#include "chart/bar_axis.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "chart/text.hpp"
#include "chart/ticks.hpp"

#include "chart/ticks.hpp"

namespace gongkai::chart {
namespace {

using decimal::Int128;
using decimal::Money;

constexpr int fewest_parts = 3;
constexpr int most_parts = 7;

/// Towards negative infinity.
Int128 floored(Int128 value, Int128 step) { return (value / step - (value % step < 0 ? 1 : 0)) * step; }

bool fits(Int128 value)
{
    return value >= std::numeric_limits<std::int64_t>::min() && value <= std::numeric_limits<std::int64_t>::max();
}

/// The end moved out to a multiple of the step, where that is still an amount.
Int128 rounded_out(Int128 end, Int128 step)
{
    if (end > -step && end < step)
        return end;
    const auto out = end < 0 ? floored(end, step) : -floored(-end, step);
    return fits(out) ? out : end;
}

std::vector<Money> ticks_between(Int128 lowest, Int128 highest, Int128 step)
{
    std::vector<Money> ticks;
    for (auto at = -floored(-lowest, step); at <= highest; at += step)
        ticks.push_back(Money::from_cents(static_cast<std::int64_t>(at)));
    return ticks;
}

}  // namespace

AmountAxis amount_axis(const std::vector<Money>& amounts, int count)
{
    AmountAxis axis;
    for (const auto amount : amounts) {
        axis.lowest = std::min<Int128>(axis.lowest, amount.cents());
        axis.highest = std::max<Int128>(axis.highest, amount.cents());
    }
    if (axis.lowest < axis.highest) {
        axis.step = tick_step(axis.highest - axis.lowest, count);
        axis.lowest = rounded_out(axis.lowest, axis.step);
        axis.highest = rounded_out(axis.highest, axis.step);
    }
    axis.ticks = ticks_between(axis.lowest, axis.highest, axis.step);
    return axis;
}

AmountAxis fitting_axis(const std::vector<Money>& amounts, decimal::Unit unit, int width, int font_size)
{
    auto axis = amount_axis(amounts, most_parts);
    int widest = 0;
    for (const auto tick : axis.ticks)
        widest = std::max(widest, text_width(tick_text(tick, axis, unit), font_size));
    const int count = std::clamp(width / (widest + 2 * font_size), fewest_parts, most_parts);
    return count == most_parts ? axis : amount_axis(amounts, count);
}

std::string tick_text(Money tick, const AmountAxis& axis, decimal::Unit unit)
{
    if (tick.is_zero())
        return "0";
    int decimals = decimal::decimals_to_cent(unit);
    for (auto step = axis.step; decimals > 0 && step % 10 == 0; step /= 10)
        --decimals;
    auto text = decimal::format_money(tick, unit, decimals, decimal::Grouping::none);
    const auto digits = std::min(text.find('.'), text.size()) - (text.starts_with('-') ? 1 : 0);
    if (digits >= 5)
        text = decimal::with_thousands(text);
    return text.starts_with('-') ? "\u2212" + text.substr(1) : text;
}

}  // namespace gongkai::chart
