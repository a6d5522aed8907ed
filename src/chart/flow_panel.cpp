#include "chart/flow_panel.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <numeric>

#include "chart/label_stack.hpp"

namespace gongkai::chart {
namespace {

// Lengths in tenths of a unit.
constexpr int head_height = 260;
constexpr int overhang = 120;  ///< of labels beyond the first and the last block
constexpr int edge = 10;  ///< kept free at the sides, for outlines of glyphs
constexpr int least_distance = 60;
constexpr int leader_room = 160;
constexpr int least_gap = 30;
constexpr int inner_gap = 260;
constexpr int wide_inner_gap = 400;  ///< a label's height, where more than three follow each other
constexpr int moved_far = flow_font * 6 / 10;

constexpr std::size_t most_stacked = 12;  ///< more labels of uses than that stand in rows, if there is room
constexpr int left_percent_beside_rows = 20;
constexpr int row_percent = 42;

int total_height(const std::vector<FlowLabel>& labels)
{
    return std::accumulate(labels.begin(), labels.end(), 0, [](int sum, const FlowLabel& label) { return sum + label_height(label); });
}

}  // namespace

FlowPanel::FlowPanel(const FlowNet& net, const std::vector<std::vector<std::size_t>>& order, decimal::Unit unit, const FlowFormat& format,
                     std::size_t first, std::size_t last, int top)
    : net_(net), order_(order), unit_(unit), format_(format), first_(first), last_(last)
{
    measure_end_labels();
    lay_out(top + head_height);
    place_columns();
    for (auto column = first_ + 1; column < last_; ++column)
        place_inner_labels(column);
}

int FlowPanel::head_baseline() const { return frame_top_ - 100; }

std::vector<std::size_t> FlowPanel::blocks_of(std::size_t column) const
{
    std::vector<std::size_t> blocks;
    std::copy_if(order_[column].begin(), order_[column].end(), std::back_inserter(blocks),
                 [&](std::size_t node) { return is_end(column) || !net_.nodes[node].is_passage; });
    return blocks;
}

int FlowPanel::label_distance(std::size_t column) const { return least_distance + (has_leaders(column) ? leader_room : 0); }

bool FlowPanel::has_moved_far(const FlowLabel& label, int top) const
{
    return std::abs(top + label_height(label) / 2 - extent(label.node).middle()) > moved_far;
}

void FlowPanel::measure_end_labels()
{
    labels_.resize(last_ - first_ + 1);
    tops_.resize(labels_.size());
    const bool in_rows = format_.has_rows && blocks_of(last_).size() > most_stacked;
    const int left_percent = in_rows ? left_percent_beside_rows : format_.left_percent;
    labels_.front() = stacked_column(net_, blocks_of(first_), unit_, format_.width * left_percent / 100);
    labels_.back() = in_rows ? row_column(net_, blocks_of(last_), unit_, format_.width * row_percent / 100)
                             : stacked_column(net_, blocks_of(last_), unit_, format_.width * format_.right_percent / 100);
}

/// Enough between two blocks that their labels need not move far, within the height there is.
int FlowPanel::gap_of(std::size_t column) const
{
    int gap = order_[column].size() > 3 ? wide_inner_gap : inner_gap;
    if (is_end(column)) {
        const auto& all = labels(column).labels;
        gap = total_height(all) / static_cast<int>(all.size());
    }
    const auto gaps = static_cast<int>(order_[column].size()) - 1;
    return gaps == 0 ? gap : std::max(least_gap, std::min(gap, (format_.most_height - format_.flow_height) / gaps));
}

void FlowPanel::lay_out(int top)
{
    FlowFrame frame{first_, last_, format_.flow_height, {}, top + overhang};
    for (auto column = first_; column <= last_; ++column)
        frame.gaps.push_back(gap_of(column));
    frame_top_ = top;
    layout_ = flow_layout(net_, order_, frame);
    layout_.bottom += overhang;
}

/// The smallest, as many as do not fit.
void FlowPanel::drop_labels(std::size_t column)
{
    auto& kept = labels_[column - first_].labels;
    while (!kept.empty() && total_height(kept) > layout_.bottom - frame_top_) {
        const auto smallest = std::min_element(kept.rbegin(), kept.rend(), [&](const FlowLabel& a, const FlowLabel& b) {
            return net_.nodes[a.node].amount < net_.nodes[b.node].amount;
        });
        unlabelled_.insert(smallest->node);
        kept.erase(std::next(smallest).base());
    }
}

void FlowPanel::place_labels(std::size_t column)
{
    drop_labels(column);
    std::vector<WantedLabel> wanted;
    for (const auto& label : labels(column).labels) {
        wanted.push_back({extent(label.node).middle(), label_height(label)});
        if (label.amount.empty() || label.is_shortened)
            unlabelled_.insert(label.node);
    }
    tops_[column - first_] = stacked_labels(wanted, frame_top_, layout_.bottom);
}

/// Whether a line must lead to some label of the column.
bool FlowPanel::has_leaders(std::size_t column) const
{
    const auto& column_labels = labels(column).labels;
    for (std::size_t i = 0; i < column_labels.size(); ++i)
        if (has_moved_far(column_labels[i], label_top(column, i)))
            return true;
    return false;
}

void FlowPanel::place_columns()
{
    place_labels(first_);
    place_labels(last_);
    const int left = edge + labels(first_).width + label_distance(first_);
    const int right = format_.width - edge - labels(last_).width - label_distance(last_) - block_width;
    const auto steps = static_cast<int>(last_ - first_);
    for (int step = 0; step <= steps; ++step)
        columns_.push_back(left + (right - left) * step / steps);
}

/// First as if no label had to move; if one does, with less room, for the lines.
void FlowPanel::place_inner_labels(std::size_t column)
{
    for (const int lines : {0, leader_room}) {
        const int room = left_of(column + 1) - right_of(column) - 2 * least_distance - lines;
        labels_[column - first_] = stacked_column(net_, blocks_of(column), unit_, room);
        if (labels(column).width > room) {
            for (const auto& label : labels(column).labels)
                unlabelled_.insert(label.node);
            labels_[column - first_].labels.clear();
        }
        place_labels(column);
        if (!has_leaders(column))
            return;
    }
}

}  // namespace gongkai::chart
