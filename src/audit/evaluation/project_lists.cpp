#include "audit/evaluation/project_lists.hpp"

#include <algorithm>

#include "audit/evaluation/quantity.hpp"

namespace gongkai::audit::evaluation {
namespace {

using decimal::Decimal;
using model::ValueRole;

/// 工作性其他-人才工作经费: what follows the kind of project is its name.
bool is_name_of(const std::string& row, const std::string& project)
{
    return !project.empty() && (row == project || row.ends_with("-" + project));
}

std::vector<ListRow> leaves_of(const model::Table& table)
{
    std::vector<ListRow> leaves;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const bool is_leaf = table.rows[i].level > 0 && (i + 1 == table.rows.size() || table.rows[i + 1].level <= table.rows[i].level);
        if (is_leaf)
            leaves.push_back({i, plain_text(table.rows[i].name), nullptr});
    }
    return leaves;
}

/// Links rows and sheets by name; true if at least half of the sheets are there.
bool link_by_name(ProjectList& list, const std::vector<const SheetAudit*>& projects)
{
    std::size_t linked = 0;
    for (const auto* project : projects) {
        const auto name = plain_text(project->sheet().text_of(ValueRole::name));
        const auto found = std::find_if(list.rows.begin(), list.rows.end(), [&](const ListRow& row) { return !row.sheet && is_name_of(row.name, name); });
        if (found == list.rows.end())
            continue;
        found->sheet = project;
        ++linked;
    }
    return linked > 0 && linked * 2 >= projects.size();
}

Decimal converted(const Decimal& amount, decimal::Unit from, decimal::Unit to)
{
    const int shift = decimal::decimals_to_cent(to) - decimal::decimals_to_cent(from);
    return amount * (shift > 0 ? Decimal(1, shift) : Decimal(decimal::power_of_ten(-shift), 0));
}

}  // namespace

std::vector<ProjectList> project_lists(const Subject& subject, const std::vector<const SheetAudit*>& projects)
{
    std::vector<ProjectList> lists;
    const auto& report = subject.report;
    for (std::size_t t = 0; report.forms && t < report.forms->tables.size() && t < report.tables.size(); ++t) {
        const auto& form = report.forms->tables[t];
        if (!form.is_list() || projects.empty())
            continue;
        ProjectList list{static_cast<std::uint16_t>(t), {}, leaves_of(report.tables[t])};
        for (int column = 0; column < form.amount_columns; ++column)
            if (const auto* shape = form.amount_column(column); shape && shape->measure == model::Measure::money)
                list.money.push_back(static_cast<std::uint16_t>(column));
        if (!list.money.empty() && link_by_name(list, projects))
            lists.push_back(std::move(list));
    }
    return lists;
}

std::vector<Match> matches_of(const Subject& subject, const ProjectList& list, std::size_t row, const SheetAudit& sheet)
{
    const auto budget = sheet.find(ValueRole::budget);
    const auto executed = sheet.find(ValueRole::executed);
    const auto cell = [&](std::size_t column) { return model::CellRef{list.table, list.money[column], static_cast<std::uint32_t>(row)}; };
    std::vector<Match> matches;
    if (list.money.size() == 2 && budget && executed) {
        matches = {{*budget, cell(0)}, {*executed, cell(1)}};
    } else if (budget && !executed) {
        const auto* first = subject.report.forms->tables[list.table].amount_column(list.money.front());
        if (first->label().find("合计") != std::string::npos || first->label().find("总") != std::string::npos || list.money.size() == 1)
            matches = {{*budget, cell(0)}};
    }
    const auto& table = subject.report.tables[list.table];
    std::erase_if(matches, [&](const Match& match) {
        return !match.value.number() || !table.at(match.cell.row, match.cell.column).figure.has_amount();
    });
    return matches;
}

Likeness compare(const Subject& subject, const SheetAudit& sheet, const Match& match)
{
    const auto& form = subject.report.forms->tables[match.cell.table];
    const auto& figure = subject.report.tables[match.cell.table].at(match.cell.row, match.cell.column).figure;
    const auto unit = sheet.sheet().form->unit;
    const auto table_unit = form.unit.value_or(subject.report.unit);
    const auto& value = *match.value.number();
    const int decimals = std::max(sheet.decimals(), value.scale());
    const int table_decimals = std::max<int>(sheet.decimals(), figure.decimals);
    const bool sheet_is_coarser = decimals - decimal::decimals_to_cent(unit) <= table_decimals - decimal::decimals_to_cent(table_unit);
    const auto amount = figure.amount.in(unit);
    if (sheet_is_coarser ? amount.round(decimals) == value
                         : converted(value, unit, table_unit).round(table_decimals) == figure.amount.in(table_unit).round(table_decimals))
        return Likeness::same;
    return amount.round(value.scale()) == value ? Likeness::rounded : Likeness::other;
}

}  // namespace gongkai::audit::evaluation
