// The parts that pictures over the years share: where a year and an amount stand, the grid, the
// rules of breaks, and a series' line with its points.
#pragma once

#include <string_view>

#include "chart/svg.hpp"
#include "chart/ticks.hpp"
#include "chart/years_plot.hpp"

namespace gongkai::chart {

/// Series differ by colour, dashes and the shape of their points.
struct LineStyle {
    Paint paint;
    std::string_view dashes;
    Shape shape;
};

/// Of the series at `index`, 0 to 5.
const LineStyle& line_style(std::size_t index);

inline constexpr int mark_radius = 38;
inline constexpr int sample_width = 300;  ///< of a key: a piece of line with its mark

/// Lines of text are this far apart, and a text's box begins this far above its baseline.
inline constexpr int text_line = 200;
inline constexpr int text_ascent = 150;

/// A rectangle of the picture with its two scales.
struct Frame {
    int left = 0, top = 0, right = 0, bottom = 0;
    int first_year = 0, last_year = 0;
    int inset = 90;  ///< of the first and the last year
    Axis axis;

    int x(int year) const;
    /// Half-way between a year and the next.
    int x_after(int year) const;
    int y(std::int64_t cents) const;
};

/// Grid lines with the figures of the ticks to the left, or without them; zero is strong.
void draw_grid(Svg& svg, const Frame& frame, decimal::Unit unit, int font_size, bool has_figures);
/// The width of the widest figure.
int figures_width(const Axis& axis, decimal::Unit unit, int font_size);
/// Below the frame, as many as there is room for; the first and the last always.
void draw_years(Svg& svg, const Frame& frame, const std::vector<int>& years, int font_size);
/// A rule from `marks` (the baseline of the row of marks above the frame) to the bottom.
void draw_breaks(Svg& svg, const Frame& frame, const std::vector<PlotBreak>& breaks, int marks, int font_size, int right);
void draw_series(Svg& svg, const Frame& frame, const PlotSeries& series, const LineStyle& style);
/// A piece of the series' line about `y`.
void draw_sample(Svg& svg, int x, int y, const LineStyle& style);

/// The last figure; with its year if the chart goes on after it.
std::string last_text(const PlotSeries& series, const YearsPlot& plot, decimal::Unit unit);

}  // namespace gongkai::chart
