// The one place where SVG is written. Coordinates are integers in tenths of a
// unit, so that no floating-point number and no locale touches the output.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "chart/chart.hpp"

namespace gongkai::chart {

enum class Anchor { start, middle, end };

/// Colours as the files carry them (light mode); classes let a style sheet
/// put others in their place.
struct Paint {
    std::string_view class_name;
    std::string_view fill;
};

inline constexpr Paint ink{"ink", "#1b2430"};
inline constexpr Paint soft{"soft", "#55606e"};
inline constexpr Paint prior_fill{"prior", "#a9b6cf"};
inline constexpr std::string_view axis_colour = "#8592a3";
inline constexpr std::string_view grid_colour = "#d5dbe2";

struct Point {
    int x = 0, y = 0;
};

/// Strong for axes, leaders and rules that mean something; light for a grid.
enum class Rule { strong, light };

/// Shapes of about the same weight, of the same radius.
enum class Shape { circle, square, triangle, diamond, inverted_triangle, cross };

/// A hollow mark has an outline on the ground's colour.
enum class Filling { solid, hollow };

/// What no series colour is left for; the same in both modes.
inline constexpr Paint rest{"rest", axis_colour};
/// Text on dark fills: the ground's colour.
inline constexpr Paint paper{"paper", "#ffffff"};

/// Where a ribbon leaves a column, passes one or arrives at one: the column's
/// edges, and the ribbon's upper edge there.
struct RibbonStop {
    int left = 0, right = 0, top = 0;
};

class Svg {
public:
    /// Sizes in tenths; ids are made from `id`.
    Svg(std::string id, int width, int height, std::string_view title, std::string_view description);
    /// A picture inside a line of text: no ids, `label` is what it says.
    static Svg in_text(std::string_view class_name, int width, int height, std::string_view label);

    void rectangle(int x, int y, int width, int height, const Paint& paint);
    /// With an outline in the colour of the first series.
    void outlined_rectangle(int x, int y, int width, int height, const Paint& paint);
    /// A filled part of a plane that text may stand on; `title` is shown when it is pointed at,
    /// unless empty.
    void tile(int x, int y, int width, int height, const Paint& paint, std::string_view title);
    void vertical_line(int x, int top, int bottom);
    void line(Point from, Point to, Rule rule);
    /// At least two points. `dashes` as in stroke-dasharray, empty for an unbroken line; thickness in tenths.
    void polyline(const std::vector<Point>& points, const Paint& paint, std::string_view dashes, int thickness);
    /// A bend in a bar or an axis: two slanted strokes about `x`, the ground between them.
    void break_mark(int x, int top, int bottom);
    void mark(Point centre, int radius, Shape shape, const Paint& paint);
    /// A group of marks; none for no points.
    void marks(const std::vector<Point>& centres, int radius, Shape shape, const Paint& paint, Filling filling);
    /// From a mark to its label.
    void leader(int x1, int y1, int x2, int y2);
    /// A band of one thickness from the first stop's right edge to the last one's left, level at
    /// each stop, cubic between two and not thinner where it is steep. Opacity in percent, below 100.
    void ribbon(const std::vector<RibbonStop>& stops, int thickness, const Paint& paint, int opacity);
    /// Baseline at y; size in tenths.
    void text(int x, int y, int size, Anchor anchor, const Paint& paint, std::string_view text, bool bold = false);
    /// With an edge in the colour of the ground, to be read on top of marks.
    void text_over(int x, int y, int size, Anchor anchor, const Paint& paint, std::string_view text, bool bold = false);

    /// A mark written elsewhere; well-formed, all text in it escaped.
    void append(std::string_view mark) { out_ += mark; }
    /// The full text over the lines drawn from texts()[first] on, shown when pointed at.
    void full_text_over(std::size_t first, std::string_view text);

    std::string finish();
    const std::vector<TextBox>& texts() const { return texts_; }

private:
    Svg() = default;
    void write_text(int x, int y, int size, Anchor anchor, std::string_view attributes, std::string_view text);

    std::string out_;
    std::vector<TextBox> texts_;
};

/// The picture as a file of its own: XML declaration and a white ground.
std::string as_file(const std::string& svg);

/// "123.4" for 1234 tenths.
std::string tenths(int value);

}  // namespace gongkai::chart
