// Corrections (更正) as templates get them.
#pragma once

#include <optional>
#include <string>

#include "jinja/value/value.hpp"
#include "model/report.hpp"

namespace gongkai::pages {

/// A corrected cell as its table prints it.
struct CorrectedFigure {
    std::optional<model::CellRef> cell;  ///< nullopt: the place names none, or several (an error of the audit)
    std::string from;
    std::string to;
    std::string unit;  ///< 万元; empty for what is no money
};

/// With commas where the report has them, or without, as data files have it.
CorrectedFigure corrected_figure(const model::Report& report, const model::CorrectedCell& corrected, bool is_grouped);

/// The corrections of a report as they are written: date, what, reason, and the cells
/// with the figures before and after, as their table prints them, linked to their place.
jinja::Value corrections_value(const model::Department& department, const model::Report& report);

}  // namespace gongkai::pages
