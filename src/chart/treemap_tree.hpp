// The tree of a treemap, checked, added up and in order, as it is drawn and listed.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "chart/treemap_chart.hpp"

namespace gongkai::chart {

struct TreemapItem {
    std::string code;
    std::string name;
    decimal::Money amount;
    int share = 0;  ///< tenths of a percent of the whole; those of the children add up to it
    std::vector<TreemapItem> children;  ///< positive, in descending order, then by code

    bool is_leaf() const { return children.empty(); }
};

std::size_t leaf_count(const std::vector<TreemapItem>& items);

std::variant<std::vector<TreemapItem>, Refusal> treemap_tree(const TreemapChart& chart);

}  // namespace gongkai::chart
