#include "audit/reporters.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace gongkai::audit {
namespace {

void add(Tally& sum, const Tally& tally)
{
    sum.passed += tally.passed;
    sum.failed += tally.failed;
    sum.noted += tally.noted;
    sum.not_applicable += tally.not_applicable;
    sum.insufficient += tally.insufficient;
}

}  // namespace

bool was_applicable(const Tally& tally) { return tally.passed + tally.failed + tally.noted + tally.insufficient > 0; }

Totals totals_of(const std::vector<ReportFindings>& reports)
{
    Totals totals;
    for (const auto& report : reports) {
        for (const auto& finding : report.audit->findings)
            switch (finding.severity) {
            case base::Severity::error:
                ++totals.errors;
                totals.acknowledged += finding.blocks() ? 0 : 1;
                break;
            case base::Severity::warning: ++totals.warnings; break;
            case base::Severity::note: ++totals.notes; break;
            }
        for (const auto& [rule, tally] : report.audit->tallies) {
            totals.passed += tally.passed;
            totals.checked += tally.passed + tally.failed + tally.noted;
        }
    }
    return totals;
}

std::vector<std::pair<std::string, Tally>> tallies_of(const std::vector<ReportFindings>& reports)
{
    std::map<std::string, Tally> sums;
    for (const auto& report : reports)
        for (const auto& [rule, tally] : report.audit->tallies)
            add(sums[rule], tally);
    std::vector<std::pair<std::string, Tally>> rows(sums.begin(), sums.end());
    std::stable_partition(rows.begin(), rows.end(), [](const auto& row) { return was_applicable(row.second); });
    return rows;
}

std::string heading_of(const ReportFindings& findings)
{
    if (!findings.report)
        return "全部内容";
    const auto& report = *findings.report;
    const auto name = report.title.empty() ? fmt::format("{}年度{}{}", report.year, findings.department->short_name, report.forms->kind_name) : report.title;
    return fmt::format("{}（{}）", name, report.path);
}

}  // namespace gongkai::audit
