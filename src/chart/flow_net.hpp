// The flows of a chart, checked and added up, as they are drawn and listed.
#pragma once

#include <variant>
#include <vector>

#include "chart/flow_chart.hpp"

namespace gongkai::chart {

/// A block of the picture, or the place where a flow passes over a column.
struct NetNode {
    std::string name;
    std::string code;
    std::size_t column = 0;
    decimal::Money amount;    ///< the greater of inflow and outflow
    int share = 0;            ///< of its column, in tenths of a percent
    bool is_passage = false;  ///< then it bears the name of the node that the flow goes to
};

/// A part of a flow between two neighbouring columns; nodes by their place in FlowNet::nodes.
struct NetSegment {
    std::size_t from = 0;
    std::size_t to = 0;
    decimal::Money amount;
    int share = 0;  ///< of all between the two columns
};

/// A flow as a whole.
struct NetFlow {
    std::size_t from = 0;
    std::size_t to = 0;
    decimal::Money amount;
    std::vector<std::size_t> segments;
};

struct FlowNet {
    std::vector<std::string> columns;
    std::vector<NetNode> nodes;
    std::vector<NetSegment> segments;
    std::vector<NetFlow> flows;
    bool has_zero = false;             ///< a flow of zero was left out
    decimal::Money largest_difference; ///< between a node's inflow and outflow (尾差)
};

std::variant<FlowNet, Refusal> flow_net(const FlowChart& chart);

}  // namespace gongkai::chart
