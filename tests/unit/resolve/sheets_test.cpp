#include "resolve/sheets.hpp"

#include <catch2/catch.hpp>

using namespace gongkai;
using model::SheetValue;
using model::ValueForm;
using model::ValueType;

namespace {

ValueForm column(std::string label, ValueType type)
{
    ValueForm form;
    form.path = {std::move(label)};
    form.type = type;
    return form;
}

SheetValue written(const std::string& text)
{
    SheetValue value;
    value.text = text;
    value.number = decimal::Decimal::parse(text.ends_with('%') ? text.substr(0, text.size() - 1) : text);
    return value;
}

/// 预算数 执行数 执行率 得分, a weight of 20; two goals; 自评分 and 总分.
struct Fixture {
    model::SheetForm form;
    model::Sheet sheet;

    Fixture()
    {
        model::GridForm grid;
        grid.weight = decimal::Decimal::integer(20);
        grid.rows = {{"", "资金总额"}, {"", "上年结转"}};
        grid.columns = {column("预算数", ValueType::money), column("执行数", ValueType::money), column("执行率", ValueType::percent),
                        column("得分", ValueType::score)};
        grid.columns[2].ratio = model::Ratio{"执行数", "预算数", 1};
        grid.columns[3].weighted_by = "执行率";
        model::IndicatorsForm indicators;
        indicators.levels = {"一级指标", "二级指标"};
        indicators.columns = {column("完成值", ValueType::text), column("得分", ValueType::score)};
        model::FieldsForm fields;
        fields.fields = {column("自评分", ValueType::score), column("总分", ValueType::score), column("说明", ValueType::text)};
        fields.fields[1].is_total = true;
        form.sections = {grid, indicators, fields};
        sheet.form = &form;
        sheet.sections = {model::Grid{{std::vector<SheetValue>(4), std::vector<SheetValue>(4)}}, model::Indicators{},
                          model::Fields{std::vector<SheetValue>(3)}};
    }
    Fixture(const Fixture&) = delete;
    Fixture& operator=(const Fixture&) = delete;

    model::GridForm& grid_form() { return std::get<model::GridForm>(form.sections[0]); }
    SheetValue& cell(std::size_t column, std::size_t row = 0) { return std::get<model::Grid>(sheet.sections[0]).rows[row][column]; }
    std::vector<model::Goal>& goals() { return std::get<model::Indicators>(sheet.sections[1]).goals; }
    SheetValue& field(std::size_t index) { return std::get<model::Fields>(sheet.sections[2]).values[index]; }

    void add_goal(const std::vector<std::string>& scores, const std::string& own_score = {})
    {
        model::Goal goal;
        if (!own_score.empty())
            goal.score = written(own_score);
        for (const auto& score : scores) {
            model::Indicator indicator;
            indicator.names = {"甲", "乙"};
            indicator.values = {written("100"), written(score)};
            goal.indicators.push_back(indicator);
        }
        goals().push_back(goal);
    }
};

}  // namespace

TEST_CASE("a rate is part by whole, to the decimals of the form, rounded half up")
{
    Fixture fixture;
    fixture.cell(0) = written("1785.37");
    fixture.cell(1) = written("1638.52");
    resolve::complete_sheet(fixture.sheet);
    CHECK(fixture.cell(2).text == "91.8%");
    CHECK(fixture.cell(2).is_computed);
    CHECK(*fixture.cell(2).number == *decimal::Decimal::parse("91.8"));
    fixture.grid_form().columns[2].ratio->places = 2;
    fixture.cell(2) = {};
    fixture.cell(0) = written("800");
    fixture.cell(1) = written("1");
    resolve::complete_sheet(fixture.sheet);
    CHECK(fixture.cell(2).text == "0.13%");
    fixture.grid_form().columns[2].ratio->places = 0;
    fixture.cell(2) = {};
    fixture.cell(1) = written("804");
    resolve::complete_sheet(fixture.sheet);
    CHECK(fixture.cell(2).text == "101%");
}

TEST_CASE("points are the weight by the exact rate, at most the weight")
{
    Fixture fixture;
    fixture.cell(0) = written("3");
    fixture.cell(1) = written("2");
    resolve::complete_sheet(fixture.sheet);
    CHECK(fixture.cell(2).text == "66.7%");
    CHECK(fixture.cell(3).text == "13.33");
    CHECK(fixture.cell(3).is_computed);
    Fixture exceeded;
    exceeded.cell(0) = written("100");
    exceeded.cell(1) = written("130.5");
    resolve::complete_sheet(exceeded.sheet);
    CHECK(exceeded.cell(2).text == "130.5%");
    CHECK(exceeded.cell(3).text == "20.00");
}

TEST_CASE("points follow the amounts even when the rate is written")
{
    Fixture fixture;
    fixture.cell(0) = written("100");
    fixture.cell(1) = written("50");
    fixture.cell(2) = written("95%");
    resolve::complete_sheet(fixture.sheet);
    CHECK(fixture.cell(2).text == "95%");
    CHECK(fixture.cell(3).text == "10.00");
}

