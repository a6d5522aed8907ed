#include <algorithm>

#include <fmt/format.h>

#include "build/changes/figure_changes.hpp"
#include "build/changes/matching.hpp"
#include "build/changes/table_data.hpp"
#include "build/changes/value_difference.hpp"

namespace gongkai::build {
namespace {

/// All of a row that readers see.
std::string content_of(const RowData& row)
{
    std::string all = row.name + '\n' + row.code + '\n' + row.line;
    for (const auto& [label, text] : row.texts)
        all.append("\n").append(label).append("\r").append(text);
    for (const auto& cell : row.cells)
        all.append("\n").append(1, static_cast<char>('0' + static_cast<int>(cell.value.state))).append(cell.value.text);
    return all;
}

/// Values that both rows have alike, and values in the fuller one; blank ones do not count.
struct Overlap {
    std::size_t alike = 0;
    std::size_t values = 0;
};

Overlap overlap_of(const RowData& old, const RowData& now)
{
    Overlap overlap;
    const auto count = [&](bool is_old, bool is_now, bool is_alike) {
        overlap.values += is_old || is_now ? 1 : 0;
        overlap.alike += (is_old || is_now) && is_alike ? 1 : 0;
    };
    for (std::size_t i = 0; i < std::max(old.cells.size(), now.cells.size()); ++i) {
        const auto before = old.cell(i);
        const auto after = now.cell(i);
        count(before.value.state != ValueState::blank, after.value.state != ValueState::blank, before == after);
    }
    for (std::size_t i = 0; i < std::min(old.texts.size(), now.texts.size()); ++i)
        count(!old.texts[i].second.empty(), !now.texts[i].second.empty(), old.texts[i] == now.texts[i]);
    return overlap;
}

class RowMatching {
public:
    RowMatching(const std::vector<RowData>& old, const std::vector<RowData>& now)
        : old_(old), now_(now), matching_(old.size(), now.size())
    {
    }

    Matching run()
    {
        // Rows that are alike in all first: among those of one key the others are what changed.
        matching_.pair_by([&](std::size_t i) { return old_[i].key + '\n' + content_of(old_[i]); },
                          [&](std::size_t i) { return now_[i].key + '\n' + content_of(now_[i]); });
        matching_.pair_by([&](std::size_t i) { return old_[i].key; }, [&](std::size_t i) { return now_[i].key; });
        pair_renamed();
        return std::move(matching_);
    }

private:
    /// Rows without a counterpart between the same neighbours, if they are as many in both.
    void pair_renamed()
    {
        std::size_t now = 0;
        for (std::size_t old = 0; old < old_.size();) {
            const auto old_end = end_of_gap(old, old_.size(), [&](std::size_t i) { return matching_.now_of(i); });
            const auto now_end = end_of_gap(now, now_.size(), [&](std::size_t i) { return matching_.old_of(i); });
            const auto partner = old_end < old_.size() ? matching_.now_of(old_end) : now_.size();
            if (old_end - old == now_end - now && now_end == partner)
                for (std::size_t i = 0; i < old_end - old; ++i)
                    pair_if_alike(old + i, now + i);
            if (old_end == old_.size())
                return;
            now = partner + 1;
            old = old_end + 1;
        }
    }

    template <class Partner>
    static std::size_t end_of_gap(std::size_t begin, std::size_t end, const Partner& partner)
    {
        while (begin < end && partner(begin) == Matching::none)
            ++begin;
        return begin;
    }

    void pair_if_alike(std::size_t old, std::size_t now)
    {
        const auto overlap = overlap_of(old_[old], now_[now]);
        if (overlap.alike > 0 && 2 * overlap.alike >= overlap.values)
            matching_.pair(old, now);
    }

    const std::vector<RowData>& old_;
    const std::vector<RowData>& now_;
    Matching matching_;
};

class TableComparison {
public:
    TableComparison(const TableData& old, const TableData& now)
        : old_(old), now_(now), columns_(match_columns()), rows_(RowMatching(old.rows, now.rows).run())
    {
    }

