#include "chart/svg.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/html.hpp"
#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

std::string_view anchor_name(Anchor anchor)
{
    switch (anchor) {
    case Anchor::start: return "start";
    case Anchor::middle: return "middle";
    case Anchor::end: return "end";
    }
    return "";
}

/// "1,2 3.4,5"
std::string points_text(const std::vector<Point>& points)
{
    std::string text;
    for (const auto& point : points)
        text += fmt::format("{}{},{}", text.empty() ? "" : " ", tenths(point.x), tenths(point.y));
    return text;
}

/// The corners of a shape that is no circle.
std::vector<Point> corners(Point c, int r, Shape shape)
{
    const int near = r * 9 / 10;  // a square and a triangle of the same area as the circle
    const int far = r * 13 / 10;
    const int arm = r * 5 / 10;
    switch (shape) {
    case Shape::circle: return {};
    case Shape::square: return {{c.x - near, c.y - near}, {c.x + near, c.y - near}, {c.x + near, c.y + near}, {c.x - near, c.y + near}};
    case Shape::triangle: return {{c.x, c.y - far}, {c.x + far, c.y + near}, {c.x - far, c.y + near}};
    case Shape::inverted_triangle: return {{c.x, c.y + far}, {c.x + far, c.y - near}, {c.x - far, c.y - near}};
    case Shape::diamond: return {{c.x, c.y - far}, {c.x + far, c.y}, {c.x, c.y + far}, {c.x - far, c.y}};
    case Shape::cross: break;
    }
    return {{c.x - arm, c.y - far}, {c.x + arm, c.y - far}, {c.x + arm, c.y - arm}, {c.x + far, c.y - arm}, {c.x + far, c.y + arm},
            {c.x + arm, c.y + arm}, {c.x + arm, c.y + far}, {c.x - arm, c.y + far}, {c.x - arm, c.y + arm}, {c.x - far, c.y + arm},
            {c.x - far, c.y - arm}, {c.x - arm, c.y - arm}};
}

/// A mark without its paint, its tag left open.
std::string outline(Point centre, int radius, Shape shape)
{
    if (shape == Shape::circle)
        return fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"", tenths(centre.x), tenths(centre.y), tenths(radius));
    return fmt::format("<polygon points=\"{}\"", points_text(corners(centre, radius, shape)));
}

std::string point(int x, int y) { return fmt::format("{},{}", tenths(x), tenths(y)); }

/// To (x, y2) from a point at y1, level at both ends.
std::string curve(int middle, int y1, int x, int y2) { return fmt::format("C{} {} {}", point(middle, y1), point(middle, y2), point(x, y2)); }

/// By how much the two edges part sideways, so that a steep ribbon is not thinner in its middle: there
/// it runs at 1.5 times its mean slope, and edges whose control points are 2δ apart are 1.5δ apart.
int bend(const RibbonStop& from, const RibbonStop& to, int thickness)
{
    const int across = to.left - from.right;
    const int down = to.top - from.top;
    const int steepness = (down < 0 ? -down : down) + across;
    const int shift = steepness <= 0 ? 0 : std::min(2 * thickness * (down < 0 ? -down : down) / (3 * steepness), across / 4);
    return down < 0 ? -shift : shift;
}

std::string_view bold_attribute(bool bold) { return bold ? " font-weight=\"600\"" : ""; }

}  // namespace

std::string tenths(int value)
{
    const int magnitude = value < 0 ? -value : value;
    auto text = fmt::format("{}{}", value < 0 ? "-" : "", magnitude / 10);
    if (magnitude % 10 != 0)
        text += fmt::format(".{}", magnitude % 10);
    return text;
}

Svg::Svg(std::string id, int width, int height, std::string_view title, std::string_view description)
{
    out_ = fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" "
                       "aria-labelledby=\"{2}-t {2}-d\" font-family=\"PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif\">",
                       tenths(width), tenths(height), id);
    out_ += fmt::format("<title id=\"{}-t\">", id);
    base::append_escaped(out_, title);
    out_ += fmt::format("</title><desc id=\"{}-d\">", id);
    base::append_escaped(out_, description);
    out_ += "</desc>";
}

