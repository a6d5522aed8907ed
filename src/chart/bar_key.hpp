// The key above a chart of bars, in as many lines as it needs.
#pragma once

#include <string>
#include <vector>

#include "chart/svg.hpp"

namespace gongkai::chart {

enum class KeyMark { bar, tick, hollow_tick };

struct KeyEntry {
    KeyMark mark = KeyMark::bar;
    std::string label;
};

/// In tenths, with the gap below it; 0 without entries.
int key_height(const std::vector<KeyEntry>& entries, int width);
/// At the top of the picture; `bar_height` as in the chart.
void draw_key(Svg& svg, const std::vector<KeyEntry>& entries, int width, int bar_height);

}  // namespace gongkai::chart
