// What is different in the figures of a report: its tables and its forms of one page,
// by the files with their data.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai::build {

enum class Presence { both, added, removed };

enum class ValueState { blank, dash, not_applicable, shown };

/// A cell or field as readers see it.
struct ShownValue {
    ValueState state = ValueState::blank;
    std::string text;  ///< of `shown`: "1638.52" without commas, "28个"

    bool operator==(const ShownValue&) const = default;
};

struct FigureChange {
    std::string place;   ///< line or code of the row; empty if it has none
    std::string row;     ///< its name; of a form its section, row, goal and levels of indicators
    std::string column;
    ShownValue before;
    ShownValue after;
    std::string difference;  ///< "+0.10", "-1%"; empty unless both are numbers of the same unit
    bool is_text = false;    ///< neither value has a digit, or one is a long text: no figure
};

struct NamedValue {
    std::string column;
    ShownValue value;
};

/// A row that was added or removed.
struct RowChange {
    Presence presence = Presence::added;
    std::string place;
    std::string row;
    std::vector<NamedValue> values;  ///< that are not blank
    std::size_t figures = 0;         ///< how many of them are figures
};

/// A column that was added or removed; its values are not listed.
struct ColumnChange {
    Presence presence = Presence::added;
    std::string column;
    std::size_t figures = 0;  ///< in rows that both versions have
};

/// A table, or a form of one page.
struct TableChange {
    Presence presence = Presence::both;
    bool is_sheet = false;  ///< a form of one page
    std::string data;   ///< path of the file: …/data/01.json, …/data/sheets.csv
    std::string page;   ///< where readers see it; empty if no such page is published
    std::string id;     ///< 01; of a form the name of its file
    std::string number; ///< as it would be published: 公开01表; empty for most forms
    std::string title;
    std::string unit;   ///< 万元; empty if it has none or, for a form, states it itself
    std::vector<std::string> remarks;  ///< 表名由…改为…: sentences for the reader
    std::vector<RowChange> rows;
    std::vector<ColumnChange> columns;
    std::vector<FigureChange> figures;  ///< and texts, in the order of the table
    bool is_listed = true;  ///< false: the versions could not be compared cell by cell, a remark says why

    /// Figures that are different, among them those of added and removed rows and columns.
    std::size_t count() const;
    bool is_empty() const { return presence == Presence::both && remarks.empty() && rows.empty() && columns.empty() && figures.empty(); }
};

/// Compares two versions of a table's JSON (pages/downloads/json.cpp). Rows are matched
/// by their key, those of the same key in their order; a row that was given another name
/// is taken for the same if it kept its place and most of its values. Where most rows or
/// columns have no counterpart, the table is not listed cell by cell. nullopt if the new
/// version is no table; if only the old one is none, a remark says so.
std::optional<TableChange> compare_tables(std::string_view old_json, std::string_view now_json);

/// A table that is only there in one version: number and title. nullopt if it is none.
std::optional<TableChange> table_heading(std::string_view json, Presence presence);

/// Compares two versions of sheets.csv, one result for each form that differs, those
/// added and removed among them, in the order of the file. Values are matched by section,
/// row and column; goals that only got another number are the same.
std::vector<TableChange> compare_sheets(std::string_view old_csv, std::string_view now_csv);

}  // namespace gongkai::build
