#include "chart/years_frame.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "chart/label_push.hpp"
#include "chart/numbers.hpp"
#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

constexpr int line_thickness = 20;

/// The years that get a label: the last and the first, and from the last backwards what fits.
std::vector<int> labelled(const Frame& frame, const std::vector<int>& years, int needed)
{
    std::vector<int> chosen = {years.back()};
    for (auto year = years.rbegin() + 1; year != years.rend(); ++year) {
        const bool is_first = *year == years.front();
        const bool fits = frame.x(chosen.back()) - frame.x(*year) >= needed;
        const bool leaves_first = is_first || frame.x(*year) - frame.x(years.front()) >= needed;
        if ((fits && leaves_first) || (is_first && fits))
            chosen.push_back(*year);
    }
    return chosen;
}

}  // namespace

int Frame::x(int year) const { return left + inset + proportion(year - first_year, std::max(last_year - first_year, 1), right - left - 2 * inset); }

int Frame::x_after(int year) const
{
    return left + inset + proportion(2 * (year - first_year) + 1, 2 * std::max(last_year - first_year, 1), right - left - 2 * inset);
}

int Frame::y(std::int64_t cents) const { return bottom - proportion(static_cast<decimal::Int128>(cents) - axis.low, axis.range(), bottom - top); }

void draw_grid(Svg& svg, const Frame& frame, decimal::Unit unit, int font_size, bool has_figures)
{
    for (const auto tick : frame.axis.ticks) {
        const int y = frame.y(tick);
        svg.line({frame.left, y}, {frame.right, y}, tick == 0 ? Rule::strong : Rule::light);
        if (has_figures)
            svg.text(frame.left - 60, y + font_size * 35 / 100, font_size, Anchor::end, soft, tick_text(tick, frame.axis.step, unit));
    }
}

int figures_width(const Axis& axis, decimal::Unit unit, int font_size)
{
    int width = 0;
    for (const auto tick : axis.ticks)
        width = std::max(width, text_width(tick_text(tick, axis.step, unit), font_size));
    return width;
}

void draw_years(Svg& svg, const Frame& frame, const std::vector<int>& years, int font_size)
{
    const int needed = text_width(std::to_string(years.back()), font_size) + font_size / 2;
    for (const auto year : labelled(frame, years, needed)) {
        svg.line({frame.x(year), frame.bottom}, {frame.x(year), frame.bottom + 40}, Rule::strong);
        svg.text(frame.x(year), frame.bottom + 230, font_size, Anchor::middle, soft, std::to_string(year));
    }
}

void draw_breaks(Svg& svg, const Frame& frame, const std::vector<PlotBreak>& breaks, int marks, int font_size, int right)
{
    std::vector<PushedLabel> labels;
    for (const auto& item : breaks)
        labels.push_back({frame.x_after(item.after), text_width(item.mark, font_size), 0});
    const auto places = push_labels(labels, frame.left, right);
    for (std::size_t i = 0; i < breaks.size(); ++i) {
        const int x = frame.x_after(breaks[i].after);
        svg.line({x, marks + 40}, {x, frame.bottom}, Rule::strong);
        if (places[i])
            svg.text(*places[i], marks, font_size, Anchor::start, ink, breaks[i].mark);
    }
}

void draw_series(Svg& svg, const Frame& frame, const PlotSeries& series, const LineStyle& style)
{
    std::vector<Point> stated;
    std::vector<Point> derived;
    for (const auto& run : series.runs) {
        std::vector<Point> points;
        for (const auto& point : run) {
            points.push_back({frame.x(point.year), frame.y(point.value.cents())});
            (point.is_derived ? derived : stated).push_back(points.back());
        }
        if (points.size() > 1)
            svg.polyline(points, style.paint, style.dashes, line_thickness);
    }
    svg.marks(stated, mark_radius, style.shape, style.paint, Filling::solid);
    svg.marks(derived, mark_radius, style.shape, style.paint, Filling::hollow);
}

void draw_sample(Svg& svg, int x, int y, const LineStyle& style)
{
    svg.polyline({{x, y}, {x + sample_width, y}}, style.paint, style.dashes, line_thickness);
    svg.mark({x + sample_width / 2, y}, mark_radius, style.shape, style.paint);
}

std::string last_text(const PlotSeries& series, const YearsPlot& plot, decimal::Unit unit)
{
    const auto& last = series.last();
    const auto amount = amount_text(last.value, unit);
    return last.year == plot.years.back() ? amount : fmt::format("{}（{}年）", amount, last.year);
}

}  // namespace gongkai::chart
