#include "chart/years_plot.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

constexpr std::size_t most_years = 40;
constexpr std::size_t most_series = 24;
constexpr int last_year = 9999;

std::optional<std::string> objection(const YearSeries& series)
{
    std::set<int> years;
    for (const auto& point : series.points) {
        if (point.year < 0 || point.year > last_year)
            return fmt::format("“{}”的年份 {} 无效", clean_name(series.name), point.year);
        if (!years.insert(point.year).second)
            return fmt::format("“{}”的 {} 年出现两次", clean_name(series.name), point.year);
    }
    return std::nullopt;
}

std::optional<std::string> objection(const YearsChart& chart)
{
    std::set<int> listed;
    std::set<int> valued;
    for (const auto& series : chart.series) {
        if (auto reason = objection(series))
            return reason;
        for (const auto& point : series.points) {
            listed.insert(point.year);
            if (point.value)
                valued.insert(point.year);
        }
    }
    if (valued.empty())
        return "没有数据";
    if (valued.size() == 1)
        return fmt::format("只有 {} 一年有数据，无从比较", *valued.begin());
    if (listed.size() > most_years)
        return fmt::format("有 {} 年，一张图最多画 {} 年", listed.size(), most_years);
    if (chart.series.size() > most_series)
        return fmt::format("有 {} 项，一张图最多画 {} 项", chart.series.size(), most_series);
    return std::nullopt;
}

std::vector<int> years_of(const YearsChart& chart)
{
    std::set<int> years;
    for (const auto& series : chart.series)
        for (const auto& point : series.points)
            years.insert(point.year);
    return {years.begin(), years.end()};
}

/// ① to ㊿.
std::string mark_of(std::size_t i)
{
    const auto number = static_cast<char32_t>(i);
    std::string mark;
    base::append_utf8(mark, number < 20 ? U'\u2460' + number : number < 35 ? U'\u3251' + number - 20 : U'\u32B1' + number - 35);
    return mark;
}

std::vector<PlotBreak> breaks_of(const YearsChart& chart, const std::vector<int>& years)
{
    std::map<int, std::string> notes;
    for (const auto& item : chart.breaks) {
        if (item.after < years.front() || item.after >= years.back())
            continue;
        // Between the same two listed years there is one rule.
        const auto before = *(std::upper_bound(years.begin(), years.end(), item.after) - 1);
        auto& note = notes[before];
        note += (note.empty() ? "" : "；") + clean_name(item.note);
    }
    std::vector<PlotBreak> breaks;
    for (auto& [after, note] : notes)
        breaks.push_back({after, mark_of(breaks.size()), std::move(note)});
    return breaks;
}

PlotSeries series_of(const YearSeries& series, const YearsPlot& plot)
{
    std::map<int, PlotPoint> points;
    for (const auto& point : series.points)
        if (point.value)
            points[point.year] = {point.year, *point.value, point.is_derived};
    PlotSeries result{clean_name(series.name), {}};
    for (const auto& [year, point] : points) {
        const int before = result.runs.empty() ? 0 : result.last().year;
        const bool is_broken = std::any_of(plot.breaks.begin(), plot.breaks.end(),
                                           [&, at = year](const PlotBreak& item) { return item.after >= before && item.after < at; });
        if (result.runs.empty() || is_broken || (year > before + 1 && plot.years.size() > 2))
            result.runs.emplace_back();
        result.runs.back().push_back(point);
    }
    return result;
}

}  // namespace

std::variant<YearsPlot, Refusal> plot_of(const YearsChart& chart)
{
    if (auto reason = objection(chart))
        return Refusal{std::move(*reason)};
    YearsPlot plot;
    plot.years = years_of(chart);
    plot.breaks = breaks_of(chart, plot.years);
    for (const auto& series : chart.series) {
        auto drawn = series_of(series, plot);
        if (drawn.runs.empty())
            continue;
        for (const auto& run : drawn.runs)
            for (const auto& point : run) {
                plot.lowest = std::min(plot.lowest, point.value.cents());
                plot.highest = std::max(plot.highest, point.value.cents());
            }
        plot.series.push_back(std::move(drawn));
    }
    return plot;
}

}  // namespace gongkai::chart
