// The table component: a report's table as HTML.
#pragma once

#include <string>

#include "model/report.hpp"

namespace gongkai::pages {

/// The blocks of a table, each a <table> with caption, scoped multi-level
/// heads and its own scroll region, side by side where there is room. All text
/// is escaped. Rows carry the level of their code, cells their state:
/// classes amount, computed, blank, dash, na.
std::string table_html(const model::Report& report, std::size_t table);

}  // namespace gongkai::pages
