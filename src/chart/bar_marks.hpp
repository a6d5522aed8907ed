// Marks that several charts of bars share: hatching for what is below zero, ticks, arrows,
// light lines, and names in two lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "chart/svg.hpp"

namespace gongkai::chart {

/// A rectangle of the picture, in tenths.
struct Area {
    int left = 0, top = 0, right = 0, bottom = 0;
};

enum class Direction { right, left };

/// Declares the hatching that hatched_bar fills with; once in a picture, before its first use.
void define_hatching(Svg& svg, const std::string& picture_id);
void hatched_bar(Svg& svg, const std::string& picture_id, const Area& area);

/// An upright line.
struct Segment {
    int x = 0, top = 0, bottom = 0;
};

/// One mark for all of them: behind all else, at round numbers; and heavier, at zero.
void light_lines(Svg& svg, const std::vector<Segment>& segments);
void zero_lines(Svg& svg, const std::vector<Segment>& segments);
/// A solid tick around x with a gap of the ground's colour, so that it is seen on a bar too.
void tick(Svg& svg, int x, int top, int bottom);
/// Without the gap: for a ground that is known to be plain.
void bare_tick(Svg& svg, int x, int top, int bottom);
/// The same room taken on either side of x.
inline constexpr int tick_reach = 25;
/// An empty upright box around x.
void hollow_tick(Svg& svg, int x, int top, int bottom);
inline constexpr int hollow_tick_reach = 38;  // with half of its line
/// A triangle as wide as the area, pointing in the direction.
void arrow(Svg& svg, const Area& area, Direction direction, const Paint& paint);
/// Hides what lies behind a text to come.
void backing(Svg& svg, const Area& area);

/// Lines of ink, the first with its top at y; where they are a shortened `full`, it is shown when
/// pointed at.
void draw_lines(Svg& svg, const std::vector<std::string>& lines, const std::string& full, int x, int y, Anchor anchor);

inline constexpr int label_size = 140;
inline constexpr int small_label_size = 130;
inline constexpr int label_line_height = 210;  // Noto CJK is 1.45 em high from ascent to descent

/// A figure in one line; shortened to `width` where it must be, as draw_lines does.
void draw_figure(Svg& svg, int x, int baseline, Anchor anchor, const Paint& paint, const std::string& text, int width);

}  // namespace gongkai::chart
