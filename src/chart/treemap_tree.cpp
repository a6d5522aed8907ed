#include "chart/treemap_tree.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "chart/numbers.hpp"
#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

using decimal::Int128;
using decimal::Money;

constexpr std::size_t fewest_leaves = 8;
constexpr int most_levels = 3;

int levels_of(const std::vector<TreemapNode>& nodes)
{
    int levels = 0;
    for (const auto& node : nodes)
        levels = std::max(levels, 1 + levels_of(node.children));
    return levels;
}

/// What cannot be an area, with its figures.
struct Faults {
    std::vector<std::string> negative;
    std::vector<std::string> unequal;
    bool is_too_large = false;
};

std::string difference_text(Int128 difference, decimal::Unit unit)
{
    return decimal::Decimal(difference < 0 ? -difference : difference, decimal::decimals_to_cent(unit)).to_string();
}

void compare(const TreemapNode& node, Int128 parts, const TreemapChart& chart, Faults& faults)
{
    const Int128 difference = node.amount ? parts - node.amount->cents() : 0;
    if (parts > INT64_MAX)
        faults.is_too_large = true;
    else if (difference > chart.tolerance.cents() || -difference > chart.tolerance.cents())
        faults.unequal.push_back(fmt::format("“{}”{}，其下各项之和 {}，相差 {}", clean_name(node.name), amount_text(*node.amount, chart.unit),
                                             amount_text(Money::from_cents(static_cast<std::int64_t>(parts)), chart.unit),
                                             difference_text(difference, chart.unit)));
}

/// The sum of the nodes, of stated and of added amounts the greater. Negative amounts count as none.
Int128 examine(const std::vector<TreemapNode>& nodes, const TreemapChart& chart, Faults& faults)
{
    Int128 sum = 0;
    for (const auto& node : nodes) {
        if (node.amount && *node.amount < Money())
            faults.negative.push_back(fmt::format("“{}”{}", clean_name(node.name), amount_text(*node.amount, chart.unit)));
        const auto parts = examine(node.children, chart, faults);
        if (!node.children.empty())
            compare(node, parts, chart, faults);
        sum += std::max<Int128>(parts, node.amount ? node.amount->cents() : 0);
    }
    faults.is_too_large = faults.is_too_large || sum > INT64_MAX;
    return sum;
}

std::optional<std::string> objection(const TreemapChart& chart)
{
    if (const int levels = levels_of(chart.classes); levels > most_levels)
        return fmt::format("有 {} 级，一张图最多画 {} 级", levels, most_levels);
    Faults faults;
    examine(chart.classes, chart, faults);
    if (!faults.negative.empty())
        return fmt::format("负数不能画成面积：{}", fmt::join(faults.negative, "；"));
    if (faults.is_too_large)
        return "金额之和超出可以表示的范围";
    if (!faults.unequal.empty())
        return fmt::format("各级金额不符：{}", fmt::join(faults.unequal, "；"));
    return std::nullopt;
}

/// Without zeros and blanks.
std::vector<TreemapItem> items_of(const std::vector<TreemapNode>& nodes)
{
    std::vector<TreemapItem> items;
    for (const auto& node : nodes) {
        TreemapItem item{clean_name(node.code), clean_name(node.name), node.amount.value_or(Money()), 0, items_of(node.children)};
        if (node.code.empty())
            item.code.clear();
        if (!item.children.empty() && !node.amount)
            for (const auto& child : item.children)
                item.amount += child.amount;
        if (!item.amount.is_zero() && node.children.empty() == item.children.empty())
            items.push_back(std::move(item));
    }
    std::stable_sort(items.begin(), items.end(), [](const TreemapItem& a, const TreemapItem& b) {
        return a.amount != b.amount ? a.amount > b.amount : a.code < b.code;
    });
    return items;
}

void give_shares(std::vector<TreemapItem>& items, int whole)
{
    if (items.empty())
        return;
    std::vector<Money> amounts;
    for (const auto& item : items)
        amounts.push_back(item.amount);
    const auto all = shares(amounts, whole);
    for (std::size_t i = 0; i < items.size(); ++i) {
        items[i].share = all[i];
        give_shares(items[i].children, all[i]);
    }
}

}  // namespace

std::size_t leaf_count(const std::vector<TreemapItem>& items)
{
    std::size_t count = 0;
    for (const auto& item : items)
        count += item.is_leaf() ? 1 : leaf_count(item.children);
    return count;
}

std::variant<std::vector<TreemapItem>, Refusal> treemap_tree(const TreemapChart& chart)
{
    if (auto reason = objection(chart))
        return Refusal{std::move(*reason)};
    auto items = items_of(chart.classes);
    const auto count = leaf_count(items);
    if (count == 0)
        return Refusal{"没有大于零的项目"};
    if (count < fewest_leaves)
        return Refusal{fmt::format("大于零的只有 {} 项，少于 {} 项，不必画矩形树图", count, fewest_leaves)};
    give_shares(items, 1000);
    return items;
}

}  // namespace gongkai::chart
