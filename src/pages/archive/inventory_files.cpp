#include "pages/archive/inventory_files.hpp"

#include "pages/addresses.hpp"
#include "pages/archive/layout.hpp"
#include "pages/archive/page_records.hpp"
#include "pages/format.hpp"

namespace gongkai::pages {
namespace {

using Row = std::vector<RecordValue>;


RecordValue number(std::uint64_t value) { return value; }

RecordValue date(const std::optional<model::Date>& day) { return day ? day->iso() : std::string(); }

std::vector<RecordField> report_fields()
{
    return {{"部门标识", "department", "部门的文件夹名，是网址的一部分"},
            {"部门", "department_name", "部门全称"},
            {"地区", "district", "部门所在的区县"},
            {"年度", "year", "报告的年度"},
            {"种类", "kind_name", "预算、决算等，照表样的名称"},
            {"种类代码", "kind", "budget 预算，final 决算，performance 绩效"},
            {"状态", "standing", "已公开：在档内；未公开不入档：草稿或已审定；缺：应有而没有；不公开：部门声明"},
            {"原因", "reason", "未公开、不公开的原因"},
            {"依据", "basis", "不公开的依据"},
            {"题名", "title", "报告的标题；以下各项只有已公开的才有"},
            {"形成日期", "formed", "批复日期"},
            {"发布日期", "published", "公开日期"},
            {"网址", "url", "报告首页的原始网址；网站没有写明完整地址时，从网站根算起"},
            {"档内路径", "path", "报告首页在档案 data 文件夹中的路径"},
            {"页数", "pages", "报告的网页数"},
            {"更正次数", "corrections", "公开后更正的次数"},
            {"源文件", "source", "报告的 YAML 文件在档案 data 文件夹中的路径"},
            {"源文件SHA-256", "source_sha256", "源文件的摘要值"},
            {"归档日期", "archived", "制作本档案的日期"},
            {"保管期限", "retention", "永久、30年或10年"}};
}

/// What only a published report has: from 题名 to 源文件SHA-256.
void add_report(Row& row, const model::Site& site, const InventoryRow& entry, const FileFactsOf& facts)
{
    const auto& report = *entry.report;
    const auto path = report_path(*entry.department, report);
    const auto source = archived_source + report.path;
    const auto* source_facts = facts(source);
    row.insert(row.end(), {report_title(*entry.department, report), date(report.approved_on), date(report.published_on),
                           web_address(site.settings.base_url, path), archived_site + path,
                           number(report_pages(*entry.department, report).size()), number(report.corrections.size()),
                           source_facts ? source : std::string(), source_facts ? source_facts->sha256 : std::string()});
}

std::vector<RecordField> page_fields()
{
    return {{"题名", "title", "网页的标题"},
            {"责任者", "publisher", "公开的部门；全站的页为主办单位，没有写明时为网站名称"},
            {"原始网址", "url", "归档前的网址；网站没有写明完整地址时，从网站根算起"},
            {"档内路径", "path", "在档案 data 文件夹中的路径"},
            {"栏目", "column", "网页的 ColumnName"},
            {"部门", "department", "部门的文件夹名；全站的页为空"},
            {"年度", "year", "所属报告的年度"},
            {"种类", "kind_name", "所属报告的种类，照表样的名称"},
            {"形成日期", "formed", "所属报告的批复日期"},
            {"发布日期", "published", "所属报告的公开日期"},
            {"归档日期", "archived", "制作本档案的日期"},
            {"格式", "format", "文件的媒体类型"},
            {"大小", "size", "字节"},
            {"SHA-256", "sha256", "文件的摘要值"},
            {"保管期限", "retention", "永久、30年或10年"},
            {"版本", "version", "公开时为 1，所属报告每更正一次加 1"}};
}

Row page_row(const model::Site& site, const PageRecord& page, const RecordHead& head, const FileFactsOf& facts)
{
    const auto path = archived_site + page.path;
    const auto* file = facts(path);
    return {page.title,
            page.publisher,
            web_address(site.settings.base_url, page.path),
            path,
            page.column,
            page.department,
            page.year > 0 ? number(static_cast<std::uint64_t>(page.year)) : RecordValue(),
            page.kind_name,
            page.formed,
            page.published,
            head.archived_on.iso(),
            "text/html",
            file ? number(file->size) : RecordValue(),
            file ? file->sha256 : std::string(),
            head.retention,
            number(static_cast<std::uint64_t>(page.version))};
}

}  // namespace

RecordTable report_records(const model::Site& site, const std::vector<InventoryRow>& rows, const RecordHead& head, const FileFactsOf& facts)
{
    RecordTable table{site.settings.name + "：报告清单", report_fields(), {}};
    for (const auto& entry : rows) {
        Row row = {entry.department->slug, entry.department->name, entry.department->district,
                   number(static_cast<std::uint64_t>(entry.year)), entry.kind_name, entry.kind,
                   standing_name(entry.standing), entry.reason, entry.basis};
        if (entry.standing == ReportStanding::published)
            add_report(row, site, entry, facts);
        row.resize(table.fields.size() - 2);
        row.emplace_back(head.archived_on.iso());
        row.emplace_back(head.retention);
        table.rows.push_back(std::move(row));
    }
    return table;
}

RecordTable page_list(const model::Site& site, const RecordHead& head, const FileFactsOf& facts)
{
    RecordTable table{site.settings.name + "：网页清单", page_fields(), {}};
    for (const auto& page : page_records(site))
        table.rows.push_back(page_row(site, page, head, facts));
    return table;
}

}  // namespace gongkai::pages
