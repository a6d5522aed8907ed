// The one place where SVG is written. Coordinates are integers in tenths of a
// unit, so that no floating-point number and no locale touches the output.
#pragma once

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

class Svg {
public:
    /// Sizes in tenths; ids are made from `id`.
    Svg(std::string id, int width, int height, std::string_view title, std::string_view description);

    void rectangle(int x, int y, int width, int height, const Paint& paint);
    /// With an outline in the colour of the first series.
    void outlined_rectangle(int x, int y, int width, int height, const Paint& paint);
    void vertical_line(int x, int top, int bottom);
    /// Baseline at y; size in tenths.
    void text(int x, int y, int size, Anchor anchor, const Paint& paint, std::string_view text, bool bold = false);

    std::string finish();
    const std::vector<TextBox>& texts() const { return texts_; }

private:
    std::string out_;
    std::vector<TextBox> texts_;
};

/// The picture as a file of its own: XML declaration and a white ground.
std::string as_file(const std::string& svg);

/// "123.4" for 1234 tenths.
std::string tenths(int value);

}  // namespace gongkai::chart
