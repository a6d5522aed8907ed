// From one amount to another, step by step.
#pragma once

#include <string>
#include <vector>

#include "chart/chart.hpp"

namespace gongkai::chart {

struct BridgeItem {
    std::string code;  ///< orders items of the same size; may be empty
    std::string name;
    decimal::Money delta;
};

struct BridgeChart {
    std::string id;  ///< prefix of all ids in the pictures
    std::string title;
    std::string item_label;   ///< head of the table's first column: 项目
    std::string start_label;  ///< 2022年度
    std::string end_label;    ///< 2023年度
    decimal::Unit unit = decimal::Unit::ten_thousand_yuan;
    decimal::Money start;
    decimal::Money end;
    std::vector<BridgeItem> items;  ///< any number, in any order
};

/// A row for the start, each step and the end; a step begins where the one before it ended. The
/// six largest items are steps of their own, the largest first, the rest is 其他（n项）; were
/// that a single item, it has a step of its own as well. An item of zero is no step; the note counts
/// them. The table lists every other item. Where start, end and all between lie far from zero, the
/// axis does not begin at zero: both bars bear a break mark and the note says so.
/// Refused: no item but zeros; deltas that do not add up to the difference of end and start to the
/// last 分; a figure on the way that does not fit in 64 bits.
Result draw(const BridgeChart& chart);

}  // namespace gongkai::chart
