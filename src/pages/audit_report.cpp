#include "pages/audit_report.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/html.hpp"
#include "pages/audit_groups.hpp"
#include "pages/audit_style.hpp"
#include "pages/format.hpp"
#include "pages/table_html.hpp"

namespace gongkai::pages {
namespace {

using audit::Finding;
using audit::ReportFindings;

std::string escaped(std::string_view text)
{
    std::string out;
    base::append_escaped(out, text);
    return out;
}

/// Css class of a finding: how severe it is, or that it is acknowledged.
std::string_view class_of(const Finding& finding)
{
    if (is_acknowledged(finding))
        return "acknowledged";
    switch (finding.severity) {
    case base::Severity::error: return "error";
    case base::Severity::warning: return "warning";
    case base::Severity::note: return "note";
    }
    return "";
}

std::string badge(const Finding& finding)
{
    return fmt::format("<span class=\"badge {}\">{}{}</span>", class_of(finding), base::severity_name(finding.severity),
                       is_acknowledged(finding) ? "（已说明）" : "");
}

/// One report: its counts, tables with their findings, the other findings.
class ReportWriter {
public:
    ReportWriter(std::string& out, const ReportFindings& report, std::size_t number)
        : out_(out), report_(report), number_(number), groups_(groups_of(report))
    {
    }

    void write()
    {
        out_ += fmt::format("<section class=\"report\" id=\"r{}\">\n<h2>{}</h2>\n", number_, escaped(title(report_)));
        write_counts();
        for (const auto& group : groups_)
            group.topic == Topic::table ? write_table(group) : write_list(group);
        out_ += "</section>\n";
    }

    static std::string title(const ReportFindings& report)
    {
        return report.report ? report_title(*report.department, *report.report) : audit::heading_of(report);
    }

private:
    std::string id(int number) const { return fmt::format("r{}-{}", number_, number); }

    void write_counts()
    {
        const auto totals = audit::totals_of({report_});
        out_ += "<dl class=\"counts\">";
        const auto count = [&](std::string_view label, std::string_view value) {
            out_ += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", label, value);
        };
        count("错误", totals.acknowledged > 0 ? fmt::format("{}（已说明 {}）", totals.errors, totals.acknowledged) : std::to_string(totals.errors));
        count("警告", std::to_string(totals.warnings));
        count("提示", std::to_string(totals.notes));
        count("核对", fmt::format("{} 处", totals.checked));
        count("通过", fmt::format("{} 处", totals.passed));
        out_ += "</dl>\n";
    }

    void write_table(const FindingGroup& group)
    {
        out_ += fmt::format("<section>\n<h3>{}</h3>\n", escaped(table_title(group.index)));
        out_ += table_html(*report_.report, group.index, marks_of(group.index));
        write_findings(group);
        out_ += "</section>\n";
    }

    std::string table_title(std::size_t table) const
    {
        const auto& form = report_.report->forms->tables[table];
        return form.number + " " + filled(form.title, *report_.department, *report_.report);
    }

    /// Marks in a table: of its own findings, and of others that use its figures.
    std::vector<CellMark> marks_of(std::size_t table) const
    {
        std::vector<CellMark> marks;
        for (const auto& group : groups_)
            for (const auto& one : group.findings)
                append_marks(marks, table, one);
        return marks;
    }

    /// The cell that the finding is about, and but for notes the figures it was compared with.
    void append_marks(std::vector<CellMark>& marks, std::size_t table, const NumberedFinding& one) const
    {
        const auto& finding = *one.finding;
        std::set<model::CellRef> seen;
        for (const auto& operand : finding.operands) {
            if (!operand.cell || operand.cell->table != table || !seen.insert(*operand.cell).second)
                continue;
            const bool is_main = operand.label == finding.place;
            const bool has_amount = report_.report->tables[table].at(operand.cell->row, operand.cell->column).figure.has_amount();
            if (!is_main && (is_plain_note(finding) || !has_amount))
                continue;
            marks.push_back({*operand.cell, std::to_string(one.number), id(one.number),
                             is_main ? fmt::format("marked-{}", class_of(finding)) : std::string("marked-part")});
        }
    }

