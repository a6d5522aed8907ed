#include "chart/years_words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "chart/numbers.hpp"
#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

using decimal::Money;

/// "增加 12.00", "持平"; empty if the difference does not fit in 64 bits.
std::string change_text(Money from, Money to, decimal::Unit unit)
{
    try {
        const auto change = to - from;
        if (change.is_zero())
            return "，持平";
        return fmt::format("，{} {}", change > Money() ? "增加" : "减少", amount_text(change > Money() ? change : -change, unit));
    } catch (const decimal::Overflow&) {
        return "";
    }
}

std::string cell(const YearsChart& chart, const YearSeries& series, int year)
{
    const auto point = std::find_if(series.points.begin(), series.points.end(), [&](const YearPoint& p) { return p.year == year; });
    if (point == series.points.end())
        return chart.missing;
    if (!point->value)
        return point->missing.empty() ? chart.missing : point->missing;
    return amount_text(*point->value, chart.unit) + (point->is_derived ? "（推算）" : "");
}

bool has_derived(const YearsPlot& plot)
{
    return std::any_of(plot.series.begin(), plot.series.end(), [](const PlotSeries& series) {
        return std::any_of(series.runs.begin(), series.runs.end(), [](const auto& run) {
            return std::any_of(run.begin(), run.end(), [](const PlotPoint& point) { return point.is_derived; });
        });
    });
}

/// Whether a series lacks a year that the table lists between its first and its last.
bool has_gap(const YearsPlot& plot)
{
    return std::any_of(plot.series.begin(), plot.series.end(), [&](const PlotSeries& series) {
        std::size_t points = 0;
        for (const auto& run : series.runs)
            points += run.size();
        const auto expected = std::count_if(plot.years.begin(), plot.years.end(),
                                            [&](int year) { return year >= series.first().year && year <= series.last().year; });
        return points < static_cast<std::size_t>(expected);
    });
}

/// Whether the years listed do not follow one another, so that lines are interrupted.
bool has_leap(const YearsPlot& plot)
{
    return plot.years.size() > 2 && static_cast<std::size_t>(plot.years.back() - plot.years.front()) + 1 > plot.years.size();
}

}  // namespace

std::string years_description(const YearsChart& chart, const YearsPlot& plot)
{
    const auto unit = decimal::unit_name(chart.unit);
    auto text = fmt::format("{}年至{}年。", plot.years.front(), plot.years.back());
    for (const auto& series : plot.series) {
        const auto& first = series.first();
        const auto& last = series.last();
        text += fmt::format("{}：{}年 {}{}", series.name, first.year, amount_text(first.value, chart.unit), unit);
        if (last.year != first.year)
            text += fmt::format("，{}年 {}{}{}", last.year, amount_text(last.value, chart.unit), unit,
                                change_text(first.value, last.value, chart.unit));
        text += "。";
    }
    for (const auto& item : plot.breaks)
        text += fmt::format("{}年之后口径有变：{}。", item.after, item.note);
    return text;
}

void add_years_table(Chart& result, const YearsChart& chart, const YearsPlot& plot)
{
    result.columns = {"年度"};
    for (const auto& series : chart.series)
        result.columns.push_back(clean_name(series.name));
    for (const auto year : plot.years) {
        result.rows.push_back({std::to_string(year)});
        for (const auto& series : chart.series)
            result.rows.back().push_back(cell(chart, series, year));
    }
}

std::string years_note(const YearsChart& chart, const YearsPlot& plot)
{
    std::string note;
    for (const auto& item : plot.breaks)
        note += fmt::format("{}{}年之后与之前不可比：{}。", item.mark, item.after, item.note);
    if (has_derived(plot))
        note += "空心点为推算数。";
    if (has_gap(plot))
        note += "线条中断处，表中所列年份没有数据。";
    if (has_leap(plot))
        note += "所列年份不连续，不相邻的年份之间不连线。";
    if (plot.lowest == 0 && plot.highest == 0)
        note += "各年均为 0。";
    if (plot.has_panels())
        note += "各小图的纵轴相同。";
    for (const auto& series : chart.series)
        if (std::none_of(series.points.begin(), series.points.end(), [](const YearPoint& point) { return point.value.has_value(); }))
            note += fmt::format("“{}”各年均无数据，未画。", clean_name(series.name));
    return note;
}

}  // namespace gongkai::chart
