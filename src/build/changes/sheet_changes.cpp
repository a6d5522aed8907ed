#include <algorithm>

#include <fmt/format.h>

#include "build/changes/csv_data.hpp"
#include "build/changes/figure_changes.hpp"
#include "build/changes/goal_numbers.hpp"
#include "build/changes/matching.hpp"
#include "build/changes/value_difference.hpp"

namespace gongkai::build {
namespace {

/// One line of sheets.csv.
struct Line {
    std::string sheet;  ///< name of the file
    std::string title;
    std::string section;
    std::string row;  ///< number of the goal and levels of indicators
    std::string column;
    std::string value;
};

std::vector<Line> lines_of(std::string_view csv)
{
    std::vector<Line> lines;
    bool is_head = true;
    for (auto& fields : parse_csv(csv)) {
        if (!is_head && fields.size() >= 6)
            lines.push_back({fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]});
        is_head = false;
    }
    return lines;
}

using Sheet = std::vector<Line>;

/// What stands under each goal, for match_goals.
GoalLines goal_lines(const Sheet& sheet)
{
    GoalLines lines;
    for (const auto& line : sheet) {
        const auto row = goal_row(line.row);
        lines[{line.section, std::string(row.number)}].push_back(fmt::format("{}\n{}\n{}", row.rest, line.column, line.value));
    }
    return lines;
}

/// Lines of one form stand together.
std::vector<Sheet> sheets_of(std::string_view csv)
{
    std::vector<Sheet> sheets;
    for (auto& line : lines_of(csv)) {
        if (sheets.empty() || sheets.back().front().sheet != line.sheet)
            sheets.emplace_back();
        sheets.back().push_back(std::move(line));
    }
    return sheets;
}

std::string key_of(const Line& line) { return line.section + '\n' + line.row + '\n' + line.column; }

class SheetComparison {
public:
    SheetComparison(const Sheet& old, const Sheet& now)
        : old_(old), now_(now), goals_(match_goals(goal_lines(old), goal_lines(now))), lines_(old.size(), now.size())
    {
        const auto key = [&](std::size_t i) { return key_of(renumbered(old_[i])); };
        lines_.pair_by([&](std::size_t i) { return key(i) + '\n' + old_[i].value; },
                       [&](std::size_t i) { return key_of(now_[i]) + '\n' + now_[i].value; });
        lines_.pair_by(key, [&](std::size_t i) { return key_of(now_[i]); });
    }

    TableChange run()
    {
        auto change = heading(now_, Presence::both);
        if (old_.front().title != now_.front().title)
            change.remarks.push_back(fmt::format("表名由“{}”改为“{}”", old_.front().title, now_.front().title));
        for (const auto& [goal, number] : goals_)
            if (number && !number->empty() && !goal.number.empty() && *number != goal.number)
                change.remarks.push_back(fmt::format("“{}”的第 {} 项现为第 {} 项", goal.section, goal.number, *number));
        if (is_rewritten()) {
            change.is_listed = false;
            change.remarks.push_back(fmt::format("各项大多不同（原 {} 项，现 {} 项），未逐项比较，请整表核对", old_.size(), now_.size()));
            return change;
        }
        list_values(change);
        return change;
    }

    static TableChange heading(const Sheet& sheet, Presence presence)
    {
        TableChange change;
        change.presence = presence;
        change.id = sheet.front().sheet;
        change.title = sheet.front().title;
        return change;
    }

private:
    /// An old line under the number that its goal has now; a goal that is gone has none.
    Line renumbered(const Line& line) const
    {
        const auto row = goal_row(line.row);
        const auto found = goals_.find({line.section, std::string(row.number)});
        if (found == goals_.end() || found->second == row.number)
            return line;
        auto copy = line;
        copy.row = found->second.value_or("-");
        copy.row.append(copy.row.empty() || row.rest.empty() ? "" : "/").append(row.rest);
        return copy;
    }

    bool is_rewritten() const
    {
        constexpr std::size_t few = 20;
        return std::max(old_.size(), now_.size()) > few && 2 * lines_.count() < std::min(old_.size(), now_.size());
    }

    /// What is gone stands where it was.
    void list_values(TableChange& change) const
    {
        std::size_t old = 0;
        const auto list_gone_before = [&](std::size_t end) {
            for (; old < end; ++old)
                if (lines_.now_of(old) == Matching::none)
                    add(change, old_[old], old_[old].value, {});
        };
        for (std::size_t i = 0; i < now_.size(); ++i) {
            const auto counterpart = lines_.old_of(i);
            if (counterpart == Matching::none) {
                add(change, now_[i], {}, now_[i].value);
                continue;
            }
            list_gone_before(counterpart);
            if (old_[counterpart].value != now_[i].value)
                add(change, now_[i], old_[counterpart].value, now_[i].value);
        }
        list_gone_before(old_.size());
    }

    /// "年度目标 › 2 › 产出指标 › 数量指标".
    static std::string row_name(const Line& line)
    {
        std::string name = line.section;
        for (std::size_t begin = 0; begin < line.row.size();) {
            const auto end = std::min(line.row.find('/', begin), line.row.size());
            name.append(name.empty() ? "" : " › ").append(line.row, begin, end - begin);
            begin = end + 1;
        }
        return name;
    }

    static ShownValue shown(const std::string& value)
    {
        if (value.empty())
            return {};
        return value == "—" ? ShownValue{ValueState::dash, {}} : ShownValue{ValueState::shown, value};
    }

    static void add(TableChange& change, const Line& line, const std::string& before, const std::string& after)
    {
        const auto old = shown(before);
        const auto now = shown(after);
        change.figures.push_back({{}, row_name(line), line.column, old, now, number_difference(old, now), are_texts(old, now)});
    }

    const Sheet& old_;
    const Sheet& now_;
    GoalNumbers goals_;
    Matching lines_;
};

}  // namespace

std::vector<TableChange> compare_sheets(std::string_view old_csv, std::string_view now_csv)
{
    const auto old = sheets_of(old_csv);
    const auto now = sheets_of(now_csv);
    Matching sheets(old.size(), now.size());
    sheets.pair_by([&](std::size_t i) { return old[i].front().sheet; }, [&](std::size_t i) { return now[i].front().sheet; });
    std::vector<TableChange> changes;
    for (std::size_t i = 0; i < now.size(); ++i) {
        const auto counterpart = sheets.old_of(i);
        auto change = counterpart == Matching::none ? SheetComparison::heading(now[i], Presence::added)
                                                    : SheetComparison(old[counterpart], now[i]).run();
        if (!change.is_empty())
            changes.push_back(std::move(change));
    }
    for (std::size_t i = 0; i < old.size(); ++i)
        if (sheets.now_of(i) == Matching::none)
            changes.push_back(SheetComparison::heading(old[i], Presence::removed));
    return changes;
}

}  // namespace gongkai::build
