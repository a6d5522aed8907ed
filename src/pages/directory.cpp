#include "pages/directory.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "jinja/value/tojson.hpp"
#include "pages/addresses.hpp"
#include "pages/format.hpp"

namespace gongkai::pages {
namespace {

using jinja::Value;

Value text(std::string value) { return Value::string(std::move(value)); }

Value report_link(const model::Department& department, const model::Report& report)
{
    return Value::map({{"year", Value::integer(report.year)},
                       {"kind_name", text(report.forms->kind_name)},
                       {"title", text(report_title(department, report))},
                       {"url", text(report_path(department, report))}});
}

Value reports_value(const model::Department& department, Scope scope)
{
    std::vector<Value> reports;
    for (const auto& report : department.reports)
        if (is_shown(report, scope))
            reports.push_back(report_link(department, report));
    return Value::list(std::move(reports));
}

Value year_link(const model::Department& department, const model::Report& report)
{
    return Value::map({{"department", text(department.short_name)},
                       {"kind_name", text(report.forms->kind_name)},
                       {"url", text(report_path(department, report))}});
}

void add_counts(DirectoryEntry& entry, const model::Report& report)
{
    entry.sheets += static_cast<std::int64_t>(report.sheets.size());
    for (std::size_t i = 0; i < report.tables.size(); ++i)
        entry.tables += model::is_published(report.forms->tables[i], report.tables[i]) ? 1 : 0;
    for (const auto& table : report.tables)
        entry.figures += std::count_if(table.cells.begin(), table.cells.end(),
                                       [](const model::Cell& cell) { return cell.figure.has_amount(); });
}

/// A report with its pages for the site map; notes their addresses.
Value report_contents(DirectoryEntry& entry, const model::Department& department, const model::Report& report)
{
    std::vector<Value> pages;
    for (const auto& page : report_pages(department, report)) {
        entry.addresses.emplace_back(page.path, report.published_on ? report.published_on->iso() : "");
        if (page.kind != ReportPageKind::contents)
            pages.push_back(Value::map({{"title", text(page.title)}, {"url", text(page.path)}}));
    }
    return Value::map({{"title", text(report_title(department, report))},
                       {"url", text(report_path(department, report))},
                       {"pages", Value::list(std::move(pages))}});
}

}  // namespace

std::string district_name(const model::Department& department) { return department.district.empty() ? "其他" : department.district; }

bool is_shown(const model::Report& report, Scope scope)
{
    return scope == Scope::all || report.status == model::Status::published;
}

Value department_value(const model::Department& department, Scope scope)
{
    std::vector<Value> units;
    for (const auto& unit : department.units)
        units.push_back(text(unit));
    return Value::map({{"name", text(department.name)},
                       {"short_name", text(department.short_name)},
                       {"id", text("d-" + department.slug)},
                       {"url", text(department_path(department))},
                       {"kind", text(department.kind)},
                       {"province", text(department.province)},
                       {"city", text(department.city)},
                       {"district", text(department.district)},
                       {"budget_code", text(department.budget_code)},
                       {"units", Value::list(std::move(units))},
                       {"reports", reports_value(department, scope)}});
}

DirectoryEntry directory_entry(const model::Department& department, Scope scope)
{
    DirectoryEntry entry;
    entry.district = district_name(department);
    entry.department = department_value(department, scope);
    entry.addresses.emplace_back(department_path(department), "");
    std::vector<Value> contents;
    for (const auto& report : department.reports) {
        if (!is_shown(report, scope))
            continue;
        entry.reports.emplace_back(report.year, year_link(department, report));
        add_counts(entry, report);
        contents.push_back(report_contents(entry, department, report));
    }
    entry.contents = Value::map({{"id", text("d-" + department.slug)},
                                 {"name", text(department.name)},
                                 {"url", text(department_path(department))},
                                 {"reports", Value::list(std::move(contents))}});
    return entry;
}

DirectoryDigests digests_of(const DirectoryEntry& entry)
{
    auto home = fmt::format("{}\n{}\n{} {} {}\n", entry.district, jinja::to_json(entry.department), entry.tables, entry.sheets, entry.figures);
    for (const auto& [year, link] : entry.reports)
        home += fmt::format("{} {}\n", year, jinja::to_json(link));
    auto contents = jinja::to_json(entry.contents);
    for (const auto& [path, date] : entry.addresses)
        contents += fmt::format("\n{} {}", path, date);
    return {base::content_hash(home), base::content_hash(contents)};
}

Value districts_value(Directory directory)
{
    std::vector<std::pair<std::string, std::vector<Value>>> districts;
    for (const auto* entry : directory) {
        auto found = std::find_if(districts.begin(), districts.end(), [&](const auto& d) { return d.first == entry->district; });
        if (found == districts.end())
            found = districts.insert(districts.end(), {entry->district, {}});
        found->second.push_back(entry->department);
    }
    std::vector<Value> values;
    for (auto& [name, departments] : districts)
        values.push_back(Value::map({{"id", text(fmt::format("district-{}", values.size() + 1))},
                                     {"name", text(name)},
                                     {"departments", Value::list(std::move(departments))}}));
    return Value::list(std::move(values));
}

Value years_value(Directory directory)
{
    std::map<int, std::vector<Value>, std::greater<>> years;
    for (const auto* entry : directory)
        for (const auto& [year, link] : entry->reports)
            years[year].push_back(link);
    std::vector<Value> values;
    for (auto& [year, reports] : years)
        values.push_back(Value::map({{"year", Value::integer(year)}, {"reports", Value::list(std::move(reports))}}));
    return Value::list(std::move(values));
}

Value counts_value(Directory directory)
{
    std::int64_t reports = 0;
    std::int64_t tables = 0;
    std::int64_t sheets = 0;
    std::int64_t figures = 0;
    for (const auto* entry : directory) {
        reports += static_cast<std::int64_t>(entry->reports.size());
        tables += entry->tables;
        sheets += entry->sheets;
        figures += entry->figures;
    }
    return Value::map({{"departments", Value::integer(static_cast<std::int64_t>(directory.size()))},
                       {"reports", Value::integer(reports)},
                       {"tables", Value::integer(tables)},
                       {"sheets", Value::integer(sheets)},
                       {"figures", Value::integer(figures)}});
}

Value contents_value(Directory directory)
{
    std::vector<Value> departments;
    for (const auto* entry : directory)
        departments.push_back(entry->contents);
    return Value::list(std::move(departments));
}

std::string sitemap_xml(const std::string& base_url, Directory directory)
{
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
    const auto add = [&](const std::string& path, const std::string& date) {
        out += fmt::format("<url><loc>{}{}</loc>{}</url>\n", base_url, path, date.empty() ? "" : "<lastmod>" + date + "</lastmod>");
    };
    for (const auto* path : {"index.html", "glossary.html", "sitemap.html"})
        add(path, "");
    for (const auto* entry : directory)
        for (const auto& [path, date] : entry->addresses)
            add(path, date);
    return out + "</urlset>\n";
}

}  // namespace gongkai::pages
