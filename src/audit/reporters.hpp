// Findings for people and programs: text, JSON, SARIF. The report in HTML that shows
// the tables is pages/audit_report.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/audit.hpp"

namespace gongkai::audit {

/// The audit of one report. Department and report are nullptr for what was looked at
/// in the content as a whole (personal data).
struct ReportFindings {
    const model::Department* department = nullptr;
    const model::Report* report = nullptr;
    const Audit* audit = nullptr;
};

/// What all reports come to together.
struct Totals {
    int errors = 0;
    int acknowledged = 0;  ///< of the errors
    int warnings = 0;
    int notes = 0;
    int checked = 0;       ///< passed, failed or noted
    int passed = 0;
};

Totals totals_of(const std::vector<ReportFindings>& reports);

/// Some report had what the rule is about.
bool was_applicable(const Tally& tally);

/// How each rule fared over all reports, by id; rules that were not applicable
/// anywhere come last.
std::vector<std::pair<std::string, Tally>> tallies_of(const std::vector<ReportFindings>& reports);

/// 2023年度财政局决算（content/caizheng/2023-final.yaml）: what findings stand under.
std::string heading_of(const ReportFindings& findings);

/// For a terminal: errors and warnings as base::to_text shows them, one line for each
/// finding that is acknowledged or a note, a summary by rule, the totals.
std::string text_report(const std::vector<ReportFindings>& reports);

/// Everything that a finding holds, with cells by name and places by line and column
/// (both from 1; columns count characters; the end is exclusive).
std::string json_report(const std::vector<ReportFindings>& reports);

/// SARIF 2.1.0 (OASIS), for code review tools. Rules that are not among `rules` are
/// named by their id only; `version` is that of this program.
std::string sarif_report(const std::vector<ReportFindings>& reports, const std::vector<Rule>& rules, std::string_view version);

}  // namespace gongkai::audit
