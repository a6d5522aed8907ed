// A treemap as a picture.
#pragma once

#include <set>
#include <string>

#include "chart/svg.hpp"
#include "chart/treemap_tree.hpp"

namespace gongkai::chart {

struct TreemapPicture {
    std::string svg;
    std::vector<TextBox> texts;
    std::set<const TreemapItem*> named;  ///< items that bear their name; others bear their code at most
};

TreemapPicture treemap_picture(const TreemapChart& chart, const std::vector<TreemapItem>& items, int width, const std::string& id,
                               const std::string& description);

}  // namespace gongkai::chart
