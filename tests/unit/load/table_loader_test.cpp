#include "load/table_loader.hpp"

#include <deque>

#include <catch2/catch.hpp>

#include "load/table_form_loader.hpp"

using namespace gongkai;

namespace {

const std::string purchases = R"(
number: 表11
id: "11"
title: 采购表
blocks:
  - columns:
      - {label: 序号, role: line}
      - {label: 单位代码, role: code}
      - {label: 单位名称, role: name}
      - {label: 项目, role: text}
      - {label: 数量, measure: count}
      - {label: 单价, summed: false}
      - {label: 备注, role: text}
      - label: 审核
        columns: [{label: 单价, summed: false}, {label: 金额}, {label: 依据, role: text}]
    rows: {list: true, total: 合计}
)";

/// A form and what was read of a table by it. Files live as long as the spans into them.
struct Reading {
    std::deque<base::SourceFile> files;
    base::Diagnostics problems;
    model::TableForm form;
    model::Table table;
    model::Classifications classifications;
    bool grouped = false;

    Reading(const std::string& form_text, const std::string& text)
    {
        form = load::read_table_form(parse("11.yaml", form_text), problems);
        CHECK(all_problems() == "");
        const load::TableContext context{form, classifications, 2024, decimal::Unit::ten_thousand_yuan};
        table = load::read_table(parse("a.yaml", text), context, grouped, problems);
    }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

    load::Node parse(const std::string& name, const std::string& text)
    {
        files.push_back({name, text});
        auto root = load::parse_yaml(files.back());
        REQUIRE(root.ok());
        return std::move(*root);
    }

    std::string all_problems() const
    {
        std::string text;
        for (const auto& problem : problems)
            text += base::to_text(problem);
        return text;
    }

    const model::Figure& figure(std::size_t row, std::size_t column) const { return table.at(row, column).figure; }
};

}  // namespace

TEST_CASE("rows of a list nest, in the order written, under a total that comes first")
{
    const Reading reading(purchases, "- {单位名称: 甲局, 下级: [{单位名称: 甲一, 下级: [{单位名称: 甲一之一}]}, {单位名称: 甲二}]}\n- {单位名称: 乙局}\n");
    CHECK(reading.all_problems() == "");
    std::string rows;
    for (const auto& row : reading.table.rows)
        rows += std::to_string(row.level) + row.name + " ";
    CHECK(rows == "0合计 1甲局 2甲一 3甲一之一 2甲二 1乙局 ");
    CHECK(reading.table.rows[0].emphasis);
    CHECK_FALSE(reading.table.rows[0].written);
    CHECK(reading.table.rows[3].written);
    CHECK(reading.table.cells.size() == 6 * 4);
}

TEST_CASE("a row of a list has its number, code, name and texts in the columns of the form")
{
    const Reading reading(purchases, "- {备注: 急, 序号: 7, 项目: \"=1+1\", 依据: 目录, 单位代码: 101001, 单位名称: 甲局}\n- {单位名称: 乙局, 项目: 修缮}\n");
    CHECK(reading.all_problems() == "");
    const auto& row = reading.table.rows[1];
    CHECK(row.line == "7");
    CHECK(row.code == "101001");
    CHECK(row.name == "甲局");
    CHECK(row.key == "101001");
    CHECK(row.texts == std::vector<std::string>{"=1+1", "急", "目录"});
    CHECK(reading.table.rows[2].key == "乙局");
    CHECK(reading.table.rows[2].texts == std::vector<std::string>{"修缮"});
}

TEST_CASE("a row without name or code is known by its first text, or by its place")
{
    const Reading reading(purchases, "- {项目: 修缮}\n- {数量: 3}\n");
    CHECK(reading.all_problems() == "");
    CHECK(reading.table.rows[1].key == "修缮");
    CHECK(reading.table.rows[2].key == "第3行");
}

