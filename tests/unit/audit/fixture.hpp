// A report of two tables for the rules on figures.
#pragma once

#include <string>
#include <vector>

#include "audit/finding.hpp"
#include "audit/subject.hpp"
#include "formula/formula.hpp"

namespace gongkai::test {

/// 甲表: classified, 1栏 = 2栏 + 3栏, rows 合计, 201, 20101, 2010101, 20102, 2010201, 208.
/// 乙表: fixed rows 人员, 公用, 共计; 万元 with two decimals.
struct Fixture {
    model::Site site;
    model::Department department;
    model::FormSet forms;
    model::Report report;
    formula::FormSetFormulas formulas;

    Fixture()
    {
        forms.tables = {classified_form(), fixed_form()};
        forms.facts.type = model::FactType::group;
        forms.facts.members.push_back(money_fact("经费"));
        forms.facts.members.push_back(money_fact("增减"));
        forms.facts.members.back().difference = model::FormulaText{"甲表 合计行 1栏", {}};
        forms.rules.push_back(rule("X1", "甲表 合计行 2栏 = 乙表 共计行"));
        forms.rules.push_back(rule("X2", "「经费」 = 乙表 公用行"));
        forms.rules.back().tolerance = model::Tolerance::exact;
        department.name = "测试局";
        report.forms = &forms;
        report.year = 2023;
        report.slug = "2023-final";
        report.tables = {classified(), fixed()};
        parse();
    }
    Fixture(const Fixture&) = delete;
    Fixture& operator=(const Fixture&) = delete;

    void parse() { formulas = *formula::parse_all(forms); }

    audit::Subject subject() const { return {site, department, report, formulas}; }

    static decimal::Money hundredths(std::int64_t value) { return decimal::Money::from_cents(value * 10'000); }

    void set(std::size_t table, const std::string& row, int column, std::int64_t value)
    {
        auto& sheet = report.tables[table];
        sheet.at(*sheet.find_row(row), static_cast<std::size_t>(column)) = {model::Figure::of(hundredths(value), 2), model::Origin::written, {}, {}};
    }

    static model::RuleForm rule(std::string id, std::string text)
    {
        model::RuleForm rule;
        rule.id = std::move(id);
        rule.formula.text = std::move(text);
        return rule;
    }

    static model::FactForm money_fact(std::string key)
    {
        model::FactForm fact;
        fact.key = fact.label = std::move(key);
        fact.type = model::FactType::money;
        return fact;
    }

private:
    static model::TableForm classified_form()
    {
        model::TableForm form;
        form.number = "甲表";
        form.amount_columns = 3;
        form.hierarchy_id = "甲-H";
        model::Block block;
        block.classification = model::Classification::functional;
        block.total_name = "合计";
        for (int i = 0; i < 3; ++i)
            block.columns.push_back({{"栏" + std::to_string(i)}, model::ColumnRole::amount, std::to_string(i + 1), i});
        form.blocks = {block};
        form.formulas = {rule("甲-C", "1栏各行 = (2+3)栏各行")};
        return form;
    }

    static model::TableForm fixed_form()
    {
        model::TableForm form;
        form.number = "乙表";
        form.amount_columns = 1;
        model::Block block;
        block.columns.push_back({{"金额"}, model::ColumnRole::amount, "", 0});
        for (const auto* name : {"人员", "公用", "共计"}) {
            model::FixedRow row;
            row.key = row.name = name;
            block.fixed_rows.push_back(row);
        }
        form.blocks = {block};
        form.formulas = {rule("乙-R", "共计行 = (人员+公用)行")};
        return form;
    }

    static model::Table classified()
    {
        model::Table table;
        table.columns = 3;
        table.given = true;
        const std::vector<std::pair<std::string, std::vector<int>>> rows = {
            {"合计", {9000, 5000, 4000}},   {"201", {8000, 4600, 3400}},     {"20101", {5000, 2600, 2400}}, {"2010101", {5000, 2600, 2400}},
            {"20102", {3000, 2000, 1000}}, {"2010201", {3000, 2000, 1000}}, {"208", {1000, 400, 600}}};
        for (const auto& [code, values] : rows) {
            model::Row row;
            row.key = row.name = code;
            row.code = code == "合计" ? "" : code;
            row.level = model::level_of(row.code);
            table.rows.push_back(row);
            for (const auto value : values)
                table.cells.push_back({model::Figure::of(hundredths(value), 2), model::Origin::written, {}, {}});
        }
        return table;
    }

    static model::Table fixed()
    {
        model::Table table;
        table.columns = 1;
        table.given = true;
        const std::vector<std::pair<std::string, int>> rows = {{"人员", 4300}, {"公用", 700}, {"共计", 5000}};
        for (const auto& [name, value] : rows) {
            model::Row row;
            row.key = row.name = name;
            table.rows.push_back(row);
            table.cells.push_back({model::Figure::of(hundredths(value), 2), model::Origin::written, {}, {}});
        }
        return table;
    }
};

}  // namespace gongkai::test
