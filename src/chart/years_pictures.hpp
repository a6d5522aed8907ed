// The three pictures of a chart over the years.
#pragma once

#include <string>

#include "chart/svg.hpp"
#include "chart/years_plot.hpp"

namespace gongkai::chart {

/// What the pictures have in common.
struct YearsPicture {
    const YearsPlot& plot;
    decimal::Unit unit;
    std::string title;
    std::string description;

    static bool is_narrow(int width) { return width < 5000; }
};

/// All series on one scale; names at the line ends, or in a key above on narrow screens.
Svg draw_lines(const YearsPicture& picture, int width, std::string id);

/// Two years, with figures at both sides. nullopt: no room for the figures.
std::optional<Svg> draw_slope(const YearsPicture& picture, int width, std::string id);

/// A small picture for each series, all with the same axes.
Svg draw_panels(const YearsPicture& picture, int width, std::string id);

}  // namespace gongkai::chart
