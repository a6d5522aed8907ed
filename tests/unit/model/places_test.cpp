// Names of cells, and the cells of a name.
#include "model/places.hpp"

#include <catch2/catch.hpp>

using namespace gongkai::model;

namespace {

/// 甲表: two blocks of one column each, a footer under both; 乙表: what is counted.
struct Places {
    FormSet forms;
    Report report;

    Places()
    {
        TableForm two;
        two.number = "甲表";
        two.amount_columns = 2;
        for (int b = 0; b < 2; ++b) {
            Block block;
            block.columns.push_back({{"金额"}, ColumnRole::amount, std::to_string(b + 1), b});
            two.blocks.push_back(block);
        }
        two.footer = {{"总计", "总计", 2, 0}};
        TableForm counted;
        counted.number = "乙表";
        counted.amount_columns = 1;
        counted.unit = gongkai::decimal::Unit::yuan;
        Block block;
        block.columns.push_back({{"数量"}, ColumnRole::amount, "", 0});
        block.columns.back().measure = Measure::count;
        counted.blocks = {block};
        forms.tables = {two, counted};
        report.forms = &forms;
        report.tables = {table(2, {{"收入", 0}, {"", 0}, {"支出", 1}}), table(1, {{"车 辆", 0}})};
        Row footer;
        footer.key = "总计";
        footer.footer = true;
        report.tables[0].rows.push_back(footer);
        report.tables[0].cells.resize(8);
    }
    Places(const Places&) = delete;
    Places& operator=(const Places&) = delete;

    static Table table(int columns, const std::vector<std::pair<std::string, int>>& rows)
    {
        Table table;
        table.columns = columns;
        for (const auto& [key, block] : rows) {
            Row row;
            row.key = key;
            row.block = block;
            table.rows.push_back(row);
        }
        table.cells.resize(rows.size() * static_cast<std::size_t>(columns));
        return table;
    }

    std::string found(const std::string& place) const
    {
        std::string text;
        for (const auto& cell : cells_at(report, place))
            text += std::to_string(cell.table) + std::to_string(cell.row) + std::to_string(cell.column) + " ";
        return text;
    }
};

}  // namespace

TEST_CASE("a place names the cells that a page shows")
{
    const Places places;
    CHECK(places.found("甲表 收入 1栏") == "000 ");
    CHECK(places.found("甲表 支出 2栏") == "021 ");
    CHECK(places.found("甲表 总计 1栏") == "030 ");
    CHECK(places.found("甲表 总计 2栏") == "031 ");
    CHECK(places.found("乙表 车 辆") == "100 ");
    for (const auto* place : {"甲表 收入 2栏", "甲表  1栏", "甲表 收入", "甲表", "甲表收入 1栏", "乙表 车 辆 数量", "丙表 收入", ""})
        CHECK(places.found(place) == "");
}

TEST_CASE("a table that is not published has no cells to name")
{
    Places places;
    places.forms.tables[1].is_optional = true;
    CHECK(places.found("乙表 车 辆") == "");
    places.report.tables[1].given = true;
    CHECK(places.found("乙表 车 辆") == "100 ");
}

TEST_CASE("figures are written in the unit of their column")
{
    using gongkai::decimal::Unit;
    Places places;
    places.report.unit = Unit::hundred_million_yuan;
    CHECK(written_unit(places.report, "甲表 收入 1栏") == Unit::hundred_million_yuan);
    CHECK(written_unit(places.report, "丙表 收入 1栏") == Unit::hundred_million_yuan);
    CHECK(written_unit(places.report, "乙表 车 辆") == Unit::yuan);
    places.forms.tables[0].unit = Unit::ten_thousand_yuan;
    CHECK(written_unit(places.report, "甲表 没有这一行 2栏") == Unit::ten_thousand_yuan);
    CHECK(written_unit(places.report, "甲表 收入 3栏") == Unit::hundred_million_yuan);
}
