// P4 and P5 for the indicators of a goal.
#include <algorithm>

#include <fmt/format.h>

#include "audit/evaluation/checks.hpp"
#include "audit/evaluation/marks.hpp"

namespace gongkai::audit::evaluation {
namespace {

using base::Severity;
using decimal::Decimal;

std::string text_in(const IndicatorAt& indicator, const std::optional<std::size_t>& column)
{
    return column ? indicator.indicator->values[*column].text : std::string();
}

bool all_met(const Marks& marks)
{
    return std::all_of(marks.marks.begin(), marks.marks.end(), [](const Mark& mark) { return mark.is_met(); });
}

bool all_certain(const Marks& marks)
{
    return std::all_of(marks.marks.begin(), marks.marks.end(), [](const Mark& mark) { return mark.verdict.is_certain; });
}

Finding sum_finding(const SheetAudit& audit, const char* rule, Severity severity, const ValueAt& at, const Marks& marks, const Decimal& weight,
                    const std::string& text)
{
    auto finding = audit.finding(rule, severity, at, text);
    if (at.value == marks.marks.front().points.value)
        finding.operands.clear();
    for (const auto& mark : marks.marks)
        finding.operands.push_back(audit.operand(mark.points));
    finding.difference = fmt::format("{} 分", trimmed(distance(marks.sum, weight)));
    return finding;
}

/// P5: points of indicators under one weight are at most that.
bool check_at_most(const SheetAudit& audit, const ValueAt& at, const std::string& whose, const Decimal& weight, const Marks& marks)
{
    if (marks.sum <= weight) {
        audit.record().passed("P5");
        return true;
    }
    auto finding = sum_finding(audit, "P5", Severity::error, at, marks, weight,
                               fmt::format("{} {} 分，其 {} 个指标得分合计 {}，超过分值", whose, trimmed(weight), marks.marks.size(), trimmed(marks.sum)));
    finding.formula = "各指标得分之和 ≤ 分值";
    finding.advice = "核对各指标得分和分值";
    audit.record().add(std::move(finding));
    return false;
}

/// P4: if all targets are met, they are just that.
void check_all_of_it(const SheetAudit& audit, const ValueAt& at, const std::string& whose, const Decimal& weight, const Marks& marks)
{
    if (marks.sum == weight)
        return audit.record().passed("P4");
    if (!marks.is_complete || !all_met(marks))
        return audit.record().insufficient("P4");
    auto finding = sum_finding(audit, "P4", all_certain(marks) ? Severity::error : Severity::warning, at, marks, weight,
                               fmt::format("{} {} 分，其 {} 个指标的目标全部完成，得分合计只有 {}", whose, trimmed(weight), marks.marks.size(), trimmed(marks.sum)));
    finding.formula = "各指标分值之和 = 所在部分的分值";
    finding.advice = "全部完成而不得满分的，核对各指标分值；有扣分的，写明原因";
    audit.record().add(std::move(finding));
}

/// Points that most of the met indicators have: three at least, two thirds of them.
std::optional<Decimal> usual_points(const std::vector<const Mark*>& marks)
{
    std::vector<std::pair<Decimal, std::size_t>> counts;
    std::size_t met = 0;
    for (const auto* mark : marks) {
        if (!mark->is_met() || !mark->points.number())
            continue;
        ++met;
        const auto same = std::find_if(counts.begin(), counts.end(), [&](const auto& count) { return count.first == *mark->points.number(); });
        if (same == counts.end())
            counts.emplace_back(*mark->points.number(), 1);
        else
            ++same->second;
    }
    for (const auto& [points, count] : counts)
        if (count >= 3 && count * 3 >= met * 2)
            return points;
    return std::nullopt;
}

/// Marks whose first `depth` names are those of `mark`.
std::vector<const Mark*> peers_of(const Marks& marks, const Mark& mark, std::size_t depth)
{
    std::vector<const Mark*> peers;
    for (const auto& other : marks.marks) {
        const auto& names = other.at->indicator->names;
        if (std::equal(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(std::min(depth, names.size())), mark.at->indicator->names.begin()))
            peers.push_back(&other);
    }
    return peers;
}

/// Usual points beside it, else one level further out.
std::optional<Decimal> usual_points_near(const Marks& marks, const Mark& mark)
{
    for (std::size_t depth = mark.at->indicator->names.size() - 1; depth > 0; --depth)
        if (const auto usual = usual_points(peers_of(marks, mark, depth)))
            return usual;
    return std::nullopt;
}

/// The points that all indicators could reach, if one that missed its target is
/// worth what the others near it are; nullopt where that can't be said.
std::optional<Decimal> reachable_points(const Marks& marks)
{
    auto reachable = marks.sum;
    for (const auto& mark : marks.marks) {
        if (mark.is_met())
            continue;
        const auto usual = usual_points_near(marks, mark);
        if (!usual || (!mark.is_missed() && *mark.points.number() < *usual))
            return std::nullopt;
        if (*mark.points.number() < *usual)
            reachable = reachable + *usual - *mark.points.number();
    }
    return reachable;
}

/// A goal with a weight where some targets were missed: can its indicators reach it?
void check_reachable(const SheetAudit& audit, const GoalAt& goal, const Marks& marks)
{
    const auto& weight = *goal.goal->weight.number;
    const auto reachable = reachable_points(marks);
    if (!reachable)
        return audit.record().insufficient("P4");
    if (*reachable == weight)
        return audit.record().passed("P4");
    const auto at = audit.weight_of(goal);
    auto finding = sum_finding(audit, "P4", Severity::warning, at, marks, weight,
                               fmt::format("{} {}，其 {} 个指标得分合计 {}；未完成的指标按同类指标的得分计满，合计 {}，与分值不合", at.label, at.text(),
                                           marks.marks.size(), trimmed(marks.sum), trimmed(*reachable)));
    finding.formula = "各指标分值之和 = 分值";
    finding.difference = fmt::format("{} 分", trimmed(distance(*reachable, weight)));
    finding.advice = "核对各指标的分值";
    audit.record().add(std::move(finding));
}

void check_goal_weight(const SheetAudit& audit, const GoalAt& goal, const Marks& marks)
{
    const auto at = audit.weight_of(goal);
    const auto& weight = *goal.goal->weight.number;
    if (!check_at_most(audit, at, goal.name, weight, marks))
        return;
    if (marks.sum == weight || all_met(marks) || !marks.is_complete || marks.sum_of_weights())
        check_all_of_it(audit, at, goal.name, weight, marks);
    else
        check_reachable(audit, goal, marks);
}

/// More points than any of ten or more peers, for more than was planned: a bonus?
void check_bonus(const SheetAudit& audit, const GoalAt& goal, const Marks& marks)
{
    for (const auto& mark : marks.marks) {
        const auto peers = peers_of(marks, mark, 1);
        const auto usual = peers.size() > 10 ? usual_points(peers) : std::nullopt;
        const auto exceeds = [&](const Mark* other) { return other->points.number() && usual && *other->points.number() > *usual; };
        if (!usual || !mark.is_met() || !exceeds(&mark) || std::count_if(peers.begin(), peers.end(), exceeds) > 1)
            continue;
        const auto target = read_quantity(text_in(*mark.at, goal.columns.target));
        const auto actual = read_quantity(text_in(*mark.at, goal.columns.actual));
        const auto numbers = target && actual ? comparable(*target, *actual) : std::nullopt;
        if (!numbers || numbers->second <= numbers->first)
            continue;
        auto finding = audit.finding("P5", Severity::note, mark.points,
                                     fmt::format("{}{} {}，同类的 {} 个指标至多 {}；超额完成也不应超过分值", quoted(mark.at->name), mark.points.label,
                                                 mark.points.text(), peers.size() - 1, trimmed(*usual)));
        finding.formula = "0 ≤ 得分 ≤ 分值";
        finding.advice = "该指标分值确为此数的，不必改动";
        audit.record().add(std::move(finding));
    }
}

void check_mark(const SheetAudit& audit, const Mark& mark)
{
    const auto& points = mark.points.number();
    const bool is_too_much = points && mark.weight && *points > *mark.weight;
    if (!points || (!is_too_much && !points->is_negative()))
        return mark.weight && points ? audit.record().passed("P5") : void();
    auto finding = audit.finding("P5", Severity::error, mark.points,
                                 fmt::format("{}{} {} {}", quoted(mark.at->name), mark.points.label, mark.points.text(),
                                             is_too_much ? "超过分值 " + trimmed(*mark.weight) : "小于 0"));
    finding.formula = "0 ≤ 得分 ≤ 分值";
    finding.advice = "核对得分和分值";
    audit.record().add(std::move(finding));
}

void add_weight_sum(const SheetAudit& audit, const GoalAt& goal, const std::string& of, const Decimal& sum)
{
    const auto at = audit.weight_of(goal);
    auto finding = audit.finding("P4", Severity::error, at, fmt::format("{} {}，但{}合计 {}", at.label, at.text(), of, trimmed(sum)));
    finding.formula = "各级指标分值之和 = 分值";
    finding.difference = fmt::format("{} 分", trimmed(distance(sum, *goal.goal->weight.number)));
    finding.advice = "核对分值";
    audit.record().add(std::move(finding));
}

void check_level_weights(const SheetAudit& audit, const GoalAt& goal, const LabelWeights& levels)
{
    if (!goal.goal->weight.number || !levels.sum_of_all)
        return;
    if (*levels.sum_of_all == *goal.goal->weight.number)
        return audit.record().passed("P4");
    std::vector<std::string> terms;
    for (const auto& level : levels.levels)
        terms.push_back(level.name);
    add_weight_sum(audit, goal, joined(terms, "、"), *levels.sum_of_all);
}

/// The indicators' own weights make that of the goal.
void check_own_weights(const SheetAudit& audit, const GoalAt& goal, const Marks& marks)
{
    const auto sum = marks.sum_of_weights();
    if (!goal.goal->weight.number || !sum)
        return;
    if (*sum == *goal.goal->weight.number)
        return audit.record().passed("P4");
    add_weight_sum(audit, goal, fmt::format("其 {} 个指标的分值", marks.marks.size()), *sum);
}

}  // namespace

void check_indicator_points(const SheetAudit& audit, const GoalAt& goal)
{
    const auto marks = marks_of(audit, goal);
    if (marks.marks.empty())
        return;
    for (const auto& mark : marks.marks)
        check_mark(audit, mark);
    const auto levels = label_weights_of(marks);
    for (const auto& level : levels.levels) {
        auto at = level.marks.marks.front().points;
        at.name = goal.name + "/" + level.name;
        if (check_at_most(audit, at, level.name, level.weight, level.marks))
            check_all_of_it(audit, at, level.name, level.weight, level.marks);
    }
    check_level_weights(audit, goal, levels);
    check_own_weights(audit, goal, marks);
    if (goal.goal->weight.number && !levels.sum_of_all)
        check_goal_weight(audit, goal, marks);
    if (!marks.sum_of_weights())
        check_bonus(audit, goal, marks);
}

}  // namespace gongkai::audit::evaluation