TEST_CASE("without a weight there are no points")
{
    Fixture fixture;
    fixture.grid_form().weight.reset();
    fixture.cell(0) = written("3");
    fixture.cell(1) = written("2");
    resolve::complete_sheet(fixture.sheet);
    CHECK(fixture.cell(2).text == "66.7%");
    CHECK(fixture.cell(3).is_blank());
    CHECK(fixture.field(1).is_blank());
}

TEST_CASE("a part of another row earns no points and adds none")
{
    Fixture fixture;
    fixture.grid_form().rows[1].group = "其中";
    for (const auto row : {0u, 1u}) {
        fixture.cell(0, row) = written("10");
        fixture.cell(1, row) = written("5");
    }
    resolve::complete_sheet(fixture.sheet);
    CHECK(fixture.cell(2, 1).text == "50.0%");
    CHECK(fixture.cell(3, 0).text == "10.00");
    CHECK(fixture.cell(3, 1).is_blank());
    CHECK(fixture.field(1).text == "10.00");
    fixture.cell(3, 1) = written("7");
    fixture.field(1) = {};
    resolve::complete_sheet(fixture.sheet);
    CHECK(fixture.field(1).text == "10.00");
}

TEST_CASE("a division by zero, or by something that is no number, leaves blank")
{
    for (const auto* whole : {"0", "0.00", "—", "不适用", ""}) {
        Fixture fixture;
        fixture.cell(0) = written(whole);
        fixture.cell(1) = written("5");
        resolve::complete_sheet(fixture.sheet);
        INFO(whole);
        CHECK(fixture.cell(2).is_blank());
        CHECK_FALSE(fixture.cell(2).is_computed);
        CHECK(fixture.cell(3).is_blank());
        CHECK(fixture.field(1).is_blank());
    }
}

TEST_CASE("the total is the sum of all points: of the rows, the indicators and the fields")
{
    Fixture fixture;
    fixture.cell(0) = written("10");
    fixture.cell(1) = written("9");
    fixture.add_goal({"10", "9.5"});
    fixture.add_goal({"20"});
    fixture.field(0) = written("5");
    resolve::complete_sheet(fixture.sheet);
    CHECK(fixture.field(1).text == "62.50");
    CHECK(fixture.field(1).is_computed);
}

TEST_CASE("points of a goal stand for those of its indicators")
{
    Fixture fixture;
    fixture.add_goal({"10", "9"}, "18.5");
    fixture.add_goal({"20", "—"});
    resolve::complete_sheet(fixture.sheet);
    CHECK(fixture.field(1).text == "38.5");
}

TEST_CASE("the most that an indicator can get is no score")
{
    Fixture fixture;
    auto& columns = std::get<model::IndicatorsForm>(fixture.form.sections[1]).columns;
    columns[0].type = ValueType::score;
    columns[0].role = model::ValueRole::weight;
    fixture.add_goal({"8", "9"});
    resolve::complete_sheet(fixture.sheet);
    CHECK(fixture.field(1).text == "17");
}

TEST_CASE("without any points the total is blank; with points of zero it is zero")
{
    Fixture fixture;
    fixture.add_goal({"—"});
    fixture.field(2) = written("8");
    resolve::complete_sheet(fixture.sheet);
    CHECK(fixture.field(1).is_blank());
    fixture.add_goal({"0"});
    resolve::complete_sheet(fixture.sheet);
    CHECK(fixture.field(1).text == "0");
}

TEST_CASE("nothing that is written is changed")
{
    Fixture fixture;
    fixture.cell(0) = written("10");
    fixture.cell(1) = written("9");
    fixture.cell(2) = written("1%");
    fixture.cell(3) = written("—");
    fixture.field(1) = written("100");
    fixture.add_goal({"3"});
    resolve::complete_sheet(fixture.sheet);
    CHECK(fixture.cell(2).text == "1%");
    CHECK(fixture.cell(3).text == "—");
    CHECK(fixture.field(1).text == "100");
    for (const auto* value : {&fixture.cell(2), &fixture.cell(3), &fixture.field(1)})
        CHECK_FALSE(value->is_computed);
}

TEST_CASE("a blank that is written stays blank")
{
    Fixture fixture;
    fixture.cell(0) = written("10");
    fixture.cell(1) = written("9");
    for (auto* value : {&fixture.cell(2), &fixture.cell(3), &fixture.field(1)})
        value->is_given = true;
    fixture.add_goal({"3"});
    resolve::complete_sheet(fixture.sheet);
    for (const auto* value : {&fixture.cell(2), &fixture.cell(3), &fixture.field(1)})
        CHECK(value->is_blank());
}

TEST_CASE("completing twice changes nothing")
{
    Fixture fixture;
    fixture.cell(0) = written("10");
    fixture.cell(1) = written("9");
    fixture.add_goal({"3"});
    resolve::complete_sheet(fixture.sheet);
    const auto once = fixture.field(1).text;
    resolve::complete_sheet(fixture.sheet);
    CHECK(once == "21.00");
    CHECK(fixture.field(1).text == once);
}

TEST_CASE("points beyond all measure are said to be too large by the arithmetic")
{
    Fixture fixture;
    const std::string huge(38, '9');
    fixture.add_goal({huge, huge});
    CHECK_THROWS_AS(resolve::complete_sheet(fixture.sheet), decimal::Overflow);
}
