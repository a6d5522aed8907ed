// The findings as a page that a clerk can be sent: one file, nothing beside it.
#pragma once

#include <string>
#include <vector>

#include "audit/reporters.hpp"
#include "model/site.hpp"

namespace gongkai::pages {

/// A self-contained HTML page, without script or any request: an overview, then of each
/// report the tables with errors, warnings or acknowledged findings as they will look,
/// their cells marked with the numbers of the findings below them; findings on sheets,
/// narrative and disclosure as lists; how each rule fared. Numbers of findings run
/// through a report. All text is escaped.
std::string audit_html(const model::Site& site, const std::vector<audit::ReportFindings>& reports);

}  // namespace gongkai::pages
