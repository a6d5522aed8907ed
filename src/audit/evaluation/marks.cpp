#include "audit/evaluation/marks.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace gongkai::audit::evaluation {
namespace {

using decimal::Decimal;

/// 40 of 产出指标（40分）; without 分 up to 100.
std::optional<Decimal> printed_weight(std::string_view name)
{
    const auto ends = [&](std::string_view bracket) {
        const bool found = name.ends_with(bracket);
        if (found)
            name.remove_suffix(bracket.size());
        return found;
    };
    if (!ends("）") && !ends(")"))
        return std::nullopt;
    const bool has_unit = ends("分");
    auto at = name.rfind("（");
    std::size_t width = std::string_view("（").size();
    if (at == std::string_view::npos) {
        at = name.rfind('(');
        width = 1;
    }
    const auto weight = at == std::string_view::npos ? std::nullopt : Decimal::parse(name.substr(at + width));
    return weight && !weight->is_negative() && (has_unit || *weight <= Decimal::integer(100)) ? weight : std::nullopt;
}

/// 10, 10分, 10%: a weight is points of a hundred.
std::optional<Decimal> written_weight(std::string text)
{
    for (const std::string_view suffix : {"分", "%"})
        if (text.ends_with(suffix))
            text.erase(text.size() - suffix.size());
    const auto weight = Decimal::parse(text);
    return weight && !weight->is_negative() ? weight : std::nullopt;
}

std::string text_in(const IndicatorAt& indicator, const std::optional<std::size_t>& column)
{
    return column ? indicator.indicator->values[*column].text : std::string();
}

void add(Marks& marks, const Mark& mark)
{
    marks.marks.push_back(mark);
    if (mark.points.number())
        marks.sum = marks.sum + *mark.points.number();
    else
        marks.is_complete = false;
}

}  // namespace

Marks marks_of(const SheetAudit& audit, const GoalAt& goal)
{
    Marks marks;
    if (goal.columns.scores.size() != 1)
        return marks;
    marks.is_complete = !goal.indicators.empty();
    for (const auto& indicator : goal.indicators)
        add(marks, {&indicator, audit.at(goal, indicator, goal.columns.scores.front()),
                    judge(indicator.indicator->names, text_in(indicator, goal.columns.target), text_in(indicator, goal.columns.actual)),
                    written_weight(text_in(indicator, goal.columns.weight))});
    return marks;
}

std::optional<Decimal> Marks::sum_of_weights() const
{
    Decimal weights;
    for (const auto& mark : marks) {
        if (!mark.weight)
            return std::nullopt;
        weights = weights + *mark.weight;
    }
    return marks.empty() ? std::nullopt : std::optional(weights);
}

LabelWeights label_weights_of(const Marks& marks)
{
    LabelWeights found;
    bool all = !marks.marks.empty();
    Decimal sum;
    for (const auto& mark : marks.marks) {
        const auto& name = mark.at->indicator->names.front();
        const auto weight = printed_weight(name);
        all = all && weight;
        if (!weight)
            continue;
        const auto same = std::find_if(found.levels.begin(), found.levels.end(), [&](const WeightedLevel& level) { return level.name == name; });
        if (same != found.levels.end()) {
            add(same->marks, mark);
            continue;
        }
        found.levels.push_back({name, *weight, {}});
        found.levels.back().marks.is_complete = true;
        add(found.levels.back().marks, mark);
        sum = sum + *weight;
    }
    if (all)
        found.sum_of_all = sum;
    return found;
}

std::string full_by(const GoalAt& goal, const Marks& marks, const Mark& mark)
{
    if (mark.weight)
        return mark.points.number() && *mark.points.number() >= *mark.weight ? fmt::format("该指标分值 {}", trimmed(*mark.weight)) : std::string();
    for (const auto& level : label_weights_of(marks).levels)
        if (level.name == mark.at->indicator->names.front() && level.marks.is_complete && level.marks.sum == level.weight)
            return level.name + "的指标都得满分";
    const auto& weight = goal.goal->weight.number;
    return marks.is_complete && weight && marks.sum == *weight ? fmt::format("{}（{}分）的指标都得满分", goal.name, trimmed(*weight)) : std::string();
}

}  // namespace gongkai::audit::evaluation
