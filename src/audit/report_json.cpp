#include <nlohmann/json.hpp>

#include "audit/cells.hpp"
#include "audit/reporters.hpp"

namespace gongkai::audit {
namespace {

using Json = nlohmann::ordered_json;

Json location_json(const base::Span& span)
{
    if (!span.file)
        return nullptr;
    const auto begin = base::locate(span.file->text, span.begin);
    const auto end = base::locate(span.file->text, span.end);
    return {{"file", span.file->path}, {"line", begin.line}, {"column", begin.column}, {"endLine", end.line}, {"endColumn", end.column}};
}

Json cell_of(const model::Report& report, model::CellRef cell)
{
    const auto& form = report.forms->tables[cell.table];
    return {{"table", form.number}, {"row", report.tables[cell.table].rows[cell.row].key}, {"column", column_name(form, cell.column)}};
}

Json operand_json(const model::Report* report, const Operand& operand)
{
    return {{"label", operand.label},
            {"figure", operand.figure},
            {"cell", report && operand.cell ? cell_of(*report, *operand.cell) : Json()},
            {"location", location_json(operand.span)}};
}

Json finding_json(const model::Report* report, const Finding& finding)
{
    Json operands = Json::array();
    for (const auto& operand : finding.operands)
        operands.push_back(operand_json(report, operand));
    return {{"rule", finding.rule},
            {"severity", base::severity_id(finding.severity)},
            {"blocks", finding.blocks()},
            {"place", finding.place},
            {"location", location_json(finding.span)},
            {"message", finding.message},
            {"formula", finding.formula},
            {"operands", std::move(operands)},
            {"difference", finding.difference},
            {"diagnosis", finding.diagnosis},
            {"advice", finding.advice},
            {"acknowledged", finding.acknowledged.empty() ? Json() : Json(finding.acknowledged)}};
}

Json tally_json(const std::string& rule, const Tally& tally)
{
    return {{"rule", rule},
            {"passed", tally.passed},
            {"failed", tally.failed},
            {"noted", tally.noted},
            {"notApplicable", tally.not_applicable},
            {"insufficient", tally.insufficient}};
}

Json summary_json(const std::vector<ReportFindings>& reports)
{
    Json rules = Json::array();
    for (const auto& [rule, tally] : tallies_of(reports))
        rules.push_back(tally_json(rule, tally));
    return rules;
}

Json totals_json(const Totals& totals)
{
    return {{"errors", totals.errors}, {"acknowledged", totals.acknowledged}, {"warnings", totals.warnings},
            {"notes", totals.notes},   {"checked", totals.checked},           {"passed", totals.passed}};
}

Json report_json(const ReportFindings& findings)
{
    Json found = Json::array();
    for (const auto& finding : findings.audit->findings)
        found.push_back(finding_json(findings.report, finding));
    Json out;
    out["department"] = findings.department ? Json(findings.department->slug) : Json();
    out["report"] = findings.report ? Json(findings.report->slug) : Json();
    out["file"] = findings.report ? Json(findings.report->path) : Json();
    out["totals"] = totals_json(totals_of({findings}));
    out["findings"] = std::move(found);
    out["rules"] = summary_json({findings});
    return out;
}

}  // namespace

std::string json_report(const std::vector<ReportFindings>& reports)
{
    Json all = Json::array();
    for (const auto& report : reports)
        all.push_back(report_json(report));
    const Json root = {{"format", "gongkai-audit/1"}, {"totals", totals_json(totals_of(reports))}, {"rules", summary_json(reports)}, {"reports", std::move(all)}};
    return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace gongkai::audit
