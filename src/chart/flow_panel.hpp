// Columns of a flow chart next to each other, drawn to one scale: where all of it stands.
#pragma once

#include <set>
#include <vector>

#include "chart/flow_labels.hpp"
#include "chart/flow_layout.hpp"

namespace gongkai::chart {

/// What wide and narrow pictures differ in; lengths in tenths.
struct FlowFormat {
    int width;
    int flow_height;
    int most_height;   ///< of blocks and gaps; beyond it labels may be left out
    int left_percent;  ///< of the width, the most that labels take
    int right_percent;
    bool has_rows;     ///< labels may stand in rows
};

inline constexpr int block_width = 120;
inline constexpr int flow_font = 130;

class FlowPanel {
public:
    /// Columns `first` to `last`, both included, from `top` down.
    FlowPanel(const FlowNet& net, const std::vector<std::vector<std::size_t>>& order, decimal::Unit unit, const FlowFormat& format,
              std::size_t first, std::size_t last, int top);

    std::size_t first() const { return first_; }
    std::size_t last() const { return last_; }
    int width() const { return format_.width; }
    int head_baseline() const;
    int bottom() const { return layout_.bottom; }
    bool has_widened() const { return layout_.has_widened; }
    const std::set<std::size_t>& unlabelled() const { return unlabelled_; }

    bool is_end(std::size_t column) const { return column == first_ || column == last_; }
    /// Edges of a column's blocks.
    int left_of(std::size_t column) const { return columns_[column - first_]; }
    int right_of(std::size_t column) const { return left_of(column) + block_width; }
    Extent extent(std::size_t node) const { return layout_.nodes[node]; }
    const Band& band(std::size_t segment) const { return layout_.bands[segment]; }
    /// From top to bottom. Where a flow passes over a column is a block only at the ends.
    std::vector<std::size_t> blocks_of(std::size_t column) const;

    const LabelColumn& labels(std::size_t column) const { return labels_[column - first_]; }
    /// The top of the column's label number `i`.
    int label_top(std::size_t column, std::size_t i) const { return tops_[column - first_][i]; }
    /// Between a column's blocks and its labels.
    int label_distance(std::size_t column) const;
    /// Whether a line must lead to a label with this top.
    bool has_moved_far(const FlowLabel& label, int top) const;

private:
    void measure_end_labels();
    int gap_of(std::size_t column) const;
    void lay_out(int top);
    void place_labels(std::size_t column);
    void drop_labels(std::size_t column);
    bool has_leaders(std::size_t column) const;
    void place_columns();
    void place_inner_labels(std::size_t column);

    const FlowNet& net_;
    const std::vector<std::vector<std::size_t>>& order_;
    decimal::Unit unit_;
    const FlowFormat& format_;
    std::size_t first_;
    std::size_t last_;
    int frame_top_ = 0;
    std::vector<int> columns_;
    std::vector<LabelColumn> labels_;
    std::vector<std::vector<int>> tops_;
    FlowLayout layout_;
    std::set<std::size_t> unlabelled_;
};

}  // namespace gongkai::chart
