#include "pages/correction_values.hpp"

#include "model/places.hpp"
#include "pages/addresses.hpp"
#include "pages/anchors.hpp"
#include "pages/format.hpp"

namespace gongkai::pages {
namespace {

using jinja::Value;

Value text(std::string value) { return Value::string(std::move(value)); }

/// A preview shows a place that names no cell without a link.
Value cell_value(const model::Department& department, const model::Report& report, const model::CorrectedCell& corrected)
{
    const auto figure = corrected_figure(report, corrected, true);
    std::string url;
    if (figure.cell) {
        const auto page = page_path(department, report, ReportPageKind::table, figure.cell->table);
        const auto anchor = cell_anchor(row_anchors(report.tables[figure.cell->table])[figure.cell->row], figure.cell->column);
        url = page ? *page + "#" + anchor : std::string();
    }
    return Value::map({{"place", text(corrected.cell)},
                       {"url", text(std::move(url))},
                       {"from", text(figure.from)},
                       {"to", text(figure.to)},
                       {"unit", text(figure.unit)}});
}

}  // namespace

CorrectedFigure corrected_figure(const model::Report& report, const model::CorrectedCell& corrected, bool is_grouped)
{
    CorrectedFigure figure;
    auto format = format_of(report);
    if (const auto cells = model::cells_at(report, corrected.cell); cells.size() == 1) {
        figure.cell = cells.front();
        const auto& form = report.forms->tables[figure.cell->table];
        format = column_formats(report, form)[figure.cell->column];
        if (form.amount_column(figure.cell->column)->measure == model::Measure::money)
            figure.unit = unit_text(report, form);
    }
    if (!is_grouped)
        format = format.plain();
    figure.from = figure_text(corrected.from, format);
    figure.to = figure_text(corrected.to, format);
    return figure;
}

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
