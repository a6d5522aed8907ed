#include "model/places.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace gongkai::model {
namespace {

/// The last label where no other amount column has it, else all labels.
std::string label_of(const TableForm& form, const Column& column)
{
    int same = 0;
    for (const auto& block : form.blocks)
        for (const auto& other : block.columns)
            same += other.amount_index >= 0 && other.amount_index != column.amount_index && other.label() == column.label() ? 1 : 0;
    return same == 0 ? column.label() : fmt::format("{}", fmt::join(column.path, "/"));
}

/// The page shows a cell there: in one of the blocks that the row belongs to.
bool has_column(const TableForm& form, const Row& row, int amount_column)
{
    int last = row.block;
    for (const auto& footer : form.footer)
        if (row.footer && footer.key == row.key)
            last = footer.first_block + footer.blocks - 1;
    for (int block = row.block; block <= last; ++block)
        for (const auto& column : form.blocks[static_cast<std::size_t>(block)].columns)
            if (column.amount_index == amount_column)
                return true;
    return false;
}

/// What follows the table's number in a place; empty if it names another table.
std::string_view within_table(const TableForm& form, std::string_view place)
{
    const bool is_here = place.size() > form.number.size() && place.starts_with(form.number) && place[form.number.size()] == ' ';
    return is_here ? place.substr(form.number.size() + 1) : std::string_view();
}

}  // namespace

std::string column_name(const TableForm& form, int amount_column)
{
    const auto* column = form.amount_column(amount_column);
    if (!column)
        return {};
    return column->number.empty() ? label_of(form, *column) : column->number + "栏";
}

std::string cell_place(const Report& report, CellRef cell)
{
    const auto& form = report.forms->tables[cell.table];
    const auto& row = report.tables[cell.table].rows[cell.row];
    std::string place = form.number + " " + row.key;
    if (form.amount_columns > 1)
        place += " " + column_name(form, cell.column);
    return place;
}

std::vector<CellRef> cells_at(const Report& report, std::string_view place)
{
    std::vector<CellRef> found;
    for (std::size_t t = 0; t < report.tables.size(); ++t) {
        const auto& form = report.forms->tables[t];
        const auto& table = report.tables[t];
        const auto rest = within_table(form, place);
        if (rest.empty() || !is_published(form, table))
            continue;
        for (std::size_t r = 0; r < table.rows.size(); ++r) {
            const auto& key = table.rows[r].key;
            if (key.empty() || !rest.starts_with(key))
                continue;
            for (int c = 0; c < table.columns; ++c) {
                const CellRef cell{static_cast<std::uint16_t>(t), static_cast<std::uint16_t>(c), static_cast<std::uint32_t>(r)};
                if (has_column(form, table.rows[r], c) && cell_place(report, cell) == place)
                    found.push_back(cell);
            }
        }
    }
    return found;
}

std::vector<std::string> places_beside(const Report& report, std::string_view place)
{
    std::vector<std::string> places;
    for (std::size_t t = 0; t < report.tables.size(); ++t) {
        const auto& form = report.forms->tables[t];
        const auto& table = report.tables[t];
        if (within_table(form, place).empty() || !is_published(form, table))
            continue;
        for (std::size_t r = 0; r < table.rows.size(); ++r)
            for (int c = 0; c < table.columns; ++c)
                if (!table.rows[r].key.empty() && has_column(form, table.rows[r], c))
                    places.push_back(cell_place(report, {static_cast<std::uint16_t>(t), static_cast<std::uint16_t>(c), static_cast<std::uint32_t>(r)}));
    }
    return places;
}

decimal::Unit written_unit(const TableForm& form, const Column& column, decimal::Unit of_report)
{
    return column.measure == Measure::count ? decimal::Unit::yuan : form.unit.value_or(of_report);
}

decimal::Unit written_unit(const Report& report, std::string_view place)
{
    for (const auto& form : report.forms->tables) {
        const auto rest = within_table(form, place);
        for (int c = 0; c < form.amount_columns && !rest.empty(); ++c) {
            const auto* column = form.amount_column(c);
            if (column && (form.amount_columns == 1 || rest.ends_with(" " + column_name(form, c))))
                return written_unit(form, *column, report.unit);
        }
    }
    return report.unit;
}

}  // namespace gongkai::model
