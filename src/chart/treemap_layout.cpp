#include "chart/treemap_layout.hpp"

#include <algorithm>

namespace gongkai::chart {
namespace {

constexpr int half_gap = treemap_gap / 2;
constexpr int thinnest = 5;
constexpr int least_inside = 140;
constexpr int least_head = 300;

/// Half a gap off at either end that is not the parent's, or as much as leaves the thinnest tile.
void shrink(int& begin, int& end, int parent_begin, int parent_end)
{
    const int margin = std::clamp((end - begin - thinnest) / 2, 0, half_gap);
    begin += begin == parent_begin ? 0 : margin;
    end -= end == parent_end ? 0 : margin;
}

Box tile_of(Box part, const Box& parent)
{
    shrink(part.left, part.right, parent.left, parent.right);
    shrink(part.top, part.bottom, parent.top, parent.bottom);
    return part;
}

bool is_visible(const Box& box) { return box.width() >= thinnest && box.height() >= thinnest; }

void divide_head(TreemapTile& tile)
{
    tile.inside = tile.box;
    if (tile.box.width() < least_head || tile.box.height() < head_strip + treemap_gap + least_inside)
        return;
    tile.head = tile.box;
    tile.head.bottom = tile.box.top + head_strip;
    tile.inside.top = tile.head.bottom + treemap_gap;
}

void add_tiles(const std::vector<TreemapItem>& items, const Box& area, int level, std::size_t rank, std::vector<TreemapTile>& tiles)
{
    std::vector<std::int64_t> amounts;
    for (const auto& item : items)
        amounts.push_back(item.amount.cents());
    const auto parts = squarified(amounts, area);
    for (std::size_t i = 0; i < items.size(); ++i) {
        TreemapTile tile{&items[i], level == 0 ? i : rank, level, tile_of(parts[i], area), {}, {}};
        if (!is_visible(tile.box))
            continue;
        if (!items[i].is_leaf())
            divide_head(tile);
        tiles.push_back(tile);
        if (!items[i].is_leaf())
            add_tiles(items[i].children, tile.inside, level + 1, tile.rank, tiles);
    }
}

}  // namespace

std::vector<TreemapTile> treemap_layout(const std::vector<TreemapItem>& items, const Box& area)
{
    std::vector<TreemapTile> tiles;
    add_tiles(items, area, 0, 0, tiles);
    return tiles;
}

}  // namespace gongkai::chart
