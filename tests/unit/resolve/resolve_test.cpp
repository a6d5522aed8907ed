#include "resolve/resolve.hpp"

#include <catch2/catch.hpp>

using namespace gongkai;

namespace {

decimal::Money money(std::int64_t hundredths) { return decimal::Money::from_cents(hundredths * 10'000); }

/// One classified table with columns 1 = 2 + 3, and one that is derived from it.
struct Fixture {
    model::FormSet forms;
    model::Classifications classifications;
    formula::FormSetFormulas formulas;
    model::Report report;

    Fixture()
    {
        forms.tables = {form("公开01表"), form("公开02表")};
        forms.tables[0].formulas = {{"1栏各行 = (2+3)栏各行", {}}};
        forms.tables[1].derive_when = model::FormulaText{"公开01表 合计行 3栏 = 公开01表 合计行 3栏", {}};
        forms.tables[1].derive = {{"1栏各行 = 公开01表 1栏各行 - 公开01表 3栏各行", {}}};
        classifications.functional.add("201", {{"甲类"}});
        classifications.functional.add("20101", {{"甲款"}});
        formulas = *formula::parse_all(forms);
        report.year = 2023;
        report.forms = &forms;
        report.tables.resize(2);
        for (auto& table : report.tables)
            table.columns = 3;
        report.tables[0].given = true;
    }
    Fixture(const Fixture&) = delete;
    Fixture& operator=(const Fixture&) = delete;

    void write(const std::string& code, int column, std::int64_t hundredths)
    {
        auto& table = report.tables[0];
        auto row = table.find_row(code);
        if (!row) {
            model::Row added;
            added.key = code;
            added.code = code == "合计" ? "" : code;
            added.level = model::level_of(code);
            table.rows.push_back(added);
            table.cells.resize(table.rows.size() * 3);
            row = table.rows.size() - 1;
        }
        table.at(*row, static_cast<std::size_t>(column)) = {model::Figure::of(money(hundredths), 2), model::Origin::written, {}, {}};
    }

    resolve::Resolved run() const { return resolve::complete(report, formulas, classifications, nullptr); }

private:
    static model::TableForm form(std::string number)
    {
        model::TableForm form;
        form.number = std::move(number);
        form.amount_columns = 3;
        model::Block block;
        block.classification = model::Classification::functional;
        block.total_name = "合计";
        for (int i = 0; i < 3; ++i)
            block.columns.push_back({{"栏"}, model::ColumnRole::amount, std::to_string(i + 1), i});
        form.blocks = {block};
        return form;
    }
};

const model::Cell& cell(const model::Report& report, std::size_t table, const std::string& row, std::size_t column)
{
    return report.tables[table].at(report.tables[table].find_row(row).value(), column);
}

}  // namespace

TEST_CASE("rows above a written one appear, named and summed; so does the total")
{
    Fixture fixture;
    fixture.write("2010102", 1, 500);
    fixture.write("2010101", 1, 300);
    fixture.write("2010101", 2, 20);
    const auto resolved = fixture.run();
    const auto& rows = resolved.report.tables[0].rows;
    REQUIRE(rows.size() == 5);
    CHECK(rows[0].key == "合计");
    CHECK(rows[1].name == "甲类");
    CHECK(rows[2].code == "20101");
    CHECK(rows[3].code == "2010101");
    CHECK(cell(resolved.report, 0, "合计", 0).figure.amount == money(820));
    CHECK(cell(resolved.report, 0, "201", 1).figure.amount == money(800));
    CHECK(cell(resolved.report, 0, "2010101", 0).figure.amount == money(320));
    CHECK(cell(resolved.report, 0, "2010101", 0).origin == model::Origin::computed);
    CHECK(cell(resolved.report, 0, "2010101", 0).from.size() == 2);
}

TEST_CASE("what is written wins, even against the sum")
{
    Fixture fixture;
    fixture.write("2010101", 1, 300);
    fixture.write("201", 1, 999);
    const auto resolved = fixture.run();
    CHECK(cell(resolved.report, 0, "201", 1).figure.amount == money(999));
    CHECK(cell(resolved.report, 0, "合计", 1).figure.amount == money(999));
    CHECK(cell(resolved.report, 0, "20101", 1).figure.amount == money(300));
}

TEST_CASE("a sum of blanks is blank, and a written blank stays blank")
{
    Fixture fixture;
    fixture.write("2010101", 1, 300);
    auto& table = fixture.report.tables[0];
    table.at(0, 0) = {{model::CellState::blank, 0, {}}, model::Origin::written, {}, {}};
    const auto resolved = fixture.run();
    CHECK(cell(resolved.report, 0, "合计", 2).figure.state == model::CellState::blank);
    CHECK(cell(resolved.report, 0, "2010101", 0).figure.state == model::CellState::blank);
    CHECK(cell(resolved.report, 0, "2010101", 0).origin == model::Origin::written);
}

TEST_CASE("a table left out is derived, without the rows that come out as zero")
{
    Fixture fixture;
    fixture.write("2010101", 1, 300);
    fixture.write("2020101", 2, 70);
    const auto resolved = fixture.run();
    CHECK(resolved.problems.empty());
    const auto& derived = resolved.report.tables[1];
    CHECK(derived.derived);
    CHECK(cell(resolved.report, 1, "2010101", 0).figure.amount == money(300));
    CHECK(cell(resolved.report, 1, "合计", 0).figure.amount == money(300));
    CHECK_FALSE(derived.find_row("2020101"));
    for (const auto& from : cell(resolved.report, 1, "合计", 0).from)
        CHECK(from.row < resolved.report.tables[from.table].rows.size());
}

TEST_CASE("a condition that fails, a table without a rule, and a sum that does not fit are reported")
{
    Fixture fixture;
    fixture.forms.tables[1].derive_when = model::FormulaText{"公开01表 合计行 1栏 = 公开01表 合计行 3栏", {}};
    fixture.formulas = *formula::parse_all(fixture.forms);
    fixture.write("2010101", 1, 300);
    CHECK(fixture.run().problems.at(0).message == "公开02表（）没有填写，也不能由其他表得出：公开01表 合计行 1栏 = 公开01表 合计行 3栏 不成立");
    fixture.forms.tables[1].derive.clear();
    fixture.formulas = *formula::parse_all(fixture.forms);
    CHECK(fixture.run().problems.at(0).code == "F-TABLE");
    auto& table = fixture.report.tables[0];
    table.at(0, 1).figure.amount = decimal::Money::from_cents(INT64_MAX);
    fixture.write("2010102", 1, 1);
    const auto problems = fixture.run().problems;
    CHECK(problems.back().code == "F-OVERFLOW");
}
