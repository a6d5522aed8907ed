// Corrections (更正) as templates get them.
#pragma once

#include "jinja/value/value.hpp"
#include "model/report.hpp"

namespace gongkai::pages {

/// The corrections of a report as they are written: date, what, reason, and the cells
/// with the figures before and after, as their table prints them, linked to their place.
jinja::Value corrections_value(const model::Department& department, const model::Report& report);

}  // namespace gongkai::pages
