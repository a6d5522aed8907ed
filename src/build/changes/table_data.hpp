// The JSON of a table, read back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "build/changes/figure_changes.hpp"

namespace gongkai::build {

struct CellData {
    ShownValue value;
    std::optional<std::int64_t> cents;  ///< of money

    bool operator==(const CellData&) const = default;
};

struct ColumnData {
    std::size_t index = 0;  ///< of its cells
    std::string number;     ///< 栏次
    std::string name;
};

struct RowData {
    std::string key;
    std::string name;
    std::string code;
    std::string line;
    std::vector<std::pair<std::string, std::string>> texts;  ///< by the label of their column
    std::vector<CellData> cells;

    /// What readers find it by: its line or else its code.
    const std::string& place() const { return line.empty() ? code : line; }
    CellData cell(std::size_t index) const { return index < cells.size() ? cells[index] : CellData{}; }
};

struct TableData {
    std::string number;
    std::string title;
    std::string unit;
    std::vector<ColumnData> columns;
    std::vector<RowData> rows;
};

/// nullopt if it is no table of ours. Fields that it lacks are empty; nothing is thrown.
std::optional<TableData> parse_table(std::string_view json);

}  // namespace gongkai::build
