#include "chart/bridge_steps.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "chart/numbers.hpp"
#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

using decimal::Int128;
using decimal::Money;

constexpr std::size_t own_steps = 6;

Int128 magnitude(Money amount)
{
    const Int128 cents = amount.cents();
    return cents < 0 ? -cents : cents;
}

/// Those that are not zero, the largest first, then by code, then as given.
std::vector<BridgeItem> ranked(const std::vector<BridgeItem>& items)
{
    std::vector<BridgeItem> order;
    std::copy_if(items.begin(), items.end(), std::back_inserter(order), [](const BridgeItem& item) { return !item.delta.is_zero(); });
    std::stable_sort(order.begin(), order.end(), [](const BridgeItem& a, const BridgeItem& b) {
        return magnitude(a.delta) != magnitude(b.delta) ? magnitude(a.delta) > magnitude(b.delta) : a.code < b.code;
    });
    return order;
}

bool fits(Int128 cents) { return cents <= std::numeric_limits<std::int64_t>::max() && cents >= std::numeric_limits<std::int64_t>::min(); }

std::string cents_text(Int128 cents, decimal::Unit unit)
{
    return fits(cents) ? amount_text(Money::from_cents(static_cast<std::int64_t>(cents)), unit) + std::string(decimal::unit_name(unit))
                       : std::string("一个过大的数");
}

std::optional<std::string> imbalance(const BridgeChart& chart)
{
    Int128 sum = 0;
    for (const auto& item : chart.items)
        sum += item.delta.cents();
    const auto change = static_cast<Int128>(chart.end.cents()) - chart.start.cents();
    if (sum == change)
        return std::nullopt;
    return fmt::format("各项增减之和 {} 与{}、{}之差 {} 不符，相差 {}", cents_text(sum, chart.unit), clean_name(chart.start_label),
                       clean_name(chart.end_label), cents_text(change, chart.unit),
                       cents_text(sum > change ? sum - change : change - sum, chart.unit));
}

/// Steps without their places on the way.
std::vector<BridgeStep> grouped(std::vector<BridgeItem> items)
{
    const auto own = items.size() == own_steps + 1 ? items.size() : std::min(items.size(), own_steps);
    std::vector<BridgeStep> steps;
    for (std::size_t i = 0; i < own; ++i)
        steps.push_back({clean_name(items[i].name), items[i].delta, {}, {}, {}});
    if (own == items.size())
        return steps;
    items.erase(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(own));
    BridgeStep rest{fmt::format("其他（{}项）", items.size()), {}, {}, {}, {}};
    for (const auto& item : items)
        rest.delta += item.delta;
    rest.parts = std::move(items);
    steps.push_back(std::move(rest));
    return steps;
}

}  // namespace

std::variant<Bridge, Refusal> bridge_of(const BridgeChart& chart)
{
    if (auto reason = imbalance(chart))
        return Refusal{std::move(*reason)};
    auto items = ranked(chart.items);
    if (items.empty())
        return Refusal{"各项均无增减"};
    Bridge bridge;
    bridge.unchanged = chart.items.size() - items.size();
    try {
        bridge.steps = grouped(std::move(items));
        auto at = chart.start;
        for (auto& step : bridge.steps) {
            step.before = at;
            step.after = at += step.delta;
        }
        (void)(chart.end - chart.start);  // printed in the description
    } catch (const decimal::Overflow&) {
        return Refusal{"数额过大，无法逐项累计"};
    }
    return bridge;
}

}  // namespace gongkai::chart
