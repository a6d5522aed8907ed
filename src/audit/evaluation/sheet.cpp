#include "audit/evaluation/sheet.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>

#include <fmt/format.h>

namespace gongkai::audit::evaluation {
namespace {

using model::ValueForm;
using model::ValueType;

void replace_all(std::string& text, std::string_view placeholder, std::string_view value)
{
    for (auto at = text.find(placeholder); at != std::string::npos; at = text.find(placeholder, at + value.size()))
        text.replace(at, placeholder.size(), value);
}

/// 2023年度人才工作经费项目自评表.
std::string filled_title(const Subject& subject, const model::Sheet& sheet)
{
    auto title = model::filled_years(sheet.form->title, subject.report.year);
    replace_all(title, "{short_name}", subject.department.short_name);
    replace_all(title, "{name}", subject.department.name);
    replace_all(title, "{project}", sheet.text_of(model::ValueRole::name));
    return title;
}

bool has(const std::string& text, std::initializer_list<std::string_view> words)
{
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

IndicatorColumns columns_of(const model::IndicatorsForm& form)
{
    IndicatorColumns columns;
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
        const auto& label = form.columns[i].label();
        if (form.columns[i].type == ValueType::score) {
            if (!form.columns[i].is_total)
                columns.scores.push_back(i);
        } else if (has(label, {"分值", "权重"})) {
            columns.weight = i;
        } else if (has(label, {"原因"})) {
            columns.reason = i;
        } else if (!columns.actual && has(label, {"完成", "实际"}) && !has(label, {"计划", "预期", "年初"})) {
            columns.actual = i;
        } else if (!columns.target && has(label, {"目标", "指标值", "计划", "预期"})) {
            columns.target = i;
        }
    }
    return columns;
}

std::string path_of(const model::Indicator& indicator)
{
    std::string path;
    for (const auto& name : indicator.names)
        if (!name.empty())
            path += (path.empty() ? "" : "/") + name;
    return path;
}

}  // namespace

SheetAudit::SheetAudit(const Subject& subject, const model::Sheet& sheet, Record& record)
    : subject_(subject), sheet_(sheet), record_(record), title_(filled_title(subject, sheet))
{
    who_ = is_whole() ? std::string("部门整体") : sheet.text_of(model::ValueRole::name);
    if (who_.empty())
        who_ = sheet.slug;
    for (std::size_t i = 0; i < sheet.sections.size(); ++i) {
        if (const auto* indicators = std::get_if<model::Indicators>(&sheet.sections[i]))
            add_goals(std::get<model::IndicatorsForm>(sheet.form->sections[i]), *indicators);
        else
            add_rows(sheet.form->sections[i], sheet.sections[i]);
    }
    name_indicators();
}

void SheetAudit::add_rows(const model::SheetSectionForm& form, const model::SheetSection& section)
{
    if (const auto* fields = std::get_if<model::Fields>(&section)) {
        const auto& fields_form = std::get<model::FieldsForm>(form);
        rows_.push_back({&fields_form.fields, &fields->values, nullptr, "", fields_form.heading, fields_form.heading});
        return;
    }
    const auto& grid_form = std::get<model::GridForm>(form);
    const auto& grid = std::get<model::Grid>(section);
    const auto outside_groups = std::count_if(grid_form.rows.begin(), grid_form.rows.end(), [](const auto& row) { return row.group.empty(); });
    for (std::size_t i = 0; i < grid_form.rows.size() && i < grid.rows.size(); ++i) {
        const auto& row = grid_form.rows[i];
        auto name = row.group.empty() ? row.label : row.group + "/" + row.label;
        auto short_name = row.group.empty() && outside_groups == 1 ? std::string() : name;
        rows_.push_back({&grid_form.columns, &grid.rows[i], &grid_form, row.group, std::move(name), std::move(short_name)});
    }
}

void SheetAudit::add_goals(const model::IndicatorsForm& form, const model::Indicators& indicators)
{
    for (std::size_t i = 0; i < indicators.goals.size(); ++i) {
        GoalAt goal{&form, &indicators.goals[i], form.goal_label.empty() ? form.heading : form.goal_label, columns_of(form), {}};
        if (indicators.goals.size() > 1)
            goal.name += std::to_string(i + 1);
        for (const auto& indicator : indicators.goals[i].indicators)
            goal.indicators.push_back({&indicator, indicator.names.back()});
        goals_.push_back(std::move(goal));
    }
}

/// The shortest name that no other indicator of the sheet has.
void SheetAudit::name_indicators()
{
    std::map<std::string, int> uses;
    const auto count = [&] {
        uses.clear();
        for (const auto& goal : goals_)
            for (const auto& indicator : goal.indicators)
                ++uses[indicator.name];
    };
    const auto lengthen = [&](const auto& longer) {
        count();
        for (auto& goal : goals_)
            for (auto& indicator : goal.indicators)
                if (uses[indicator.name] > 1)
                    indicator.name = longer(goal, indicator);
    };
    lengthen([](const GoalAt&, const IndicatorAt& at) { return path_of(*at.indicator); });
    lengthen([](const GoalAt& goal, const IndicatorAt& at) { return goal.name + "/" + at.name; });
    count();
    std::map<std::string, int> seen;
    for (auto& goal : goals_)
        for (auto& indicator : goal.indicators)
            if (uses[indicator.name] > 1)
                indicator.name += fmt::format("（第{}处）", ++seen[indicator.name]);
}

std::string SheetAudit::shown_label(const ValueForm& form) const { return model::filled_years(form.label(), subject_.report.year); }

ValueAt SheetAudit::at(const ValueRow& row, std::size_t column) const
{
    const auto label = shown_label((*row.forms)[column]);
    const auto& value = (*row.values)[column];
    return {&value, row.name.empty() ? label : row.name + " " + label, row.short_name.empty() ? label : row.short_name + " " + label,
            value.span.file ? value.span : sheet_.span};
}

ValueAt SheetAudit::at(const GoalAt& goal, const IndicatorAt& indicator, std::size_t column) const
{
    const auto label = shown_label(goal.form->columns[column]);
    const auto& value = indicator.indicator->values[column];
    return {&value, indicator.name + " " + label, label, value.span.file ? value.span : indicator.indicator->span};
}

ValueAt SheetAudit::weight_of(const GoalAt& goal) const
{
    const auto& value = goal.goal->weight;
    return {&value, goal.name + " 分值", goal.name + "分值", value.span.file ? value.span : goal.goal->span};
}

ValueAt SheetAudit::score_of(const GoalAt& goal) const
{
    const auto& value = goal.goal->score;
    return {&value, goal.name + " 得分", goal.name + "得分", value.span.file ? value.span : goal.goal->span};
}

std::optional<ValueAt> SheetAudit::find(model::ValueRole role) const
{
    for (const auto& row : rows_)
        for (std::size_t i = 0; i < row.forms->size(); ++i)
            if ((*row.forms)[i].role == role)
                return at(row, i);
    return std::nullopt;
}

Operand SheetAudit::operand(const ValueAt& at) const
{
    return {title_ + " " + at.name, at.is_blank() ? std::string("空") : at.text(), at.value->span, std::nullopt};
}

Finding SheetAudit::finding(std::string rule, base::Severity severity, const ValueAt& at, std::string text) const
{
    Finding finding;
    finding.rule = std::move(rule);
    finding.severity = severity;
    finding.span = at.span;
    finding.place = place(at);
    finding.message = who_ + "：" + text;
    finding.operands = {operand(at)};
    return finding;
}

std::optional<std::size_t> column_named(const std::vector<ValueForm>& forms, const std::string& label)
{
    const auto found = std::find_if(forms.begin(), forms.end(), [&](const ValueForm& form) { return form.label() == label; });
    return label.empty() || found == forms.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - forms.begin()));
}

std::string joined(const std::vector<std::string>& figures, std::string_view separator)
{
    constexpr std::size_t most_shown = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(figures.size(), most_shown); ++i)
        text += (i == 0 ? std::string() : std::string(separator)) + figures[i];
    return figures.size() > most_shown ? fmt::format("{}{}…（共 {} 项）", text, separator, figures.size()) : text;
}

decimal::Decimal distance(const decimal::Decimal& a, const decimal::Decimal& b) { return a < b ? b - a : a - b; }

std::string quoted(std::string name)
{
    replace_all(name, "“", "‘");
    replace_all(name, "”", "’");
    return "“" + name + "”";
}

std::string trimmed(const decimal::Decimal& number)
{
    auto text = number.to_string();
    if (number.scale() > 0) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.'))
            text.pop_back();
    }
    return text;
}

}  // namespace gongkai::audit::evaluation
