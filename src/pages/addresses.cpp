#include "pages/addresses.hpp"

#include <algorithm>

#include <fmt/format.h>

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

namespace {

class ReportPagePlan {
public:
    ReportPagePlan(const model::Department& department, const model::Report& report)
        : department_(department), report_(report), folder_(report_folder(department, report))
    {
        pages_.push_back({ReportPageKind::contents, 0, folder_ + "index.html", report_title(department, report), ""});
    }

    std::vector<ReportPage> plan()
    {
        for (std::size_t i = 0; i < report_.forms->parts.size(); ++i)
            add_part(i);
        return std::move(pages_);
    }

private:
    void add_part(std::size_t index)
    {
        const auto& part = report_.forms->parts[index];
        if (!part.sections.empty())
            add_whole_part(index, ReportPageKind::part);
        for (const auto table : part.tables)
            add_table(part, table);
        if (!part.sheets_title.empty() && !report_.sheets.empty())
            add_sheets(part);
        if (part.has_glossary)
            add_whole_part(index, ReportPageKind::glossary);
    }

    void add_whole_part(std::size_t index, ReportPageKind kind)
    {
        const auto& part = report_.forms->parts[index];
        pages_.push_back({kind, index, folder_ + part.id + ".html", filled(part.title, department_, report_), part.id});
    }

    void add_table(const model::PartForm& part, std::size_t table)
    {
        const auto& form = report_.forms->tables[table];
        if (model::is_published(form, report_.tables[table]))
            pages_.push_back({ReportPageKind::table, table, folder_ + "table-" + form.id + ".html",
                              form.number + " " + form.title, part.id});
    }

    void add_sheets(const model::PartForm& part)
    {
        pages_.push_back({ReportPageKind::evaluations, 0, folder_ + "sheets.html", filled(part.sheets_title, department_, report_), part.id});
        for (std::size_t i = 0; i < report_.sheets.size(); ++i)
            pages_.push_back({ReportPageKind::sheet, i, sheet_path(department_, report_, report_.sheets[i]),
                              sheet_title(department_, report_, report_.sheets[i]), part.id});
    }

    const model::Department& department_;
    const model::Report& report_;
    std::string folder_;
    std::vector<ReportPage> pages_;
};

}  // namespace

std::string sheet_path(const model::Department& department, const model::Report& report, const model::Sheet& sheet)
{
    return report_folder(department, report) + "sheet-" + sheet.slug + ".html";
}

std::vector<ReportPage> report_pages(const model::Department& department, const model::Report& report)
{
    return ReportPagePlan(department, report).plan();
}

std::optional<std::string> page_path(const model::Department& department, const model::Report& report, ReportPageKind kind, std::size_t index)
{
    for (const auto& page : report_pages(department, report))
        if (page.kind == kind && page.index == index)
            return page.path;
    return std::nullopt;
}

std::string web_address(std::string_view base_url, std::string_view path)
{
    constexpr std::string_view kept = "-._~/:?#[]@!$&()*+,;=%";  // %: encoded already
    std::string out;
    for (const auto part : {base_url, path})
        for (const char c : part) {
            const bool is_alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (is_alphanumeric || kept.find(c) != std::string_view::npos)
                out += c;
            else
                out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    return out;
}

std::string root_of(std::string_view path)
{
    std::string root;
    for (auto i = std::count(path.begin(), path.end(), '/'); i > 0; --i)
        root += "../";
    return root;
}

}  // namespace gongkai::pages
