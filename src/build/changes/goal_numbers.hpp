// Goals of a form are known by their number only, which shifts when one is put in.
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai::build {

struct Goal {
    std::string section;
    std::string number;  ///< empty where the section has no goals, or only one

    auto operator<=>(const Goal&) const = default;
};

/// What is said under each goal, one text a value.
using GoalLines = std::map<Goal, std::vector<std::string>>;

/// Of each old goal its number now; nullopt if it is gone.
using GoalNumbers = std::map<Goal, std::optional<std::string>>;

/// A row of sheets.csv in two: "2/产出指标/办会" is "2" and "产出指标/办会".
struct GoalRow {
    std::string_view number;
    std::string_view rest;
};
GoalRow goal_row(std::string_view row);

/// Pairs goals of a section that have most lines alike, first those that share most; a goal
/// that shares none with any keeps its number if that is free. Empty, so that all keep their
/// numbers, where it would be work: 4 million lines times goals.
GoalNumbers match_goals(const GoalLines& old, const GoalLines& now);

}  // namespace gongkai::build
