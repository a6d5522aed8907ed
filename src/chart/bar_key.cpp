#include "chart/bar_key.hpp"

#include "chart/bar_marks.hpp"
#include "chart/palette.hpp"
#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

constexpr int line_height = 240;
constexpr int gap_below = 50;
constexpr int entry_gap = 220;
constexpr int tick_height = 150;

/// Where an entry's mark begins, and the line it is in.
struct Spot {
    std::string label;
    int x = 0;
    int line = 0;
};

int mark_width(KeyMark mark) { return mark == KeyMark::bar ? 220 : 60; }

int label_from(const KeyEntry& entry) { return mark_width(entry.mark) + 70; }

std::vector<Spot> spots(const std::vector<KeyEntry>& entries, int width)
{
    std::vector<Spot> result;
    int x = 0;
    int line = 0;
    for (const auto& entry : entries) {
        const auto label = wrapped(clean_name(entry.label), small_label_size, width - label_from(entry), 1).front();
        const int needed = label_from(entry) + text_width(label, small_label_size);
        if (x > 0 && x + needed > width) {
            x = 0;
            ++line;
        }
        result.push_back({label, x, line});
        x += needed + entry_gap;
    }
    return result;
}

}  // namespace

int key_height(const std::vector<KeyEntry>& entries, int width)
{
    return entries.empty() ? 0 : (spots(entries, width).back().line + 1) * line_height + gap_below;
}

void draw_key(Svg& svg, const std::vector<KeyEntry>& entries, int width, int bar_height)
{
    const auto places = spots(entries, width);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto& spot = places[i];
        const int middle = spot.line * line_height + 120;
        const int center = spot.x + mark_width(entries[i].mark) / 2;
        switch (entries[i].mark) {
        case KeyMark::bar: svg.rectangle(spot.x, middle - bar_height / 2, mark_width(KeyMark::bar), bar_height, series[0]); break;
        case KeyMark::tick: tick(svg, center, middle - tick_height / 2, middle + tick_height / 2); break;
        case KeyMark::hollow_tick: hollow_tick(svg, center, middle - tick_height / 2, middle + tick_height / 2); break;
        }
        svg.text(spot.x + label_from(entries[i]), middle + 50, small_label_size, Anchor::start, soft, spot.label);
    }
}

}  // namespace gongkai::chart
