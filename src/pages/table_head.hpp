// Heads of tables: labels over several columns and levels.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gongkai::pages {

/// A column of a table: its labels from the outermost heading down.
struct HeadColumn {
    std::vector<std::string> path;
    std::string_view css_class;
};

/// The <tr>s of a head: neighbours that share labels down to a level share a
/// cell (scope colgroup); a column's own label reaches to the bottom (scope col).
void append_head_rows(std::string& out, const std::vector<HeadColumn>& columns);

}  // namespace gongkai::pages
