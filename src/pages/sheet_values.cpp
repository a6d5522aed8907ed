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

/// What a sheet is called in lists: its project, or the department as a whole.
std::string name_of(const model::Sheet& sheet)
{
    return sheet.form->scope == model::SheetScope::whole ? std::string("部门整体") : sheet.text_of(ValueRole::name);
}

}  // namespace

Value sheet_list(const model::Department& department, const model::Report& report)
{
    std::vector<Value> sheets;
    for (const auto& sheet : report.sheets)
        sheets.push_back(Value::map({
            {"name", Value::string(name_of(sheet))},
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

chart::Result rate_chart(const model::Report& report)
{
    chart::RateChart chart;
    chart.id = "chart-rates";
    chart.title = "各项目预算执行率";
    for (const auto& sheet : report.sheets) {
        const auto* rate = sheet.find(ValueRole::rate);
        if (sheet.form->scope == model::SheetScope::project && rate)
            chart.items.push_back({name_of(sheet), rate->number, rate->text, sheet.text_of(ValueRole::total)});
    }
    return draw(chart);
}

base::Diagnostics kept_personal_data(const model::Sheet& sheet, const model::PersonalDataPolicy& policy)
{
    base::Diagnostics warnings;
    const auto check = [&](const model::ValueForm& form, const model::SheetValue& value) {
        if (value.is_blank() || shown_text(value, form.personal, policy) == value.text)
            return;
        const bool is_name = form.personal == model::Personal::name;
        warnings.push_back(base::warning(is_name ? "W-P5" : "W-P3", value.span,
                                         fmt::format("“{}”是个人信息，页面{}", form.label(), is_name ? "不显示" : "已遮盖"),
                                         "请从录入文件中删去；确需公开的，在 site.yaml 的 personal_data 中写明"));
    };
    for (std::size_t i = 0; i < sheet.sections.size(); ++i) {
        const auto* fields = std::get_if<model::Fields>(&sheet.sections[i]);
        for (std::size_t field = 0; fields && field < fields->values.size(); ++field)
            check(std::get<model::FieldsForm>(sheet.form->sections[i]).fields[field], fields->values[field]);
    }
    return warnings;
}

}  // namespace gongkai::pages
