// P3 total, P4 weights, P5 bounds of points.
#include <algorithm>

#include <fmt/format.h>

#include "audit/evaluation/checks.hpp"
#include "audit/evaluation/marks.hpp"

namespace gongkai::audit::evaluation {
namespace {

using base::Severity;
using decimal::Decimal;
using model::ValueType;

/// What the total adds up: one entry a goal, a row or a field.
struct Share {
    std::string label;
    Decimal sum;
    std::vector<ValueAt> values;  ///< with numbers
};

struct Points {
    std::vector<Share> shares;
    std::vector<ValueAt> blank;  ///< points that the form has and nobody gave

    Decimal sum() const
    {
        Decimal all;
        for (const auto& share : shares)
            all = all + share.sum;
        return all;
    }
};

void add_value(Share& share, Points& points, ValueAt at, bool is_expected)
{
    if (at.number()) {
        share.sum = share.sum + *at.number();
        share.values.push_back(std::move(at));
    } else if (at.is_blank() && is_expected) {
        points.blank.push_back(std::move(at));
    }
}

void add_share(Points& points, Share share)
{
    if (!share.values.empty())
        points.shares.push_back(std::move(share));
}

Points points_of(const SheetAudit& audit)
{
    Points points;
    for (const auto& row : audit.rows())
        for (std::size_t i = 0; i < row.forms->size(); ++i) {
            const auto& form = (*row.forms)[i];
            if (form.type != ValueType::score || form.is_total)
                continue;
            auto at = audit.at(row, i);
            Share share{row.grid ? row.grid->heading : at.label, {}, {}};
            add_value(share, points, std::move(at), row.group.empty());
            add_share(points, std::move(share));
        }
    for (const auto& goal : audit.goals()) {
        Share share{goal.name, {}, {}};
        if (goal.goal->score.number)
            add_value(share, points, audit.score_of(goal), true);
        else
            for (const auto& indicator : goal.indicators)
                for (const auto column : goal.columns.scores)
                    add_value(share, points, audit.at(goal, indicator, column), true);
        add_share(points, std::move(share));
    }
    return points;
}

std::optional<ValueAt> total_of(const SheetAudit& audit)
{
    for (const auto& row : audit.rows())
        for (std::size_t i = 0; i < row.forms->size(); ++i)
            if ((*row.forms)[i].is_total)
                return audit.at(row, i);
    return audit.find(model::ValueRole::total);
}

std::string sum_text(const Points& points, std::string_view sign)
{
    std::vector<std::string> terms;
    for (const auto& share : points.shares)
        terms.push_back(fmt::format("{} {}", share.label, trimmed(share.sum)));
    return joined(terms, sign);
}

Finding total_finding(const SheetAudit& audit, Severity severity, const ValueAt& at, const Points& points, const std::string& text)
{
    auto finding = audit.finding("P3", severity, at, text);
    finding.formula = "总分 = 各项得分之和";
    for (const auto& share : points.shares)
        for (const auto& value : share.values)
            finding.operands.push_back(audit.operand(value));
    return finding;
}

/// Something is blank: what is there must not exceed the total; a single blank
/// value follows from the others.
void check_incomplete_total(const SheetAudit& audit, const ValueAt& total, const Points& points)
{
    const auto rest = *total.number() - points.sum();
    if (rest.is_negative()) {
        auto finding = total_finding(audit, Severity::error, total, points,
                                     fmt::format("{} {} < {} = {}，尚有得分未填", total.label, total.text(), sum_text(points, " + "), trimmed(points.sum())));
        finding.difference = fmt::format("{} 分", trimmed(-rest));
        finding.advice = "核对各项得分和总分";
        return audit.record().add(std::move(finding));
    }
    if (points.blank.size() != 1 || total.value->is_computed)
        return audit.record().insufficient("P3");
    const auto& blank = points.blank.front();
    auto finding = total_finding(audit, Severity::warning, blank, points,
                                 fmt::format("{}未填；由{} {} − {} 倒推，应为 {}", blank.label, total.label, total.text(), sum_text(points, " − "), trimmed(rest)));
    finding.operands.push_back(audit.operand(total));
    finding.advice = "补填得分";
    audit.record().add(std::move(finding));
}

void check_total(const SheetAudit& audit, const Points& points)
{
    const auto total = total_of(audit);
    if (!total)
        return audit.record().not_applicable("P3");
    if (!total->number() || points.shares.empty())
        return audit.record().insufficient("P3");
    if (!points.blank.empty())
        return check_incomplete_total(audit, *total, points);
    const auto sum = points.sum();
    if (*total->number() == sum)
        return audit.record().passed("P3");
    const bool is_rounded = total->number()->scale() < sum.scale() && sum.round(total->number()->scale()) == *total->number();
    auto finding = total_finding(audit, is_rounded ? Severity::note : Severity::error, *total, points,
                                 fmt::format("{} {} ≠ {} = {}{}", total->label, total->text(), sum_text(points, " + "), trimmed(sum),
                                             is_rounded ? "（四舍五入）" : ""));
    finding.difference = fmt::format("{} 分", trimmed(distance(*total->number(), sum)));
    finding.advice = "核对各项得分和总分";
    audit.record().add(std::move(finding));
}

/// Where a goal prints its own points, they are the sum of its indicators'.
void check_goal_score(const SheetAudit& audit, const GoalAt& goal)
{
    if (!goal.goal->score.number || goal.columns.scores.empty() || goal.indicators.empty())
        return;
    const auto marks = marks_of(audit, goal);
    if (!marks.is_complete)
        return audit.record().insufficient("P3");
    if (marks.sum == *goal.goal->score.number)
        return audit.record().passed("P3");
    const auto score = audit.score_of(goal);
    auto finding = audit.finding("P3", Severity::error, score,
                                 fmt::format("{} {} ≠ {} 个指标的得分之和 {}", score.label, score.text(), marks.marks.size(), trimmed(marks.sum)));
    finding.formula = goal.name + "得分 = 其各指标得分之和";
    for (const auto& mark : marks.marks)
        finding.operands.push_back(audit.operand(mark.points));
    finding.difference = fmt::format("{} 分", trimmed(distance(marks.sum, *goal.goal->score.number)));
    finding.advice = "核对各指标得分";
    audit.record().add(std::move(finding));
}

/// The weights of a sheet; `is_complete`: every part that is scored has one.
struct Weights {
    std::vector<std::pair<std::string, Decimal>> weights;
    std::vector<ValueAt> written;
    bool is_scored = false;    ///< a goal has points or a weight
    bool is_complete = true;
};

/// 分值 of the goal, else what its outermost levels (产出指标（40分）) or its
/// indicators print, together.
std::optional<Decimal> weight_of(const SheetAudit& audit, const GoalAt& goal)
{
    if (goal.goal->weight.number)
        return goal.goal->weight.number;
    const auto marks = marks_of(audit, goal);
    const auto by_levels = label_weights_of(marks).sum_of_all;
    return by_levels ? by_levels : marks.sum_of_weights();
}

Weights weights_of(const SheetAudit& audit)
{
    Weights weights;
    const model::GridForm* last = nullptr;
    for (const auto& row : audit.rows()) {
        if (row.grid && row.grid != last && row.grid->weight)
            weights.weights.emplace_back(row.grid->heading, *row.grid->weight);
        last = row.grid;
        const auto is_points = [](const model::ValueForm& form) { return form.type == ValueType::score && !form.is_total; };
        if (!row.grid && std::any_of(row.forms->begin(), row.forms->end(), is_points))
            weights.is_complete = false;
    }
    for (const auto& goal : audit.goals()) {
        const auto weight = weight_of(audit, goal);
        weights.is_scored = weights.is_scored || weight || !goal.columns.scores.empty();
        if (!weight) {
            weights.is_complete = false;
            continue;
        }
        weights.weights.emplace_back(goal.name, *weight);
        if (goal.goal->weight.number)
            weights.written.push_back(audit.weight_of(goal));
    }
    return weights;
}

void check_weights(const SheetAudit& audit)
{
    const auto weights = weights_of(audit);
    if (!weights.is_scored)
        return audit.record().not_applicable("P4");
    const auto total = total_of(audit);
    if (!weights.is_complete || (weights.written.empty() && !total))
        return audit.record().insufficient("P4");
    Decimal sum;
    std::vector<std::string> terms;
    for (const auto& [label, weight] : weights.weights) {
        sum = sum + weight;
        terms.push_back(fmt::format("{} {}", label, trimmed(weight)));
    }
    if (sum == Decimal::integer(100))
        return audit.record().passed("P4");
    const auto& at = weights.written.empty() ? *total : weights.written.front();
    auto finding = audit.finding("P4", Severity::error, at, fmt::format("各部分分值 {} = {}，不是 100", joined(terms, " + "), trimmed(sum)));
    finding.formula = "各部分分值之和 = 100";
    for (std::size_t i = 1; i < weights.written.size(); ++i)
        finding.operands.push_back(audit.operand(weights.written[i]));
    finding.difference = fmt::format("{} 分", trimmed(distance(sum, Decimal::integer(100))));
    finding.advice = "核对分值";
    audit.record().add(std::move(finding));
}

/// P5 of one value. More than 100 in all may be a bonus that the form allows.
void check_bounds(const SheetAudit& audit, const ValueAt& at, const std::optional<Decimal>& most, bool is_total = false)
{
    if (!at.number())
        return;
    const bool is_too_much = most && *at.number() > *most;
    if (!is_too_much && !at.number()->is_negative())
        return audit.record().passed("P5");
    auto finding = audit.finding("P5", is_too_much && is_total ? Severity::warning : Severity::error, at,
                                 is_too_much ? fmt::format("{} {} 超过{} {}", at.label, at.text(), is_total ? "满分" : "分值", trimmed(*most))
                                             : fmt::format("{} {} 小于 0", at.label, at.text()));
    finding.formula = "0 ≤ 得分 ≤ 分值";
    if (is_too_much)
        finding.difference = fmt::format("{} 分", trimmed(*at.number() - *most));
    finding.advice = "核对得分和分值";
    audit.record().add(std::move(finding));
}

void check_all_bounds(const SheetAudit& audit)
{
    bool has_points = false;
    for (const auto& row : audit.rows())
        for (std::size_t i = 0; i < row.forms->size(); ++i) {
            const auto& form = (*row.forms)[i];
            if (form.type != ValueType::score)
                continue;
            has_points = true;
            const bool is_total = form.is_total || form.role == model::ValueRole::total;
            const auto most = is_total ? std::optional(Decimal::integer(100)) : row.grid ? row.grid->weight : std::nullopt;
            check_bounds(audit, audit.at(row, i), most, is_total);
        }
    for (const auto& goal : audit.goals()) {
        check_bounds(audit, audit.score_of(goal), goal.goal->weight.number);
        has_points = has_points || !goal.columns.scores.empty() || goal.goal->score.number;
        check_indicator_points(audit, goal);
    }
    if (!has_points)
        audit.record().not_applicable("P5");
}

}  // namespace

void check_points(const SheetAudit& audit)
{
    check_total(audit, points_of(audit));
    for (const auto& goal : audit.goals())
        check_goal_score(audit, goal);
    check_weights(audit);
    check_all_bounds(audit);
}

}  // namespace gongkai::audit::evaluation
