// A small report: one table with a classified block, one with two blocks.
#pragma once

#include "model/report.hpp"

namespace gongkai::test {

struct Fixture {
    model::FormSet forms;
    model::Department department;
    model::Report report;

    Fixture()
    {
        forms.kind_name = "决算";
        forms.kind = "final";
        forms.tables = {classified_form(), blocks_form()};
        department.slug = "caizheng";
        department.name = "测试区财政局";
        department.short_name = "财政局";
        report.slug = "2023-final";
        report.kind = "final";
        report.year = 2023;
        report.entity = "部门";
        report.forms = &forms;
        report.published_on = model::Date{2024, 9, 1};
        report.tables = {classified_table(), blocks_table()};
    }
    Fixture(const Fixture&) = delete;
    Fixture& operator=(const Fixture&) = delete;

    static model::Cell amount(std::int64_t cents, int decimals = 2, model::Origin origin = model::Origin::written)
    {
        return {model::Figure::of(decimal::Money::from_cents(cents), decimals), origin, {}, {}};
    }
    static model::Cell state(model::CellState state) { return {{state, 0, {}}, model::Origin::written, {}, {}}; }

private:
    static model::TableForm classified_form()
    {
        model::TableForm form;
        form.number = "公开05表";
        form.id = "05";
        form.title = "支出表";
        form.amount_columns = 3;
        model::Block block;
        block.classification = model::Classification::functional;
        block.total_name = "合计";
        block.columns = {{{"项目", "编码"}, model::ColumnRole::code, "", -1},
                         {{"项目", "科目名称"}, model::ColumnRole::name, "", -1},
                         {{"预算", "小计"}, model::ColumnRole::amount, "1", 0},
                         {{"决算", "小计"}, model::ColumnRole::amount, "2", 1},
                         {{"决算", "其他"}, model::ColumnRole::amount, "3", 2}};
        form.blocks = {block};
        form.notes = {"注：本表反映{entity}支出。"};
        return form;
    }

    static model::TableForm blocks_form()
    {
        model::TableForm form;
        form.number = "公开01表";
        form.id = "01";
        form.title = "总表";
        form.amount_columns = 2;
        form.headings = {{"收入", 1}, {"支出", 1}};
        for (int b = 0; b < 2; ++b) {
            model::Block block;
            block.columns = {{{"项目"}, model::ColumnRole::name, "", -1},
                             {{"行次"}, model::ColumnRole::line, "", -1},
                             {{"决算数"}, model::ColumnRole::amount, std::to_string(b + 1), b}};
            form.blocks.push_back(block);
        }
        form.footer = {{"全部", "全部", 2, 0}};
        return form;
    }

    static model::Row row(std::string key, std::string name, std::string code, int level, int block = 0, std::string line = {})
    {
        model::Row row;
        row.key = std::move(key);
        row.name = std::move(name);
        row.code = std::move(code);
        row.line = std::move(line);
        row.level = level;
        row.block = block;
        return row;
    }

    static model::Table classified_table()
    {
        model::Table table;
        table.columns = 3;
        table.rows = {row("合计", "合计", "", 0), row("201", "=HYPERLINK(\"x\"),<b>", "201", 1), row("2013101", "行政运行", "2013101", 3)};
        table.rows[0].emphasis = true;
        table.cells = {amount(-12'300'000), amount(1'638'520'000, 2, model::Origin::computed), amount(0),
                       amount(537'827'000, 3), state(model::CellState::dash), state(model::CellState::not_applicable),
                       amount(1), {}, amount(80'000'000, 0)};
        return table;
    }

    static model::Table blocks_table()
    {
        model::Table table;
        table.columns = 2;
        table.rows = {row("收入甲", "一、收入甲", "", 0, 0, "1"), row("", "", "", 0, 0, "2"), row("支出甲", "一、支出甲", "", 0, 1, "3")};
        auto footer = row("全部", "全部", "", 0);
        footer.footer = true;
        table.rows.push_back(footer);
        table.cells = {amount(5'000'000), {}, {}, {}, {}, amount(7'000'000), amount(1'000'000), amount(12'000'000)};
        return table;
    }
};

}  // namespace gongkai::test
