#include "chart/flow_labels.hpp"

#include <algorithm>

#include "chart/numbers.hpp"
#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

constexpr int font_size = 130;
constexpr int line_height = 170;
constexpr int label_gap = 40;
constexpr int figure_gap = 60;
constexpr int row_gap = 120;

int width_of(std::string_view text) { return text_width(text, font_size); }

FlowLabel label_of(const FlowNet& net, std::size_t node, decimal::Unit unit)
{
    return {node, {}, amount_text(net.nodes[node].amount, unit), share_text(net.nodes[node].share, false)};
}

int figures_width(const FlowLabel& label) { return width_of(label.amount) + figure_gap + width_of(label.share); }

int stacked_width(const FlowLabel& label)
{
    const bool is_beside = !label.share_has_line && !label.amount.empty();
    int width = is_beside ? figures_width(label) : std::max(width_of(label.amount), width_of(label.share));
    for (const auto& line : label.name)
        width = std::max(width, width_of(line));
    return width;
}

/// Draws with or without an edge, as the ground demands.
void put(Svg& svg, int x, int top, Anchor anchor, const Paint& paint, const std::string& text, bool bold, LabelGround ground)
{
    const int baseline = top + label_gap / 2 + 130;
    if (ground == LabelGround::marks)
        svg.text_over(x, baseline, font_size, anchor, paint, text, bold);
    else
        svg.text(x, baseline, font_size, anchor, paint, text, bold);
}

void draw_row(Svg& svg, const LabelColumn& column, const FlowLabel& label, int left, int top, Anchor anchor)
{
    const int right = left + column.width;
    const int amount_right = right - column.share_width - figure_gap;
    const int name_right = amount_right - column.amount_width - row_gap;
    put(svg, anchor == Anchor::end ? name_right : left, top, anchor, ink, label.name.front(), false, LabelGround::plain);
    put(svg, amount_right, top, Anchor::end, ink, label.amount, true, LabelGround::plain);
    put(svg, right, top, Anchor::end, soft, label.share, false, LabelGround::plain);
}

void draw_figures(Svg& svg, const FlowLabel& label, int x, int top, Anchor anchor, LabelGround ground)
{
    const auto& share_paint = ground == LabelGround::marks ? ink : soft;
    if (label.amount.empty()) {
        put(svg, x, top, anchor, share_paint, label.share, false, ground);
        return;
    }
    const bool leftwards = anchor == Anchor::end;
    const int step = label.share_has_line ? 0 : figure_gap + width_of(leftwards ? label.share : label.amount);
    put(svg, leftwards ? x - step : x, top, anchor, ink, label.amount, true, ground);
    put(svg, leftwards ? x : x + step, label.share_has_line ? top + line_height : top, anchor, share_paint, label.share, false, ground);
}

}  // namespace

LabelColumn stacked_column(const FlowNet& net, const std::vector<std::size_t>& nodes, decimal::Unit unit, int limit)
{
    LabelColumn column;
    for (const auto node : nodes) {
        auto label = label_of(net, node, unit);
        label.name = balanced(net.nodes[node].name, font_size, limit, 2);
        label.is_shortened = joined(label.name) != net.nodes[node].name;
        if (width_of(label.amount) > limit)
            label.amount.clear();
        else
            label.share_has_line = figures_width(label) > limit;
        column.width = std::max(column.width, stacked_width(label));
        column.labels.push_back(std::move(label));
    }
    return column;
}

LabelColumn row_column(const FlowNet& net, const std::vector<std::size_t>& nodes, decimal::Unit unit, int limit)
{
    LabelColumn column;
    for (const auto node : nodes) {
        column.labels.push_back(label_of(net, node, unit));
        column.labels.back().is_row = true;
        column.amount_width = std::max(column.amount_width, width_of(column.labels.back().amount));
        column.share_width = std::max(column.share_width, width_of(column.labels.back().share));
    }
    const int figures = row_gap + column.amount_width + figure_gap + column.share_width;
    for (auto& label : column.labels) {
        const auto& name = net.nodes[label.node].name;
        label.name = wrapped(name, font_size, std::max(limit - figures, 3 * font_size), 1);
        label.is_shortened = label.name.front() != name;
        column.width = std::max(column.width, width_of(label.name.front()) + figures);
    }
    return column;
}

int label_height(const FlowLabel& label)
{
    if (label.is_row)
        return line_height + label_gap / 2;
    return (static_cast<int>(label.name.size()) + (label.share_has_line ? 2 : 1)) * line_height + label_gap;
}

void draw_label(Svg& svg, const LabelColumn& column, const FlowLabel& label, int x, int top, Anchor anchor, LabelGround ground)
{
    if (label.is_row) {
        draw_row(svg, column, label, anchor == Anchor::end ? x - column.width : x, top, anchor);
        return;
    }
    for (const auto& line : label.name) {
        put(svg, x, top, anchor, ink, line, false, ground);
        top += line_height;
    }
    draw_figures(svg, label, x, top, anchor, ground);
}

}  // namespace gongkai::chart
