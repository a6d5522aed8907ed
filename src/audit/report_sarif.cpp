// SARIF 2.1.0 as code review tools read it: https://docs.oasis-open.org/sarif/sarif/v2.1.0/
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "audit/reporters.hpp"

namespace gongkai::audit {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
constexpr std::string_view root_id = "%SRCROOT%";  ///< the project folder, to which paths are relative

/// A path as a URI reference (RFC 3986): every byte but unreserved ones and '/' is encoded.
std::string uri_of(std::string_view path)
{
    constexpr std::string_view kept = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    std::string uri;
    for (const char c : path)
        if (kept.find(c) != std::string_view::npos)
            uri += c;
        else
            uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return uri;
}

Json artifact_of(std::string_view path) { return {{"uri", uri_of(path)}, {"uriBaseId", root_id}}; }

Json region_of(const base::Span& span)
{
    const auto begin = base::locate(span.file->text, span.begin);
    const auto end = base::locate(span.file->text, span.end);
    Json region = {{"startLine", begin.line}, {"startColumn", begin.column}};
    if (end.line != begin.line)
        region["endLine"] = end.line;
    region["endColumn"] = end.column;
    return region;
}

Json physical_location(const base::Span& span) { return {{"artifactLocation", artifact_of(span.file->path)}, {"region", region_of(span)}}; }

std::string full_name(const ReportFindings& report, const std::string& place)
{
    return report.report ? fmt::format("{}/{} {}", report.department->slug, report.report->slug, place) : place;
}

/// Where the finding is: in its file; else in the report's file, no line given.
Json locations_of(const ReportFindings& report, const Finding& finding)
{
    Json location = Json::object();
    if (finding.span.file)
        location["physicalLocation"] = physical_location(finding.span);
    else if (report.report && !report.report->path.empty())
        location["physicalLocation"] = {{"artifactLocation", artifact_of(report.report->path)}};
    location["logicalLocations"] = Json::array({{{"name", finding.place}, {"fullyQualifiedName", full_name(report, finding.place)}}});
    return Json::array({std::move(location)});
}

/// The operands that stand in the content; computed ones are in the message.
Json related_locations(const Finding& finding)
{
    Json related = Json::array();
    for (const auto& operand : finding.operands)
        if (operand.span.file)
            related.push_back({{"id", related.size() + 1},
                               {"message", {{"text", operand.label + " " + operand.figure}}},
                               {"physicalLocation", physical_location(operand.span)}});
    return related;
}

std::string message_of(const Finding& finding)
{
    auto text = finding.message;
    const auto add = [&](std::string_view label, const std::string& part) {
        if (!part.empty())
            text += fmt::format("\n{}: {}", label, part);
    };
    add("公式", finding.formula);
    add("诊断", finding.diagnosis);
    add("建议", finding.advice);
    return text;
}

std::string_view level_of(base::Severity severity)
{
    switch (severity) {
    case base::Severity::error: return "error";
    case base::Severity::warning: return "warning";
    case base::Severity::note: return "note";
    }
    return "none";
}

Json result_of(const ReportFindings& report, const Finding& finding, const std::vector<Rule>& rules)
{
    Json result = {{"ruleId", finding.rule}};
    const auto rule = std::find_if(rules.begin(), rules.end(), [&](const Rule& known) { return known.id == finding.rule; });
    if (rule != rules.end())
        result["ruleIndex"] = rule - rules.begin();
    result["level"] = level_of(finding.severity);
    result["message"] = {{"text", message_of(finding)}};
    result["locations"] = locations_of(report, finding);
    if (auto related = related_locations(finding); !related.empty())
        result["relatedLocations"] = std::move(related);
    result["partialFingerprints"] = {{"ruleAndPlace/v1", finding.rule + " " + full_name(report, finding.place)}};
    // All results have this property or none (§3.27.23).
    result["suppressions"] = Json::array();
    if (!finding.acknowledged.empty())
        result["suppressions"].push_back({{"kind", "external"}, {"justification", finding.acknowledged}});
    return result;
}

Json driver(const std::vector<Rule>& rules, std::string_view version)
{
    Json described = Json::array();
    for (const auto& rule : rules) {
        Json one = {{"id", rule.id}, {"shortDescription", {{"text", rule.title}}}};
        if (!rule.source.empty())
            one["help"] = {{"text", "依据：" + rule.source}};
        described.push_back(std::move(one));
    }
    return {{"name", "gongkai"}, {"version", version}, {"language", "zh-CN"}, {"rules", std::move(described)}};
}

}  // namespace

std::string sarif_report(const std::vector<ReportFindings>& reports, const std::vector<Rule>& rules, std::string_view version)
{
    Json results = Json::array();
    for (const auto& report : reports)
        for (const auto& finding : report.audit->findings)
            results.push_back(result_of(report, finding, rules));
    const Json run = {{"tool", {{"driver", driver(rules, version)}}},
                      {"originalUriBaseIds", {{root_id, {{"description", {{"text", "项目文件夹"}}}}}}},
                      {"columnKind", "unicodeCodePoints"},
                      {"results", std::move(results)}};
    const Json root = {{"$schema", schema}, {"version", "2.1.0"}, {"runs", Json::array({run})}};
    return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace gongkai::audit
