#include "pages/format.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace gongkai::pages {
namespace {

int least_decimals(const model::Figure& figure, const FigureFormat& format)
{
    return std::max<int>(format.decimals, format.keeps_written_decimals ? figure.decimals : 0);
}

}  // namespace

FigureFormat format_of(const model::Report& report)
{
    return {report.forms->unit, report.forms->decimals, report.unit == report.forms->unit,
            report.grouped ? decimal::Grouping::thousands : decimal::Grouping::none};
}

std::vector<FigureFormat> column_formats(const model::Report& report, const model::TableForm& form)
{
    auto format = format_of(report);
    if (form.unit) {
        format.unit = *form.unit;
        format.keeps_written_decimals = true;
    }
    std::vector<FigureFormat> formats(static_cast<std::size_t>(form.amount_columns), format);
    for (const auto& block : form.blocks)
        for (const auto& column : block.columns)
            if (column.amount_index >= 0 && column.measure == model::Measure::count)
                formats[static_cast<std::size_t>(column.amount_index)] = {decimal::Unit::yuan, 0, true, format.grouping};
    return formats;
}

decimal::Unit unit_of(const model::Report& report, const model::TableForm& form)
{
    return form.unit.value_or(report.forms->unit);
}

std::string_view unit_text(const model::Report& report, const model::TableForm& form)
{
    for (const auto& block : form.blocks)
        for (const auto& column : block.columns)
            if (column.role == model::ColumnRole::amount && column.measure == model::Measure::money)
                return decimal::unit_name(unit_of(report, form));
    return {};
}

std::string figure_text(const model::Figure& figure, const FigureFormat& format)
{
    switch (figure.state) {
    case model::CellState::blank: return "";
    case model::CellState::dash: return "—";
    case model::CellState::not_applicable: return "不适用";
    case model::CellState::amount: break;
    }
    return decimal::format_money(figure.amount, format.unit, least_decimals(figure, format), format.grouping);
}

decimal::Decimal figure_decimal(const model::Figure& figure, const FigureFormat& format)
{
    const int full = decimal::decimals_to_cent(format.unit);
    const int least = least_decimals(figure, format);
    auto cents = figure.amount.cents();
    int scale = full;
    for (; scale > least && cents % 10 == 0; --scale)
        cents /= 10;
    return decimal::Decimal(cents, scale).round(std::max(scale, least));
}

std::string filled(const std::string& text, const model::Department& department, const model::Report& report)
{
    const auto self = report.entity.starts_with("本") ? report.entity : "本" + report.entity;
    const std::array<std::pair<std::string_view, std::string>, 4> values = {{
        {"{entity}", report.entity},
        {"{this}", self},
        {"{name}", department.name},
        {"{short_name}", department.short_name},
    }};
    std::string out = model::filled_years(text, report.year);
    for (const auto& [name, value] : values)
        for (auto at = out.find(name); at != std::string::npos; at = out.find(name, at + value.size()))
            out.replace(at, name.size(), value);
    return out;
}

std::string report_title(const model::Department& department, const model::Report& report)
{
    if (!report.title.empty())
        return report.title;
    return fmt::format("{}年度{}{}", report.year, department.short_name, report.forms->kind_name);
}

std::string sheet_title(const model::Department& department, const model::Report& report, const model::Sheet& sheet)
{
    auto title = filled(sheet.form->title, department, report);
    const std::string_view placeholder = "{project}";
    auto at = title.find(placeholder);
    if (at == std::string::npos)
        return title;
    auto name = sheet.text_of(model::ValueRole::name);
    if (name.starts_with("20")) {  // “2024年离任……” needs no second year before it
        title.erase(0, at);
        at = 0;
    }
    const std::string_view project = "项目";
    if (std::string_view(title).substr(at + placeholder.size()).starts_with(project) && name.ends_with(project))
        name.erase(name.size() - project.size());
    return title.replace(at, placeholder.size(), name);
}

}  // namespace gongkai::pages