TEST_CASE("counts are whole things whatever the unit of money is")
{
    const Reading reading(purchases, "- {单位名称: 甲局, 数量: 3, 审核: {金额: 1.5}}\n");
    CHECK(reading.all_problems() == "");
    CHECK(reading.form.blocks[0].columns[4].measure == model::Measure::count);
    CHECK(reading.figure(1, 0).amount == decimal::Money::from_cents(300));
    CHECK(reading.figure(1, 3).amount == decimal::Money::from_cents(1'500'000));
}

TEST_CASE("of two columns with one label the outer one has the bare name")
{
    const Reading reading(purchases, "- {单位名称: 甲局, 单价: 2, 审核: {单价: 3, 金额: 4}}\n");
    CHECK(reading.all_problems() == "");
    CHECK(reading.figure(1, 1).amount == decimal::Money::from_cents(2'000'000));
    CHECK(reading.figure(1, 2).amount == decimal::Money::from_cents(3'000'000));
    CHECK(reading.figure(1, 3).amount == decimal::Money::from_cents(4'000'000));
}

TEST_CASE("a name that two headings share is refused with one of the headings")
{
    const std::string twice = R"(
number: 表10
id: "10"
title: 项目表
blocks:
  - columns:
      - {label: 项目名称, role: name}
      - {label: 合计}
      - {label: 本年拨款, columns: [{label: 基金}]}
      - {label: 结转, columns: [{label: 基金}]}
    rows: {list: true}
)";
    const Reading reading(twice, "- {项目名称: 甲, 基金: 1}\n");
    CHECK(reading.all_problems() == "a.yaml:1:13: 错误 [F-COLUMN] 表10有不止一栏叫“基金”\n"
                                    "    1 | - {项目名称: 甲, 基金: 1}\n"
                                    "      |                  ^^^^\n"
                                    "   提示: 请写在上一级栏目之下，如“本年拨款: {基金: …}”\n");
    const Reading nested(twice, "- {项目名称: 甲, 本年拨款: {基金: 1}, 结转: {基金: 2}}\n");
    CHECK(nested.all_problems() == "");
    CHECK(nested.figure(0, 1).amount == decimal::Money::from_cents(1'000'000));
    CHECK(nested.figure(0, 2).amount == decimal::Money::from_cents(2'000'000));
}

TEST_CASE("a written total stands beside the rows")
{
    const Reading reading(purchases, "合计: {数量: 5}\n明细:\n  - {单位名称: 甲局, 数量: 3}\n");
    CHECK(reading.all_problems() == "");
    REQUIRE(reading.table.rows.size() == 2);
    CHECK(reading.table.rows[0].written);
    CHECK(reading.figure(0, 0).amount == decimal::Money::from_cents(500));
    CHECK(reading.figure(1, 0).amount == decimal::Money::from_cents(300));
}

TEST_CASE("an empty list is a table that is given")
{
    for (const auto* text : {"{}\n", "[]\n", "明细: []\n", "明细:\n"}) {
        const Reading reading(purchases, text);
        INFO(text);
        CHECK(reading.all_problems() == "");
        CHECK(reading.table.given);
        CHECK(reading.table.rows.size() == 1);
        CHECK(reading.table.is_empty());
    }
}

TEST_CASE("texts are only for lists, and a list has no classification")
{
    base::Diagnostics problems;
    const base::SourceFile file{"01.yaml", "number: 表1\nid: a\ntitle: t\nblocks:\n"
                                           "  - {columns: [{label: 名称, role: name}, {label: 备注, role: text}], rows: [{name: 甲}]}\n"
                                           "  - {columns: [{label: 金额}], rows: {list: true, classification: functional, total: 合计}}\n"};
    load::read_table_form(*load::parse_yaml(file), problems);
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].message == "文字栏（role: text）只能用于逐项填写的表");
    CHECK(problems[0].hint == "rows 写作“{list: true}”");
    CHECK(problems[1].message == "classification 和 list 只能写一个");
}
