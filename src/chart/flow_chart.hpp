// Flows from sources over a total to uses (a Sankey diagram).
#pragma once

#include <string>
#include <vector>

#include "chart/chart.hpp"

namespace gongkai::chart {

struct FlowNode {
    std::size_t column = 0;  ///< 0: the sources; the last: the uses
    std::string name;
    std::string code;  ///< orders the nodes of a column where all of them have one; else size does
};

/// Two nodes by their place in FlowChart::nodes. A flow may pass over columns.
struct FlowLink {
    std::size_t from = 0;
    std::size_t to = 0;
    decimal::Money amount;
};

struct FlowChart {
    std::string id;
    std::string title;
    decimal::Unit unit = decimal::Unit::ten_thousand_yuan;
    std::vector<std::string> columns;  ///< heads of the columns, 3 or 4, from left to right
    std::vector<FlowNode> nodes;       ///< up to 60 with a flow in each column
    std::vector<FlowLink> links;       ///< several between the same two nodes are added up
    decimal::Money tolerance;          ///< by how much a node's outflow may miss its inflow (尾差)
};

/// Nodes as blocks, flows as ribbons, both to one scale; name, amount and share beside each block.
/// Flows of zero and nodes without a flow are left out. Narrow: a picture for each two neighbouring
/// columns, one below the other.
/// Refused, each with the figures: a flow that is negative, goes back to its own or an earlier
/// column, or names a node that is not there; a node between the ends whose outflow misses its
/// inflow by more than the tolerance; fewer than two sources or two uses; sums beyond 64 bits.
Result draw(const FlowChart& chart);

}  // namespace gongkai::chart
