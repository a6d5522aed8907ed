// Amounts over the years.
#pragma once

#include <string>
#include <vector>

#include "chart/chart.hpp"

namespace gongkai::chart {

struct YearPoint {
    int year = 0;  ///< 0 to 9999
    std::optional<decimal::Money> value;  ///< nullopt: see `missing`
    bool is_derived = false;  ///< follows from other figures (推算)
    std::string missing;      ///< what the table says in place of a value; empty: the chart's word
};

struct YearSeries {
    std::string name;
    std::vector<YearPoint> points;  ///< in any order, each year once
};

/// Figures up to and including this year cannot be compared with those after it.
struct YearBreak {
    int after = 0;
    std::string note;  ///< 机构改革，不再含…
};

struct YearsChart {
    std::string id;  ///< prefix of all ids in the pictures
    std::string title;
    decimal::Unit unit = decimal::Unit::ten_thousand_yuan;
    std::string missing = "未公开";
    std::vector<YearSeries> series;
    std::vector<YearBreak> breaks;
};

/// Three or more years: lines; two: a slope; more than six series: a small picture for each, on the same
/// scale. The years are those that some series lists, with or without a value, and stand at their
/// distance in time. Zero is part of every scale. A line joins points of consecutive years only
/// (a slope its two years, whichever they are) and never crosses a break; derived points are hollow.
/// Table: a row for each year, a column for each series. A series without any value is in the table
/// alone. A slope that has no room on narrow screens is drawn as lines there.
/// Refused: values in less than two years; more than 40 years or 24 series; a year twice in a
/// series, or out of range.
Result draw(const YearsChart& chart);

}  // namespace gongkai::chart
