#include "pages/audit_groups.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace gongkai::pages {
namespace {

using Key = std::pair<Topic, std::size_t>;

/// The place is that name, or begins with it as a word.
bool names(const std::string& place, const std::string& name)
{
    return !name.empty() && place.starts_with(name) && (place.size() == name.size() || place[name.size()] == ' ');
}

Key key_of(const model::Report* report, const audit::Finding& finding)
{
    if (!report)
        return {Topic::disclosure, 0};
    const auto& tables = report->forms->tables;
    for (std::size_t i = 0; i < tables.size(); ++i)
        if (names(finding.place, tables[i].number))
            return {Topic::table, i};
    for (std::size_t i = 0; i < report->sheets.size(); ++i)
        if (names(finding.place, report->sheets[i].slug))
            return {Topic::sheet, i};
    const bool in_markdown = finding.span.file && finding.span.file->path.ends_with(".md");
    const auto first_word = finding.place.substr(0, finding.place.find(' '));
    if (in_markdown || model::find_fact_form(report->forms->facts, first_word))
        return {Topic::narrative, 0};
    return {Topic::disclosure, 0};
}

int rank(const audit::Finding& finding)
{
    if (is_plain_note(finding))
        return 3;
    if (is_acknowledged(finding))
        return 2;
    return finding.severity == base::Severity::error ? 0 : 1;
}

/// Tables of which there are only notes come last, together.
void move_tails(std::map<Key, std::vector<NumberedFinding>>& by_topic)
{
    std::vector<NumberedFinding> tails;
    for (auto at = by_topic.begin(); at != by_topic.end();) {
        auto& [key, findings] = *at;
        const bool is_tail = key.first == Topic::table &&
                             std::all_of(findings.begin(), findings.end(), [](const NumberedFinding& one) { return is_plain_note(*one.finding); });
        if (is_tail)
            tails.insert(tails.end(), findings.begin(), findings.end());
        at = is_tail ? by_topic.erase(at) : std::next(at);
    }
    if (!tails.empty())
        by_topic[{Topic::tail, 0}] = std::move(tails);
}

}  // namespace

bool is_acknowledged(const audit::Finding& finding) { return !finding.acknowledged.empty(); }

bool is_plain_note(const audit::Finding& finding) { return finding.severity == base::Severity::note && !is_acknowledged(finding); }

std::vector<FindingGroup> groups_of(const audit::ReportFindings& report)
{
    std::map<Key, std::vector<NumberedFinding>> by_topic;
    for (const auto& finding : report.audit->findings)
        by_topic[key_of(report.report, finding)].push_back({0, &finding});
    move_tails(by_topic);
    std::vector<FindingGroup> groups;
    int number = 0;
    for (auto& [key, findings] : by_topic) {
        std::stable_sort(findings.begin(), findings.end(),
                         [](const NumberedFinding& a, const NumberedFinding& b) { return rank(*a.finding) < rank(*b.finding); });
        for (auto& one : findings)
            one.number = ++number;
        groups.push_back({key.first, key.second, std::move(findings)});
    }
    return groups;
}

}  // namespace gongkai::pages
