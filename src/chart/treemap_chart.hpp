// Parts of parts of a whole, as areas (a squarified treemap).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chart/chart.hpp"

namespace gongkai::chart {

struct TreemapNode {
    std::string code;  ///< orders nodes of the same amount; may be empty
    std::string name;
    std::optional<decimal::Money> amount;  ///< nullopt: blank; of a node with children: their sum
    std::vector<TreemapNode> children;
};

struct TreemapChart {
    std::string id;
    std::string title;
    decimal::Unit unit = decimal::Unit::ten_thousand_yuan;
    std::vector<TreemapNode> classes;  ///< 1 to 3 levels in all
    decimal::Money tolerance;          ///< by how much children may miss a stated sum (尾差)
};

/// Areas within a parent are as the amounts; across parents a little smaller where heads and gaps
/// take room. The largest six classes have colours, the others are grey. What is too small for its
/// name is named in the note. Zero and blank are left out.
/// Refused, each with the figures: a negative amount, children that miss the sum stated for their
/// parent by more than the tolerance, more than three levels, sums beyond 64 bits, fewer than
/// eight leaves.
Result draw(const TreemapChart& chart);

}  // namespace gongkai::chart
