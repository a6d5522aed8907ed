#include <catch2/catch.hpp>

#include "model/form.hpp"
#include "model/sheet.hpp"

using namespace gongkai::model;

TEST_CASE("years are put into a label wherever they stand")
{
    CHECK(filled_years("{year}年", 2024) == "2024年");
    CHECK(filled_years("{year-2}年和{year-1}年，{year-1}年", 2024) == "2022年和2023年，2023年");
    CHECK(filled_years("{year-1}{year}", 2000) == "19992000");
    CHECK(filled_years("年初目标值", 2024) == "年初目标值");
    CHECK(filled_years("{year-3}{years}{project}", 2024) == "{year-3}{years}{project}");
    CHECK(filled_years("", 2024).empty());
}

TEST_CASE("a row under a heading is a part of the row that has none")
{
    GridForm grid;
    grid.rows = {{"", "资金总额"}, {"其中", "中央"}, {"其中", "省级"}};
    CHECK_FALSE(grid.is_part(0));
    CHECK(grid.is_part(1));
    CHECK(grid.is_part(2));
    grid.rows = {{"收入构成", "合计"}, {"支出构成", "合计"}};
    CHECK_FALSE(grid.is_part(0));
    CHECK_FALSE(grid.is_part(1));
}

TEST_CASE("what a value means is found by its role: in fields, or in the first row of a grid")
{
    const auto form_with = [](const char* label, ValueRole role) {
        ValueForm form;
        form.path = {"上级", label};
        form.role = role;
        return form;
    };
    const auto value = [](const char* text) {
        SheetValue written;
        written.text = text;
        return written;
    };
    SheetForm form;
    form.sections = {IndicatorsForm{}, GridForm{"资金", {}, {{"", "一"}, {"", "二"}}, {form_with("预算", ValueRole::budget), form_with("率", ValueRole::rate)}},
                     FieldsForm{"", {form_with("名称", ValueRole::name), form_with("再名", ValueRole::name)}}};
    Sheet sheet;
    sheet.form = &form;
    sheet.sections = {Indicators{}, Grid{{{value("10"), value("")}, {value("20"), value("5%")}}}, Fields{{value("甲"), value("乙")}}};
    CHECK(sheet.text_of(ValueRole::budget) == "10");
    REQUIRE(sheet.find(ValueRole::rate));
    CHECK(sheet.find(ValueRole::rate)->is_blank());
    CHECK(sheet.text_of(ValueRole::name) == "甲");
    CHECK(sheet.label_of(ValueRole::name) == "名称");
    CHECK(sheet.label_of(ValueRole::rate) == "率");
    CHECK(sheet.find(ValueRole::total) == nullptr);
    CHECK(sheet.text_of(ValueRole::total).empty());
    CHECK(sheet.label_of(ValueRole::total).empty());
}

TEST_CASE("a list is a table of one block whose rows the content makes")
{
    TableForm form;
    CHECK_FALSE(form.is_list());
    form.blocks.resize(1);
    CHECK_FALSE(form.is_list());
    form.blocks[0].is_list = true;
    CHECK(form.is_list());
    form.blocks.resize(2);
    CHECK_FALSE(form.is_list());
}

TEST_CASE("columns are summed unless their form says otherwise")
{
    TableForm form;
    form.blocks.resize(1);
    form.blocks[0].columns.resize(2);
    form.blocks[0].columns[0].amount_index = 0;
    form.blocks[0].columns[1].amount_index = 1;
    form.blocks[0].columns[1].is_summed = false;
    CHECK(form.is_summed(0));
    CHECK_FALSE(form.is_summed(1));
    CHECK(form.amount_column(1) == &form.blocks[0].columns[1]);
    CHECK(form.amount_column(2) == nullptr);
}
