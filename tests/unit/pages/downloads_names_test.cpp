// Names and kinds of the columns in downloaded files, and what a package lists.
#include "pages/downloads/downloads.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "pages/format.hpp"
#include "pages/table_html.hpp"
#include "unit/pages/fixture.hpp"

using namespace gongkai;
using test::Fixture;

namespace {

model::Column amount_column(std::vector<std::string> path, int index, std::string number = {})
{
    model::Column column;
    column.path = std::move(path);
    column.amount_index = index;
    column.number = std::move(number);
    return column;
}

model::Column text_column(std::vector<std::string> path, int index)
{
    model::Column column;
    column.path = std::move(path);
    column.role = model::ColumnRole::text;
    column.text_index = index;
    return column;
}

/// The names of all columns of a table of these.
std::vector<std::string> names(std::vector<model::Column> columns, bool is_list = false)
{
    model::TableForm form;
    form.blocks.emplace_back();
    form.blocks[0].is_list = is_list;
    form.blocks[0].columns = std::move(columns);
    std::vector<std::string> names;
    for (const auto& column : form.blocks[0].columns)
        names.push_back(pages::column_name(form, column));
    return names;
}

/// The report of the fixture with a list: what was bought, how many, for how much.
struct Purchases : Fixture {
    Purchases()
    {
        model::TableForm form;
        form.number = "表11";
        form.id = "11";
        form.title = "采购表";
        form.amount_columns = 2;
        form.blocks.emplace_back();
        form.blocks[0].is_list = true;
        form.blocks[0].columns = {text_column({"品目"}, 0), amount_column({"采购数量"}, 0), amount_column({"采购金额"}, 1)};
        form.blocks[0].columns[1].measure = model::Measure::count;
        forms.tables = {form};
        model::Table table;
        table.columns = 2;
        table.rows.emplace_back();
        table.rows[0].key = table.rows[0].name = "电脑";
        table.rows[0].texts = {"电脑"};
        table.cells = {amount_cell(200), amount_cell(1'234'500)};
        report.tables = {table};
    }

    static model::Cell amount_cell(std::int64_t cents) { return Fixture::amount(cents, 0); }

    nlohmann::json cells() const { return nlohmann::json::parse(pages::table_json(department, report, 0))["rows"][0]["cells"]; }

    /// Only texts are left.
    void drop_amounts()
    {
        forms.tables[0].blocks[0].columns.resize(1);
        forms.tables[0].amount_columns = report.tables[0].columns = 0;
        report.tables[0].cells.clear();
    }
};

}  // namespace

TEST_CASE("a column is named by its label where that tells")
{
    CHECK(names({amount_column({"基本支出"}, 0), amount_column({"支出", "项目支出"}, 1), amount_column({"合计"}, 2)}) ==
          std::vector<std::string>{"基本支出", "项目支出", "合计"});
}

TEST_CASE("a label that says nothing by itself has its heading before it")
{
    CHECK(names({amount_column({"采购金额", "合计"}, 0), amount_column({"公务用车", "小计"}, 1), amount_column({"审核", "数量"}, 2), amount_column({"审核", "金额"}, 3),
                 amount_column({"审核", "单价"}, 4)}) ==
          std::vector<std::string>{"采购金额-合计", "公务用车-小计", "审核-数量", "审核-金额", "审核-单价"});
}

TEST_CASE("a label that another column bears has its headings, and 栏次 only if these are the same too")
{
    CHECK(names({amount_column({"基金"}, 0, "1"), amount_column({"本年", "基金"}, 1, "2"), amount_column({"结转", "基金"}, 2, "3"), amount_column({"结转", "基金"}, 3, "4")}) ==
          std::vector<std::string>{"基金", "本年-基金", "结转-基金3", "结转-基金4"});
}

TEST_CASE("in a list no text and amount have the same name")
{
    CHECK(names({text_column({"审核意见", "项目"}, 0), amount_column({"项目"}, 0)}, true) == std::vector<std::string>{"审核意见-项目", "项目"});
}

TEST_CASE("JSON: things are counted, not turned into 分")
{
    const Purchases purchases;
    const auto cells = purchases.cells();
    CHECK(cells[0] == nlohmann::json({{"state", "amount"}, {"amount", "2"}, {"count", 2}, {"origin", "written"}}));
    CHECK(cells[1]["cents"] == 1'234'500);
    CHECK_FALSE(cells[1].contains("count"));
}

TEST_CASE("a table without money names no unit")
{
    Purchases purchases;
    CHECK(pages::unit_text(purchases.report, purchases.forms.tables[0]) == "万元");
    CHECK(pages::table_html(purchases.report, 0).find("表11 · 单位：万元") != std::string::npos);
    purchases.drop_amounts();
    CHECK(pages::unit_text(purchases.report, purchases.forms.tables[0]) == "");
    CHECK(pages::table_html(purchases.report, 0).find("<span class=\"caption-note\">表11</span>") != std::string::npos);
    CHECK(nlohmann::json::parse(pages::table_json(purchases.department, purchases.report, 0))["unit"] == "");
}

TEST_CASE("the data package lists the forms of one page, with their unit")
{
    Fixture fixture;
    fixture.forms.parts.emplace_back();
    fixture.forms.parts[0].sheets_title = "{year}年绩效自评汇总";
    model::SheetForm form;
    form.unit = decimal::Unit::yuan;
    fixture.report.sheets.emplace_back();
    fixture.report.sheets[0].form = &form;
    const auto json = nlohmann::json::parse(pages::data_package(fixture.department, fixture.report, {{{std::nullopt, "sheets"}, "sheets.csv", 321, "b"}}));
    const auto& resource = json["resources"][0];
    CHECK(resource["name"] == "sheets");
    CHECK(resource["title"] == "2023年绩效自评汇总");
    CHECK(resource["path"] == "sheets.csv");
    CHECK(resource["bytes"] == 321);
    std::vector<std::string> fields;
    for (const auto& field : resource["schema"]["fields"])
        fields.push_back(field["name"]);
    CHECK(fields == std::vector<std::string>{"文件", "表", "段", "行", "栏", "值", "来源"});
    CHECK(resource["schema"]["fields"][5]["description"] == "照表所填；金额的单位：元");
    CHECK(resource["schema"]["fields"][6]["constraints"]["enum"] == nlohmann::json({"填写", "算出"}));
}