Svg Svg::in_text(std::string_view class_name, int width, int height, std::string_view label)
{
    Svg svg;
    svg.out_ = fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" class=\"{2}\" "
                           "role=\"img\" aria-label=\"",
                           tenths(width), tenths(height), class_name);
    base::append_escaped(svg.out_, label);
    svg.out_ += "\">";
    return svg;
}

void Svg::rectangle(int x, int y, int width, int height, const Paint& paint)
{
    out_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"{}\" fill=\"{}\"/>", tenths(x), tenths(y),
                        tenths(width), tenths(height), paint.class_name, paint.fill);
}

void Svg::outlined_rectangle(int x, int y, int width, int height, const Paint& paint)
{
    out_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"{}\" fill=\"{}\" stroke=\"#13328b\" stroke-width=\"1.5\"/>",
                        tenths(x), tenths(y), tenths(width), tenths(height), paint.class_name, paint.fill);
}

void Svg::vertical_line(int x, int top, int bottom)
{
    out_ += fmt::format("<line x1=\"{0}\" y1=\"{1}\" x2=\"{0}\" y2=\"{2}\" class=\"axis\" stroke=\"{3}\" stroke-width=\"1.5\"/>", tenths(x),
                        tenths(top), tenths(bottom), axis_colour);
}

void Svg::line(Point from, Point to, Rule rule)
{
    const bool strong = rule == Rule::strong;
    out_ += fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" class=\"{}\" stroke=\"{}\"/>", tenths(from.x), tenths(from.y),
                        tenths(to.x), tenths(to.y), strong ? "axis" : "grid", strong ? axis_colour : grid_colour);
}

void Svg::polyline(const std::vector<Point>& points, const Paint& paint, std::string_view dashes, int thickness)
{
    out_ += fmt::format("<polyline points=\"{}\" class=\"{} line\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"",
                        points_text(points), paint.class_name, paint.fill, tenths(thickness));
    if (!dashes.empty())
        out_ += fmt::format(" stroke-dasharray=\"{}\"", dashes);
    out_ += "/>";
}

void Svg::break_mark(int x, int top, int bottom)
{
    constexpr int half = 30;
    constexpr int slant = 40;
    out_ += fmt::format("<polygon points=\"{}\" class=\"gap\" fill=\"#ffffff\"/>",
                        points_text({{x - half + slant, top}, {x + half + slant, top}, {x + half - slant, bottom}, {x - half - slant, bottom}}));
    for (const int side : {-half, half})
        polyline({{x + side + slant, top}, {x + side - slant, bottom}}, ink, "", 15);
}

void Svg::mark(Point centre, int radius, Shape shape, const Paint& paint)
{
    out_ += fmt::format("{} class=\"{} mark\" fill=\"{}\" stroke=\"#ffffff\"/>", outline(centre, radius, shape), paint.class_name, paint.fill);
}

void Svg::marks(const std::vector<Point>& centres, int radius, Shape shape, const Paint& paint, Filling filling)
{
    if (centres.empty())
        return;
    if (filling == Filling::hollow)
        out_ += fmt::format("<g class=\"{} mark hollow\" fill=\"#ffffff\" stroke=\"{}\" stroke-width=\"1.8\">", paint.class_name, paint.fill);
    else
        out_ += fmt::format("<g class=\"{} mark\" fill=\"{}\" stroke=\"#ffffff\">", paint.class_name, paint.fill);
    for (const auto& centre : centres)
        out_ += outline(centre, radius, shape) + "/>";
    out_ += "</g>";
}

