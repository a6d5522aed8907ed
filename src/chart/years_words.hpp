// What a chart over the years says in words: its description, its table and its note.
#pragma once

#include <string>

#include "chart/years_plot.hpp"

namespace gongkai::chart {

/// For each series its first and last figure and how they differ.
std::string years_description(const YearsChart& chart, const YearsPlot& plot);

void add_years_table(Chart& result, const YearsChart& chart, const YearsPlot& plot);

/// Breaks, hollow points, gaps and whatever else the picture shows without explaining it.
std::string years_note(const YearsChart& chart, const YearsPlot& plot);

}  // namespace gongkai::chart