    TableChange run()
    {
        change_.number = now_.number;
        change_.title = now_.title;
        change_.unit = now_.unit;
        compare_heading();
        if (is_rewritten()) {
            change_.is_listed = false;
            change_.remarks.push_back(fmt::format("行或栏大多不同（原 {} 行 {} 栏，现 {} 行 {} 栏），未逐格比较，请整表核对",
                                                  old_.rows.size(), old_.columns.size(), now_.rows.size(), now_.columns.size()));
            return std::move(change_);
        }
        compare_columns();
        compare_lines();
        compare_rows();
        return std::move(change_);
    }

private:
    Matching match_columns() const
    {
        Matching matching(old_.columns.size(), now_.columns.size());
        matching.pair_by([&](std::size_t i) { return old_.columns[i].name; }, [&](std::size_t i) { return now_.columns[i].name; });
        const auto place = [](const ColumnData& column) { return fmt::format("{} {}", column.index, column.number); };
        matching.pair_by([&](std::size_t i) { return place(old_.columns[i]); }, [&](std::size_t i) { return place(now_.columns[i]); });
        return matching;
    }

    bool is_rewritten() const
    {
        constexpr std::size_t few = 4;  // so many are listed whatever they are
        const auto lost = [](std::size_t matched, std::size_t old, std::size_t now) {
            return std::max(old, now) > few && 2 * matched < std::min(old, now);
        };
        return lost(rows_.count(), old_.rows.size(), now_.rows.size()) ||
               lost(columns_.count(), old_.columns.size(), now_.columns.size());
    }

    void remark_change(std::string_view what, const std::string& before, const std::string& after)
    {
        if (before != after)
            change_.remarks.push_back(fmt::format("{}由“{}”改为“{}”", what, before, after));
    }

    void compare_heading()
    {
        remark_change("表号", old_.number, now_.number);
        remark_change("表名", old_.title, now_.title);
        remark_change("单位", old_.unit, now_.unit);
    }

    void compare_columns()
    {
        for (std::size_t i = 0; i < now_.columns.size(); ++i) {
            const auto& column = now_.columns[i];
            if (columns_.old_of(i) == Matching::none)
                add_column(Presence::added, column, now_.rows, [&](std::size_t row) { return rows_.old_of(row); });
            else
                remark_change(fmt::format("第 {} 栏的栏名", i + 1), old_.columns[columns_.old_of(i)].name, column.name);
        }
        for (std::size_t i = 0; i < old_.columns.size(); ++i)
            if (columns_.now_of(i) == Matching::none)
                add_column(Presence::removed, old_.columns[i], old_.rows, [&](std::size_t row) { return rows_.now_of(row); });
    }

    template <class Partner>
    void add_column(Presence presence, const ColumnData& column, const std::vector<RowData>& rows, const Partner& partner)
    {
        std::size_t figures = 0;
        for (std::size_t row = 0; row < rows.size(); ++row)
            figures += partner(row) != Matching::none && rows[row].cell(column.index).value.state == ValueState::shown ? 1 : 0;
        change_.columns.push_back({presence, column.name, figures});
    }

    /// Numbers of lines shift all together when one is put in.
    void compare_lines()
    {
        std::size_t shifted = 0;
        for (std::size_t i = 0; i < now_.rows.size(); ++i)
            if (const auto old = rows_.old_of(i); old != Matching::none && old_.rows[old].line != now_.rows[i].line)
                ++shifted;
        if (shifted > 0)
            change_.remarks.push_back(fmt::format("{} 行的行次（序号）有变", shifted));
    }

    void compare_rows()
    {
        for (std::size_t i = 0; i < now_.rows.size(); ++i)
            if (const auto old = rows_.old_of(i); old == Matching::none)
                add_row(Presence::added, now_.rows[i], now_);
            else
                compare_row(old_.rows[old], now_.rows[i]);
        for (std::size_t i = 0; i < old_.rows.size(); ++i)
            if (rows_.now_of(i) == Matching::none)
                add_row(Presence::removed, old_.rows[i], old_);
    }

