#include "pages/site_pages.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include <fmt/format.h>

#include "pages/addresses.hpp"
#include "pages/format.hpp"
#include "pages/page_context.hpp"
#include "pages/report_values.hpp"

namespace gongkai::pages {
namespace {

using jinja::Member;
using jinja::Value;

Value text(std::string value) { return Value::string(std::move(value)); }

std::vector<markup::LinkedTerm> linked_terms(const model::Site& site)
{
    std::vector<markup::LinkedTerm> terms;
    for (std::size_t i = 0; i < site.glossary.size(); ++i) {
        terms.push_back({site.glossary[i].term, term_id(site, i)});
        for (const auto& alias : site.glossary[i].aliases)
            terms.push_back({alias, term_id(site, i)});
    }
    return terms;
}

Value footer_facts(const model::SiteSettings& settings)
{
    std::vector<Value> facts;
    for (const auto& [label, value] : {std::pair{"主办单位", settings.organiser}, {"承办单位", settings.operator_name},
                                       {"联系方式", settings.contact}, {"网站标识码", settings.id_code},
                                       {"ICP备案", settings.icp}, {"公安备案", settings.police}})
        if (!value.empty())
            facts.push_back(Value::map({{"label", text(label)}, {"value", text(value)}}));
    return Value::list(std::move(facts));
}

Value settings_value(const model::SiteSettings& settings)
{
    return Value::map({{"name", text(settings.name)},
                       {"domain", text(settings.domain)},
                       {"id_code", text(settings.id_code)},
                       {"base_url", text(settings.base_url)},
                       {"notice", text(settings.notice)},
                       {"description", text(settings.description.empty() ? settings.name : settings.description)},
                       {"error_report_url", text(settings.error_report_url)},
                       {"footer", footer_facts(settings)}});
}

Value report_link(const model::Department& department, const model::Report& report)
{
    return Value::map({{"year", Value::integer(report.year)},
                       {"kind_name", text(report.forms->kind_name)},
                       {"title", text(report_title(department, report))},
                       {"url", text(report_path(department, report))}});
}

Value reports_value(const model::Department& department)
{
    std::vector<Value> reports;
    for (const auto& report : department.reports)
        reports.push_back(report_link(department, report));
    return Value::list(std::move(reports));
}

Value department_value(const model::Department& department)
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
                       {"reports", reports_value(department)}});
}

Value districts_value(const model::Site& site)
{
    std::vector<std::pair<std::string, std::vector<Value>>> districts;
    for (const auto& department : site.departments) {
        const auto name = department.district.empty() ? std::string("其他") : department.district;
        auto found = std::find_if(districts.begin(), districts.end(), [&](const auto& d) { return d.first == name; });
        if (found == districts.end())
            found = districts.insert(districts.end(), {name, {}});
        found->second.push_back(department_value(department));
    }
    std::vector<Value> values;
    for (auto& [name, departments] : districts)
        values.push_back(Value::map({{"id", text(fmt::format("district-{}", values.size() + 1))},
                                     {"name", text(name)},
                                     {"departments", Value::list(std::move(departments))}}));
    return Value::list(std::move(values));
}

/// Years, newest first, each with the reports of all departments.
Value years_value(const model::Site& site)
{
    std::map<int, std::vector<Value>, std::greater<>> years;
    for (const auto& department : site.departments)
        for (const auto& report : department.reports)
            years[report.year].push_back(Value::map({{"department", text(department.short_name)},
                                                     {"kind_name", text(report.forms->kind_name)},
                                                     {"url", text(report_path(department, report))}}));
    std::vector<Value> values;
    for (auto& [year, reports] : years)
        values.push_back(Value::map({{"year", Value::integer(year)}, {"reports", Value::list(std::move(reports))}}));
    return Value::list(std::move(values));
}

Value counts_value(const model::Site& site)
{
    std::int64_t reports = 0;
    std::int64_t tables = 0;
    std::int64_t sheets = 0;
    std::int64_t figures = 0;
    for (const auto& department : site.departments)
        for (const auto& report : department.reports) {
            ++reports;
            sheets += static_cast<std::int64_t>(report.sheets.size());
            for (std::size_t i = 0; i < report.tables.size(); ++i)
                tables += model::is_published(report.forms->tables[i], report.tables[i]) ? 1 : 0;
            for (const auto& table : report.tables)
                figures += std::count_if(table.cells.begin(), table.cells.end(),
                                         [](const model::Cell& cell) { return cell.figure.has_amount(); });
        }
    return Value::map({{"departments", Value::integer(static_cast<std::int64_t>(site.departments.size()))},
                       {"reports", Value::integer(reports)},
                       {"tables", Value::integer(tables)},
                       {"sheets", Value::integer(sheets)},
                       {"figures", Value::integer(figures)}});
}

Value glossary_terms(const model::Site& site)
{
    std::vector<Value> terms;
    for (std::size_t i = 0; i < site.glossary.size(); ++i)
        terms.push_back(Value::map({{"id", text(term_id(site, i))},
                                    {"term", text(site.glossary[i].term)},
                                    {"definition", text(site.glossary[i].definition)}}));
    return Value::list(std::move(terms));
}

