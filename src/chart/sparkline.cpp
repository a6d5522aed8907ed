#include "chart/sparkline.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "chart/numbers.hpp"
#include "chart/palette.hpp"
#include "chart/svg.hpp"
#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

using decimal::Int128;

// Lengths in tenths of a unit.
constexpr int width = 800;
constexpr int height = 160;
constexpr int margin = 30;  // room for the dot
constexpr int dot_radius = 24;
constexpr int lone_radius = 12;  // a point that no line reaches

class Drawing {
public:
    explicit Drawing(const Sparkline& line) : line_(line)
    {
        bool is_first = true;
        for (const auto& point : line.points) {
            if (!point.value)
                continue;
            lowest_ = is_first ? point.value->cents() : std::min(lowest_, point.value->cents());
            highest_ = is_first ? point.value->cents() : std::max(highest_, point.value->cents());
            is_first = false;
        }
    }

    std::string draw(const std::string& label)
    {
        auto svg = Svg::in_text("spark", width, height, label);
        if (lowest_ < 0 && highest_ > 0)
            svg.line({margin, y(0)}, {width - margin, y(0)}, Rule::strong);
        Point last;
        for (const auto& run : runs()) {
            if (run.size() > 1)
                svg.polyline(run, series[0], "", 15);
            else
                svg.mark(run.front(), lone_radius, Shape::circle, series[0]);
            last = run.back();
        }
        svg.mark(last, dot_radius, Shape::circle, series[0]);
        return svg.finish();
    }

private:
    int x(int year) const
    {
        const int first = line_.points.front().year;
        const int span = line_.points.back().year - first;
        return span <= 0 ? width / 2 : margin + proportion(year - first, span, width - 2 * margin);
    }

    int y(std::int64_t cents) const
    {
        const auto range = static_cast<Int128>(highest_) - lowest_;
        return range == 0 ? height / 2 : height - margin - proportion(static_cast<Int128>(cents) - lowest_, range, height - 2 * margin);
    }

    bool is_joined(int year, int next) const
    {
        return next == year + 1 && std::find(line_.breaks.begin(), line_.breaks.end(), year) == line_.breaks.end();
    }

    std::vector<std::vector<Point>> runs() const
    {
        std::vector<std::vector<Point>> result;
        std::optional<int> before;
        for (const auto& point : line_.points) {
            if (!point.value)
                continue;
            if (!before || !is_joined(*before, point.year))
                result.emplace_back();
            result.back().push_back({x(point.year), y(point.value->cents())});
            before = point.year;
        }
        return result;
    }

    const Sparkline& line_;
    std::int64_t lowest_ = 0;
    std::int64_t highest_ = 0;
};

/// "2019–2023：684.05、未公开、811.25（万元）"
std::string label_of(const Sparkline& line)
{
    const int first = line.points.front().year;
    const int last = line.points.back().year;
    const bool is_full = static_cast<std::size_t>(last - first) + 1 == line.points.size();
    auto text = first == last ? fmt::format("{}：", first) : fmt::format("{}–{}：", first, last);
    for (const auto& point : line.points) {
        if (&point != &line.points.front())
            text += "、";
        if (!is_full)
            text += fmt::format("{} 年 ", point.year);
        text += point.value ? amount_text(*point.value, line.unit) : line.missing;
    }
    return text + fmt::format("（{}）", decimal::unit_name(line.unit));
}

}  // namespace

std::string sparkline(const Sparkline& line)
{
    if (std::none_of(line.points.begin(), line.points.end(), [](const SparkPoint& point) { return point.value.has_value(); }))
        return "";
    return Drawing(line).draw(label_of(line));
}

}  // namespace gongkai::chart
