#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "audit/reporters.hpp"
#include "base/utf8.hpp"

namespace gongkai::audit {
namespace {

bool is_note(const Finding& finding) { return finding.severity == base::Severity::note && finding.acknowledged.empty(); }

std::string place_text(const base::Span& span)
{
    if (!span.file)
        return {};
    const auto at = base::locate(span.file->text, span.begin);
    return fmt::format("{}:{}:{}: ", span.file->path, at.line, at.column);
}

std::string full_text(const Finding& finding)
{
    auto text = base::to_text({finding.severity, finding.rule, finding.span, finding.message, finding.advice, {}});
    if (!finding.formula.empty())
        text += fmt::format("   公式: {}\n", finding.formula);
    if (!finding.diagnosis.empty())
        text += fmt::format("   诊断: {}\n", finding.diagnosis);
    return text;
}

/// Findings that need somebody, then those acknowledged, then the notes.
std::string findings_text(const std::vector<Finding>& findings)
{
    std::string open;
    std::string acknowledged;
    std::string notes;
    for (const auto& finding : findings)
        if (!finding.acknowledged.empty())
            acknowledged += fmt::format("已说明 [{}] {}：{}\n", finding.rule, finding.place, finding.acknowledged);
        else if (is_note(finding))
            notes += fmt::format("   {}[{}] {}\n", place_text(finding.span), finding.rule, finding.message);
        else
            open += full_text(finding);
    if (!notes.empty())
        notes = fmt::format("提示（尾差等）{} 条：\n", std::count_if(findings.begin(), findings.end(), is_note)) + notes;
    return open + acknowledged + notes;
}

enum class Align { left, right };

void append_padded(std::string& out, std::string_view text, std::size_t width, Align align)
{
    const auto used = base::display_width(text);
    const std::string blanks(width > used ? width - used : 0, ' ');
    if (align == Align::right)
        out += blanks;
    out += text;
    if (align == Align::left)
        out += blanks;
}

using SummaryRow = std::array<std::string, 6>;

std::string summary_text(const std::vector<ReportFindings>& reports)
{
    std::vector<SummaryRow> rows = {{"规则", "通过", "未通过", "提示", "不适用", "数据不足"}};
    for (const auto& [rule, tally] : tallies_of(reports))
        rows.push_back({rule, std::to_string(tally.passed), std::to_string(tally.failed), std::to_string(tally.noted),
                        std::to_string(tally.not_applicable), std::to_string(tally.insufficient)});
    std::array<std::size_t, 6> widths{};
    for (const auto& row : rows)
        for (std::size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], base::display_width(row[column]));
    std::string out;
    for (const auto& row : rows) {
        append_padded(out, row[0], widths[0], Align::left);
        for (std::size_t column = 1; column < row.size(); ++column) {
            out += "  ";
            append_padded(out, row[column], widths[column], Align::right);
        }
        out += '\n';
    }
    return out;
}

std::string totals_text(const Totals& totals)
{
    return fmt::format("共 {} 个错误（其中 {} 个已说明）、{} 个警告、{} 条提示；核对 {} 处，{} 处通过。\n", totals.errors, totals.acknowledged,
                       totals.warnings, totals.notes, totals.checked, totals.passed);
}

}  // namespace

std::string text_report(const std::vector<ReportFindings>& reports)
{
    std::string out;
    for (const auto& report : reports)
        if (!report.audit->findings.empty())
            out += "== " + heading_of(report) + '\n' + findings_text(report.audit->findings) + '\n';
    return out + summary_text(reports) + totals_text(totals_of(reports));
}

}  // namespace gongkai::audit
