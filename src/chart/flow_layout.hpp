// Where the blocks and ribbons of a flow chart stand, top to bottom.
#pragma once

#include <vector>

#include "chart/flow_net.hpp"

namespace gongkai::chart {

/// The nodes of each column from top to bottom: by code, where all of a column have one, else by
/// size; then once, from left to right, by where their inflows come from (barycentre).
std::vector<std::vector<std::size_t>> node_order(const FlowNet& net);

/// Room in tenths: for the flows themselves, and between the blocks of each column drawn.
struct FlowFrame {
    std::size_t first = 0;  ///< columns drawn, both included
    std::size_t last = 0;
    int flow_height = 0;
    std::vector<int> gaps;
    int top = 0;
};

struct Extent {
    int top = 0;
    int bottom = 0;

    int middle() const { return (top + bottom) / 2; }
};

struct Band {
    int from_top = 0;
    int to_top = 0;
    int thickness = 0;  ///< 0: not between the columns drawn
};

struct FlowLayout {
    std::vector<Extent> nodes;    ///< by their place in the net; those of other columns are empty
    std::vector<Band> bands;      ///< by the segments' place in the net
    int bottom = 0;
    bool has_widened = false;     ///< some ribbon would have been thinner than a unit
};

FlowLayout flow_layout(const FlowNet& net, const std::vector<std::vector<std::size_t>>& order, const FlowFrame& frame);

}  // namespace gongkai::chart
