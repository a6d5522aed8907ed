#include "serve/page_json.hpp"

#include <algorithm>
#include <ctime>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/utf8.hpp"

namespace gongkai::serve {
namespace {

using Json = nlohmann::ordered_json;

std::pair<std::string_view, std::string_view> status_words(model::Status status)
{
    switch (status) {
    case model::Status::draft: return {"draft", "草稿"};
    case model::Status::approved: return {"approved", "已审定"};
    case model::Status::published: return {"published", "已公布"};
    }
    return {};
}

std::string clock_text(std::chrono::system_clock::time_point time)
{
    const auto seconds = std::chrono::system_clock::to_time_t(time);
    std::tm local{};
    localtime_r(&seconds, &local);
    return fmt::format("{:%H:%M:%S}", local);
}

Json assets_json(const build::Snapshot& snapshot)
{
    auto all = Json::object();
    const auto unit = snapshot.units.find("assets/");
    if (unit != snapshot.units.end())
        for (const auto& output : unit->second->outputs)
            all[output.path] = version_text(output.version);
    return all;
}

Json report_json(const build::ToldReport& report)
{
    const auto count = [&](auto wanted) { return std::count_if(report.findings.begin(), report.findings.end(), wanted); };
    const auto of = [&](base::Severity severity) {
        return count([&](const build::ToldFinding& finding) { return finding.severity == severity; });
    };
    const auto [word, text] = status_words(report.status);
    return {{"title", report.title},
            {"status", word},
            {"status_text", text},
            {"errors", of(base::Severity::error)},
            {"acknowledged", count([](const build::ToldFinding& finding) { return !finding.acknowledged.empty(); })},
            {"warnings", of(base::Severity::warning)},
            {"notes", of(base::Severity::note)}};
}

Json finding_json(const build::ToldFinding& finding)
{
    auto marks = Json::array();
    for (const auto& place : finding.places)
        if (!place.anchor.empty())
            marks.push_back({{"page", place.path}, {"anchor", place.anchor}});
    return {{"severity", base::severity_id(finding.severity)},
            {"acknowledged", finding.acknowledged},
            {"rule", finding.rule},
            {"place", finding.place},
            {"message", finding.message},
            {"formula", finding.formula},
            {"diagnosis", finding.diagnosis},
            {"advice", finding.advice},
            {"location", finding.location},
            {"page", finding.places.empty() ? "" : finding.places.front().path},
            {"anchor", finding.places.empty() ? "" : finding.places.front().anchor},
            {"marks", std::move(marks)}};
}

Json excerpt_json(const build::ToldExcerpt& excerpt)
{
    const auto from = base::code_point_count(excerpt.before);
    return {{"line", excerpt.line},
            {"text", excerpt.before + excerpt.marked + excerpt.after},
            {"from", from},
            {"to", from + base::code_point_count(excerpt.marked)}};
}

Json problem_json(const build::ToldProblem& problem)
{
    auto related = Json::array();
    for (const auto& [location, message] : problem.related)
        related.push_back({{"location", location}, {"message", message}});
    return {{"severity", base::severity_id(problem.severity)},
            {"code", problem.code},
            {"location", problem.location},
            {"message", problem.message},
            {"excerpt", problem.excerpt ? excerpt_json(*problem.excerpt) : Json()},
            {"evidence", problem.evidence},
            {"hint", problem.hint},
            {"related", std::move(related)}};
}

/// Errors first.
Json problems_json(const build::ToldProblems& problems)
{
    auto shown = Json::array();
    for (const bool wants_errors : {true, false})
        for (const auto& problem : problems)
            if ((problem->severity == base::Severity::error) == wants_errors && shown.size() < most_problems)
                shown.push_back(problem_json(*problem));
    return {{"total", problems.size()}, {"errors", build::count_errors(problems)}, {"shown", std::move(shown)}};
}

std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

std::string page_json(const build::PreviewState& state, bool is_building, std::string_view path, const std::string& version)
{
    const auto* report = state.snapshot ? state.snapshot->report_at(path) : nullptr;
    auto findings = Json::array();
    if (state.snapshot)
        for (const auto& finding : report ? report->findings : state.snapshot->shared_findings)
            findings.push_back(finding_json(finding));
    return text_of({{"build", state.number},
                    {"status", is_building ? "building" : status_of(state)},
                    {"time", clock_text(state.time)},
                    {"version", version.empty() ? Json() : Json(version)},
                    {"assets", state.snapshot ? assets_json(*state.snapshot) : Json::object()},
                    {"report", report ? report_json(*report) : Json()},
                    {"findings", std::move(findings)},
                    {"problems", problems_json(state.problems)}});
}

std::string state_json(std::uint64_t build, std::string_view status) { return fmt::format(R"({{"build":{},"status":"{}"}})", build, status); }

std::string_view status_of(const build::PreviewState& state) { return state.is_good ? "ok" : "failed"; }

std::string version_text(std::uint64_t version) { return fmt::format("{:016x}", version); }

}  // namespace gongkai::serve
