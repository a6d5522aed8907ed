// Columns of a list that stand under a heading, whatever they hold.
#include "load/table_loader.hpp"

#include <catch2/catch.hpp>

#include "load/table_form_loader.hpp"
#include "load/yaml.hpp"

using namespace gongkai;

namespace {

constexpr const char* form_text = R"(
number: 表12
id: "12"
title: 政府购买服务预算表
blocks:
  - columns:
      - {label: 单位名称, role: name}
      - label: 指导目录
        columns:
          - {label: 一级目录, role: text}
          - {label: 二级目录, role: text}
      - label: 审核
        columns:
          - {label: 金额}
          - {label: 意见, role: text}
    rows: {list: true, total: 合计}
)";

/// What comes of the content of the table above.
struct Read {
    base::SourceFile form_file{"12.yaml", form_text};
    base::SourceFile content_file;
    base::Diagnostics problems;
    model::TableForm form;
    model::Table table;

    explicit Read(std::string content) : content_file{"a.yaml", std::move(content)}
    {
        form = load::read_table_form(*load::parse_yaml(form_file), problems);
        REQUIRE(problems.empty());
        const model::Classifications classifications;
        bool grouped = false;
        table = load::read_table(*load::parse_yaml(content_file), {form, classifications, 2024, decimal::Unit::yuan}, grouped, problems);
    }
    Read(const Read&) = delete;
    Read& operator=(const Read&) = delete;
};

}  // namespace

TEST_CASE("texts of a list may be written under their heading, as amounts may")
{
    const Read read("明细:\n  - {单位名称: 甲, 指导目录: {一级目录: 公共服务, 二级目录: 教育}, 审核: {金额: 1.50, 意见: 同意}}\n"
                    "  - {单位名称: 乙, 二级目录: 养老}\n");
    CHECK(read.problems.empty());
    REQUIRE(read.table.rows.size() == 3);
    CHECK(read.table.rows[1].texts == std::vector<std::string>{"公共服务", "教育", "同意"});
    CHECK(read.table.at(1, 0).figure.amount == decimal::Money::from_cents(150));
    CHECK(read.table.rows[2].texts == std::vector<std::string>{"", "养老"});
}

TEST_CASE("a text under a heading that is not its own is refused")
{
    const Read read("明细:\n  - {单位名称: 甲, 审核: {一级目录: 公共服务}}\n");
    REQUIRE(read.problems.size() == 1);
    CHECK(read.problems[0].code == "F-COLUMN");
    CHECK(read.problems[0].message == "表12没有“一级目录”这一栏");
}

TEST_CASE("a text written under its heading and beside it is refused")
{
    const Read read("明细:\n  - {单位名称: 甲, 一级目录: 公共服务, 指导目录: {一级目录: 其他}}\n");
    REQUIRE(read.problems.size() == 1);
    CHECK(read.problems[0].code == "Y-DUP");
    CHECK(read.problems[0].message == "“一级目录”这一栏已经写过");
}

TEST_CASE("the total of a list may have another name")
{
    const Read read("合计: {单位名称: 全部单位}\n明细:\n  - {单位名称: 甲}\n");
    CHECK(read.problems.empty());
    CHECK(read.table.rows[0].name == "全部单位");
}
