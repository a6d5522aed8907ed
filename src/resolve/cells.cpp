#include "resolve/cells.hpp"

#include <algorithm>

#include "resolve/rows.hpp"

namespace gongkai::resolve {

using model::Cell;
using model::CellRef;
using model::Origin;

CellComputer::CellComputer(std::vector<model::Table>& tables, const model::FormSet& forms,
                           const formula::FormSetFormulas& formulas)
    : tables_(tables), forms_(forms), formulas_(formulas), derives_(tables.size())
{
    for (std::size_t i = 0; i < tables.size(); ++i) {
        below_.push_back(rows_below(tables[i], forms.tables[i]));
        marks_.emplace_back(tables[i].cells.size(), Mark::untouched);
    }
}

void CellComputer::compute_all()
{
    for (std::size_t table = 0; table < tables_.size(); ++table)
        for (std::size_t row = 0; row < tables_[table].rows.size(); ++row)
            for (int column = 0; column < tables_[table].columns; ++column)
                compute({static_cast<std::uint16_t>(table), static_cast<std::uint16_t>(column),
                         static_cast<std::uint32_t>(row)});
}

model::Figure CellComputer::sum(const formula::Expression& expression, std::size_t home_table)
{
    Cell cell;
    store(cell, formula::cells_of(expression, tables_, home_table, {}));
    return cell.figure;
}

const Cell& CellComputer::compute(CellRef place)
{
    auto& table = tables_[place.table];
    auto& cell = table.at(place.row, place.column);
    auto& mark = marks_[place.table][place.row * static_cast<std::size_t>(table.columns) + place.column];
    if (mark == Mark::untouched) {
        mark = Mark::in_progress;
        if (cell.origin == Origin::absent)
            fill(place, cell);
        mark = Mark::done;
    }
    return cell;
}

void CellComputer::fill(CellRef place, Cell& cell)
{
    const auto& formulas = formulas_[place.table];
    if (fill_from_below(place, cell) || fill_by_formula(place, cell, formulas.formulas))
        return;
    if (!formulas.derive.empty() && derives(place.table))
        fill_by_formula(place, cell, formulas.derive);
}

/// A table that was left out follows from others; so does what was left out of one
/// that was written, when the condition of its form holds.
bool CellComputer::derives(std::size_t table)
{
    if (tables_[table].derived)
        return true;
    auto& known = derives_[table];
    if (!known) {
        known = false;  // while its own condition is computed
        const auto& when = formulas_[table].derive_when;
        known = !when || sum(when->left, table).amount == sum(when->right, table).amount;
    }
    return *known;
}

bool CellComputer::fill_from_below(CellRef place, Cell& cell)
{
    if (!forms_.tables[place.table].is_summed(place.column))
        return false;
    std::vector<formula::SignedCell> operands;
    for (const auto row : below_[place.table][place.row])
        operands.push_back({1, {place.table, place.column, static_cast<std::uint32_t>(row)}});
    return store(cell, operands);
}

bool CellComputer::fill_by_formula(CellRef place, Cell& cell, const std::vector<formula::Equation>& equations)
{
    const auto& row = tables_[place.table].rows[place.row];
    const auto& form = forms_.tables[place.table];
    return std::any_of(equations.begin(), equations.end(), [&](const formula::Equation& equation) {
        return formula::defines(equation, form, row, place.column) &&
               store(cell, formula::cells_of(equation.right, tables_, place.table, {place.row, place.column}));
    });
}

bool CellComputer::store(Cell& cell, const std::vector<formula::SignedCell>& operands)
{
    decimal::Money total;
    int decimals = 0;
    std::vector<CellRef> used;
    for (const auto& operand : operands) {
        const auto& figure = compute(operand.cell).figure;
        if (!figure.has_amount())
            continue;
        total += operand.sign > 0 ? figure.amount : -figure.amount;
        decimals = std::max<int>(decimals, figure.decimals);
        used.push_back(operand.cell);
    }
    if (used.empty())
        return false;
    cell.figure = model::Figure::of(total, decimals);
    cell.origin = Origin::computed;
    cell.from = std::move(used);
    return true;
}

}  // namespace gongkai::resolve
