// P7 missed targets and P14 values that are no values.
#include <algorithm>

#include <fmt/format.h>

#include "audit/evaluation/checks.hpp"
#include "audit/evaluation/marks.hpp"

namespace gongkai::audit::evaluation {
namespace {

using base::Severity;

/// 无, 没有: written, but nothing said.
bool says_nothing(const model::SheetValue& value)
{
    const auto text = plain_text(value.text);
    return text.empty() || text == "无" || text == "没有" || text == "/" || text == "—" || text == "不适用" || text == "无。";
}

/// Where a form asks for the reason of a missed target.
struct Reasons {
    bool is_asked = false;
    bool is_given = false;  ///< for the sheet as a whole
};

Reasons reasons_of(const SheetAudit& audit)
{
    Reasons reasons;
    for (const auto& row : audit.rows())
        for (std::size_t i = 0; i < row.forms->size(); ++i)
            if (!row.grid && (*row.forms)[i].label().find("原因") != std::string::npos) {
                reasons.is_asked = true;
                reasons.is_given = reasons.is_given || !says_nothing((*row.values)[i]);
            }
    return reasons;
}

/// An indicator with the columns that the rules speak of.
struct Judged {
    const GoalAt* goal = nullptr;
    const IndicatorAt* at = nullptr;
    ValueAt target;
    ValueAt actual;
    std::optional<ValueAt> points;
    Verdict verdict;
};

std::optional<Judged> judged(const SheetAudit& audit, const GoalAt& goal, const IndicatorAt& indicator)
{
    if (!goal.columns.target || !goal.columns.actual)
        return std::nullopt;
    Judged found{&goal, &indicator, audit.at(goal, indicator, *goal.columns.target), audit.at(goal, indicator, *goal.columns.actual), {}, {}};
    if (goal.columns.scores.size() == 1)
        found.points = audit.at(goal, indicator, goal.columns.scores.front());
    found.verdict = judge(indicator.indicator->names, found.target.text(), found.actual.text());
    return found;
}

Finding indicator_finding(const SheetAudit& audit, const char* rule, Severity severity, const Judged& judged, const ValueAt& at, const std::string& text)
{
    auto finding = audit.finding(rule, severity, at, quoted(judged.at->indicator->names.back()) + text);
    for (const auto* other : {&judged.target, &judged.actual})
        if (other->value != at.value)
            finding.operands.push_back(audit.operand(*other));
    if (judged.points && judged.points->value != at.value)
        finding.operands.push_back(audit.operand(*judged.points));
    return finding;
}

bool has_reason(const Judged& judged, const Reasons& reasons)
{
    const auto& column = judged.goal->columns.reason;
    return reasons.is_given || (column && !says_nothing(judged.at->indicator->values[*column]));
}

/// Indicators beside it that met their targets all have the same points as this.
bool has_points_of_met(const Judged& judged, const Marks& marks)
{
    int met = 0;
    const auto& names = judged.at->indicator->names;
    for (const auto& mark : marks.marks) {
        const auto& others = mark.at->indicator->names;
        if (!mark.is_met() || !std::equal(names.begin(), names.end() - 1, others.begin()))
            continue;
        if (mark.points.number() != judged.points->number())
            return false;
        ++met;
    }
    return met >= 2;
}

std::string targets_text(const Judged& judged)
{
    return fmt::format("{} {}、{} {}，没有达到", judged.target.label, judged.target.text(), judged.actual.label, judged.actual.text());
}

void add_full_points(const SheetAudit& audit, const Judged& judged, bool is_certain, const std::string& why, bool lacks_reason)
{
    auto finding = indicator_finding(audit, "P7", is_certain ? Severity::error : Severity::warning, judged, *judged.points,
                                     fmt::format("{}，得分 {} 却{}{}", targets_text(judged), judged.points->text(), why, lacks_reason ? "，也没有写明原因" : ""));
    finding.formula = "没有达到目标的指标不得满分，并应写明原因";
    finding.advice = "核对完成值；确未达到的，按完成程度扣分，并写明原因";
    audit.record().add(std::move(finding));
}

void check_missed(const SheetAudit& audit, const Judged& judged, const Marks& marks, const Reasons& reasons)
{
    const bool asks = reasons.is_asked || judged.goal->columns.reason;
    const bool lacks_reason = asks && !has_reason(judged, reasons);
    if (judged.points && judged.points->number()) {
        const auto mark = std::find_if(marks.marks.begin(), marks.marks.end(), [&](const Mark& other) { return other.at == judged.at; });
        const auto full = full_by(*judged.goal, marks, *mark);
        if (!full.empty())
            return add_full_points(audit, judged, judged.verdict.is_certain, fmt::format("是满分（{}）", full), lacks_reason);
        if (has_points_of_met(judged, marks))
            return add_full_points(audit, judged, false, "与同类已达到目标的指标相同", lacks_reason);
    }
    if (!lacks_reason)
        return audit.record().passed("P7");
    auto finding = indicator_finding(audit, "P7", Severity::warning, judged, judged.actual, targets_text(judged) + "，没有写明原因");
    finding.formula = "没有达到目标的指标应写明原因";
    finding.advice = "写明未完成的原因";
    audit.record().add(std::move(finding));
}

void check_target(const SheetAudit& audit, const Judged& judged, const Marks& marks, const Reasons& reasons)
{
    switch (judged.verdict.outcome) {
    case Outcome::met: return audit.record().passed("P7");
    case Outcome::unclear: return audit.record().insufficient("P7");
    case Outcome::missed: return check_missed(audit, judged, marks, reasons);
    }
}

struct Doubt {
    Severity severity = Severity::warning;
    const ValueAt* at = nullptr;
    std::string text;
    std::string advice;
};

std::optional<Doubt> doubt_of_blank(const Judged& judged)
{
    const bool has_points = judged.points && judged.points->number();
    const auto got = has_points ? fmt::format("，却得 {} 分", trimmed(*judged.points->number())) : std::string();
    if (judged.target.is_blank() && judged.actual.is_blank())
        return Doubt{has_points ? Severity::error : Severity::warning, &judged.target,
                     fmt::format("{}和{}都没有填{}", judged.target.label, judged.actual.label, got), "补填；没有设定的指标不计分"};
    const auto& blank = judged.target.is_blank() ? judged.target : judged.actual;
    const auto& other = judged.target.is_blank() ? judged.actual : judged.target;
    if (!blank.is_blank())
        return std::nullopt;
    return Doubt{Severity::warning, &blank, fmt::format("没有填{}（{} {}）{}", blank.label, other.label, other.text(), got), "补填" + blank.label};
}

std::optional<Doubt> doubt_of_units(const Judged& judged, const Quantity& target, const Quantity* actual)
{
    const auto& name = judged.at->indicator->names.back();
    if (unit_contradicts_name(name, target.unit) || (actual && target.unit.empty() && unit_contradicts_name(name, actual->unit)))
        return Doubt{Severity::warning, &judged.target,
                     fmt::format("{} {}、{} {}，单位与指标名称不合", judged.target.label, judged.target.text(), judged.actual.label, judged.actual.text()),
                     "改正指标名称或单位"};
    if (actual && units_differ(target, *actual))
        return Doubt{Severity::warning, &judged.actual,
                     fmt::format("{} {} 与{} {} 单位不同", judged.target.label, judged.target.text(), judged.actual.label, judged.actual.text()), "用同一单位"};
    return std::nullopt;
}

/// 0.2 for 20%.
std::optional<Doubt> doubt_of_share(const Judged& judged, const Quantity& target)
{
    const bool is_fraction = target.unit.empty() && target.number.scale() > 0 && target.number <= decimal::Decimal::integer(1);
    if (!is_fraction || !names_a_share(judged.at->indicator->names.back()))
        return std::nullopt;
    return Doubt{Severity::note, &judged.target,
                 fmt::format("{} {} 是比例，宜写作 {}%", judged.target.label, judged.target.text(), trimmed(target.number * decimal::Decimal::integer(100))),
                 "比例写成百分数"};
}

std::optional<Doubt> doubt_of(const Judged& judged)
{
    if (auto blank = doubt_of_blank(judged))
        return blank;
    if (is_bare_unit(judged.target.text()))
        return Doubt{Severity::warning, &judged.target, fmt::format("{}只有单位“{}”，没有数", judged.target.label, judged.target.text()), "补填目标数"};
    const auto target = read_quantity(judged.target.text());
    const auto actual = read_quantity(judged.actual.text());
    if (target && actual && target->bound == Bound::at_least && actual->bound == Bound::at_least)
        return Doubt{Severity::warning, &judged.actual,
                     fmt::format("{} {} 是范围，不是完成的数（{} {}）", judged.actual.label, judged.actual.text(), judged.target.label, judged.target.text()),
                     "填实际完成的数"};
    if (!target)
        return std::nullopt;
    if (auto units = doubt_of_units(judged, *target, actual ? &*actual : nullptr))
        return units;
    return doubt_of_share(judged, *target);
}

void check_values(const SheetAudit& audit, const Judged& judged)
{
    const auto doubt = doubt_of(judged);
    if (!doubt)
        return audit.record().passed("P14");
    auto finding = indicator_finding(audit, "P14", doubt->severity, judged, *doubt->at, doubt->text);
    finding.formula = "目标值和完成值都应填写，类型和单位相同";
    finding.advice = doubt->advice;
    audit.record().add(std::move(finding));
}

}  // namespace

void check_indicators(const SheetAudit& audit)
{
    const auto reasons = reasons_of(audit);
    bool any = false;
    for (const auto& goal : audit.goals()) {
        const auto marks = marks_of(audit, goal);
        for (const auto& indicator : goal.indicators)
            if (const auto found = judged(audit, goal, indicator)) {
                check_target(audit, *found, marks, reasons);
                check_values(audit, *found);
                any = true;
            }
    }
    if (!any) {
        audit.record().not_applicable("P7");
        audit.record().not_applicable("P14");
    }
}

}  // namespace gongkai::audit::evaluation
