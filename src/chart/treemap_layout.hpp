// Where the tiles of a treemap stand.
#pragma once

#include <vector>

#include "chart/squarify.hpp"
#include "chart/treemap_tree.hpp"

namespace gongkai::chart {

inline constexpr int treemap_gap = 20;  ///< between two tiles
inline constexpr int head_strip = 156;  ///< 1.2 em of the font of heads
inline constexpr int head_font = 130;

struct TreemapTile {
    const TreemapItem* item = nullptr;
    std::size_t rank = 0;  ///< of its class
    int level = 0;         ///< 0: a class
    Box box;               ///< all of it; of a leaf, what is filled
    Box head;              ///< the strip at the top of a parent, if there is room; else empty
    Box inside;            ///< what the children fill
};

/// All items from the top down, each parent before its children. A tile is its part of the parent's
/// inside less half a gap at each side that it shares; the parts fill it exactly. Tiles of less than
/// a gap and a half have thinner gaps; what would still be thinner than half a unit is left out.
std::vector<TreemapTile> treemap_layout(const std::vector<TreemapItem>& items, const Box& area);

}  // namespace gongkai::chart