    static const std::string& name_of(const RowData& row) { return row.name.empty() ? row.key : row.name; }

    void add_row(Presence presence, const RowData& row, const TableData& table)
    {
        RowChange change{presence, row.place(), name_of(row), {}, 0};
        for (const auto& [label, text] : row.texts)
            if (!text.empty())
                change.values.push_back({label, {ValueState::shown, text}});
        for (const auto& column : table.columns)
            if (const auto cell = row.cell(column.index); cell.value.state != ValueState::blank) {
                change.values.push_back({column.name, cell.value});
                change.figures += cell.value.state == ValueState::shown ? 1 : 0;
            }
        change_.rows.push_back(std::move(change));
    }

    void compare_row(const RowData& old, const RowData& now)
    {
        compare_text(now, "行名", name_of(old), name_of(now));
        compare_text(now, "编码", old.code, now.code);
        compare_texts(old, now);
        for (std::size_t i = 0; i < now_.columns.size(); ++i)
            if (const auto column = columns_.old_of(i); column != Matching::none)
                compare_cell(now, now_.columns[i].name, old.cell(old_.columns[column].index), now.cell(now_.columns[i].index));
    }

    void compare_text(const RowData& row, const std::string& column, const std::string& before, const std::string& after)
    {
        if (before == after)
            return;
        const auto value = [](const std::string& text) { return ShownValue{text.empty() ? ValueState::blank : ValueState::shown, text}; };
        change_.figures.push_back({row.place(), name_of(row), column, value(before), value(after), {}, true});
    }

    /// Columns of text, by their labels.
    void compare_texts(const RowData& old, const RowData& now)
    {
        const auto text_of = [](const RowData& row, const std::string& label) {
            for (const auto& [name, text] : row.texts)
                if (name == label)
                    return text;
            return std::string();
        };
        for (const auto& [label, text] : now.texts)
            compare_text(now, label, text_of(old, label), text);
        for (const auto& [label, text] : old.texts)
            if (std::none_of(now.texts.begin(), now.texts.end(), [&](const auto& other) { return other.first == label; }))
                compare_text(now, label, text, {});
    }

    void compare_cell(const RowData& row, const std::string& column, const CellData& before, const CellData& after)
    {
        const bool is_money = before.cents && after.cents;
        const bool same_unit = old_.unit == now_.unit;
        // In another unit the same amount has another text.
        if (before == after || (is_money && !same_unit && *before.cents == *after.cents))
            return;
        FigureChange change{row.place(), name_of(row), column, before.value, after.value, {}, false};
        if (is_money)
            change.difference = money_difference(*before.cents, *after.cents, now_.unit, before.value, after.value);
        else if (same_unit)
            change.difference = number_difference(before.value, after.value);
        change_.figures.push_back(std::move(change));
    }

    const TableData& old_;
    const TableData& now_;
    Matching columns_;
    Matching rows_;
    TableChange change_;
};

}  // namespace

std::size_t TableChange::count() const
{
    std::size_t count = 0;
    for (const auto& row : rows)
        count += row.figures;
    for (const auto& column : columns)
        count += column.figures;
    return count + static_cast<std::size_t>(std::count_if(figures.begin(), figures.end(), [](const FigureChange& change) { return !change.is_text; }));
}

std::optional<TableChange> compare_tables(std::string_view old_json, std::string_view now_json)
{
    const auto now = parse_table(now_json);
    if (!now)
        return std::nullopt;
    const auto old = parse_table(old_json);
    if (old)
        return TableComparison(*old, *now).run();
    TableChange change;
    change.number = now->number;
    change.title = now->title;
    change.unit = now->unit;
    change.is_listed = false;
    change.remarks.push_back("已发布的数据无法读取，未逐格比较，请整表核对");
    return change;
}

std::optional<TableChange> table_heading(std::string_view json, Presence presence)
{
    const auto table = parse_table(json);
    if (!table)
        return std::nullopt;
    TableChange change;
    change.presence = presence;
    change.number = table->number;
    change.title = table->title;
    change.unit = table->unit;
    return change;
}

}  // namespace gongkai::build