Value sitemap_departments(const model::Site& site)
{
    std::vector<Value> departments;
    for (const auto& department : site.departments) {
        std::vector<Value> reports;
        for (const auto& report : department.reports) {
            std::vector<Value> pages;
            for (const auto& page : report_pages(department, report))
                if (page.kind != ReportPageKind::contents)
                    pages.push_back(Value::map({{"title", text(page.title)}, {"url", text(page.path)}}));
            reports.push_back(Value::map({{"title", text(report_title(department, report))},
                                          {"url", text(report_path(department, report))},
                                          {"pages", Value::list(std::move(pages))}}));
        }
        departments.push_back(Value::map({{"id", text("d-" + department.slug)},
                                          {"name", text(department.name)},
                                          {"url", text(department_path(department))},
                                          {"reports", Value::list(std::move(reports))}}));
    }
    return Value::list(std::move(departments));
}

/// https://www.sitemaps.org: absolute addresses, lastmod from the content.
std::string sitemap_xml(const model::Site& site)
{
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
    const auto add = [&](const std::string& path, const std::string& date) {
        out += fmt::format("<url><loc>{}{}</loc>{}</url>\n", site.settings.base_url, path,
                           date.empty() ? "" : "<lastmod>" + date + "</lastmod>");
    };
    for (const auto* path : {"index.html", "glossary.html", "sitemap.html"})
        add(path, "");
    for (const auto& department : site.departments) {
        add(department_path(department), "");
        for (const auto& report : department.reports)
            for (const auto& page : report_pages(department, report))
                add(page.path, report.published_on ? report.published_on->iso() : "");
    }
    return out + "</urlset>\n";
}

}  // namespace

std::string term_id(const model::Site& site, std::size_t index)
{
    // Anchors are ASCII, so that every server and program keeps them as they are.
    std::uint32_t hash = 2166136261u;
    for (const char c : site.glossary[index].term)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    return fmt::format("term-{:08x}", hash);
}

SitePages::SitePages(const model::Site& site, const jinja::TemplateSet& templates)
    : site_(site), templates_(templates), terms_(linked_terms(site)), site_value_(settings_value(site.settings))
{
}

base::Diagnostics SitePages::department(const model::Department& department, const Sink& sink) const
{
    std::vector<Value> reports;
    for (const auto& report : department.reports) {
        const auto& source = report.source.title;
        reports.push_back(Value::map({{"year", Value::integer(report.year)},
                                      {"kind_name", text(report.forms->kind_name)},
                                      {"url", text(report_path(department, report))},
                                      {"published_text", text(report.published_on ? report.published_on->chinese() : "")},
                                      {"source_title", text(source.empty() ? report_title(department, report) : source)},
                                      {"key_figures", key_figures(report)}}));
    }
    PageContext page;
    page.kind = "department";
    page.path = department_path(department);
    page.title = department.name;
    page.description = department.name + "公开的预算、决算和绩效报告";
    page.column_name = department.short_name;
    page.column_type = "信息公开目录";
    page.is_content = false;
    page.breadcrumbs = {{"首页", "index.html"}, {department.short_name, ""}};
    std::string html;
    auto problems = templates_.render("pages/department.html",
                                      {Value::map({{"site", site_value_},
                                                   {"page", page_value(page)},
                                                   {"department", department_value(department)},
                                                   {"reports", Value::list(std::move(reports))}})},
                                      html);
    if (problems.empty())
        sink(page.path, html);
    return problems;
}

base::Diagnostics SitePages::shared(const Sink& sink) const
{
    base::Diagnostics problems;
    const auto render = [&](std::string kind, std::string path, std::string title, std::string type, std::vector<Member> members) {
        PageContext page;
        page.kind = kind;
        page.path = path;
        page.title = kind == "home" ? site_.settings.name : title;
        page.description = kind == "home" && !site_.settings.description.empty() ? site_.settings.description
                                                                                 : site_.settings.name + "：" + title;
        page.column_name = title;
        page.column_type = std::move(type);
        page.is_content = false;
        if (kind != "home")
            page.breadcrumbs = {{"首页", "index.html"}, {title, ""}};
        members.emplace_back("site", site_value_);
        members.emplace_back("page", page_value(page));
        std::string html;
        const auto found = templates_.render("pages/" + kind + ".html", {Value::map(std::move(members))}, html);
        problems.insert(problems.end(), found.begin(), found.end());
        if (found.empty())
            sink(path, html);
    };
    render("home", "index.html", "首页", "首页", {{"districts", districts_value(site_)}, {"years", years_value(site_)}, {"counts", counts_value(site_)}});
    render("glossary", "glossary.html", "名词解释", "概况信息",
           {{"terms", glossary_terms(site_)}, {"subjects", Value::list({})}, {"report", Value::none()}});
    render("sitemap", "sitemap.html", "站点地图", "概况信息", {{"departments", sitemap_departments(site_)}});
    render("notfound", "404.html", "没有找到", "概况信息", {});
    if (!site_.settings.base_url.empty()) {
        sink("sitemap.xml", sitemap_xml(site_));
        sink("robots.txt", fmt::format("User-agent: *\nAllow: /\nSitemap: {}sitemap.xml\n", site_.settings.base_url));
    }
    return problems;
}

}  // namespace gongkai::pages
