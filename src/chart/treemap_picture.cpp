#include "chart/treemap_picture.hpp"

#include <algorithm>

#include "chart/numbers.hpp"
#include "chart/palette.hpp"
#include "chart/text.hpp"
#include "chart/treemap_layout.hpp"

namespace gongkai::chart {
namespace {

// Lengths in tenths of a unit.
constexpr int font_size = 130;
constexpr int line_height = 170;
constexpr int margin = 50;
constexpr int figure_gap = 80;
constexpr int least_text_width = 240;
constexpr int least_text_height = 140;
constexpr std::size_t most_lines = 4;

Box area_of(int width) { return {0, 0, width, width > 5000 ? 4200 : 4800}; }
int width_of(std::string_view text) { return text_width(text, font_size); }

/// The lines of a name that is whole; none if it does not fit.
std::vector<std::string> whole_lines(const std::string& name, int width, int height)
{
    const int room = std::min(height / line_height, static_cast<int>(most_lines));
    if (room < 1)
        return {};
    auto lines = balanced(name, font_size, width, static_cast<std::size_t>(room));
    return joined(lines) == name ? lines : std::vector<std::string>();
}

class Drawing {
public:
    Drawing(const TreemapChart& chart, Svg& svg) : chart_(chart), svg_(svg) {}

    void draw(const TreemapTile& tile)
    {
        const auto& paint = tile.rank < series.size() ? series[tile.rank] : rest;
        if (tile.item->is_leaf())
            draw_leaf(tile, paint);
        else if (tile.head.height() > 0)
            draw_head(tile, paint);
    }

    std::set<const TreemapItem*>& named() { return named_; }

private:
    std::string amount_of(const TreemapItem& item) const { return amount_text(item.amount, chart_.unit); }

    void fill(const Box& box, const Paint& paint, const std::string& title)
    {
        svg_.tile(box.left, box.top, box.width(), box.height(), paint, title);
    }

    /// In one line: the name, and its figures at the right as far as there is room.
    void draw_head(const TreemapTile& tile, const Paint& paint)
    {
        const auto& item = *tile.item;
        const int room = tile.head.width() - 2 * margin;
        const auto shown = width_of(item.name) <= room ? item.name : width_of(item.code) <= room ? item.code : "";
        fill(tile.head, paint, shown == item.name ? "" : item.name);
        if (shown == item.name)
            named_.insert(&item);
        if (shown.empty())
            return;
        const int baseline = tile.head.top + 125;
        svg_.text(tile.head.left + margin, baseline, head_font, Anchor::start, text_on(paint), shown, true);
        const auto share = share_text(item.share, false);
        const auto amount = amount_of(item);
        int right = tile.head.right - margin;
        const int after_name = tile.head.left + margin + width_of(shown) + figure_gap;
        if (right - width_of(share) < after_name)
            return;
        svg_.text(right, baseline, head_font, Anchor::end, text_on(paint), share);
        right -= width_of(share) + figure_gap;
        if (right - width_of(amount) >= after_name)
            svg_.text(right, baseline, head_font, Anchor::end, text_on(paint), amount);
    }

    void draw_leaf(const TreemapTile& tile, const Paint& paint)
    {
        const auto& item = *tile.item;
        const int width = tile.box.width() - 2 * margin;
        const int height = tile.box.height() - 2 * margin + 20;
        const bool has_room = tile.box.width() >= least_text_width && tile.box.height() >= least_text_height;
        auto lines = has_room ? whole_lines(item.name, width, height) : std::vector<std::string>();
        fill(tile.box, paint, lines.empty() ? item.name : "");
        if (!lines.empty())
            named_.insert(&item);
        else if (has_room && !item.code.empty())
            lines = whole_lines(item.code, width, std::min(height, line_height));
        if (lines.empty())
            return;
        int baseline = tile.box.top + margin + 120;
        for (const auto& line : lines) {
            svg_.text(tile.box.left + margin, baseline, font_size, Anchor::start, text_on(paint), line);
            baseline += line_height;
        }
        draw_figures(tile, text_on(paint), baseline, height - line_height * static_cast<int>(lines.size()));
    }

    /// In one line or in two; the share alone where the amount is too wide.
    void draw_figures(const TreemapTile& tile, const Paint& paint, int baseline, int height)
    {
        const int left = tile.box.left + margin;
        const int room = tile.box.width() - 2 * margin;
        const auto amount = amount_of(*tile.item);
        const auto share = share_text(tile.item->share, false);
        const bool beside = width_of(amount) + figure_gap + width_of(share) <= room;
        if (width_of(amount) <= room && height >= line_height) {
            svg_.text(left, baseline, font_size, Anchor::start, paint, amount, true);
            baseline += beside ? 0 : line_height;
            height -= beside ? 0 : line_height;
        }
        if (width_of(share) <= room && height >= line_height)
            svg_.text(beside ? left + width_of(amount) + figure_gap : left, baseline, font_size, Anchor::start, paint, share);
    }

    const TreemapChart& chart_;
    Svg& svg_;
    std::set<const TreemapItem*> named_;
};

}  // namespace

TreemapPicture treemap_picture(const TreemapChart& chart, const std::vector<TreemapItem>& items, int width, const std::string& id,
                               const std::string& description)
{
    const auto area = area_of(width);
    Svg svg(id, area.width(), area.height(), chart.title, description);
    Drawing drawing(chart, svg);
    for (const auto& tile : treemap_layout(items, area))
        drawing.draw(tile);
    return {svg.finish(), svg.texts(), std::move(drawing.named())};
}

}  // namespace gongkai::chart
