#include "resolve/resolve.hpp"

#include <catch2/catch.hpp>

#include "resolve/rows.hpp"

using namespace gongkai;

namespace {

decimal::Money yuan(std::int64_t amount) { return decimal::Money::from_cents(amount * 100); }

/// A list with amounts: 金额, 数量 (a count) and 单价 (which is never summed).
struct Fixture {
    model::FormSet forms;
    formula::FormSetFormulas formulas;
    model::Report report;

    explicit Fixture(const std::string& total)
    {
        model::TableForm form;
        form.number = "表1";
        form.amount_columns = 3;
        model::Block block;
        block.is_list = true;
        block.total_name = total;
        block.columns = {{{"名称"}, model::ColumnRole::name},
                         {{"金额"}, model::ColumnRole::amount, "", 0},
                         {{"数量"}, model::ColumnRole::amount, "", 1, -1, model::Measure::count},
                         {{"单价"}, model::ColumnRole::amount, "", 2, -1, model::Measure::money, "", false}};
        form.blocks = {block};
        forms.tables = {form};
        formulas = *formula::parse_all(forms);
        report.forms = &forms;
        report.tables.resize(1);
        table().columns = 3;
        table().given = true;
        if (!total.empty())
            add(total, 0, {});
    }
    Fixture(const Fixture&) = delete;
    Fixture& operator=(const Fixture&) = delete;

    model::Table& table() { return report.tables.front(); }

    void add(const std::string& name, int level, std::optional<std::int64_t> amount)
    {
        model::Row row;
        row.key = row.name = name;
        row.level = level;
        table().rows.push_back(row);
        table().cells.resize(table().rows.size() * 3);
        if (amount)
            for (std::size_t column = 0; column < 3; ++column)
                table().at(table().rows.size() - 1, column) = {model::Figure::of(yuan(*amount)), model::Origin::written, {}, {}};
    }

    void complete() { report = resolve::complete(report, formulas, {}, nullptr).report; }

    /// A figure in 元; "" if the cell is blank.
    std::string figure(std::size_t row, std::size_t column = 0)
    {
        const auto& cell = table().at(row, column).figure;
        return cell.has_amount() ? std::to_string(cell.amount.cents() / 100) : "";
    }
};

}  // namespace

TEST_CASE("a row of a list is the sum of the rows right below it, the total of the outermost")
{
    Fixture fixture("合计");
    fixture.add("甲局", 1, {});
    fixture.add("甲一", 2, {});
    fixture.add("甲一之一", 3, 1);
    fixture.add("甲一之二", 3, 2);
    fixture.add("甲二", 2, 40);
    fixture.add("乙局", 1, 500);
    CHECK(resolve::rows_below(fixture.table(), fixture.forms.tables[0]) ==
          std::vector<std::vector<std::size_t>>{{1, 6}, {2, 5}, {3, 4}, {}, {}, {}, {}});
    fixture.complete();
    CHECK(fixture.figure(0) == "543");
    CHECK(fixture.figure(1) == "43");
    CHECK(fixture.figure(2) == "3");
    CHECK(fixture.table().at(1, 0).origin == model::Origin::computed);
    CHECK(fixture.table().at(1, 0).from == std::vector<model::CellRef>{{0, 0, 2}, {0, 0, 5}});
    CHECK(fixture.table().rows.size() == 7);
}

TEST_CASE("what is written of a row above others stays")
{
    Fixture fixture("合计");
    fixture.add("甲局", 1, 99);
    fixture.add("甲一", 2, 1);
    fixture.complete();
    CHECK(fixture.figure(1) == "99");
    CHECK(fixture.figure(0) == "99");
}

TEST_CASE("counts are summed, prices are not")
{
    Fixture fixture("合计");
    fixture.add("笔记本", 1, 2);
    fixture.add("台式机", 1, 3);
    fixture.complete();
    CHECK(fixture.figure(0, 1) == "5");
    CHECK(fixture.figure(0, 2) == "");
}

TEST_CASE("in a list without a total no row is the sum of its neighbours")
{
    Fixture fixture("");
    fixture.add("甲局", 1, {});
    fixture.add("乙局", 1, 500);
    fixture.add("乙一", 2, 3);
    CHECK(resolve::rows_below(fixture.table(), fixture.forms.tables[0]) == std::vector<std::vector<std::size_t>>{{}, {2}, {}});
    fixture.complete();
    CHECK(fixture.figure(0) == "");
    CHECK(fixture.figure(1) == "500");
}

TEST_CASE("a list with nothing in it has a blank total")
{
    Fixture fixture("合计");
    fixture.complete();
    CHECK(fixture.table().rows.size() == 1);
    CHECK(fixture.figure(0) == "");
}