    void write_list(const FindingGroup& group)
    {
        out_ += fmt::format("<h3>{}</h3>\n", escaped(list_title(group)));
        write_findings(group);
    }

    std::string list_title(const FindingGroup& group) const
    {
        switch (group.topic) {
        case Topic::table: return table_title(group.index);
        case Topic::sheet: return sheet_title(*report_.department, *report_.report, report_.report->sheets[group.index]);
        case Topic::narrative: return "情况说明及其数据";
        case Topic::disclosure: return report_.report ? "公开要求" : "各文件";
        case Topic::tail: return "其他各表的提示";
        }
        return {};
    }

    void write_findings(const FindingGroup& group)
    {
        const bool any = std::any_of(group.findings.begin(), group.findings.end(), [](const NumberedFinding& one) { return !is_plain_note(*one.finding); });
        if (any) {
            out_ += "<ul class=\"findings\">\n";
            for (const auto& one : group.findings)
                if (!is_plain_note(*one.finding))
                    write_finding(one);
            out_ += "</ul>\n";
        }
        write_notes(group);
    }

    void write_finding(const NumberedFinding& one)
    {
        const auto& finding = *one.finding;
        out_ += fmt::format("<li class=\"finding {}\" id=\"{}\">\n<p class=\"finding-head\"><span class=\"number\">{}</span>{}"
                            "<span class=\"place\">{}</span><span class=\"rule\">{}</span></p>\n<p class=\"message\">{}</p>\n<dl class=\"details\">",
                            class_of(finding), id(one.number), one.number, badge(finding), escaped(finding.place), escaped(finding.rule),
                            escaped(finding.message));
        write_detail("公式", escaped(finding.formula));
        write_detail("诊断", diagnosis(one));
        write_detail("建议", escaped(finding.advice));
        write_detail("说明", escaped(finding.acknowledged));
        if (const auto location = base::location_of(finding.span); !location.empty())
            write_detail("位置", "<code>" + escaped(location) + "</code>");
        out_ += "</dl>\n</li>\n";
    }

    void write_detail(std::string_view label, const std::string& html)
    {
        if (!html.empty())
            out_ += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", label, html);
    }

    /// One slip breaks many sums: its explanation stands once, the others link to it.
    std::string diagnosis(const NumberedFinding& one)
    {
        if (one.finding->diagnosis.empty())
            return {};
        const auto [first, is_new] = diagnosed_.emplace(one.finding->diagnosis, one.number);
        return is_new ? escaped(one.finding->diagnosis) : fmt::format("同第 <a href=\"#{}\">{}</a> 条", id(first->second), first->second);
    }

    void write_notes(const FindingGroup& group)
    {
        if (group.findings.empty() || !is_plain_note(*group.findings.back().finding))
            return;
        out_ += "<ul class=\"notes\">\n";
        for (const auto& one : group.findings)
            if (is_plain_note(*one.finding))
                out_ += fmt::format("<li id=\"{}\"><span class=\"number\">{}</span> {} {} <span class=\"rule\">{}</span> <code>{}</code></li>\n",
                                    id(one.number), one.number, badge(*one.finding), escaped(one.finding->message), escaped(one.finding->rule),
                                    escaped(base::location_of(one.finding->span)));
        out_ += "</ul>\n";
    }

