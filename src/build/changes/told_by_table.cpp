#include "build/changes/told_by_table.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace gongkai::build {
namespace {

using Cells = std::vector<std::string>;

std::string without_commas(std::string text)
{
    std::erase(text, ',');
    return text;
}

std::string on_page(const ShownValue& value)
{
    switch (value.state) {
    case ValueState::blank: return {};
    case ValueState::dash: return "—";
    case ValueState::not_applicable: return "不适用";
    case ValueState::shown: return without_commas(value.text);
    }
    return {};
}

Cells cells_of(const Pieces& pieces)
{
    Cells cells(1);
    for (const auto& piece : pieces)
        for (const char c : piece.text)
            if (c == '\t')
                cells.emplace_back();
            else if (c != ',')
                cells.back() += c;
    return cells;
}

class Told {
public:
    explicit Told(const TableChange& table)
    {
        for (const auto& figure : table.figures)
            steps_.emplace(on_page(figure.before), on_page(figure.after));
        for (const auto& row : table.rows)
            rows_.emplace_back(row.presence, texts_of(row));
    }

    bool knows(const TextChange& change) const
    {
        const auto& [before, after] = change.pair;
        if (before.empty() || after.empty())
            return is_row(before.empty() ? Presence::added : Presence::removed, cells_of(before.empty() ? after : before));
        const auto old = cells_of(before);
        const auto now = cells_of(after);
        if (old.size() != now.size())
            return false;
        for (std::size_t i = 0; i < old.size(); ++i)
            if (old[i] != now[i] && !steps_.contains({old[i], now[i]}))
                return false;
        return true;
    }

private:
    static std::set<std::string> texts_of(const RowChange& row)
    {
        std::set<std::string> texts = {"", without_commas(row.place), without_commas(row.row)};
        for (const auto& value : row.values)
            texts.insert(on_page(value.value));
        return texts;
    }

    bool is_row(Presence presence, const Cells& cells) const
    {
        return std::any_of(rows_.begin(), rows_.end(), [&](const auto& row) {
            return row.first == presence && std::all_of(cells.begin(), cells.end(), [&](const std::string& cell) { return row.second.contains(cell); });
        });
    }

    std::set<std::pair<std::string, std::string>> steps_;  ///< values before and after
    std::vector<std::pair<Presence, std::set<std::string>>> rows_;
};

}  // namespace

bool is_told_by(const TableChange& table, const TextChanges& texts)
{
    if (!table.is_listed || table.presence != Presence::both || texts.comparison != TextComparison::done || texts.more > 0 || texts.changes.empty())
        return false;
    const Told told(table);
    return std::all_of(texts.changes.begin(), texts.changes.end(), [&](const TextChange& change) { return told.knows(change); });
}

}  // namespace gongkai::build