void Svg::full_text_over(std::size_t first, std::string_view text)
{
    TextBox area = texts_[first];
    for (std::size_t i = first + 1; i < texts_.size(); ++i) {
        area.left = std::min(area.left, texts_[i].left);
        area.right = std::max(area.right, texts_[i].right);
        area.bottom = std::max(area.bottom, texts_[i].bottom);
    }
    out_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"none\" pointer-events=\"all\"><title>",
                        tenths(area.left), tenths(area.top), tenths(area.right - area.left), tenths(area.bottom - area.top));
    base::append_escaped(out_, text);
    out_ += "</title></rect>";
}

void Svg::tile(int x, int y, int width, int height, const Paint& paint, std::string_view title)
{
    out_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"{} tile\" fill=\"{}\"", tenths(x), tenths(y),
                        tenths(width), tenths(height), paint.class_name, paint.fill);
    if (title.empty()) {
        out_ += "/>";
        return;
    }
    out_ += "><title>";
    base::append_escaped(out_, title);
    out_ += "</title></rect>";
}

void Svg::leader(int x1, int y1, int x2, int y2)
{
    out_ += fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" class=\"axis\" stroke=\"{}\"/>", tenths(x1), tenths(y1), tenths(x2),
                        tenths(y2), axis_colour);
}

void Svg::ribbon(const std::vector<RibbonStop>& stops, int thickness, const Paint& paint, int opacity)
{
    // There along the upper edge, back along the lower.
    auto path = "M" + point(stops.front().right, stops.front().top);
    for (std::size_t i = 1; i < stops.size(); ++i) {
        const int middle = (stops[i - 1].right + stops[i].left) / 2 + bend(stops[i - 1], stops[i], thickness);
        path += curve(middle, stops[i - 1].top, stops[i].left, stops[i].top);
        if (i + 1 < stops.size())
            path += "H" + tenths(stops[i].right);
    }
    path += "V" + tenths(stops.back().top + thickness);
    for (std::size_t i = stops.size() - 1; i > 0; --i) {
        const int middle = (stops[i - 1].right + stops[i].left) / 2 - bend(stops[i - 1], stops[i], thickness);
        path += curve(middle, stops[i].top + thickness, stops[i - 1].right, stops[i - 1].top + thickness);
        if (i > 1)
            path += "H" + tenths(stops[i - 1].left);
    }
    out_ += fmt::format("<path d=\"{}Z\" class=\"{} ribbon\" fill=\"{}\" fill-opacity=\".{:02}\"/>", path, paint.class_name, paint.fill, opacity);
}

void Svg::text(int x, int y, int size, Anchor anchor, const Paint& paint, std::string_view text, bool bold)
{
    write_text(x, y, size, anchor, fmt::format("class=\"{}\" fill=\"{}\"{}", paint.class_name, paint.fill, bold_attribute(bold)), text);
}

void Svg::text_over(int x, int y, int size, Anchor anchor, const Paint& paint, std::string_view text, bool bold)
{
    write_text(x, y, size, anchor,
               fmt::format("class=\"{} halo\" fill=\"{}\" stroke=\"{}\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"{}",
                           paint.class_name, paint.fill, paper.fill, bold_attribute(bold)),
               text);
}

void Svg::write_text(int x, int y, int size, Anchor anchor, std::string_view attributes, std::string_view text)
{
    out_ += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{}\" {}>", tenths(x), tenths(y), tenths(size),
                        anchor_name(anchor), attributes);
    base::append_escaped(out_, text);
    out_ += "</text>";
    const int width = text_width(text, size);
    const int left = anchor == Anchor::start ? x : anchor == Anchor::end ? x - width : x - width / 2;
    texts_.push_back({std::string(text), left, y - size * 9 / 10, left + width, y + size * 2 / 10});
}

std::string Svg::finish() { return out_ + "</svg>"; }

std::string as_file(const std::string& svg)
{
    const auto after_description = svg.find("</desc>") + std::string_view("</desc>").size();
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg.substr(0, after_description) +
           "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>" + svg.substr(after_description) + "\n";
}

}  // namespace gongkai::chart
