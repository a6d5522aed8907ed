// Where a figure stands on its page: ids that a link can point to.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.hpp"
#include "model/report.hpp"

namespace gongkai::pages {

/// What the ids of a table's cells begin with, for each row: its code (c2013101) or its
/// 行次 (c31), which keep their meaning when rows come and go; else its place in the
/// table (c-r4). Each once in a table.
std::vector<std::string> row_anchors(const model::Table& table);

/// Id of a cell: row and amount column, from 1. "c31-2"
std::string cell_anchor(std::string_view row_anchor, std::size_t column);

/// Ids of the values of a form of one page, by the places of their section (from 1), row
/// and column. "v2-1-3"
std::string value_anchor(std::size_t section, std::size_t row, std::size_t column);
/// The same in a list of goals with indicators.
std::string value_anchor(std::size_t section, std::size_t goal, std::size_t row, std::size_t column);

/// Id of the value that stands at this place in the content; nullopt if there is none.
std::optional<std::string> anchor_of(const model::Sheet& sheet, const base::Span& span);

}  // namespace gongkai::pages
