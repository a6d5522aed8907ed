#include "chart/flow_net.hpp"

#include <algorithm>
#include <cstdint>
#include <map>

#include <fmt/format.h>

#include "chart/numbers.hpp"
#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

using decimal::Int128;
using decimal::Money;

constexpr std::size_t most_nodes = 60;

std::string name_of(const FlowChart& chart, const FlowLink& link)
{
    return fmt::format("“{}”→“{}”", clean_name(chart.nodes[link.from].name), clean_name(chart.nodes[link.to].name));
}

/// What is wrong with the chart's form, whatever its amounts.
std::optional<std::string> objection_to_form(const FlowChart& chart)
{
    if (chart.columns.size() < 3 || chart.columns.size() > 4)
        return fmt::format("有 {} 个环节，流向图须有 3 或 4 个", chart.columns.size());
    for (const auto& node : chart.nodes)
        if (node.column >= chart.columns.size())
            return fmt::format("“{}”在第 {} 个环节，图中没有", clean_name(node.name), node.column + 1);
    for (std::size_t i = 0; i < chart.links.size(); ++i)
        if (chart.links[i].from >= chart.nodes.size() || chart.links[i].to >= chart.nodes.size())
            return fmt::format("第 {} 条流向所指的项目不存在", i + 1);
    return std::nullopt;
}

/// Flows that go back or are negative, all of them. A cycle has at least one that goes back.
std::optional<std::string> objection_to_links(const FlowChart& chart)
{
    std::vector<std::string> back;
    std::vector<std::string> negative;
    for (const auto& link : chart.links) {
        if (!link.amount.is_zero() && chart.nodes[link.to].column <= chart.nodes[link.from].column)
            back.push_back(fmt::format("{} {}", name_of(chart, link), amount_text(link.amount, chart.unit)));
        if (link.amount < Money())
            negative.push_back(fmt::format("{} {}", name_of(chart, link), amount_text(link.amount, chart.unit)));
    }
    if (!back.empty())
        return fmt::format("流向成环或倒流，不能画成流向图：{}", fmt::join(back, "；"));
    if (!negative.empty())
        return fmt::format("流向为负数，不能画成流向图：{}", fmt::join(negative, "；"));
    return std::nullopt;
}

/// Inflow and outflow of each node of the chart.
struct Flows {
    std::vector<Int128> in;
    std::vector<Int128> out;
};

Flows flows_of(const FlowChart& chart)
{
    Flows flows{std::vector<Int128>(chart.nodes.size()), std::vector<Int128>(chart.nodes.size())};
    for (const auto& link : chart.links) {
        flows.out[link.from] += link.amount.cents();
        flows.in[link.to] += link.amount.cents();
    }
    return flows;
}

/// The most that flows between two columns; not negative once the links were found in order.
bool is_too_large(const FlowChart& chart)
{
    std::vector<Int128> between(chart.columns.size());
    for (const auto& link : chart.links)
        for (auto column = chart.nodes[link.from].column; column < chart.nodes[link.to].column; ++column)
            between[column] += link.amount.cents();
    return std::any_of(between.begin(), between.end(), [](Int128 sum) { return sum > INT64_MAX; });
}

Money money(Int128 cents) { return Money::from_cents(static_cast<std::int64_t>(cents)); }
Int128 distance(Int128 a, Int128 b) { return a < b ? b - a : a - b; }

bool is_inner(const FlowChart& chart, std::size_t node)
{
    return chart.nodes[node].column > 0 && chart.nodes[node].column + 1 < chart.columns.size();
}

std::optional<std::string> objection_to_balance(const FlowChart& chart, const Flows& flows)
{
    std::vector<std::string> unbalanced;
    for (std::size_t i = 0; i < chart.nodes.size(); ++i) {
        const auto difference = distance(flows.in[i], flows.out[i]);
        if (is_inner(chart, i) && difference > chart.tolerance.cents())
            unbalanced.push_back(fmt::format("“{}”流入 {}、流出 {}，相差 {}", clean_name(chart.nodes[i].name),
                                             amount_text(money(flows.in[i]), chart.unit), amount_text(money(flows.out[i]), chart.unit),
                                             amount_text(money(difference), chart.unit)));
    }
    return unbalanced.empty() ? std::nullopt : std::optional(fmt::format("流入与流出不平衡：{}", fmt::join(unbalanced, "；")));
}

