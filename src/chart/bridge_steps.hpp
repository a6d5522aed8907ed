// Which steps a bridge has, and where each begins and ends.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "chart/bridge_chart.hpp"

namespace gongkai::chart {

struct BridgeStep {
    std::string name;  ///< fit for a picture
    decimal::Money delta;
    decimal::Money before;
    decimal::Money after;
    std::vector<BridgeItem> parts;  ///< of 其他, the largest first; else empty
};

struct Bridge {
    std::vector<BridgeStep> steps;  ///< at least one
    std::size_t unchanged = 0;      ///< items of zero
};

/// What draw(BridgeChart) draws, or why it refuses.
std::variant<Bridge, Refusal> bridge_of(const BridgeChart& chart);

}  // namespace gongkai::chart
