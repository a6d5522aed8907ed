// Where everything of the site stands. Paths are relative to the site's root;
// a department's folder and a report's file name are its permanent address.
#pragma once

#include <string>
#include <vector>

#include "model/report.hpp"

namespace gongkai::pages {

enum class ReportPageKind { contents, part, table, evaluations, sheet, glossary };

/// One page of a report, in reading order.
struct ReportPage {
    ReportPageKind kind = ReportPageKind::contents;
    std::size_t index = 0;  ///< of the part (part, glossary), table or sheet
    std::string path;       ///< jiangan-zuzhibu/2023-final/table-01.html
    std::string title;
    std::string part_id;    ///< of the part to which it belongs
};

std::string department_path(const model::Department& department);
/// Folder of a report, with a slash at the end.
std::string report_folder(const model::Department& department, const model::Report& report);
std::string report_path(const model::Department& department, const model::Report& report);

std::string sheet_path(const model::Department& department, const model::Report& report, const model::Sheet& sheet);

/// All pages of a report: contents first, then the parts as the form set orders them.
std::vector<ReportPage> report_pages(const model::Department& department, const model::Report& report);

/// "../" for each folder above the page.
std::string root_of(std::string_view path);

}  // namespace gongkai::pages
