#include "audit/cells.hpp"

#include <algorithm>

namespace gongkai::audit {
namespace {

bool is_count(const model::TableForm& form, int amount_column)
{
    const auto* column = form.amount_column(amount_column);
    return column && column->measure == model::Measure::count;
}

decimal::Unit unit_of(const model::Report& report, const model::TableForm& form, int amount_column)
{
    return is_count(form, amount_column) ? decimal::Unit::yuan : form.unit.value_or(report.forms->unit);
}

}  // namespace

std::string figure_text(const model::Report& report, const model::TableForm& form, int amount_column, const model::Figure& figure)
{
    switch (figure.state) {
    case model::CellState::blank: return "空";
    case model::CellState::dash: return "—";
    case model::CellState::not_applicable: return "不适用";
    case model::CellState::amount: break;
    }
    const int least = is_count(form, amount_column) ? 0 : std::max<int>(report.forms->decimals, figure.decimals);
    return decimal::format_money(figure.amount, unit_of(report, form, amount_column), least, decimal::Grouping::none);
}

std::string amount_text(const model::Report& report, const model::TableForm& form, int amount_column, decimal::Money amount)
{
    return figure_text(report, form, amount_column, model::Figure::of(amount));
}

Operand operand_of(const model::Report& report, model::CellRef cell)
{
    const auto& form = report.forms->tables[cell.table];
    const auto& value = report.tables[cell.table].at(cell.row, cell.column);
    return {cell_place(report, cell), figure_text(report, form, cell.column, value.figure), value.span, cell};
}

std::int64_t step_of(const model::Report& report, const model::TableForm& form, int amount_column)
{
    if (is_count(form, amount_column))
        return 1;
    std::int64_t step = 1;
    for (int i = decimal::decimals_to_cent(unit_of(report, form, amount_column)) - report.forms->decimals; i > 0; --i)
        step *= 10;
    return step;
}

std::string unit_text(const model::Report& report, const model::TableForm& form, int amount_column)
{
    return is_count(form, amount_column) ? std::string() : std::string(decimal::unit_name(unit_of(report, form, amount_column)));
}

}  // namespace gongkai::audit
