// Which file of a report is what, by the addresses that pages gives them.
#pragma once

#include <string>
#include <string_view>

namespace gongkai::build {

/// Every report has this file in its folder; its title is the report's.
inline constexpr std::string_view report_mark = "data/datapackage.json";
inline constexpr std::string_view sheets_file = "data/sheets.csv";

inline bool is_page(std::string_view path) { return path.ends_with(".html"); }

/// Of data/01.json below a report's folder "01"; empty for a file that is no table's.
inline std::string_view table_id(std::string_view file)
{
    constexpr std::string_view folder = "data/";
    constexpr std::string_view ending = ".json";
    if (!file.starts_with(folder) || !file.ends_with(ending) || file == report_mark)
        return {};
    return file.substr(folder.size(), file.size() - folder.size() - ending.size());
}

/// Pages below a report's folder.
inline std::string table_page(std::string_view id) { return "table-" + std::string(id) + ".html"; }
inline std::string sheet_page(std::string_view id) { return "sheet-" + std::string(id) + ".html"; }

}  // namespace gongkai::build
