// Labels of the first column stand left of its blocks, of the last one right of them, of the others
// right of their blocks on top of the ribbons. Where blocks are closer than their labels, the
// labels are pushed apart and a line leads to each that moved far. On narrow screens there is no
// room for more than two columns: each step from a column to the next is a picture of its own.
#include "chart/flow_picture.hpp"

#include <algorithm>

#include "chart/flow_panel.hpp"
#include "chart/palette.hpp"
#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

// Lengths in tenths of a unit.
constexpr int head_distance = 60;
constexpr int panel_gap = 160;
constexpr int thin_ribbon = 30;

constexpr FlowFormat wide_format{7200, 2600, 8400, 30, 36, true};
constexpr FlowFormat narrow_format{3400, 1700, 17000, 29, 39, false};

/// Up to three sources and as many uses as colours remain, the largest, have one each; so no
/// colour means two things.
std::vector<Paint> node_paints(const FlowNet& net)
{
    std::vector<Paint> paints(net.nodes.size(), soft);
    std::size_t next = 0;
    for (const auto column : {std::size_t{0}, net.columns.size() - 1}) {
        std::vector<std::size_t> nodes;
        for (std::size_t i = 0; i < net.nodes.size(); ++i)
            if (net.nodes[i].column == column)
                nodes.push_back(i);
        std::stable_sort(nodes.begin(), nodes.end(),
                         [&](std::size_t a, std::size_t b) { return net.nodes[a].amount > net.nodes[b].amount; });
        const auto limit = column == 0 ? series.size() / 2 : series.size();
        for (const auto node : nodes)
            paints[node] = next < limit ? series[next++] : rest;
    }
    // Where a flow passes over a column it keeps its colour.
    for (const auto& flow : net.flows)
        for (std::size_t i = 0; i + 1 < flow.segments.size(); ++i)
            paints[net.segments[flow.segments[i]].to] = paints[net.nodes[flow.from].column == 0 ? flow.from : flow.to];
    return paints;
}

/// The marks of a panel.
class Drawing {
public:
    Drawing(const FlowPanel& panel, const FlowNet& net, const std::vector<Paint>& paints) : panel_(panel), net_(net), paints_(paints) {}

    void draw(Svg& svg)
    {
        draw_heads(svg);
        draw_ribbons(svg);
        for (auto column = panel_.first(); column <= panel_.last(); ++column)
            draw_blocks(svg, column);
        for (auto column = panel_.first(); column <= panel_.last(); ++column)
            draw_labels(svg, column);
    }

private:
    /// Outwards from the blocks at the ends, in the middle of those between.
    void draw_heads(Svg& svg)
    {
        const int step = panel_.left_of(panel_.first() + 1) - panel_.left_of(panel_.first());
        for (auto column = panel_.first(); column <= panel_.last(); ++column) {
            const int left = panel_.left_of(column);
            const int right = panel_.right_of(column);
            if (column == panel_.first())
                draw_head(svg, column, right, Anchor::end, right);
            else if (column == panel_.last())
                draw_head(svg, column, left, Anchor::start, panel_.width() - left);
            else
                draw_head(svg, column, (left + right) / 2, Anchor::middle, step - head_distance);
        }
    }

    void draw_head(Svg& svg, std::size_t column, int x, Anchor anchor, int room)
    {
        svg.text(x, panel_.head_baseline(), flow_font, anchor, soft, wrapped(clean_name(net_.columns[column]), flow_font, room, 1).front());
    }

    /// The parts of the flow that are in this panel.
    std::vector<std::size_t> segments_of(const NetFlow& flow) const
    {
        std::vector<std::size_t> segments;
        for (const auto segment : flow.segments)
            if (net_.nodes[net_.segments[segment].from].column >= panel_.first() && net_.nodes[net_.segments[segment].to].column <= panel_.last())
                segments.push_back(segment);
        return segments;
    }

    Paint paint_of(const NetFlow& flow) const
    {
        if (net_.nodes[flow.from].column == 0)
            return paints_[flow.from];
        return net_.nodes[flow.to].column + 1 == net_.columns.size() ? paints_[flow.to] : rest;
    }

