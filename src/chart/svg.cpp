#include "chart/svg.hpp"

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

void Svg::text(int x, int y, int size, Anchor anchor, const Paint& paint, std::string_view text, bool bold)
{
    out_ += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{}\" class=\"{}\" fill=\"{}\"{}>", tenths(x), tenths(y),
                        tenths(size), anchor_name(anchor), paint.class_name, paint.fill, bold ? " font-weight=\"600\"" : "");
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
