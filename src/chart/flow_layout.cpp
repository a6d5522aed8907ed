// The core of d3-sankey for columns that are given: one scale, the least that any column allows;
// blocks stacked, ribbons stacked at both ends in the order of the blocks at the other end. No
// relaxation: with three or four columns of a given order it would only move the bytes.
//
// A ribbon that would be thinner than one unit gets one unit. The scale stays that of the true
// amounts: no other ribbon becomes thinner. Its block, and with it the picture, grows by less than
// a unit for each.
#include "chart/flow_layout.hpp"

#include <algorithm>
#include <numeric>

#include "chart/numbers.hpp"

namespace gongkai::chart {
namespace {

using decimal::Int128;

constexpr int thinnest = 10;

using Order = std::vector<std::vector<std::size_t>>;

/// By code where all have one, else by size; ties as given.
void sort_by_code_or_size(const FlowNet& net, std::vector<std::size_t>& column)
{
    const bool have_codes = std::all_of(column.begin(), column.end(), [&](std::size_t node) { return !net.nodes[node].code.empty(); });
    std::stable_sort(column.begin(), column.end(), [&](std::size_t a, std::size_t b) {
        return have_codes ? net.nodes[a].code < net.nodes[b].code : net.nodes[a].amount > net.nodes[b].amount;
    });
}

/// Where a node's inflows come from on average, in thousandths of a place.
std::int64_t barycentre(const FlowNet& net, std::size_t node, const std::vector<std::size_t>& places)
{
    Int128 sum = 0;
    Int128 weight = 0;
    for (const auto& segment : net.segments)
        if (segment.to == node) {
            sum += static_cast<Int128>(segment.amount.cents()) * static_cast<Int128>(places[segment.from]) * 1000;
            weight += segment.amount.cents();
        }
    return weight == 0 ? 0 : static_cast<std::int64_t>(sum / weight);
}

class Stacking {
public:
    Stacking(const FlowNet& net, const Order& order, const FlowFrame& frame) : net_(net), order_(order), frame_(frame)
    {
        layout_.nodes.resize(net.nodes.size());
        layout_.bands.resize(net.segments.size());
    }

    FlowLayout lay_out()
    {
        measure_bands();
        int highest = 0;
        for (auto column = frame_.first; column <= frame_.last; ++column)
            highest = std::max(highest, height_of(column));
        for (auto column = frame_.first; column <= frame_.last; ++column)
            stack(column, frame_.top + (highest - height_of(column)) / 2);
        place_bands();
        layout_.bottom = frame_.top + highest;
        return std::move(layout_);
    }

private:
    int gap(std::size_t column) const { return frame_.gaps[column - frame_.first]; }
    int gaps_of(std::size_t column) const { return gap(column) * static_cast<int>(order_[column].size() - 1); }
    bool is_drawn(const NetSegment& segment) const
    {
        const auto column = net_.nodes[segment.from].column;
        return column >= frame_.first && column < frame_.last;
    }

    void measure_bands()
    {
        // room ÷ sum is least where the blocks of a column, closest together, take all the height.
        int height = 0;
        for (auto column = frame_.first; column <= frame_.last; ++column)
            height = std::max(height, frame_.flow_height + gaps_of(column));
        Int128 room = 0;
        Int128 sum = 0;
        for (auto column = frame_.first; column <= frame_.last; ++column) {
            const Int128 column_room = height - gaps_of(column);
            Int128 column_sum = 0;
            for (const auto node : order_[column])
                column_sum += net_.nodes[node].amount.cents();
            if (sum == 0 || column_room * sum < room * column_sum) {
                room = column_room;
                sum = column_sum;
            }
        }
        for (std::size_t i = 0; i < net_.segments.size(); ++i)
            if (is_drawn(net_.segments[i])) {
                const int true_thickness = proportion(net_.segments[i].amount.cents(), sum, static_cast<int>(room));
                layout_.bands[i].thickness = std::max(true_thickness, thinnest);
                layout_.has_widened = layout_.has_widened || true_thickness < thinnest;
            }
    }

    /// The greater of what its ribbons take at the left and at the right.
    int height_of_node(std::size_t node) const
    {
        int in = 0;
        int out = 0;
        for (std::size_t i = 0; i < net_.segments.size(); ++i) {
            in += net_.segments[i].to == node ? layout_.bands[i].thickness : 0;
            out += net_.segments[i].from == node ? layout_.bands[i].thickness : 0;
        }
        return std::max(in, out);
    }

    int height_of(std::size_t column) const
    {
        return std::accumulate(order_[column].begin(), order_[column].end(), gaps_of(column),
                               [&](int sum, std::size_t node) { return sum + height_of_node(node); });
    }

    void stack(std::size_t column, int y)
    {
        for (const auto node : order_[column]) {
            layout_.nodes[node] = {y, y + height_of_node(node)};
            y = layout_.nodes[node].bottom + gap(column);
        }
    }

    /// At each block, ribbons in the order of the blocks at their other ends.
    void place_bands()
    {
        std::vector<std::size_t> bands(net_.segments.size());
        std::iota(bands.begin(), bands.end(), std::size_t{0});
        const auto top = [&](std::size_t node) { return layout_.nodes[node].top; };
        std::vector<int> next(net_.nodes.size());
        const auto place = [&](auto near, auto far, int Band::*end) {
            std::stable_sort(bands.begin(), bands.end(), [&](std::size_t a, std::size_t b) {
                return top(net_.segments[a].*far) < top(net_.segments[b].*far);
            });
            std::transform(layout_.nodes.begin(), layout_.nodes.end(), next.begin(), [](const Extent& node) { return node.top; });
            for (const auto band : bands) {
                layout_.bands[band].*end = next[net_.segments[band].*near];
                next[net_.segments[band].*near] += layout_.bands[band].thickness;
            }
        };
        place(&NetSegment::from, &NetSegment::to, &Band::from_top);
        place(&NetSegment::to, &NetSegment::from, &Band::to_top);
    }

    const FlowNet& net_;
    const Order& order_;
    const FlowFrame& frame_;
    FlowLayout layout_;
};

}  // namespace

std::vector<std::vector<std::size_t>> node_order(const FlowNet& net)
{
    Order order(net.columns.size());
    for (std::size_t i = 0; i < net.nodes.size(); ++i)
        order[net.nodes[i].column].push_back(i);
    std::vector<std::size_t> places(net.nodes.size());
    for (std::size_t column = 0; column < order.size(); ++column) {
        sort_by_code_or_size(net, order[column]);
        if (column > 0)
            std::stable_sort(order[column].begin(), order[column].end(), [&](std::size_t a, std::size_t b) {
                return barycentre(net, a, places) < barycentre(net, b, places);
            });
        for (std::size_t place = 0; place < order[column].size(); ++place)
            places[order[column][place]] = place;
    }
    return order;
}

FlowLayout flow_layout(const FlowNet& net, const Order& order, const FlowFrame& frame)
{
    return Stacking(net, order, frame).lay_out();
}

}  // namespace gongkai::chart
