#include "pages/sheet_values.hpp"

#include <fmt/format.h>

#include "pages/addresses.hpp"
#include "pages/format.hpp"
#include "pages/sheet_html.hpp"

namespace gongkai::pages {
namespace {

using jinja::Value;
using model::ValueRole;

Value role_value(const model::Sheet& sheet, ValueRole role)
{
    const auto* value = sheet.find(role);
    return value && !value->is_blank() ? Value::string(value->text) : Value::none();
}

/// What a sheet is called in lists: its project, or what its form says.
std::string name_of(const model::Sheet& sheet)
{
    auto name = sheet.text_of(ValueRole::name);
    return name.empty() ? sheet.form->label : name;
}

}  // namespace

Value sheet_list(const model::Department& department, const model::Report& report)
{
    std::vector<Value> sheets;
    for (const auto& sheet : report.sheets)
        sheets.push_back(Value::map({
            {"name", Value::string(name_of(sheet).empty() ? sheet_title(department, report, sheet) : name_of(sheet))},
            {"title", Value::string(sheet_title(department, report, sheet))},
            {"url", Value::string(sheet_path(department, report, sheet))},
            {"file", Value::string(sheet_path(department, report, sheet).substr(report_folder(department, report).size()))},
            {"scope", Value::string(sheet.form->scope == model::SheetScope::whole ? "whole" : "project")},
            {"unit", Value::string(std::string(decimal::unit_name(sheet.form->unit)))},
            {"budget", role_value(sheet, ValueRole::budget)},
            {"executed", role_value(sheet, ValueRole::executed)},
            {"rate", role_value(sheet, ValueRole::rate)},
            {"score", role_value(sheet, ValueRole::score)},
            {"total", role_value(sheet, ValueRole::total)},
        }));
    return Value::list(std::move(sheets));
}

ReportChart rate_chart(const model::Department& department, const model::Report& report)
{
    chart::RateChart chart;
    chart.id = "chart-rates";
    chart.item_label = "项目";
    for (const auto& sheet : report.sheets) {
        const auto* rate = sheet.find(ValueRole::rate);
        if (sheet.form->scope != model::SheetScope::project || !rate)
            continue;
        if (chart.items.empty()) {
            chart.rate_label = sheet.label_of(ValueRole::rate);
            chart.score_label = sheet.label_of(ValueRole::total);
            chart.title = "各项目" + chart.rate_label;
        }
        chart.items.push_back({name_of(sheet), rate->number, rate->text, sheet.text_of(ValueRole::total)});
    }
    return {"rates", "图", chart.title, "%", draw(chart), report_folder(department, report) + "charts/rates.svg"};
}

base::Diagnostics kept_personal_data(const model::Sheet& sheet, int year, const model::PersonalDataPolicy& policy)
{
    base::Diagnostics warnings;
    const auto check = [&](const std::vector<model::ValueForm>& forms, const std::vector<model::SheetValue>& values) {
        for (std::size_t i = 0; i < forms.size(); ++i) {
            const auto shown = shown_text(values[i], forms[i].personal, policy);
            if (shown == values[i].text)
                continue;
            warnings.push_back(base::warning(forms[i].personal == model::Personal::name ? "W-P5" : "W-P3", values[i].span,
                                             fmt::format("“{}”是个人信息，页面{}", model::filled_years(forms[i].label(), year),
                                                         shown.empty() ? "不显示" : "已遮盖"),
                                             "请从录入文件中删去；确需公开的，在 site.yaml 的 personal_data 中写明"));
        }
    };
    for (std::size_t i = 0; i < sheet.sections.size(); ++i) {
        const auto& form = sheet.form->sections[i];
        if (const auto* fields = std::get_if<model::Fields>(&sheet.sections[i]))
            check(std::get<model::FieldsForm>(form).fields, fields->values);
        else if (const auto* grid = std::get_if<model::Grid>(&sheet.sections[i]))
            for (const auto& row : grid->rows)
                check(std::get<model::GridForm>(form).columns, row);
        else
            for (const auto& goal : std::get<model::Indicators>(sheet.sections[i]).goals)
                for (const auto& indicator : goal.indicators)
                    check(std::get<model::IndicatorsForm>(form).columns, indicator.values);
    }
    return warnings;
}

}  // namespace gongkai::pages
