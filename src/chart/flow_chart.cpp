#include "chart/flow_chart.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "chart/flow_layout.hpp"
#include "chart/flow_picture.hpp"
#include "chart/numbers.hpp"
#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

constexpr std::size_t most_described = 3;
constexpr std::size_t most_listed = 12;

std::string figures(const decimal::Money& amount, int share, const FlowChart& chart)
{
    return fmt::format("{}{}，占 {}", amount_text(amount, chart.unit), decimal::unit_name(chart.unit), share_text(share, false));
}

/// The largest of each column; the figures of all are in the table.
std::string description_of(const FlowNet& net, const FlowChart& chart)
{
    std::string text;
    for (std::size_t column = 0; column < net.columns.size(); ++column) {
        std::vector<const NetNode*> nodes;
        for (const auto& node : net.nodes)
            if (node.column == column && !node.is_passage)
                nodes.push_back(&node);
        std::stable_sort(nodes.begin(), nodes.end(), [](const NetNode* a, const NetNode* b) { return a->amount > b->amount; });
        text += fmt::format("{}共 {} 项", clean_name(net.columns[column]), nodes.size());
        for (std::size_t i = 0; i < std::min(nodes.size(), most_described); ++i)
            text += fmt::format("{}{} {}", i == 0 ? "：" : "；", nodes[i]->name, figures(nodes[i]->amount, nodes[i]->share, chart));
        text += nodes.size() > most_described ? "；等等。" : "。";
    }
    return text;
}

/// The nodes in the order of the picture, then the flows between them.
std::vector<std::vector<std::string>> rows_of(const FlowNet& net, const FlowChart& chart)
{
    std::vector<std::vector<std::string>> rows;
    for (const auto& column : node_order(net))
        for (const auto i : column) {
            const auto& node = net.nodes[i];
            if (!node.is_passage)
                rows.push_back({node.name, clean_name(net.columns[node.column]), amount_text(node.amount, chart.unit),
                                share_text(node.share, false)});
        }
    for (const auto& flow : net.flows)
        rows.push_back({fmt::format("{} → {}", net.nodes[flow.from].name, net.nodes[flow.to].name), "流向",
                        amount_text(flow.amount, chart.unit), share_text(net.segments[flow.segments.front()].share, false)});
    return rows;
}

std::string list_of(const FlowNet& net, const std::set<std::size_t>& nodes)
{
    std::string names;
    std::size_t count = 0;
    for (const auto node : nodes)
        if (count++ < most_listed)
            names += (names.empty() ? "" : "、") + net.nodes[node].name;
    return fmt::format("{}{}", names, count > most_listed ? fmt::format("等 {} 项", count) : "");
}

std::string note_of(const FlowNet& net, const FlowChart& chart, const FlowPicture& wide, const FlowPicture& narrow)
{
    std::string note;
    if (wide.has_widened || narrow.has_widened)
        note += "不足 1 像素宽的流向画成 1 像素，以数字为准。";
    auto unlabelled = wide.unlabelled;
    unlabelled.insert(narrow.unlabelled.begin(), narrow.unlabelled.end());
    if (!unlabelled.empty())
        note += fmt::format("图中未标全名称或金额，见数据表：{}。", list_of(net, unlabelled));
    if (net.has_zero)
        note += "金额为零的流向未画。";
    if (!net.largest_difference.is_zero())
        note += fmt::format("流入与流出因尾数相差不超过 {}。", amount_text(net.largest_difference, chart.unit));
    return note;
}

}  // namespace

Result draw(const FlowChart& chart)
{
    const auto checked = flow_net(chart);
    if (const auto* refusal = std::get_if<Refusal>(&checked))
        return *refusal;
    const auto& net = std::get<FlowNet>(checked);
    const auto description = description_of(net, chart);
    auto wide = flow_picture(chart, net, 7200, chart.id + "-w", description);
    auto narrow = flow_picture(chart, net, 3400, chart.id + "-n", description);
    Chart result;
    result.note = note_of(net, chart, wide, narrow);
    result.wide = std::move(wide.svg);
    result.narrow = std::move(narrow.svg);
    result.file = as_file(flow_picture(chart, net, 7200, chart.id + "-f", description).svg);
    result.wide_texts = std::move(wide.texts);
    result.narrow_texts = std::move(narrow.texts);
    result.columns = {"项目", "环节", "金额", "占比"};
    result.rows = rows_of(net, chart);
    return result;
}

}  // namespace gongkai::chart
