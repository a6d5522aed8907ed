#include "build/told.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/excerpt.hpp"

namespace gongkai::build {
namespace {

std::optional<ToldExcerpt> told_excerpt(const base::Span& span)
{
    if (!span.file || span.file->text.empty())
        return std::nullopt;
    const auto excerpt = base::excerpt_of(span);
    const auto& text = excerpt.text;
    return ToldExcerpt{excerpt.line, text.substr(0, excerpt.begin), text.substr(excerpt.begin, excerpt.end - excerpt.begin), text.substr(excerpt.end)};
}

ToldProblem told_problem(const base::Diagnostic& problem)
{
    ToldProblem told{problem.severity, problem.code,     base::location_of(problem.span), problem.message, told_excerpt(problem.span),
                     problem.evidence, problem.hint,     {},                        base::to_text(problem)};
    for (const auto& place : problem.related)
        told.related.emplace_back(base::location_of(place.span), place.message);
    return told;
}

}  // namespace

ToldProblems told(base::Diagnostics problems)
{
    base::sort_and_unique(problems);
    ToldProblems all;
    for (const auto& problem : problems)
        all.push_back(std::make_shared<const ToldProblem>(told_problem(problem)));
    return all;
}

std::size_t count_errors(const ToldProblems& problems)
{
    return static_cast<std::size_t>(
        std::count_if(problems.begin(), problems.end(), [](const auto& problem) { return problem->severity == base::Severity::error; }));
}

ToldFinding told(const audit::Finding& finding)
{
    return {finding.severity,  finding.blocks(),     finding.rule,  finding.place, finding.message, finding.formula,
            finding.diagnosis, finding.advice, finding.acknowledged, base::location_of(finding.span), {}};
}

std::vector<ToldFinding> told(const model::Department& department, const model::Report& report, const audit::Audit& audit)
{
    std::vector<ToldFinding> all;
    for (const auto& group : pages::groups_of({&department, &report, &audit}))
        for (const auto& one : group.findings) {
            all.push_back(told(*one.finding));
            all.back().places = pages::places_of(*one.finding, group, department, report);
        }
    return all;
}

}  // namespace gongkai::build
