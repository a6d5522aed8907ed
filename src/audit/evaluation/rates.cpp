// P1 and P2.
#include <algorithm>

#include <fmt/format.h>

#include "audit/evaluation/checks.hpp"
#include "audit/evaluation/quotient.hpp"
#include "audit/evaluation/slips.hpp"

namespace gongkai::audit::evaluation {
namespace {

using base::Severity;
using decimal::Decimal;
using model::ValueRole;
using model::ValueType;

/// A percentage with the columns that it follows from.
struct Rate {
    ValueAt rate;
    ValueAt part;
    ValueAt whole;
    bool is_execution = false;  ///< executed ÷ budget

    bool has_amounts() const { return part.number() && whole.number() && !part.number()->is_negative() && !whole.number()->is_negative(); }
    Quotient quotient(const Decimal& factor) const { return {factor, *part.number(), *whole.number()}; }
    /// Decimals that both amounts are taken to have.
    int decimals(int least) const { return std::max({least, part.number()->scale(), whole.number()->scale()}); }
};

std::optional<std::size_t> column_with(const std::vector<model::ValueForm>& forms, ValueRole role)
{
    for (std::size_t i = 0; i < forms.size(); ++i)
        if (forms[i].role == role)
            return i;
    return std::nullopt;
}

std::optional<Rate> rate_at(const SheetAudit& audit, const ValueRow& row, std::size_t column)
{
    const auto& forms = *row.forms;
    const auto& form = forms[column];
    if (form.type != ValueType::percent || (!form.ratio && form.role != ValueRole::rate))
        return std::nullopt;
    const auto part = form.ratio ? column_named(forms, form.ratio->part) : column_with(forms, ValueRole::executed);
    const auto whole = form.ratio ? column_named(forms, form.ratio->whole) : column_with(forms, ValueRole::budget);
    if (!part || !whole)
        return std::nullopt;
    return Rate{audit.at(row, column), audit.at(row, *part), audit.at(row, *whole), form.role == ValueRole::rate};
}

std::string rate_formula(const Rate& rate)
{
    return fmt::format("{} = {} ÷ {} × 100%", rate.rate.label, rate.part.label, rate.whole.label);
}

/// A figure that may be the wrong one, with what it would be.
struct Candidate {
    std::string text;
    bool fits_points = false;  ///< the points for execution would be right too
};

/// The points for execution beside a rate, if the form has them.
struct PointsBeside {
    Decimal points;
    Decimal weight;
};

bool fits_points(const Quotient& rate, const std::optional<PointsBeside>& beside, int decimals)
{
    if (!beside || rate.part >= rate.whole)
        return beside && beside->points == beside->weight;
    return Quotient{beside->weight, rate.part, rate.whole}.allows(beside->points, decimals);
}

std::string only_candidate(const std::vector<Candidate>& candidates)
{
    const auto fitting = std::count_if(candidates.begin(), candidates.end(), [](const Candidate& candidate) { return candidate.fits_points; });
    if (fitting == 1)
        return std::find_if(candidates.begin(), candidates.end(), [](const Candidate& candidate) { return candidate.fits_points; })->text;
    return fitting == 0 && candidates.size() == 1 ? candidates.front().text : std::string();
}

/// The one slip in a figure that makes the rate right, and the points if it can be.
std::string rate_diagnosis(const Rate& rate, const std::optional<PointsBeside>& beside, int decimals)
{
    std::vector<Candidate> candidates;
    const auto consider = [&](const ValueAt& at, const auto& quotient_of, const auto& printed_of) {
        for (const auto& figure : one_slip_from(at.text())) {
            const Quotient quotient = quotient_of(figure);
            if (quotient.allows(printed_of(figure), decimals))
                candidates.push_back({fmt::format("若{}为 {}{}（与所印 {} 只差一处笔误），则相符", at.label, figure.to_string(), at.text().ends_with('%') ? "%" : "", at.text()),
                                      fits_points(quotient, beside, decimals)});
        }
    };
    const auto hundred = Decimal::integer(100);
    const auto as_printed = [&](const Decimal&) { return *rate.rate.number(); };
    consider(rate.whole, [&](const Decimal& whole) { return Quotient{hundred, *rate.part.number(), whole}; }, as_printed);
    consider(rate.part, [&](const Decimal& part) { return Quotient{hundred, part, *rate.whole.number()}; }, as_printed);
    consider(rate.rate, [&](const Decimal&) { return rate.quotient(hundred); }, [](const Decimal& other) { return other; });
    return only_candidate(candidates);
}

Finding rate_finding(const SheetAudit& audit, const Rate& rate, Severity severity, const std::string& text)
{
    auto finding = audit.finding("P1", severity, rate.rate, text);
    finding.formula = rate_formula(rate);
    finding.operands.push_back(audit.operand(rate.part));
    finding.operands.push_back(audit.operand(rate.whole));
    return finding;
}

void check_zero_base(const SheetAudit& audit, const Rate& rate)
{
    auto finding = rate_finding(audit, rate, Severity::error,
                                fmt::format("{} {}，但{}为 0，不能计算百分比", rate.rate.label, rate.rate.text(), rate.whole.label));
    finding.advice = fmt::format("{}没有安排的，{}写“不适用”", rate.whole.label, rate.rate.label);
    audit.record().add(std::move(finding));
}

void add_rate_note(const SheetAudit& audit, const Rate& rate, const std::string& computed, const std::string& difference, bool is_cut)
{
    auto note = rate_finding(audit, rate, Severity::note,
                             fmt::format("{} {}，{}，{}", rate.rate.label, rate.rate.text(), computed,
                                         is_cut ? "是截断，不是四舍五入" : "在金额少印小数的误差之内"));
    note.difference = difference;
    note.advice = is_cut ? "四舍五入" : "金额印足小数";
    audit.record().add(std::move(note));
}

void add_rate_error(const SheetAudit& audit, const Rate& rate, const std::optional<PointsBeside>& beside, const std::string& computed,
                    const std::string& difference)
{
    auto finding = rate_finding(audit, rate, Severity::error, fmt::format("{} {} 应为 {}", rate.rate.label, rate.rate.text(), computed));
    finding.difference = difference;
    finding.diagnosis = rate_diagnosis(rate, beside, rate.decimals(audit.decimals()));
    finding.advice = fmt::format("核对{}、{}和{}，改正有误的一个", rate.whole.label, rate.part.label, rate.rate.label);
    audit.record().add(std::move(finding));
}

void check_rate(const SheetAudit& audit, const Rate& rate, const std::optional<PointsBeside>& beside)
{
    if (!rate.has_amounts() || !rate.rate.number())
        return audit.record().insufficient("P1");
    if (rate.whole.number()->is_zero())
        return check_zero_base(audit, rate);
    const auto quotient = rate.quotient(Decimal::integer(100));
    const auto& printed = *rate.rate.number();
    if (rate.rate.value->is_computed || quotient.allows(printed, rate.decimals(audit.decimals())))
        return audit.record().passed("P1");
    const auto right = quotient.rounded(printed.scale());
    const auto computed = fmt::format("{} ÷ {} = {}%", rate.part.text(), rate.whole.text(), right.to_string());
    const auto difference = fmt::format("{} 个百分点", distance(printed, right).to_string());
    const bool is_cut = quotient.is_cut_to(printed);
    if (is_cut || quotient.allows(printed, rate.part.number()->scale(), rate.whole.number()->scale()))
        return add_rate_note(audit, rate, computed, difference, is_cut);
    add_rate_error(audit, rate, beside, computed, difference);
}

/// More was executed than there was: the budget is that of the beginning of the year?
void check_excess(const SheetAudit& audit, const Rate& rate)
{
    if (!rate.is_execution || !rate.has_amounts() || rate.whole.number()->is_zero() || *rate.part.number() <= *rate.whole.number())
        return;
    auto finding = rate_finding(audit, rate, Severity::warning,
                                fmt::format("{} {} 超过{} {}", rate.part.label, rate.part.text(), rate.whole.label, rate.whole.text()));
    finding.formula = fmt::format("{} ≤ {}（调整后的预算，含上年结转）", rate.part.label, rate.whole.label);
    finding.difference = fmt::format("{} {}", trimmed(*rate.part.number() - *rate.whole.number()), decimal::unit_name(audit.sheet().form->unit));
    finding.advice = fmt::format("{}应填调整后的数", rate.whole.label);
    audit.record().add(std::move(finding));
}

/// Points for execution. `is_stated`: the form says that they are weight × rate.
struct Execution {
    ValueAt points;
    Rate rate;
    Decimal weight;
    bool is_stated = false;
};

bool has_quotient(const Execution& execution) { return execution.rate.has_amounts() && !execution.rate.whole.number()->is_zero(); }

bool is_full(const Execution& execution) { return *execution.rate.part.number() >= *execution.rate.whole.number(); }

Decimal capped(const Decimal& points, const Decimal& weight) { return std::min(points, weight.round(points.scale())); }

/// weight × the printed rate.
Decimal from_rate(const Execution& execution, int decimals)
{
    return capped((execution.weight * *execution.rate.rate.number() * Decimal(1, 2)).round(decimals), execution.weight);
}

/// weight × executed ÷ budget.
Decimal from_amounts(const Execution& execution, int decimals)
{
    return capped(execution.rate.quotient(execution.weight).rounded(decimals), execution.weight);
}

/// The points are right for the amounts, or for the rate where there are none.
bool is_right(const Execution& execution, int least_decimals)
{
    const auto& points = *execution.points.number();
    if (!has_quotient(execution))
        return from_rate(execution, points.scale()) == points;
    if (is_full(execution))
        return points == execution.weight;
    return execution.rate.quotient(execution.weight).allows(points, execution.rate.decimals(least_decimals));
}

/// “得分 18 应为 20 × 39.37 ÷ 50.28 = 15.66”, with figures and difference.
Finding execution_finding(const SheetAudit& audit, const Execution& execution, Severity severity, std::string_view link, const std::string& remark)
{
    const auto& points = *execution.points.number();
    const int decimals = std::max(points.scale(), 2);
    const auto right = has_quotient(execution) ? from_amounts(execution, decimals) : from_rate(execution, decimals);
    const auto quotient = has_quotient(execution) ? fmt::format("{} ÷ {}", execution.rate.part.text(), execution.rate.whole.text()) : execution.rate.rate.text();
    auto finding = audit.finding("P2", severity, execution.points,
                                 fmt::format("{} {}{}{} × {} = {}{}", execution.points.label, execution.points.text(), link, trimmed(execution.weight),
                                             quotient, trimmed(right), remark));
    finding.formula = fmt::format("{} = {} 分 × {}，至多 {} 分", execution.points.label, trimmed(execution.weight), execution.rate.rate.label,
                                  trimmed(execution.weight));
    for (const auto* at : {&execution.rate.rate, &execution.rate.part, &execution.rate.whole})
        finding.operands.push_back(audit.operand(*at));
    finding.difference = fmt::format("{} 分", trimmed(distance(points, right)));
    return finding;
}

void check_execution(const SheetAudit& audit, const Execution& execution)
{
    const bool has_rate = execution.rate.rate.number().has_value();
    if (!execution.points.number() || (!has_quotient(execution) && !has_rate))
        return audit.record().insufficient("P2");
    const auto& points = *execution.points.number();
    if (points.is_negative() || points > execution.weight)
        return;  // P5
    if (execution.points.value->is_computed || is_right(execution, audit.decimals()))
        return audit.record().passed("P2");
    const bool is_cut = has_quotient(execution) && execution.rate.quotient(execution.weight).is_cut_to(points);
    const bool by_rate = has_rate && from_rate(execution, points.scale()) == points;
    const bool is_small = has_quotient(execution) && distance(points, from_amounts(execution, std::max(points.scale(), 2))) < Decimal(5, 1);
    if (by_rate || (is_cut && is_small)) {
        const auto remark = by_rate ? fmt::format("；所印得分是用印出的{} {} 算的", execution.rate.rate.label, execution.rate.rate.text())
                                    : std::string("；所印得分是截断，不是四舍五入");
        auto note = execution_finding(audit, execution, Severity::note, "，", remark);
        note.advice = "用未经四舍五入的数计算，再四舍五入";
        return audit.record().add(std::move(note));
    }
    auto finding = execution_finding(audit, execution, execution.is_stated ? Severity::error : Severity::warning, " 应为 ", "");
    finding.diagnosis = is_cut ? "似舍去了小数，没有四舍五入" : "";
    finding.advice = "按执行率重新计算得分，并改正总分";
    audit.record().add(std::move(finding));
}

/// Points in a row outside groups: of the rate that the form names, or of the only
/// rate and the only points of the row.
std::optional<Execution> execution_at(const SheetAudit& audit, const ValueRow& row, std::size_t column)
{
    const auto& forms = *row.forms;
    const auto& form = forms[column];
    if (form.type != ValueType::score || form.is_total || !row.grid || !row.grid->weight || !row.group.empty())
        return std::nullopt;
    const auto is_points = [](const model::ValueForm& other) { return other.type == ValueType::score; };
    const bool is_only = std::count_if(forms.begin(), forms.end(), is_points) == 1;
    const auto named = column_named(forms, form.weighted_by);
    const auto by = named ? named : is_only ? column_with(forms, ValueRole::rate) : std::nullopt;
    const auto rate = by ? rate_at(audit, row, *by) : std::nullopt;
    if (!rate)
        return std::nullopt;
    return Execution{audit.at(row, column), *rate, *row.grid->weight, named.has_value()};
}

/// Points of the row that follow from the rate.
std::optional<PointsBeside> points_beside(const SheetAudit& audit, const ValueRow& row, const Rate& rate)
{
    for (std::size_t column = 0; column < row.forms->size(); ++column)
        if (const auto execution = execution_at(audit, row, column); execution && execution->rate.rate.value == rate.rate.value && execution->points.number())
            return PointsBeside{*execution->points.number(), execution->weight};
    return std::nullopt;
}

}  // namespace

void check_rates(const SheetAudit& audit)
{
    bool has_rate = false;
    bool has_points = false;
    for (const auto& row : audit.rows())
        for (std::size_t column = 0; column < row.forms->size(); ++column) {
            const auto rate = rate_at(audit, row, column);
            const bool is_empty = rate && rate->rate.is_blank() && rate->part.is_blank() && rate->whole.is_blank();
            if (rate && !is_empty) {
                check_rate(audit, *rate, points_beside(audit, row, *rate));
                check_excess(audit, *rate);
            }
            has_rate = has_rate || rate;
            if (const auto execution = execution_at(audit, row, column)) {
                check_execution(audit, *execution);
                has_points = true;
            }
        }
    if (!has_rate)
        audit.record().not_applicable("P1");
    if (!has_points)
        audit.record().not_applicable("P2");
}

}  // namespace gongkai::audit::evaluation
