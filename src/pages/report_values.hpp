// Values that several kinds of page show of a report.
#pragma once

#include "jinja/value/value.hpp"
#include "model/report.hpp"

namespace gongkai::pages {

/// The cards of a report: label, value, unit, change.
jinja::Value key_figures(const model::Report& report);

}  // namespace gongkai::pages
