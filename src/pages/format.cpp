#include "pages/format.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace gongkai::pages {
namespace {

int least_decimals(const model::Figure& figure, const model::Report& report)
{
    const bool same_unit = report.unit == report.forms->unit;
    return std::max<int>(report.forms->decimals, same_unit ? figure.decimals : 0);
}

std::string text_of(const model::Figure& figure, const model::Report& report, decimal::Grouping grouping)
{
    switch (figure.state) {
    case model::CellState::blank: return "";
    case model::CellState::dash: return "—";
    case model::CellState::not_applicable: return "不适用";
    case model::CellState::amount: break;
    }
    return decimal::format_money(figure.amount, report.forms->unit, least_decimals(figure, report), grouping);
}

}  // namespace

std::string figure_text(const model::Figure& figure, const model::Report& report)
{
    return text_of(figure, report, report.grouped ? decimal::Grouping::thousands : decimal::Grouping::none);
}

std::string plain_figure_text(const model::Figure& figure, const model::Report& report)
{
    return text_of(figure, report, decimal::Grouping::none);
}

decimal::Decimal figure_decimal(const model::Figure& figure, const model::Report& report)
{
    const int full = decimal::decimals_to_cent(report.forms->unit);
    const int least = least_decimals(figure, report);
    auto cents = figure.amount.cents();
    int scale = full;
    for (; scale > least && cents % 10 == 0; --scale)
        cents /= 10;
    return decimal::Decimal(cents, scale).round(std::max(scale, least));
}

std::string filled(const std::string& text, const model::Department& department, const model::Report& report)
{
    const auto self = report.entity.starts_with("本") ? report.entity : "本" + report.entity;
    const std::array<std::pair<std::string_view, std::string>, 5> values = {{
        {"{year}", std::to_string(report.year)},
        {"{entity}", report.entity},
        {"{this}", self},
        {"{name}", department.name},
        {"{short_name}", department.short_name},
    }};
    std::string out = text;
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

}  // namespace gongkai::pages
