#include "pages/site_pages.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "pages/addresses.hpp"
#include "pages/archive/index_values.hpp"
#include "pages/format.hpp"
#include "pages/page_heads.hpp"
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

Value glossary_terms(const model::Site& site)
{
    std::vector<Value> terms;
    for (std::size_t i = 0; i < site.glossary.size(); ++i)
        terms.push_back(Value::map({{"id", text(term_id(site, i))},
                                    {"term", text(site.glossary[i].term)},
                                    {"definition", text(site.glossary[i].definition)}}));
    return Value::list(std::move(terms));
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

SitePages::SitePages(const model::Site& site, const jinja::TemplateSet& templates, Scope scope)
    : site_(site), templates_(templates), scope_(scope), terms_(linked_terms(site)), site_value_(settings_value(site.settings))
{
}

base::Diagnostics SitePages::department(const model::Department& department, const Sink& sink) const
{
    std::vector<Value> reports;
    for (const auto& report : department.reports) {
        if (!is_shown(report, scope_))
            continue;
        const auto& source = report.source.title;
        reports.push_back(Value::map({{"year", Value::integer(report.year)},
                                      {"kind_name", text(report.forms->kind_name)},
                                      {"url", text(report_path(department, report))},
                                      {"published_text", text(report.published_on ? report.published_on->chinese() : "")},
                                      {"source_title", text(source.empty() ? report_title(department, report) : source)},
                                      {"key_figures", key_figures(report)}}));
    }
    return render(department_page_head(department),
                  {{"department", department_value(department, scope_)}, {"reports", Value::list(std::move(reports))}}, sink);
}

base::Diagnostics SitePages::render(const PageContext& page, std::vector<Member> members, const Sink& sink) const
{
    members.emplace_back("site", site_value_);
    members.emplace_back("page", page_value(page));
    std::string html;
    auto problems = templates_.render("pages/" + page.kind + ".html", {Value::map(std::move(members))}, html);
    if (problems.empty())
        sink(page.path, html);
    return problems;
}

base::Diagnostics SitePages::home(Directory directory, const Sink& sink) const
{
    return render(shared_page_head(site_.settings, SharedPage::home),
                  {{"districts", districts_value(directory)}, {"years", years_value(directory)}, {"counts", counts_value(directory)}}, sink);
}

base::Diagnostics SitePages::glossary(const Sink& sink) const
{
    return render(shared_page_head(site_.settings, SharedPage::glossary),
                  {{"terms", glossary_terms(site_)}, {"subjects", Value::list({})}, {"report", Value::none()}}, sink);
}

base::Diagnostics SitePages::sitemap(Directory directory, const Sink& sink) const
{
    return render(shared_page_head(site_.settings, SharedPage::sitemap), {{"departments", contents_value(directory)}}, sink);
}

base::Diagnostics SitePages::notfound(const Sink& sink) const
{
    return render(shared_page_head(site_.settings, SharedPage::notfound), {}, sink);
}

base::Diagnostics SitePages::archive_index(const ArchiveIndex& index, const Sink& sink) const
{
    return render(archive_index_head(site_.settings), archive_index_values(site_, index), sink);
}

void SitePages::sitemap_xml(Directory directory, const Sink& sink) const
{
    if (!site_.settings.base_url.empty())
        sink("sitemap.xml", pages::sitemap_xml(site_.settings.base_url, directory));
}

void SitePages::robots_txt(const Sink& sink) const
{
    if (!site_.settings.base_url.empty())
        sink("robots.txt", fmt::format("User-agent: *\nAllow: /\nSitemap: {}sitemap.xml\n", site_.settings.base_url));
}

base::Diagnostics SitePages::shared(const Sink& sink) const
{
    std::vector<DirectoryEntry> entries;
    for (const auto& department : site_.departments)
        entries.push_back(directory_entry(department, scope_));
    std::vector<const DirectoryEntry*> directory;
    for (const auto& entry : entries)
        directory.push_back(&entry);
    base::Diagnostics problems;
    for (const auto& found : {home(directory, sink), glossary(sink), sitemap(directory, sink), notfound(sink)})
        problems.insert(problems.end(), found.begin(), found.end());
    sitemap_xml(directory, sink);
    robots_txt(sink);
    return problems;
}

}  // namespace gongkai::pages
