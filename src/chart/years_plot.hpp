// What a chart over the years draws: its input put in order and checked.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "chart/years_chart.hpp"

namespace gongkai::chart {

struct PlotPoint {
    int year = 0;
    decimal::Money value;
    bool is_derived = false;
};

struct PlotSeries {
    std::string name;                          ///< fit for a picture
    std::vector<std::vector<PlotPoint>> runs;  ///< at least one; points joined by a line, in order of time

    const PlotPoint& first() const { return runs.front().front(); }
    const PlotPoint& last() const { return runs.back().back(); }
};

struct PlotBreak {
    int after = 0;
    std::string mark;  ///< ①
    std::string note;
};

struct YearsPlot {
    std::vector<int> years;          ///< at least two, upwards
    std::vector<PlotSeries> series;  ///< those that have a value
    std::vector<PlotBreak> breaks;   ///< between the first and the last year, one for each year
    std::int64_t lowest = 0;         ///< of all values
    std::int64_t highest = 0;

    bool is_slope() const { return years.size() == 2 && series.size() <= most_together; }
    bool has_panels() const { return series.size() > most_together; }

    static constexpr std::size_t most_together = 6;
};

/// What draw(YearsChart) draws, or why it refuses.
std::variant<YearsPlot, Refusal> plot_of(const YearsChart& chart);

}  // namespace gongkai::chart