/// Fewer than two sources or uses are a list, more than fit are a table.
std::optional<std::string> objection_to_counts(const FlowChart& chart, const Flows& flows)
{
    for (std::size_t column = 0; column < chart.columns.size(); ++column) {
        std::vector<std::size_t> present;
        for (std::size_t i = 0; i < chart.nodes.size(); ++i)
            if (chart.nodes[i].column == column && (flows.in[i] > 0 || flows.out[i] > 0))
                present.push_back(i);
        const bool is_end = column == 0 || column + 1 == chart.columns.size();
        if (present.empty())
            return fmt::format("“{}”没有大于零的项目", clean_name(chart.columns[column]));
        if (is_end && present.size() == 1) {
            const auto only = present.front();
            return fmt::format("“{}”只有一项：“{}”{}，不必画流向图", clean_name(chart.columns[column]), clean_name(chart.nodes[only].name),
                               amount_text(money(std::max(flows.in[only], flows.out[only])), chart.unit));
        }
        if (present.size() > most_nodes)
            return fmt::format("“{}”有 {} 项，一张图最多画 {} 项", clean_name(chart.columns[column]), present.size(), most_nodes);
    }
    return std::nullopt;
}

std::optional<std::string> objection(const FlowChart& chart)
{
    if (auto reason = objection_to_form(chart))
        return reason;
    if (auto reason = objection_to_links(chart))
        return reason;
    if (is_too_large(chart))
        return "金额之和超出可以表示的范围";
    const auto flows = flows_of(chart);
    if (auto reason = objection_to_balance(chart, flows))
        return reason;
    return objection_to_counts(chart, flows);
}

class Builder {
public:
    explicit Builder(const FlowChart& chart) : chart_(chart) { net_.columns = chart.columns; }

    FlowNet build()
    {
        add_nodes();
        add_flows();
        for (auto& flow : net_.flows)
            add_segments(flow);
        for (std::size_t column = 0; column < chart_.columns.size(); ++column) {
            give_shares(net_.nodes, [&](const NetNode& node) { return node.column == column; });
            give_shares(net_.segments, [&](const NetSegment& segment) { return net_.nodes[segment.from].column == column; });
        }
        return std::move(net_);
    }

private:
    void add_nodes()
    {
        const auto flows = flows_of(chart_);
        for (std::size_t i = 0; i < chart_.nodes.size(); ++i) {
            const auto& node = chart_.nodes[i];
            const auto amount = money(std::max(flows.in[i], flows.out[i]));
            place_.push_back(net_.nodes.size());
            if (amount.is_zero())
                continue;
            net_.nodes.push_back({clean_name(node.name), node.code, node.column, amount, 0, false});
            if (is_inner(chart_, i))
                net_.largest_difference = std::max(net_.largest_difference, money(distance(flows.in[i], flows.out[i])));
        }
    }

    void add_flows()
    {
        std::map<std::pair<std::size_t, std::size_t>, std::size_t> known;
        for (const auto& link : chart_.links) {
            net_.has_zero = net_.has_zero || link.amount.is_zero();
            if (link.amount.is_zero())
                continue;
            const auto [at, is_new] = known.emplace(std::pair(place_[link.from], place_[link.to]), net_.flows.size());
            if (is_new)
                net_.flows.push_back({at->first.first, at->first.second, Money(), {}});
            net_.flows[at->second].amount += link.amount;
        }
    }

    void add_segments(NetFlow& flow)
    {
        auto from = flow.from;
        while (from != flow.to) {
            const auto target = net_.nodes[flow.to];
            const auto column = net_.nodes[from].column + 1;
            auto to = flow.to;
            if (column < target.column) {
                to = net_.nodes.size();
                net_.nodes.push_back({target.name, target.code, column, flow.amount, 0, true});
            }
            flow.segments.push_back(net_.segments.size());
            net_.segments.push_back({from, to, flow.amount, 0});
            from = to;
        }
    }

    template <class Item, class Condition>
    static void give_shares(std::vector<Item>& items, Condition belongs)
    {
        std::vector<Money> amounts;
        for (const auto& item : items)
            if (belongs(item))
                amounts.push_back(item.amount);
        if (amounts.empty())
            return;
        const auto all = shares(amounts);
        auto share = all.begin();
        for (auto& item : items)
            if (belongs(item))
                item.share = *share++;
    }

    const FlowChart& chart_;
    FlowNet net_;
    std::vector<std::size_t> place_;  ///< of the chart's nodes among the net's
};

}  // namespace

std::variant<FlowNet, Refusal> flow_net(const FlowChart& chart)
{
    if (auto reason = objection(chart))
        return Refusal{std::move(*reason)};
    return Builder(chart).build();
}

}  // namespace gongkai::chart
