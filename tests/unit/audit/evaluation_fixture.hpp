// Self-evaluations and targets for the rules on evaluations.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "audit/evaluations.hpp"

namespace gongkai::test {

/// An indicator: names from the outermost, target, actual value, points.
struct Line {
    std::vector<std::string> names;
    std::string target;
    std::string actual;
    std::string points;
    std::string reason = {};
};

/// One department's report with sheets of four forms: a project's evaluation (20
/// points for execution), the whole department's, one with the origin of funds, and
/// a project's target.
struct Evaluations {
    base::SourceFile file{"content/a/2023-final/sheet.yaml", std::string(100'000, ' ')};
    model::Site site;
    model::Department department;
    model::FormSet forms;
    model::Report report;
    formula::FormSetFormulas formulas;

    Evaluations()
    {
        department.short_name = "测试局";
        forms.sheets = {project_form(), whole_form(), funds_form(), target_form()};
        report.year = 2023;
        report.forms = &forms;
    }
    Evaluations(const Evaluations&) = delete;
    Evaluations& operator=(const Evaluations&) = delete;

    audit::Record run() const
    {
        audit::Record record;
        audit::check_evaluations({site, department, report, formulas}, record);
        return record;
    }

    /// Text as the loader reads it: a number without commas, % or 分, if it is one.
    model::SheetValue value(std::string text)
    {
        model::SheetValue value;
        auto plain = text;
        std::erase(plain, ',');
        for (const std::string suffix : {"%", "分"})
            if (plain.ends_with(suffix))
                plain.erase(plain.size() - suffix.size());
        value.number = decimal::Decimal::parse(plain);
        value.text = std::move(text);
        value.span = {&file, next_, next_ + 1};
        ++next_;
        return value;
    }

    std::vector<model::SheetValue> values(const std::vector<std::string>& texts)
    {
        std::vector<model::SheetValue> all;
        for (const auto& text : texts)
            all.push_back(value(text));
        return all;
    }

    model::Goal goal(const std::string& weight, const std::vector<Line>& lines, bool with_reason = false)
    {
        model::Goal goal;
        goal.weight = value(weight);
        goal.span = goal.weight.span;
        for (const auto& line : lines) {
            model::Indicator indicator;
            indicator.names = line.names;
            indicator.values = with_reason ? values({line.target, line.actual, line.reason, line.points}) : values({line.target, line.actual, line.points});
            indicator.span = indicator.values.front().span;
            goal.indicators.push_back(std::move(indicator));
        }
        return goal;
    }

    /// `execution`: budget, executed, rate, points.
    model::Sheet& add_project(const std::string& slug, const std::string& name, const std::vector<std::string>& execution, const std::vector<Line>& lines,
                              const std::string& total, const std::string& reason = "")
    {
        auto& sheet = add(slug, 0);
        sheet.sections.push_back(model::Fields{values({name})});
        sheet.sections.push_back(model::Grid{{values(execution)}});
        sheet.sections.push_back(model::Indicators{{goal("80", lines)}});
        sheet.sections.push_back(model::Fields{values({total, reason})});
        return sheet;
    }

    model::Sheet& add_whole(const std::vector<std::string>& expenditure, const std::vector<std::string>& execution, std::vector<model::Goal> goals,
                            const std::string& total)
    {
        auto& sheet = add("00-whole", 1);
        sheet.sections.push_back(model::Fields{values(expenditure)});
        sheet.sections.push_back(model::Grid{{values(execution)}});
        sheet.sections.push_back(model::Indicators{std::move(goals)});
        sheet.sections.push_back(model::Fields{values({total, ""})});
        return sheet;
    }

    /// `rows`: the total, then two parts; each budget, executed, rate, points.
    model::Sheet& add_funds(const std::vector<std::vector<std::string>>& rows, const std::vector<std::string>& texts, const std::vector<Line>& lines,
                            const std::string& goal_score, const std::string& total)
    {
        auto& sheet = add("funds", 2);
        sheet.sections.push_back(model::Fields{values({total, "经费"})});
        model::Grid grid;
        for (const auto& row : rows)
            grid.rows.push_back(values(row));
        sheet.sections.push_back(std::move(grid));
        sheet.sections.push_back(model::Fields{values(texts)});
        auto only = goal("60", lines, true);
        only.score = value(goal_score);
        sheet.sections.push_back(model::Indicators{{std::move(only)}});
        return sheet;
    }

    /// `rows`: 收入 财政拨款, 其他资金, 合计 with amount, share; then 总投入, 区级, 其他.
    model::Sheet& add_target(const std::string& name, const std::vector<std::vector<std::string>>& rows)
    {
        auto& sheet = add("target", 3);
        sheet.sections.push_back(model::Fields{values({name})});
        model::Grid income;
        model::Grid funds;
        for (std::size_t i = 0; i < rows.size(); ++i)
            (i < 3 ? income : funds).rows.push_back(values(rows[i]));
        sheet.sections.push_back(std::move(income));
        sheet.sections.push_back(std::move(funds));
        return sheet;
    }

    /// 汇总表 in 元: name, budget, executed in 分.
    void add_list(const std::vector<std::tuple<std::string, std::int64_t, std::int64_t>>& projects)
    {
        model::TableForm form;
        form.number = "汇总表";
        form.unit = decimal::Unit::yuan;
        form.amount_columns = 2;
        model::Block block;
        block.is_list = true;
        block.total_name = "合计";
        block.columns = {{{"项目名称"}, model::ColumnRole::name}, {{"预算"}, model::ColumnRole::amount, "", 0}, {{"支出"}, model::ColumnRole::amount, "", 1}};
        form.blocks = {block};
        forms.tables = {form};
        model::Table table;
        table.columns = 2;
        table.rows.emplace_back();
        table.rows.back().key = table.rows.back().name = "合计";
        table.cells.resize(2);
        for (const auto& [name, budget, executed] : projects) {
            table.rows.emplace_back();
            table.rows.back().key = table.rows.back().name = name;
            table.rows.back().level = 1;
            for (const auto cents : {budget, executed})
                table.cells.push_back({model::Figure::of(decimal::Money::from_cents(cents), 2), model::Origin::written, {&file, next_, next_ + 1}, {}});
            ++next_;
        }
        report.tables = {table};
    }

private:
    model::Sheet& add(const std::string& slug, std::size_t form)
    {
        report.sheets.emplace_back();
        auto& sheet = report.sheets.back();
        sheet.slug = slug;
        sheet.form = &forms.sheets[form];
        sheet.span = {&file, 0, 1};
        return sheet;
    }

    static model::ValueForm column(const std::string& label, model::ValueType type = model::ValueType::text, model::ValueRole role = model::ValueRole::none)
    {
        model::ValueForm form;
        form.path = {label};
        form.type = type;
        form.role = role;
        return form;
    }

    static std::vector<model::ValueForm> execution_columns(bool is_weighted)
    {
        using enum model::ValueType;
        std::vector<model::ValueForm> columns = {column("预算数", money, model::ValueRole::budget), column("执行数", money, model::ValueRole::executed),
                                                 column("执行率", percent, model::ValueRole::rate), column("得分", score, model::ValueRole::score)};
        columns[2].ratio = model::Ratio{"执行数", "预算数", 1};
        columns[3].weighted_by = is_weighted ? "执行率" : "";
        return columns;
    }

    static model::FieldsForm fields(std::string heading, std::vector<model::ValueForm> values) { return {std::move(heading), std::move(values)}; }

    static model::ValueForm total()
    {
        auto form = column("总分", model::ValueType::score, model::ValueRole::total);
        form.is_total = true;
        return form;
    }

    static model::IndicatorsForm indicators(const std::string& heading, const std::string& goal_label)
    {
        return {heading, goal_label, {"一级指标", "二级指标", "三级指标"}, {column("年初目标值"), column("实际完成值"), column("得分", model::ValueType::score)}};
    }

    static model::SheetForm project_form()
    {
        model::SheetForm form;
        form.title = "{year}年度{project}项目自评表";
        form.sections = {fields("", {column("项目名称", model::ValueType::text, model::ValueRole::name)}),
                         model::GridForm{"预算执行情况", decimal::Decimal::integer(20), {{"", "资金总额"}}, execution_columns(true)},
                         indicators("绩效目标", ""), fields("", {total(), column("未完成原因分析", model::ValueType::paragraph)})};
        return form;
    }

    static model::SheetForm whole_form()
    {
        model::SheetForm form;
        form.title = "{year}年度{short_name}整体绩效自评表";
        form.scope = model::SheetScope::whole;
        form.sections = {fields("", {column("基本支出总额", model::ValueType::money), column("项目支出总额", model::ValueType::money)}),
                         model::GridForm{"预算执行情况", decimal::Decimal::integer(20), {{"", "整体支出"}}, execution_columns(true)},
                         indicators("年度目标", "年度目标"), fields("", {total(), column("未完成原因分析", model::ValueType::paragraph)})};
        return form;
    }

    static model::SheetForm funds_form()
    {
        model::SheetForm form;
        form.title = "{year}年度{project}自评表";
        auto targets = indicators("绩效指标", "");
        targets.columns.insert(targets.columns.begin() + 2, column("未完成原因"));
        form.sections = {fields("", {total(), column("项目名称", model::ValueType::text, model::ValueRole::name)}),
                         model::GridForm{"资金", decimal::Decimal::integer(20), {{"", "总额"}, {"其中", "市补助"}, {"其中", "其他资金"}}, execution_columns(false)},
                         fields("总目标", {column("实际完成情况", model::ValueType::paragraph), column("自评分", model::ValueType::score)}), targets};
        return form;
    }

    static model::SheetForm target_form()
    {
        model::SheetForm form;
        form.title = "{project}目标表";
        form.sections = {fields("", {column("项目名称", model::ValueType::text, model::ValueRole::name)}),
                         model::GridForm{"资金情况", {}, {{"收入", "财政拨款"}, {"收入", "其他资金"}, {"收入", "合计"}},
                                         {column("{year}年", model::ValueType::money), column("占比", model::ValueType::percent)}},
                         model::GridForm{"项目资金", {}, {{"", "总投入"}, {"构成", "区级"}, {"构成", "其他"}},
                                         {column("金额", model::ValueType::money, model::ValueRole::budget)}}};
        return form;
    }

    std::uint32_t next_ = 10;
};

/// Findings of one rule.
inline std::vector<audit::Finding> of_rule(const audit::Record& record, const std::string& rule)
{
    std::vector<audit::Finding> found;
    std::copy_if(record.findings().begin(), record.findings().end(), std::back_inserter(found),
                 [&](const audit::Finding& finding) { return finding.rule == rule; });
    return found;
}

/// All messages, for a test that fails.
inline std::string text_of(const audit::Record& record)
{
    std::string text;
    for (const auto& finding : record.findings())
        text += "[" + finding.rule + "] " + finding.place + " | " + finding.message + "\n";
    return text;
}

}  // namespace gongkai::test
