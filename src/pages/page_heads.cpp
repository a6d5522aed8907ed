#include "pages/page_heads.hpp"

#include <fmt/format.h>

#include "pages/format.hpp"

namespace gongkai::pages {
namespace {

struct SharedHead {
    const char* kind;
    const char* path;
    const char* title;
    const char* column_type;
};

SharedHead shared_head(SharedPage page)
{
    switch (page) {
    case SharedPage::home: return {"home", "index.html", "首页", "首页"};
    case SharedPage::glossary: return {"glossary", "glossary.html", "名词解释", "概况信息"};
    case SharedPage::sitemap: return {"sitemap", "sitemap.html", "站点地图", "概况信息"};
    case SharedPage::notfound: break;
    }
    return {"notfound", "404.html", "没有找到", "概况信息"};
}

/// table of pages/table.html
std::string kind_of(std::string_view template_name)
{
    const auto name = template_name.substr(template_name.find('/') + 1);
    return std::string(name.substr(0, name.find('.')));
}

}  // namespace

PageContext shared_page_head(const model::SiteSettings& settings, SharedPage shared)
{
    const auto head = shared_head(shared);
    const bool is_home = shared == SharedPage::home;
    PageContext page;
    page.kind = head.kind;
    page.path = head.path;
    page.title = is_home ? settings.name : head.title;
    page.description = is_home && !settings.description.empty() ? settings.description : settings.name + "：" + head.title;
    page.column_name = head.title;
    page.column_type = head.column_type;
    page.is_content = false;
    if (!is_home)
        page.breadcrumbs = {{"首页", "index.html"}, {head.title, ""}};
    return page;
}

PageContext department_page_head(const model::Department& department)
{
    PageContext page;
    page.kind = "department";
    page.path = department_path(department);
    page.title = department.name;
    page.description = department.name + "公开的预算、决算和绩效报告";
    page.column_name = department.short_name;
    page.column_type = "信息公开目录";
    page.is_content = false;
    page.breadcrumbs = {{"首页", "index.html"}, {department.short_name, ""}};
    return page;
}

PageContext report_page_head(const model::Department& department, const model::Report& report, const std::vector<ReportPage>& pages,
                             std::size_t index)
{
    const auto& page = pages[index];
    const auto title = report_title(department, report);
    const auto year = fmt::format("{}年度{}", report.year, report.forms->kind_name);
    PageContext head;
    head.kind = kind_of(template_of(page.kind));
    head.path = page.path;
    head.title = index == 0 ? title : page.title + " - " + title;
    head.description = index == 0 ? title + "：表格、情况说明、图和数据下载" : title + "的" + page.title;
    if (page.kind == ReportPageKind::table && report.forms->tables[page.index].orientation == model::Orientation::landscape)
        head.orientation = "landscape";
    head.published = report.published_on ? report.published_on->iso() : "";
    head.source = department.name;
    head.column_name = report.forms->kind_name + "公开";
    head.breadcrumbs = {{"首页", "index.html"}, {department.short_name, department_path(department)}};
    if (index > 0) {
        head.breadcrumbs.push_back({year, pages[0].path});
        head.previous = {pages[index - 1].title, pages[index - 1].path};
    }
    head.breadcrumbs.push_back({index == 0 ? year : page.title, ""});
    if (index + 1 < pages.size())
        head.next = {pages[index + 1].title, pages[index + 1].path};
    return head;
}

std::string_view template_of(ReportPageKind kind)
{
    switch (kind) {
    case ReportPageKind::contents: return "pages/report.html";
    case ReportPageKind::table: return "pages/table.html";
    case ReportPageKind::part: return "pages/narrative.html";
    case ReportPageKind::evaluations: return "pages/evaluations.html";
    case ReportPageKind::sheet: return "pages/sheet.html";
    case ReportPageKind::glossary: return "pages/glossary.html";
    }
    return "";
}

}  // namespace gongkai::pages
