// Where everything of the site stands. Paths are relative to the site's root;
// a department's folder and a report's file name are its permanent address.
#pragma once

#include <optional>
#include <string>
#include <string_view>
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

/// The page of a part, table or sheet; nullopt if the report has none.
std::optional<std::string> page_path(const model::Department& department, const model::Report& report, ReportPageKind kind, std::size_t index);

/// The page's address on the web, percent-encoded (RFC 3986); the path if the site has no
/// base_url.
std::string web_address(std::string_view base_url, std::string_view path);

/// "../" for each folder above the page.
std::string root_of(std::string_view path);

}  // namespace gongkai::pages
