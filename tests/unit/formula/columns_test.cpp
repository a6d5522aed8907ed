// Columns by label, and tables whose number begins another's.
#include "formula/formula.hpp"

#include <catch2/catch.hpp>

using namespace gongkai;

namespace {

model::Column amount(std::vector<std::string> path, int index, std::string key = {})
{
    model::Column column;
    column.path = std::move(path);
    column.amount_index = index;
    column.key = std::move(key);
    return column;
}

/// 表1: two rows, one column. 表10: a list, headings over columns without 栏次. 公开09表: columns with 栏次.
model::FormSet forms()
{
    model::TableForm first;
    first.number = "表1";
    first.amount_columns = 1;
    model::Block rows;
    rows.columns = {amount({"预算数"}, 0)};
    rows.fixed_rows = {{"收入总计", "", "", "收入总计"}, {"支出总计", "", "", "支出总计"}};
    first.blocks = {rows};
    model::TableForm tenth;
    tenth.number = "表10";
    model::Block list;
    list.is_list = true;
    list.total_name = "合计";
    list.columns = {amount({"合计"}, 0),           amount({"本年收入", "小计"}, 1),  amount({"本年收入", "一般预算"}, 2),
                    amount({"上年结转", "小计"}, 3), amount({"上年结转", "一般预算"}, 4), amount({"单价"}, 5),
                    amount({"审核", "单价"}, 6),     amount({"因公出国（境）费"}, 7, "因公出国费")};
    tenth.blocks = {list};
    tenth.amount_columns = 8;
    model::TableForm ninth;
    ninth.number = "公开09表";
    model::Block numbered;
    for (int i = 0; i < 2; ++i) {
        numbered.columns.push_back(amount({i == 0 ? "预算数" : "决算数", "接待费"}, i));
        numbered.columns.back().number = std::to_string(i + 6);
    }
    numbered.fixed_rows = {{"金额", "", "", ""}};
    ninth.blocks = {numbered};
    ninth.amount_columns = 2;
    model::FormSet set;
    set.tables = {first, tenth, ninth};
    return set;
}

/// "+1:2 -0:0": sign, table and column of the terms of an expression.
std::string terms_of(const formula::Expression& expression)
{
    std::string out;
    for (const auto& term : expression)
        out += std::string(term.sign > 0 ? "+" : "-") + std::to_string(term.reference.table) + ":" + std::to_string(term.reference.column) +
               (term.reference.rows == formula::RowScope::named ? term.reference.row : "*") + " ";
    return out;
}

std::string expression(const std::string& text)
{
    const auto set = forms();
    const auto parsed = formula::parse_expression({text, {}}, set);
    return parsed.ok() ? terms_of(*parsed) : parsed.failures().front().message;
}

std::string right_side(const std::string& text)
{
    const auto set = forms();
    const auto parsed = formula::parse_equation({text, {}}, set, 1);
    return parsed.ok() ? terms_of(parsed->right) : parsed.failures().front().message + " | " + parsed.failures().front().hint;
}

}  // namespace

TEST_CASE("the longest table number that begins a word is meant")
{
    CHECK(expression("表1 收入总计行") == "+0:0收入总计 ");
    CHECK(expression("表10 合计行 合计栏") == "+1:0合计 ");
    CHECK(expression("表10合计行 合计栏") == "+1:0合计 ");
    CHECK(expression("表1收入总计行") == "+0:0收入总计 ");
    CHECK(expression("表1 收入总计行 - 表10 合计行 单价栏 + 表1 支出总计行") == "+0:0收入总计 -1:5合计 +0:0支出总计 ");
}

TEST_CASE("a row of one table is not one of the other")
{
    CHECK(expression("表10 收入总计行 合计栏") == "公式“表10 收入总计行 合计栏”：表10没有“收入总计”行");
    CHECK(expression("表1 合计行") == "公式“表1 合计行”：表1没有“合计”行");
    CHECK(expression("表2 合计行") == "公式“表2 合计行”：“表2”之前应写明表号");
}

TEST_CASE("a column is called by its label, or by its labels from a heading down")
{
    CHECK(expression("表10 合计行 本年收入/小计栏") == "+1:1合计 ");
    CHECK(expression("表10 合计行 上年结转/一般预算栏") == "+1:4合计 ");
    CHECK(expression("表10 上年结转/小计栏 合计行") == "+1:3合计 ");
    CHECK(expression("公开09表 金额行 决算数/接待费栏") == "+2:1金额 ");
}

TEST_CASE("a column with another name is called by that")
{
    CHECK(expression("表10 合计行 因公出国费栏") == "+1:7合计 ");
}

TEST_CASE("a column with 栏次 is called by it, also in one word with its row")
{
    CHECK(expression("公开09表 金额行 7栏") == "+2:1金额 ");
    CHECK(expression("公开09表 金额行6栏") == "+2:0金额 ");
}

TEST_CASE("a column without a heading has its bare label, whatever stands under headings")
{
    CHECK(expression("表10 合计行 单价栏") == "+1:5合计 ");
    CHECK(expression("表10 合计行 审核/单价栏") == "+1:6合计 ");
    CHECK(expression("表10 合计行 合计栏") == "+1:0合计 ");
}

TEST_CASE("labels are summed in a bracket, in each row")
{
    CHECK(right_side("合计栏各行 = (本年收入/小计+上年结转/小计-单价)栏各行") == "+1:1* +1:3* -1:5* ");
    CHECK(right_side("本年收入/小计栏各行 = 本年收入/一般预算栏各行") == "+1:2* ");
}

TEST_CASE("a label that several columns bear is refused with a longer one; so is one that none bears")
{
    CHECK(right_side("合计栏各行 = (小计+单价)栏各行") ==
          "公式“合计栏各行 = (小计+单价)栏各行”：表10不止一栏叫“小计” | 写上一级栏目，如“本年收入/小计”");
    CHECK(right_side("合计栏各行 = 其他/小计栏各行") ==
          "公式“合计栏各行 = 其他/小计栏各行”：表10没有“其他/小计”栏 | "
          "该表的栏：合计、本年收入/小计、本年收入/一般预算、上年结转/小计、上年结转/一般预算、单价、审核/单价、因公出国（境）费");
    CHECK(right_side("合计栏各行 = 计栏各行").starts_with("公式“合计栏各行 = 计栏各行”：表10没有“计”栏"));
    CHECK(expression("公开09表 金额行 接待费栏") == "公式“公开09表 金额行 接待费栏”：公开09表不止一栏叫“接待费”");
}

TEST_CASE("labels have no order for an ellipsis")
{
    CHECK(right_side("合计栏各行 = (本年收入/小计+…+单价)栏各行").starts_with("公式“合计栏各行 = (本年收入/小计+…+单价)栏各行”：栏次应是数字"));
}
