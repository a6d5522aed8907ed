#include "pages/correction_values.hpp"

#include "model/places.hpp"
#include "pages/addresses.hpp"
#include "pages/anchors.hpp"
#include "pages/format.hpp"

namespace gongkai::pages {
namespace {

using jinja::Value;

Value text(std::string value) { return Value::string(std::move(value)); }

Value cell_value(const model::CorrectedCell& corrected, const FigureFormat& format, std::string url, std::string_view unit)
{
    return Value::map({{"place", text(corrected.cell)},
                       {"url", text(std::move(url))},
                       {"from", text(figure_text(corrected.from, format))},
                       {"to", text(figure_text(corrected.to, format))},
                       {"unit", text(std::string(unit))}});
}

/// A place that names no cell, or several, is an error of the audit; a preview shows it
/// without a link.
Value cell_value(const model::Department& department, const model::Report& report, const model::CorrectedCell& corrected)
{
    const auto cells = model::cells_at(report, corrected.cell);
    if (cells.size() != 1)
        return cell_value(corrected, format_of(report), "", "");
    const auto& cell = cells.front();
    const auto& form = report.forms->tables[cell.table];
    const auto page = page_path(department, report, ReportPageKind::table, cell.table);
    const auto anchor = cell_anchor(row_anchors(report.tables[cell.table])[cell.row], cell.column);
    const bool is_money = form.amount_column(cell.column)->measure == model::Measure::money;
    return cell_value(corrected, column_formats(report, form)[cell.column], page ? *page + "#" + anchor : std::string(),
                      is_money ? unit_text(report, form) : std::string_view());
}

}  // namespace

Value corrections_value(const model::Department& department, const model::Report& report)
{
    std::vector<Value> corrections;
    for (const auto& correction : report.corrections) {
        std::vector<Value> cells;
        for (const auto& corrected : correction.cells)
            cells.push_back(cell_value(department, report, corrected));
        corrections.push_back(Value::map({{"date", text(correction.date.iso())},
                                          {"what", text(correction.what)},
                                          {"reason", text(correction.reason)},
                                          {"cells", Value::list(std::move(cells))}}));
    }
    return Value::list(std::move(corrections));
}

}  // namespace gongkai::pages
