// The table component: a report's table as HTML.
#pragma once

#include <string>
#include <vector>

#include "model/report.hpp"

namespace gongkai::pages {

/// A mark beside a figure: `text`, linked to #`target`. The cell gets `css_class` too,
/// if there is one.
struct CellMark {
    model::CellRef cell;
    std::string text;    ///< 注1
    std::string target;  ///< note-1: an id, not escaped
    std::string css_class;
};

/// The blocks of a table, each a <table> with caption, scoped multi-level
/// heads and its own scroll region, side by side where there is room. All text
/// is escaped. Rows carry the level of their code, cells their state:
/// classes amount, computed, blank, dash, na, and the id that anchors.hpp says. Figures
/// with notes link to #note-1 …, numbered within the table in the order of Report::notes.
std::string table_html(const model::Report& report, std::size_t table);

/// The same with these marks, in this order, in place of those of the notes; without ids,
/// since it may stand beside other tables.
std::string table_html(const model::Report& report, std::size_t table, const std::vector<CellMark>& marks);

}  // namespace gongkai::pages
