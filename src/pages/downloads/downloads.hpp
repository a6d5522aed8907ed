// Figures as files: CSV and JSON for a table, one XLSX and a Data Package for a report.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/report.hpp"

namespace gongkai::pages {

/// RFC 4180 with a byte order mark and CRLF, so that spreadsheets take it for
/// UTF-8. One header row; no commas in figures; blank, — and 不适用 stay apart. A
/// text that a spreadsheet could take for a formula gets a leading apostrophe
/// (OWASP ASVS 1.2.10); figures are exempt.
std::string table_csv(const model::Report& report, std::size_t table);

/// Figures as exact decimal strings in the form's unit and as integer counts of 分
/// (`cents`); things that are no money as their number (`count`).
std::string table_json(const model::Department& department, const model::Report& report, std::size_t table);

/// All tables as one workbook (ECMA-376), a sheet each, and a sheet 说明. The
/// same report gives the same bytes.
base::Result<std::string> workbook(const model::Department& department, const model::Report& report);

/// A CSV file of a report.
struct CsvFile {
    std::optional<std::size_t> table;  ///< nullopt: sheets.csv, all forms of one page
    std::string id;                    ///< of the table, or sheets: the file is data/<id>.csv
};

/// All of a report: its published tables, and its forms of one page if it has some.
std::vector<CsvFile> csv_files(const model::Report& report);

struct PackagedFile {
    CsvFile csv;
    std::string path;  ///< relative to the package
    std::size_t bytes;
    std::string sha256;
};

/// datapackage.json (Frictionless Data Package 2, with the columnType of the
/// Fiscal Data Package).
std::string data_package(const model::Department& department, const model::Report& report,
                         const std::vector<PackagedFile>& files);

/// What a row shows in a column that holds no amount.
std::string_view row_text(const model::Row& row, const model::Column& column);

/// Name of a column in files: its label, or the labels from the outermost joined by
/// "-" where the last alone would not tell (another column bears it, or 小计), with
/// 栏次 where another column has the same labels.
std::string column_name(const model::TableForm& form, const model::Column& column);

}  // namespace gongkai::pages
