// Names of cells: how findings call them, and how content does that speaks of a figure
// (acknowledged, corrections).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/report.hpp"

namespace gongkai::model {

/// 1栏, or the labels of a column without 栏次.
std::string column_name(const TableForm& form, int amount_column);

/// 公开05表 合计 1栏; 公开06表 30201 in a table with one column of amounts.
std::string cell_place(const Report& report, CellRef cell);

/// The cells of that name in the tables that the report publishes: none, one, or several
/// where rows have the same name.
std::vector<CellRef> cells_at(const Report& report, std::string_view place);

/// All places in the published table that a place names, whether its row exists or not.
std::vector<std::string> places_beside(const Report& report, std::string_view place);

/// The unit in which content writes the figures of a column: the table's own or the
/// report's; 元 for what is counted, so that 1 is one thing.
decimal::Unit written_unit(const TableForm& form, const Column& column, decimal::Unit of_report);

/// The same of the column that a place names, whether its row exists or not; the report's
/// unit if there is no such table or column.
decimal::Unit written_unit(const Report& report, std::string_view place);

}  // namespace gongkai::model
