#include "build/changes/goal_numbers.hpp"

#include <algorithm>
#include <set>

#include "base/ascii.hpp"

namespace gongkai::build {
namespace {

struct Candidate {
    std::size_t shared = 0;
    Goal old;
    Goal now;

    bool keeps_number() const { return old.number == now.number; }
};

std::size_t shared_lines(const std::vector<std::string>& old, const std::vector<std::string>& now)
{
    const std::multiset<std::string> lines(now.begin(), now.end());
    return static_cast<std::size_t>(std::count_if(old.begin(), old.end(), [&](const std::string& line) { return lines.contains(line); }));
}

/// Most lines in common first; of equal ones those that keep their number, then as they come.
std::vector<Candidate> candidates(const GoalLines& old, const GoalLines& now)
{
    std::vector<Candidate> found;
    for (const auto& [old_goal, old_lines] : old)
        for (const auto& [now_goal, now_lines] : now)
            if (old_goal.section == now_goal.section)
                if (const auto shared = shared_lines(old_lines, now_lines); shared > 0 || old_goal == now_goal)
                    found.push_back({shared, old_goal, now_goal});
    std::stable_sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
        return a.shared != b.shared ? a.shared > b.shared : a.keeps_number() > b.keeps_number();
    });
    return found;
}

/// No form has so many goals that comparing them would be work.
constexpr std::size_t most_work = 4'000'000;

std::size_t cost(const GoalLines& old, const GoalLines& now)
{
    std::size_t lines = 0;
    for (const auto* goals : {&old, &now})
        for (const auto& [goal, values] : *goals)
            lines += values.size();
    return lines * (old.size() + now.size());
}

}  // namespace

GoalRow goal_row(std::string_view row)
{
    std::size_t end = 0;
    while (end < row.size() && base::is_digit(row[end]))
        ++end;
    if (end == 0 || (end < row.size() && row[end] != '/'))
        return {{}, row};
    return {row.substr(0, end), row.substr(std::min(end + 1, row.size()))};
}

GoalNumbers match_goals(const GoalLines& old, const GoalLines& now)
{
    GoalNumbers numbers;
    if (cost(old, now) > most_work)
        return numbers;
    for (const auto& [goal, lines] : old)
        numbers[goal];
    std::set<Goal> taken;
    for (const auto& candidate : candidates(old, now))
        if (!numbers[candidate.old] && taken.insert(candidate.now).second)
            numbers[candidate.old] = candidate.now.number;
    return numbers;
}

}  // namespace gongkai::build