    /// The thickest first, so that none hides a thinner one.
    void draw_ribbons(Svg& svg)
    {
        std::vector<const NetFlow*> flows;
        for (const auto& flow : net_.flows)
            if (!segments_of(flow).empty())
                flows.push_back(&flow);
        std::stable_sort(flows.begin(), flows.end(), [](const NetFlow* a, const NetFlow* b) { return a->amount > b->amount; });
        for (const auto* flow : flows)
            draw_ribbon(svg, *flow);
    }

    void draw_ribbon(Svg& svg, const NetFlow& flow)
    {
        const auto segments = segments_of(flow);
        std::vector<RibbonStop> stops;
        for (const auto segment : segments) {
            const auto column = net_.nodes[net_.segments[segment].from].column;
            stops.push_back({panel_.left_of(column), panel_.right_of(column), panel_.band(segment).from_top});
        }
        const auto column = net_.nodes[net_.segments[segments.back()].to].column;
        stops.push_back({panel_.left_of(column), panel_.right_of(column), panel_.band(segments.back()).to_top});
        const int thickness = panel_.band(segments.front()).thickness;
        svg.ribbon(stops, thickness, paint_of(flow), thickness < thin_ribbon ? thin_ribbon_opacity : ribbon_opacity);
    }

    void draw_blocks(Svg& svg, std::size_t column)
    {
        const auto& column_labels = panel_.labels(column).labels;
        for (const auto node : panel_.blocks_of(column)) {
            const bool is_whole = std::any_of(column_labels.begin(), column_labels.end(),
                                              [&](const FlowLabel& label) { return label.node == node && !label.is_shortened; });
            svg.tile(panel_.left_of(column), panel_.extent(node).top, block_width, panel_.extent(node).bottom - panel_.extent(node).top, paints_[node],
                     is_whole ? "" : net_.nodes[node].name);
        }
    }

    void draw_labels(Svg& svg, std::size_t column)
    {
        const bool leftwards = column == panel_.first();
        const int edge = leftwards ? panel_.left_of(column) : panel_.right_of(column);
        const int x = leftwards ? edge - panel_.label_distance(column) : edge + panel_.label_distance(column);
        const int lead = leftwards ? -20 : 20;
        for (std::size_t i = 0; i < panel_.labels(column).labels.size(); ++i) {
            const auto& label = panel_.labels(column).labels[i];
            const int top = panel_.label_top(column, i);
            if (panel_.has_moved_far(label, top))
                svg.leader(edge + lead, panel_.extent(label.node).middle(), x - lead, top + label_height(label) / 2);
            draw_label(svg, panel_.labels(column), label, x, top, leftwards ? Anchor::end : Anchor::start,
                       panel_.is_end(column) ? LabelGround::plain : LabelGround::marks);
        }
    }

    const FlowPanel& panel_;
    const FlowNet& net_;
    const std::vector<Paint>& paints_;
};

}  // namespace

FlowPicture flow_picture(const FlowChart& chart, const FlowNet& net, int width, const std::string& id, const std::string& description)
{
    const auto& format = width == wide_format.width ? wide_format : narrow_format;
    const auto order = node_order(net);
    const auto paints = node_paints(net);
    const auto step = format.has_rows ? net.columns.size() - 1 : std::size_t{1};
    std::vector<FlowPanel> panels;
    int bottom = 0;
    for (std::size_t first = 0; first + 1 < net.columns.size(); first += step) {
        panels.emplace_back(net, order, chart.unit, format, first, first + step, bottom);
        bottom = panels.back().bottom() + panel_gap;
    }
    Svg svg(id, width, bottom - panel_gap + 20, chart.title, description);
    FlowPicture picture;
    for (const auto& panel : panels) {
        Drawing(panel, net, paints).draw(svg);
        picture.unlabelled.insert(panel.unlabelled().begin(), panel.unlabelled().end());
        picture.has_widened = picture.has_widened || panel.has_widened();
    }
    picture.svg = svg.finish();
    picture.texts = svg.texts();
    return picture;
}

}  // namespace gongkai::chart
