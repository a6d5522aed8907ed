// A line of the height of a text, for a cell of a table.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "decimal/money.hpp"

namespace gongkai::chart {

struct SparkPoint {
    int year = 0;
    std::optional<decimal::Money> value;
};

struct Sparkline {
    decimal::Unit unit = decimal::Unit::ten_thousand_yuan;
    std::string missing = "未公开";  ///< what is said of a year without a value
    std::vector<SparkPoint> points;  ///< in order of time, each year once
    std::vector<int> breaks;         ///< years after which figures cannot be compared with those before
};

/// Inline SVG without ids and without text; its label names the years and says all figures. The scale
/// is its own: from the lowest value to the highest, with a line at zero where the sign changes.
/// Points of consecutive years are joined, save across a break; the last value has a dot. One value is a
/// dot, equal ones a line at half height. Empty if there is no value.
std::string sparkline(const Sparkline& line);

}  // namespace gongkai::chart
