// What stands beside the blocks of a flow chart: name, amount, share.
#pragma once

#include <string>
#include <vector>

#include "chart/flow_net.hpp"
#include "chart/svg.hpp"

namespace gongkai::chart {

/// A block's label. Stacked: the name in one or two lines, then the figures. In a row: all in one
/// line, the figures of a column below each other.
struct FlowLabel {
    std::size_t node = 0;
    std::vector<std::string> name;
    std::string amount;  ///< empty: too wide
    std::string share;
    bool is_row = false;
    bool share_has_line = false;  ///< below the amount, not beside it
    bool is_shortened = false;  ///< the name is not whole
};

/// The labels of a column of blocks with what they have in common; lengths in tenths.
struct LabelColumn {
    std::vector<FlowLabel> labels;
    int width = 0;
    int amount_width = 0;  ///< of the widest; likewise below
    int share_width = 0;
};

/// Stacked, at most `limit` wide: an amount that does not fit is left out, the share never.
LabelColumn stacked_column(const FlowNet& net, const std::vector<std::size_t>& nodes, decimal::Unit unit, int limit);
/// In rows: names are shortened to fit.
LabelColumn row_column(const FlowNet& net, const std::vector<std::size_t>& nodes, decimal::Unit unit, int limit);

int label_height(const FlowLabel& label);

enum class LabelGround { plain, marks };

/// Anchor::end: its right edge at x, else its left.
void draw_label(Svg& svg, const LabelColumn& column, const FlowLabel& label, int x, int top, Anchor anchor, LabelGround ground);

}  // namespace gongkai::chart
