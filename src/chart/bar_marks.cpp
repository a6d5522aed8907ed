#include "chart/bar_marks.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "chart/palette.hpp"
#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

std::string box(const Area& area)
{
    return fmt::format("x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", tenths(area.left), tenths(area.top), tenths(area.right - area.left),
                       tenths(area.bottom - area.top));
}

std::string path_of(const std::vector<Segment>& segments)
{
    std::string path;
    for (const auto& segment : segments)
        path += fmt::format("M{} {}V{}", tenths(segment.x), tenths(segment.top), tenths(segment.bottom));
    return path;
}

}  // namespace

void define_hatching(Svg& svg, const std::string& picture_id)
{
    svg.append(fmt::format("<defs><pattern id=\"{}-h\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
                           "<rect width=\"6\" height=\"6\" class=\"{}\" fill=\"{}\"/><rect width=\"2\" height=\"6\" class=\"{}\" fill=\"{}\"/>"
                           "</pattern></defs>",
                           picture_id, series[2].class_name, series[2].fill, paper.class_name, paper.fill));
}

void hatched_bar(Svg& svg, const std::string& picture_id, const Area& area)
{
    svg.append(fmt::format("<rect {} class=\"below\" fill=\"url(#{}-h)\" stroke=\"{}\"/>", box(area), picture_id, series[2].fill));
}

void light_lines(Svg& svg, const std::vector<Segment>& segments)
{
    if (!segments.empty())
        svg.append(fmt::format("<path d=\"{}\" class=\"grid\" fill=\"none\" stroke=\"{}\"/>", path_of(segments), grid_colour));
}

void zero_lines(Svg& svg, const std::vector<Segment>& segments)
{
    svg.append(fmt::format("<path d=\"{}\" class=\"axis\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\"/>", path_of(segments), axis_colour));
}

void tick(Svg& svg, int x, int top, int bottom)
{
    // The line around it lies half inside: of 35 tenths it leaves 20.
    svg.append(fmt::format("<rect {} class=\"tick\" fill=\"{}\" stroke=\"{}\" stroke-width=\"1.5\"/>", box({x - 17, top - 7, x + 18, bottom + 7}),
                           ink.fill, paper.fill));
}

void bare_tick(Svg& svg, int x, int top, int bottom) { svg.rectangle(x - 10, top, 20, bottom - top, ink); }

void hollow_tick(Svg& svg, int x, int top, int bottom)
{
    svg.append(fmt::format("<rect {} class=\"hollow\" fill=\"{}\" stroke=\"{}\" stroke-width=\"1.5\"/>", box({x - 30, top, x + 30, bottom}),
                           paper.fill, ink.fill));
}

void arrow(Svg& svg, const Area& area, Direction direction, const Paint& paint)
{
    const int base = direction == Direction::right ? area.left : area.right;
    const int tip = direction == Direction::right ? area.right : area.left;
    svg.append(fmt::format("<polygon points=\"{},{} {},{} {},{}\" class=\"{}\" fill=\"{}\"/>", tenths(base), tenths(area.top), tenths(tip),
                           tenths((area.top + area.bottom) / 2), tenths(base), tenths(area.bottom), paint.class_name, paint.fill));
}

void backing(Svg& svg, const Area& area)
{
    svg.rectangle(area.left, area.top, area.right - area.left, area.bottom - area.top, paper);
}

void draw_lines(Svg& svg, const std::vector<std::string>& lines, const std::string& full, int x, int y, Anchor anchor)
{
    const auto first = svg.texts().size();
    for (const auto& line : lines) {
        svg.text(x, y + 155, label_size, anchor, ink, line);
        y += label_line_height;
    }
    if (joined(lines) != full)
        svg.full_text_over(first, full);
}

void draw_figure(Svg& svg, int x, int baseline, Anchor anchor, const Paint& paint, const std::string& text, int width)
{
    const auto shown = wrapped(text, label_size, width, 1).front();
    svg.text(x, baseline, label_size, anchor, paint, shown);
    if (shown != text)
        svg.full_text_over(svg.texts().size() - 1, text);
}

}  // namespace gongkai::chart
