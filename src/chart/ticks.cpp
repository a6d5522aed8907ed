#include "chart/ticks.hpp"

#include <algorithm>
#include <limits>

namespace gongkai::chart {
namespace {

using decimal::Int128;

constexpr Int128 largest = std::numeric_limits<std::int64_t>::max();
constexpr Int128 smallest = std::numeric_limits<std::int64_t>::min();

// Square roots of 50, 10 and 2, times 10^15: where the next round figure is nearer, on a
// logarithmic scale. Irrational, so that no ratio of whole numbers is equal to one.
constexpr Int128 root_scale = 1'000'000'000'000'000;
constexpr Int128 root_50 = 7'071'067'811'865'475;
constexpr Int128 root_10 = 3'162'277'660'168'379;
constexpr Int128 root_2 = 1'414'213'562'373'095;

Int128 multiple_below(Int128 value, Int128 step)
{
    const auto quotient = value / step - (value % step < 0 ? 1 : 0);
    return quotient * step;
}

Int128 multiple_above(Int128 value, Int128 step) { return -multiple_below(-value, step); }

}  // namespace

std::int64_t tick_step(Int128 span, int count)
{
    Int128 unit = 1;
    while (unit * 10 * count <= span)
        unit *= 10;
    const auto ratio = span * root_scale;  // of span to unit × count
    const auto reaches = [&](Int128 root) { return ratio > root * unit * count; };
    const auto step = unit * (reaches(root_50) ? 10 : reaches(root_10) ? 5 : reaches(root_2) ? 2 : 1);
    return static_cast<std::int64_t>(std::min(step, largest));
}

Axis amount_axis(std::int64_t lowest, std::int64_t highest, int count)
{
    Axis axis;
    Int128 low = std::min<std::int64_t>(lowest, 0);
    Int128 high = std::max<std::int64_t>(highest, 0);
    if (low == high) {
        axis.ticks = {0};
        return axis;
    }
    // Rounding the ends outwards may make the step larger, once or twice.
    for (std::int64_t step = 0; step != axis.step;) {
        step = axis.step;
        axis.step = tick_step(high - low, count);
        low = multiple_below(low, axis.step);
        high = multiple_above(high, axis.step);
    }
    axis.low = low < smallest ? lowest : static_cast<std::int64_t>(low);
    axis.high = high > largest ? highest : static_cast<std::int64_t>(high);
    for (auto tick = multiple_above(axis.low, axis.step); tick <= axis.high; tick += axis.step)
        axis.ticks.push_back(static_cast<std::int64_t>(tick));
    return axis;
}

int tick_count(int room, int needed, int most) { return std::clamp(room / std::max(needed, 1), 3, most); }

std::string tick_text(std::int64_t tick, std::int64_t step, decimal::Unit unit)
{
    int decimals = decimal::decimals_to_cent(unit);
    for (auto rest = step; decimals > 0 && rest % 10 == 0; rest /= 10)
        --decimals;
    auto text = decimal::format_money(decimal::Money::from_cents(tick), unit, decimals, decimal::Grouping::none);
    const auto digits = std::min(text.find('.'), text.size()) - (text.starts_with('-') ? 1 : 0);
    if (digits >= 5)
        text = decimal::with_thousands(text);
    return text.starts_with('-') ? "\u2212" + text.substr(1) : text;
}

}  // namespace gongkai::chart