    std::string& out_;
    const ReportFindings& report_;
    std::size_t number_;
    std::vector<FindingGroup> groups_;
    std::map<std::string, int> diagnosed_;  ///< diagnosis → the finding where it stands
};

void write_head(std::string& out, const std::string& title)
{
    out += "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n"
           "<link rel=\"icon\" href=\"data:,\">\n<title>";
    out += title;
    out += "</title>\n<style>";
    out += audit_style;
    out += "</style>\n</head>\n<body>\n<header>\n<h1>" + title + "</h1>\n";
}

void write_legend(std::string& out)
{
    out += "<ul class=\"legend\">\n"
           "<li><span class=\"badge error\">错误</span> 数据互相矛盾或不合要求：改正后才能发布；公布的数据确是如此的，在内容中说明原因。表中以实线框出。</li>\n"
           "<li><span class=\"badge warning\">警告</span> 需要有人核对。表中以虚线框出。</li>\n"
           "<li><span class=\"badge note\">提示</span> 多为四舍五入形成的尾差，不必处理。表中以点线框出。</li>\n"
           "<li><span class=\"badge acknowledged\">错误（已说明）</span> 按公布的数据保留，页面上注明原因。表中以双线框出。</li>\n"
           "</ul>\n<p class=\"lead\">表中数字旁的编号是表下各条意见的编号；有下划线而没有框的，是与之比较的数字。</p>\n</header>\n";
}

/// The head of a table of counts: its first columns, then those of the counts.
std::string counts_head(std::initializer_list<std::string_view> names, std::initializer_list<std::string_view> counts)
{
    std::string out = "<thead><tr>";
    for (const auto name : names)
        out += fmt::format("<th scope=\"col\">{}</th>", name);
    for (const auto count : counts)
        out += fmt::format("<th scope=\"col\" class=\"count\">{}</th>", count);
    return out + "</tr></thead>\n<tbody>\n";
}

std::string count_cells(std::initializer_list<int> counts)
{
    std::string out;
    for (const int count : counts)
        out += fmt::format("<td class=\"count\">{}</td>", count);
    return out;
}

std::string total_cells(const audit::Totals& totals)
{
    return count_cells({totals.errors, totals.acknowledged, totals.warnings, totals.notes, totals.checked, totals.passed});
}

void write_overview(std::string& out, const std::vector<ReportFindings>& reports)
{
    out += "<div class=\"table-scroll\"><table class=\"overview\">\n<caption>各报告</caption>\n";
    out += counts_head({"报告"}, {"错误", "其中已说明", "警告", "提示", "核对处", "通过"});
    for (std::size_t i = 0; i < reports.size(); ++i) {
        const auto name = escaped(ReportWriter::title(reports[i]));
        out += fmt::format("<tr><th scope=\"row\">{}</th>{}</tr>\n",
                           reports[i].audit->findings.empty() ? name : fmt::format("<a href=\"#r{}\">{}</a>", i + 1, name),
                           total_cells(audit::totals_of({reports[i]})));
    }
    out += "<tr class=\"total\"><th scope=\"row\">合计</th>" + total_cells(audit::totals_of(reports)) + "</tr>\n</tbody>\n</table></div>\n";
}

void write_rules(std::string& out, const model::Site& site, const std::vector<ReportFindings>& reports)
{
    std::map<std::string, audit::Rule> known;
    for (auto& rule : audit::all_rules(site))
        known.emplace(rule.id, rule);
    out += "<section class=\"rules-section\">\n<h2>各规则核对情况</h2>\n<div class=\"table-scroll\"><table class=\"rules\">\n";
    out += counts_head({"规则", "内容", "依据"}, {"通过", "未通过", "提示", "不适用", "数据不足"});
    for (const auto& [id, tally] : audit::tallies_of(reports)) {
        const auto& rule = known[id];
        out += fmt::format("<tr{}><th scope=\"row\" class=\"code\">{}</th><td>{}</td><td class=\"source\">{}</td>{}</tr>\n",
                           audit::was_applicable(tally) ? "" : " class=\"unused\"", escaped(id), escaped(rule.title), escaped(rule.source),
                           count_cells({tally.passed, tally.failed, tally.noted, tally.not_applicable, tally.insufficient}));
    }
    out += "</tbody>\n</table></div>\n</section>\n";
}

}  // namespace

std::string audit_html(const model::Site& site, const std::vector<ReportFindings>& reports)
{
    std::string out;
    write_head(out, escaped(site.settings.name + "：公开内容核对报告"));
    write_legend(out);
    out += "<main>\n";
    write_overview(out, reports);
    for (std::size_t i = 0; i < reports.size(); ++i)
        if (!reports[i].audit->findings.empty())
            ReportWriter(out, reports[i], i + 1).write();
    write_rules(out, site, reports);
    out += "</main>\n</body>\n</html>\n";
    return out;
}

}  // namespace gongkai::pages
