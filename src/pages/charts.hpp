// The charts of a report, drawn from the cells that the form set names.
#pragma once

#include <string>
#include <vector>

#include "chart/chart.hpp"
#include "jinja/value/value.hpp"
#include "model/report.hpp"

namespace gongkai::pages {

struct ReportChart {
    std::string id;      ///< ASCII; part of its address
    std::string number;  ///< 图1
    std::string title;
    std::string unit;
    chart::Result result;
    std::string svg_path;  ///< of the picture as a file
};

/// All charts of the form set, in its order. A chart that would mislead is a Refusal.
std::vector<ReportChart> report_charts(const model::Department& department, const model::Report& report);

/// What templates see of a drawn chart; none for a refused one.
jinja::Value chart_value(const ReportChart& chart);

/// A change that the report states (较上年.…), as it wrote it or as it follows from
/// the year before; nullopt if neither is known.
std::optional<model::Figure> stated_change(const model::Report& report, const std::string& fact_name);

/// The unit in which a change is stated: the forms' own, unless the fact has a
/// coarser one (407.19 万元 beside tables in 元). What follows from it has no more digits.
decimal::Unit change_unit(const model::Report& report, const std::string& fact_name);

}  // namespace gongkai::pages
