#include "resolve/rows.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace gongkai::resolve {
namespace {

using model::Row;
using model::Table;

model::Cell* cells_of_row(Table& table, std::size_t row) { return &table.at(row, 0); }

/// A table's rows and cells in a new order; `order` holds old indexes, or
/// nullopt for a new row (given by `added`).
struct Slot {
    Row row;
    std::optional<std::size_t> old;
};

void rebuild(Table& table, std::vector<Slot> slots)
{
    std::vector<Row> rows;
    std::vector<model::Cell> cells(slots.size() * static_cast<std::size_t>(table.columns));
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (slots[i].old)
            std::move(cells_of_row(table, *slots[i].old), cells_of_row(table, *slots[i].old) + table.columns,
                      cells.begin() + static_cast<std::ptrdiff_t>(i) * table.columns);
        rows.push_back(std::move(slots[i].row));
    }
    table.rows = std::move(rows);
    table.cells = std::move(cells);
}

Row code_row(const std::string& code, int block, const model::CodeList& codes, int year)
{
    Row row;
    row.key = row.code = code;
    row.name = std::string(codes.name(code, year).value_or(std::string_view(code)));
    row.block = block;
    row.level = model::level_of(code);
    return row;
}

Row total_row(const model::Block& block, int index)
{
    Row row;
    row.key = row.name = block.total_name;
    row.block = index;
    row.emphasis = true;
    return row;
}

}  // namespace

int classified_block(const model::TableForm& form)
{
    for (std::size_t i = 0; i < form.blocks.size(); ++i)
        if (form.blocks[i].classification != model::Classification::none)
            return static_cast<int>(i);
    return -1;
}

void complete_rows(Table& table, const model::TableForm& form, const model::CodeList& codes, int year)
{
    const int index = classified_block(form);
    if (index < 0)
        return;
    const auto& block = form.blocks[static_cast<std::size_t>(index)];
    std::map<std::string, Slot> by_code;
    std::optional<Slot> total;
    std::vector<Slot> others;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        auto& row = table.rows[i];
        if (!row.code.empty() && row.block == index)
            by_code[row.code] = {row, i};
        else if (row.key == block.total_name)
            total = Slot{row, i};
        else
            others.push_back({row, i});
    }
    std::set<std::string> missing;
    for (const auto& [code, slot] : by_code)
        for (auto parent = model::parent_of(code); !parent.empty(); parent = model::parent_of(parent))
            if (!by_code.contains(std::string(parent)))
                missing.insert(std::string(parent));
    for (const auto& code : missing)
        by_code[code] = {code_row(code, index, codes, year), std::nullopt};
    std::vector<Slot> slots;
    slots.push_back(total ? std::move(*total) : Slot{total_row(block, index), std::nullopt});
    for (auto& [code, slot] : by_code)
        slots.push_back(std::move(slot));
    std::move(others.begin(), others.end(), std::back_inserter(slots));
    rebuild(table, std::move(slots));
}

void derive_rows(std::size_t index, std::vector<Table>& tables, const model::FormSet& forms,
                 const std::vector<formula::Equation>& derive)
{
    const int block = classified_block(forms.tables[index]);
    if (block < 0)
        return;
    std::map<std::string, Row> rows;
    for (const auto& equation : derive)
        for (const auto& term : equation.right)
            if (term.reference.rows == formula::RowScope::current && term.reference.table != index)
                for (const auto& row : tables[term.reference.table].rows)
                    if (!row.code.empty())
                        rows.try_emplace(row.code, row);
    std::vector<Slot> slots;
    slots.push_back({total_row(forms.tables[index].blocks[static_cast<std::size_t>(block)], block), std::nullopt});
    for (auto& [code, row] : rows) {
        row.block = block;
        row.written = false;
        slots.push_back({std::move(row), std::nullopt});
    }
    rebuild(tables[index], std::move(slots));
}

namespace {

using RowsBelow = std::vector<std::vector<std::size_t>>;

/// Rows of a list stand under the nearest row before them that is one level up.
RowsBelow below_in_list(const Table& table, int block)
{
    RowsBelow below(table.rows.size());
    std::vector<std::optional<std::size_t>> open;  // the row at each level, from the total (level 0) down; not every list has a total
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        if (table.rows[i].block != block)
            continue;
        const auto level = static_cast<std::size_t>(table.rows[i].level);
        if (level > 0 && level <= open.size() && open[level - 1])
            below[*open[level - 1]].push_back(i);
        open.resize(level);
        open.push_back(i);
    }
    return below;
}

RowsBelow below_by_code(const Table& table)
{
    RowsBelow below(table.rows.size());
    std::map<std::string_view, std::size_t> by_code;
    std::optional<std::size_t> total;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        if (!table.rows[i].code.empty())
            by_code[table.rows[i].code] = i;
        else if (i == 0)
            total = i;
    }
    for (const auto& [code, row] : by_code) {
        const auto parent = by_code.find(model::parent_of(code));
        if (parent != by_code.end())
            below[parent->second].push_back(row);
        else if (total && table.rows[row].level == 1)
            below[*total].push_back(row);
    }
    return below;
}

}  // namespace

std::vector<std::vector<std::size_t>> rows_below(const Table& table, const model::TableForm& form)
{
    if (classified_block(form) >= 0)
        return below_by_code(table);
    for (std::size_t i = 0; i < form.blocks.size(); ++i)
        if (form.blocks[i].is_list)
            return below_in_list(table, static_cast<int>(i));
    return RowsBelow(table.rows.size());
}

}  // namespace gongkai::resolve
