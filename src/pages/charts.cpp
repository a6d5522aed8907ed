#include "pages/charts.hpp"

#include <fmt/format.h>

#include "formula/formula.hpp"
#include "pages/addresses.hpp"
#include "resolve/resolve.hpp"

namespace gongkai::pages {
namespace {

using jinja::Value;

/// The rounding that printed sums of hundredths may show (尾差): 0.005 of the
/// unit for each term and the total.
decimal::Money tail_tolerance(const model::Report& report, std::size_t terms)
{
    std::int64_t step = 1;
    for (int i = decimal::decimals_to_cent(report.forms->unit) - report.forms->decimals; i > 0; --i)
        step *= 10;
    return decimal::Money::from_cents(step / 2 * static_cast<std::int64_t>(terms + 1));
}

model::Figure value_of(const model::FormulaText& formula, const model::Report& report)
{
    // Parsed without error when the form set was loaded.
    const auto expression = formula::parse_expression(formula, *report.forms);
    return expression ? resolve::evaluate(*expression, report).figure : model::Figure{};
}

std::optional<decimal::Money> amount_of(const model::Figure& figure)
{
    return figure.has_amount() ? std::optional(figure.amount) : std::nullopt;
}

std::string chart_id(const std::string& id) { return "chart-" + id; }

decimal::Unit unit_of_chart(const model::ChartForm& form, const model::Report& report)
{
    return form.kind == model::ChartKind::change && !form.items.empty() ? change_unit(report, form.items.front().change)
                                                                        : report.forms->unit;
}

/// To 0.01 of the unit, when it is coarser than the forms'.
std::optional<decimal::Money> rounded_to(std::optional<decimal::Money> amount, decimal::Unit unit, const model::Report& report)
{
    const int excess = decimal::decimals_to_cent(unit) - report.forms->decimals;
    if (!amount || unit == report.forms->unit || excess <= 0)
        return amount;
    const auto printed = amount->in(unit).round(report.forms->decimals).coefficient() * decimal::power_of_ten(excess);
    return decimal::Money::from_cents(static_cast<std::int64_t>(printed));
}

chart::Result change_chart(const model::ChartForm& form, const model::Report& report)
{
    chart::ChangeChart chart;
    chart.id = chart_id(form.id);
    chart.title = form.title;
    chart.prior_label = fmt::format("{}年度", report.year - 1);
    chart.current_label = fmt::format("{}年度", report.year);
    chart.unit = unit_of_chart(form, report);
    for (const auto& item : form.items) {
        const auto current = rounded_to(amount_of(value_of(item.value, report)), chart.unit, report);
        const auto change = stated_change(report, item.change);
        std::optional<decimal::Money> prior;
        if (current && change)
            prior = *current - change->amount;
        const auto* fact = model::find_fact(report.facts, item.change);
        chart.prior_is_derived = chart.prior_is_derived || (prior && fact && fact->span.file != nullptr);
        chart.items.push_back({item.label, prior, current});
    }
    return draw(chart);
}

chart::Result structure_chart(const model::ChartForm& form, const model::Report& report)
{
    chart::StructureChart chart;
    chart.id = chart_id(form.id);
    chart.title = form.title;
    chart.unit = report.forms->unit;
    chart.whole = form.whole ? value_of(*form.whole, report).amount : decimal::Money();
    for (const auto& item : form.items)
        chart.parts.push_back({item.label, amount_of(value_of(item.value, report))});
    chart.tolerance = tail_tolerance(report, chart.parts.size());
    return draw(chart);
}

Value texts(const std::vector<std::string>& values)
{
    std::vector<Value> items;
    for (const auto& value : values)
        items.push_back(Value::string(value));
    return Value::list(std::move(items));
}

}  // namespace

std::optional<model::Figure> stated_change(const model::Report& report, const std::string& fact_name)
{
    const auto* fact = fact_name.empty() ? nullptr : model::find_fact(report.facts, fact_name);
    const auto* figure = fact ? std::get_if<model::Figure>(&fact->value) : nullptr;
    return figure && figure->has_amount() ? std::optional(*figure) : std::nullopt;
}

decimal::Unit change_unit(const model::Report& report, const std::string& fact_name)
{
    const auto* form = model::find_fact_form(report.forms->facts, fact_name);
    const auto* fact = model::find_fact(report.facts, fact_name);
    const bool is_written = fact && fact->span.file;  // else it is computed from two exact figures
    const auto unit = form && is_written ? decimal::parse_unit(form->unit) : std::nullopt;
    return unit && decimal::decimals_to_cent(*unit) > decimal::decimals_to_cent(report.forms->unit) ? *unit : report.forms->unit;
}

std::vector<ReportChart> report_charts(const model::Department& department, const model::Report& report)
{
    std::vector<ReportChart> charts;
    for (const auto& form : report.forms->charts)
        charts.push_back({form.id, form.number, form.title, std::string(decimal::unit_name(unit_of_chart(form, report))),
                          form.kind == model::ChartKind::change ? change_chart(form, report) : structure_chart(form, report),
                          report_folder(department, report) + "charts/" + form.id + ".svg"});
    return charts;
}

Value chart_value(const ReportChart& chart)
{
    const auto* drawn = std::get_if<chart::Chart>(&chart.result);
    if (!drawn)
        return Value::none();
    std::vector<Value> rows;
    for (const auto& row : drawn->rows)
        rows.push_back(texts(row));
    return Value::map({{"id", Value::string(chart_id(chart.id))},
                       {"number", Value::string(chart.number)},
                       {"title", Value::string(chart.title)},
                       {"unit", Value::string(chart.unit)},
                       {"wide", Value::safe(drawn->wide)},
                       {"narrow", Value::safe(drawn->narrow)},
                       {"columns", texts(drawn->columns)},
                       {"rows", Value::list(std::move(rows))},
                       {"note", Value::string(drawn->note)},
                       {"svg", Value::string(chart.svg_path)}});
}

}  // namespace gongkai::pages
