#include "pages/addresses.hpp"

#include <algorithm>

#include "pages/format.hpp"

namespace gongkai::pages {

std::string department_path(const model::Department& department) { return department.slug + "/index.html"; }

std::string report_folder(const model::Department& department, const model::Report& report)
{
    return department.slug + "/" + report.slug + "/";
}

std::string report_path(const model::Department& department, const model::Report& report)
{
    return report_folder(department, report) + "index.html";
}

std::vector<ReportPage> report_pages(const model::Department& department, const model::Report& report)
{
    const auto folder = report_folder(department, report);
    std::vector<ReportPage> pages = {{ReportPageKind::contents, 0, folder + "index.html", report_title(department, report), ""}};
    for (std::size_t i = 0; i < report.forms->parts.size(); ++i) {
        const auto& part = report.forms->parts[i];
        const auto title = filled(part.title, department, report);
        if (part.content == model::PartContent::tables) {
            for (std::size_t t = 0; t < report.forms->tables.size(); ++t) {
                const auto& table = report.forms->tables[t];
                pages.push_back({ReportPageKind::table, t, folder + "table-" + table.id + ".html",
                                 table.number + " " + table.title, part.id});
            }
        } else {
            const auto kind = part.content == model::PartContent::glossary ? ReportPageKind::glossary : ReportPageKind::part;
            pages.push_back({kind, i, folder + part.id + ".html", title, part.id});
        }
    }
    return pages;
}

std::string root_of(std::string_view path)
{
    std::string root;
    for (auto i = std::count(path.begin(), path.end(), '/'); i > 0; --i)
        root += "../";
    return root;
}

}  // namespace gongkai::pages
