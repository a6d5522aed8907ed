// P10 between sheets, and P12.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "audit/evaluation/checks.hpp"
#include "audit/evaluation/projects.hpp"
#include "audit/evaluation/target.hpp"

namespace gongkai::audit::evaluation {
namespace {

using base::Severity;
using decimal::Decimal;
using model::ValueRole;
using model::ValueType;

/// An indicator of a project's sheet.
struct Found {
    const SheetAudit* audit = nullptr;
    const GoalAt* goal = nullptr;
    const IndicatorAt* indicator = nullptr;
};

using Index = std::map<std::string, std::vector<Found>>;

Index index_of_projects(const std::vector<SheetAudit>& sheets)
{
    Index index;
    for (const auto& audit : sheets)
        if (!audit.is_whole())
            for (const auto& goal : audit.goals())
                for (const auto& indicator : goal.indicators)
                    index[plain_text(indicator.indicator->names.back())].push_back({&audit, &goal, &indicator});
    return index;
}

/// The same column of text in two forms, where both indicators have something.
struct Pair {
    ValueAt whole;
    ValueAt project;
    bool is_actual = false;

    /// A range as actual value (≥80%, P14) does not contradict a value in it.
    bool agrees() const { return say_the_same(whole.text(), project.text()) || (is_actual && (lies_in(whole, project) || lies_in(project, whole))); }

private:
    static bool lies_in(const ValueAt& value, const ValueAt& range)
    {
        const auto inside = read_quantity(value.text());
        const auto bound = read_quantity(range.text());
        const auto numbers = inside && bound && bound->bound == Bound::at_least && inside->bound == Bound::none ? comparable(*inside, *bound) : std::nullopt;
        return numbers && numbers->first >= numbers->second;
    }
};

std::vector<Pair> pairs_of(const Found& whole, const Found& project)
{
    std::vector<Pair> pairs;
    const auto& forms = whole.goal->form->columns;
    for (std::size_t i = 0; i < forms.size(); ++i) {
        const auto other = column_named(project.goal->form->columns, forms[i].label());
        if (forms[i].type != ValueType::text || !other || i == whole.goal->columns.reason)
            continue;
        Pair pair{whole.audit->at(*whole.goal, *whole.indicator, i), project.audit->at(*project.goal, *project.indicator, *other),
                  i == whole.goal->columns.actual};
        if (!pair.whole.is_blank() && !pair.project.is_blank())
            pairs.push_back(std::move(pair));
    }
    return pairs;
}

bool all_agree(const std::vector<Pair>& pairs)
{
    return std::all_of(pairs.begin(), pairs.end(), [](const Pair& pair) { return pair.agrees(); });
}

/// 年初目标值 550人、实际完成值 550人.
std::string values_text(const std::vector<Pair>& pairs, bool of_project)
{
    std::vector<std::string> values;
    for (const auto& pair : pairs)
        values.push_back(fmt::format("{} {}", pair.whole.label, of_project ? pair.project.text() : pair.whole.text()));
    return joined(values, "、");
}

void add_difference(const Found& whole, const std::vector<std::pair<Found, std::vector<Pair>>>& others)
{
    const auto& pairs = others.front().second;
    const auto differing = std::find_if(pairs.begin(), pairs.end(), [](const Pair& pair) { return !pair.agrees(); });
    std::vector<std::string> texts;
    for (const auto& [found, values] : others)
        texts.push_back(fmt::format("{}作{}", quoted(found.audit->who()), values_text(values, true)));
    auto finding = whole.audit->finding("P10", Severity::warning, differing->whole,
                                        fmt::format("{}{}；{}", quoted(whole.indicator->indicator->names.back()), values_text(pairs, false), joined(texts, "；")));
    finding.formula = "同名指标在整体表和项目表中相同";
    for (const auto& [found, values] : others)
        for (const auto& pair : values)
            if (!pair.agrees())
                finding.operands.push_back(found.audit->operand(pair.project));
    finding.advice = "核对后改成一致；确为不同指标的，名称应有区别";
    whole.audit->record().add(std::move(finding));
}

/// A common name (服务对象满意度) may be that of several projects: one that agrees is enough.
void check_indicator(const Found& whole, const std::vector<Found>& projects)
{
    std::vector<std::pair<Found, std::vector<Pair>>> differing;
    for (const auto& project : projects) {
        auto pairs = pairs_of(whole, project);
        if (pairs.empty())
            continue;
        if (all_agree(pairs))
            return whole.audit->record().passed("P10");
        differing.emplace_back(project, std::move(pairs));
    }
    if (!differing.empty())
        add_difference(whole, differing);
}

void check_same_indicators(const std::vector<SheetAudit>& sheets, Record& record)
{
    const auto index = index_of_projects(sheets);
    bool any = false;
    for (const auto& audit : sheets)
        if (audit.is_whole() && !index.empty()) {
            any = true;
            for (const auto& goal : audit.goals())
                for (const auto& indicator : goal.indicators)
                    if (const auto found = index.find(plain_text(indicator.indicator->names.back())); found != index.end())
                        check_indicator({&audit, &goal, &indicator}, found->second);
        }
    if (!any)
        record.not_applicable("P10");
}

/// The field of money whose label has the word.
std::optional<ValueAt> money_field(const SheetAudit& audit, std::string_view word)
{
    for (const auto& row : audit.rows())
        for (std::size_t i = 0; i < row.forms->size(); ++i)
            if (!row.grid && (*row.forms)[i].type == ValueType::money && (*row.forms)[i].label().find(word) != std::string::npos)
                return audit.at(row, i);
    return std::nullopt;
}

struct ProjectSum {
    std::vector<std::pair<const SheetAudit*, ValueAt>> executed;
    Decimal sum;
    bool is_complete = true;
};

ProjectSum executed_of_projects(const std::vector<SheetAudit>& sheets, decimal::Unit unit)
{
    ProjectSum projects;
    for (const auto& audit : sheets) {
        if (audit.is_whole())
            continue;
        const auto executed = audit.find(ValueRole::executed);
        if (!executed || !executed->number() || audit.sheet().form->unit != unit) {
            projects.is_complete = false;
            continue;
        }
        projects.sum = projects.sum + *executed->number();
        projects.executed.emplace_back(&audit, *executed);
    }
    return projects;
}

/// A note: expenditure may not all be under evaluation.
void check_project_sum(const SheetAudit& whole, const std::vector<SheetAudit>& sheets)
{
    const auto stated = money_field(whole, "项目支出");
    const auto projects = executed_of_projects(sheets, whole.sheet().form->unit);
    if (!stated || projects.executed.empty())
        return whole.record().not_applicable("P12");
    if (!stated->number() || !projects.is_complete)
        return whole.record().insufficient("P12");
    const auto tail = Decimal(5, 3) * Decimal::integer(static_cast<long long>(projects.executed.size()) + 1);
    const auto difference = distance(*stated->number(), projects.sum);
    if (difference <= std::min(tail, Decimal(5, 2)))
        return whole.record().passed("P12");
    auto note = whole.finding("P12", Severity::note, *stated,
                              fmt::format("{} {}，{} 张项目表的执行数合计 {}", stated->label, stated->text(), projects.executed.size(), projects.sum.to_string()));
    note.formula = "项目支出 = 各项目执行数之和";
    for (const auto& [audit, executed] : projects.executed)
        note.operands.push_back(audit->operand(executed));
    note.difference = fmt::format("{} {}", difference.to_string(), decimal::unit_name(whole.sheet().form->unit));
    note.advice = "有不参加自评的项目（涉密、上级转移支付）的，应作说明；否则核对各项目执行数";
    whole.record().add(std::move(note));
}

/// A note: basic and project expenditure of the sheet against what was executed.
void check_expenditure(const SheetAudit& whole)
{
    const auto basic = money_field(whole, "基本支出");
    const auto project = money_field(whole, "项目支出");
    const auto executed = whole.find(ValueRole::executed);
    if (!basic || !project || !executed)
        return;
    if (!basic->number() || !project->number() || !executed->number())
        return whole.record().insufficient("P12");
    const auto sum = *basic->number() + *project->number();
    const auto difference = distance(sum, *executed->number());
    if (difference <= Decimal(15, 3))
        return whole.record().passed("P12");
    auto note = whole.finding("P12", Severity::note, *executed,
                              fmt::format("{} {}，{} {} + {} {} = {}", executed->label, executed->text(), basic->label, basic->text(), project->label,
                                          project->text(), sum.to_string()));
    note.formula = "执行数 = 基本支出 + 项目支出";
    note.operands.push_back(whole.operand(*basic));
    note.operands.push_back(whole.operand(*project));
    note.difference = fmt::format("{} {}", difference.to_string(), decimal::unit_name(whole.sheet().form->unit));
    note.advice = "另有经营支出等的，不必改动；否则核对三个数";
    whole.record().add(std::move(note));
}

void check_project_sums(const std::vector<SheetAudit>& sheets, Record& record)
{
    bool any = false;
    for (const auto& audit : sheets)
        if (audit.is_whole()) {
            any = true;
            check_project_sum(audit, sheets);
            check_expenditure(audit);
        }
    if (!any)
        record.not_applicable("P12");
}

}  // namespace

void check_repeats(const Subject& subject, const std::vector<SheetAudit>& sheets, Record& record)
{
    check_projects(subject, sheets, record);
    check_same_indicators(sheets, record);
    check_project_sums(sheets, record);
}

}  // namespace gongkai::audit::evaluation
