#include <algorithm>

#include "formula/formula.hpp"
#include "model/classification.hpp"

namespace gongkai::formula {
namespace {

/// The row of another table that corresponds to a row of this one: the same
/// code, or the total for the total.
std::optional<std::size_t> matching_row(const model::Table& table, const model::Row& row)
{
    return table.find_row(row.code.empty() ? row.key : row.code);
}

std::optional<std::size_t> row_of(const Reference& reference, const std::vector<model::Table>& tables,
                                  std::size_t home_table, Place place)
{
    const auto& table = tables[reference.table];
    if (reference.rows == RowScope::named)
        return table.find_row(reference.row);
    if (reference.table == home_table)
        return place.row;
    return matching_row(table, tables[home_table].rows[place.row]);
}

bool row_matches(const Equation& equation, const model::Row& row)
{
    switch (equation.iteration) {
    case Iteration::each_row: return !row.key.empty();
    case Iteration::each_class: return row.code.size() == 3;
    case Iteration::single: break;
    }
    const auto& target = equation.left.front().reference;
    return row.key == target.row || (!row.line.empty() && row.line == target.row);
}

bool block_has_column(const model::TableForm& form, int block, int column)
{
    const auto& columns = form.blocks[static_cast<std::size_t>(block)].columns;
    return std::any_of(columns.begin(), columns.end(),
                       [&](const model::Column& candidate) { return candidate.amount_index == column; });
}

}  // namespace

bool Equation::defines_cells() const
{
    return comparison == Comparison::equal && left.size() == 1 && left.front().sign == 1 &&
           left.front().reference.table == table;
}

std::vector<SignedCell> cells_of(const Expression& expression, const std::vector<model::Table>& tables,
                                 std::size_t home_table, Place place)
{
    std::vector<SignedCell> cells;
    for (const auto& term : expression) {
        if (term.reference.origin != Origin::own)
            continue;
        const auto row = row_of(term.reference, tables, home_table, place);
        const int column = term.reference.column >= 0 ? term.reference.column : place.column;
        if (row && column < tables[term.reference.table].columns)
            cells.push_back({term.sign,
                             {static_cast<std::uint16_t>(term.reference.table), static_cast<std::uint16_t>(column),
                              static_cast<std::uint32_t>(*row)}});
    }
    return cells;
}

bool defines(const Equation& equation, const model::TableForm& form, const model::Row& row, int column)
{
    if (!equation.defines_cells() || !row_matches(equation, row))
        return false;
    const int target = equation.left.front().reference.column;
    return (target < 0 || target == column) && block_has_column(form, row.block, column);
}

}  // namespace gongkai::formula
