#include "formula/formula.hpp"

#include <catch2/catch.hpp>

using namespace gongkai;

namespace {

/// 公开01表: two blocks (rows 1-3 and 4-6, columns 1 and 2); 公开02表: classified, columns 1 to 3.
model::FormSet forms()
{
    model::FormSet set;
    model::TableForm first;
    first.number = "公开01表";
    first.amount_columns = 2;
    for (int b = 0; b < 2; ++b) {
        model::Block block;
        block.columns.push_back({{"决算数"}, model::ColumnRole::amount, std::to_string(b + 1), b});
        for (int i = 1; i <= 3; ++i) {
            const int line = 3 * b + i;
            block.fixed_rows.push_back({"行" + std::to_string(line) + "名", std::to_string(line), b == 1 && i < 3 ? "20" + std::to_string(i) : "", "", false, {}});
        }
        first.blocks.push_back(block);
    }
    model::TableForm second;
    second.number = "公开02表";
    second.amount_columns = 3;
    model::Block block;
    block.classification = model::Classification::functional;
    block.total_name = "合计";
    for (int i = 0; i < 3; ++i)
        block.columns.push_back({{"栏" + std::to_string(i)}, model::ColumnRole::amount, std::to_string(i + 1), i});
    second.blocks.push_back(block);
    set.tables = {first, second};
    return set;
}

std::vector<model::Table> tables(const model::FormSet& set)
{
    std::vector<model::Table> all(2);
    for (int b = 0; b < 2; ++b)
        for (const auto& fixed : set.tables[0].blocks[static_cast<std::size_t>(b)].fixed_rows) {
            model::Row row;
            row.key = fixed.key;
            row.line = fixed.line;
            row.code = fixed.code;
            row.block = b;
            all[0].rows.push_back(row);
        }
    for (const auto* code : {"合计", "201", "20101", "202"}) {
        model::Row row;
        row.key = code;
        row.code = std::string(code) == "合计" ? "" : code;
        all[1].rows.push_back(row);
    }
    all[0].columns = 2;
    all[1].columns = 3;
    return all;
}

/// "+1/2:0 -…": sign, table, row, column of the cells that the right side means.
std::string cells(std::string_view text, std::size_t table, formula::Place place)
{
    const auto set = forms();
    const auto all = tables(set);
    const auto equation = formula::parse_equation({std::string(text), {}}, set, table);
    REQUIRE(equation.ok());
    std::string out;
    for (const auto& cell : formula::cells_of(equation->right, all, table, place))
        out += std::string(cell.sign > 0 ? "+" : "-") + std::to_string(cell.cell.table) + "/" + std::to_string(cell.cell.row) + ":" +
               std::to_string(cell.cell.column) + " ";
    return out;
}

std::string problem(std::string text, std::size_t table = 0)
{
    const auto set = forms();
    const base::SourceFile file{"f.yaml", text};
    const auto equation = formula::parse_equation({text, {&file, 0, static_cast<std::uint32_t>(text.size())}}, set, table);
    REQUIRE_FALSE(equation.ok());
    return base::to_text(equation.failures().front());
}

}  // namespace

TEST_CASE("rows are summed as the forms print it, full-width signs and ellipses included")
{
    CHECK(cells("3行 = 1行 + 2行", 0, {2, 0}) == "+0/0:0 +0/1:0 ");
    CHECK(cells("3行＝（1＋2）行", 0, {2, 0}) == "+0/0:0 +0/1:0 ");
    CHECK(cells("3行 = (1-2)行", 0, {2, 0}) == "+0/0:0 -0/1:0 ");
    CHECK(cells("6行 = (4+…+5)行", 0, {5, 1}) == "+0/3:1 +0/4:1 ");
    CHECK(cells("3行 = (1+…+3)行", 0, {2, 0}) == "+0/0:0 +0/1:0 +0/2:0 ");
    CHECK(cells("3行 = -（1+2）行", 0, {2, 0}) == "-0/0:0 -0/1:0 ");
}

TEST_CASE("columns are summed in each row")
{
    CHECK(cells("1栏各行 = (2+3)栏各行", 1, {1, 0}) == "+1/1:1 +1/1:2 ");
    CHECK(cells("1栏各行=(3-2)栏各行", 1, {3, 0}) == "+1/3:2 -1/3:1 ");
}

TEST_CASE("other tables: one cell, or the row with the same code")
{
    CHECK(cells("1行 = 公开02表 合计行 2栏 - 2行", 0, {0, 0}) == "+1/0:1 -0/1:0 ");
    CHECK(cells("2栏各类行 = 公开02表 1栏各类行", 0, {3, 1}) == "+1/1:0 ");
    CHECK(cells("2栏各类行 = 公开02表 1栏各类行", 0, {4, 1}) == "+1/3:0 ");
    CHECK(cells("2栏各类行 = 公开02表 999行 1栏", 0, {4, 1}).empty());
}

TEST_CASE("which cells an equation defines")
{
    const auto set = forms();
    const auto all = tables(set);
    const auto defines = [&](std::string_view text, std::size_t row, int column) {
        return formula::defines(*formula::parse_equation({std::string(text), {}}, set, 0), set.tables[0], all[0].rows[row], column);
    };
    CHECK(defines("3行 = (1+2)行", 2, 0));
    CHECK_FALSE(defines("3行 = (1+2)行", 1, 0));
    CHECK_FALSE(defines("3行 = (1+2)行", 2, 1));
    CHECK(defines("2栏各类行 = 公开02表 1栏各类行", 3, 1));
    CHECK_FALSE(defines("2栏各类行 = 公开02表 1栏各类行", 5, 1));
    CHECK_FALSE(defines("3行 1栏 ≥ 6行 2栏", 2, 0));
}

TEST_CASE("mistakes in a formula are shown with their place")
{
    CHECK(problem("3行 = (1+7)行") ==
          "f.yaml:1:9: 错误 [F-FORMULA] 公式“3行 = (1+7)行”：公开01表没有“7”行\n"
          "    1 | 3行 = (1+7)行\n"
          "      |          ^\n");
    CHECK(problem("1栏各行 = (2+4)栏各行", 1).find("公开02表没有“4”栏\n") != std::string::npos);
    CHECK(problem("3行 = (1+2").find("括号没有闭合") != std::string::npos);
    CHECK(problem("3行 (1+2)行").find("公式缺少等号") != std::string::npos);
    CHECK(problem("3行 = 1行 2栏 )").find("应已结束") != std::string::npos);
    CHECK(problem("3行 = 蓝").find("既不是行也不是栏") != std::string::npos);
    CHECK(problem("3行 = (1+…)行").find("前后都要有") != std::string::npos);
    CHECK(problem("").find("此处应写行或栏") != std::string::npos);
}
