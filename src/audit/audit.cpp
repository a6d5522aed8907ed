#include "audit/audit.hpp"

#include <algorithm>
#include <tuple>

#include "audit/acknowledge.hpp"
#include "audit/corrections.hpp"
#include "audit/disclosure.hpp"
#include "audit/evaluations.hpp"
#include "audit/figures.hpp"
#include "audit/personal_data.hpp"
#include "audit/prose.hpp"
#include "audit/shares.hpp"
#include "audit/units.hpp"
#include "audit/years.hpp"

namespace gongkai::audit {
namespace {

auto position(const Finding& finding)
{
    return std::make_tuple(finding.span.file ? std::string_view(finding.span.file->path) : std::string_view(), finding.span.begin,
                           finding.severity, std::string_view(finding.rule), std::string_view(finding.place));
}

void append(std::vector<Rule>& all, std::vector<Rule> more) { std::move(more.begin(), more.end(), std::back_inserter(all)); }

void append_form_rules(std::vector<Rule>& all, const model::FormSet& set)
{
    const auto add = [&](const std::string& id, const std::string& title, const std::string& source) {
        if (!std::any_of(all.begin(), all.end(), [&](const Rule& rule) { return rule.id == id; }))
            all.push_back({id, title, source});
    };
    for (const auto& table : set.tables) {
        for (const auto& rule : table.formulas)
            add(rule.id, rule.title.empty() ? table.number + "：" + rule.formula.text : rule.title, rule.source.empty() ? set.title + "，表内公式" : rule.source);
        add(table.hierarchy_id, table.number + "：上一级（合计）= 下一级之和", set.title);
    }
    for (const auto& rule : set.rules)
        add(rule.id, rule.title.empty() ? rule.formula.text : rule.title + "：" + rule.formula.text, rule.source.empty() ? set.title : rule.source);
}

}  // namespace

Audit audit_report(const Subject& subject)
{
    Record record;
    check_figures(subject, record);
    check_years(subject, record);
    check_evaluations(subject, record);
    check_prose(subject, record);
    check_shares(subject, record);
    check_units(subject, record);
    check_disclosure(subject, record);
    check_corrections(subject, record);
    acknowledge(subject.report, record);
    auto findings = std::move(record.findings());
    std::sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) { return position(a) < position(b); });
    return {std::move(findings), record.tallies()};
}

std::vector<Rule> all_rules(const model::Site& site)
{
    std::vector<Rule> all = figure_rules();
    append(all, year_rules());
    append(all, evaluation_rules());
    append(all, prose_rules());
    append(all, share_rules());
    append(all, unit_rules());
    append(all, disclosure_rules());
    append(all, correction_rules());
    append(all, personal_data_rules());
    all.push_back({"A-UNUSED", "acknowledged 的每一条都有对应的意见", "本程序"});
    for (const auto& set : site.form_sets)
        append_form_rules(all, *set);
    std::stable_sort(all.begin(), all.end(), [](const Rule& a, const Rule& b) { return a.id < b.id; });
    return all;
}

}  // namespace gongkai::audit
