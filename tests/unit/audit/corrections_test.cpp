// What corrections say of figures, against the figures (R-D2).
#include "audit/corrections.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "audit/audit.hpp"
#include "unit/audit/fixture.hpp"

using namespace gongkai;

namespace {

model::Figure figure(std::int64_t hundredths) { return model::Figure::of(test::Fixture::hundredths(hundredths), 2); }

/// A correction of one cell, from and to in hundredths of the unit.
model::Correction correction(model::Date date, std::string cell, std::int64_t from, std::int64_t to)
{
    model::Correction correction{date, "改正", "录入有误", {}, {}};
    correction.cells.push_back({std::move(cell), figure(from), figure(to), {}});
    return correction;
}

struct Corrected : test::Fixture {
    Corrected() { report.published_on = model::Date{2024, 9, 1}; }

    audit::Record checked() const
    {
        audit::Record record;
        audit::check_corrections(subject(), record);
        return record;
    }

    /// place: message, a line each.
    std::string messages() const
    {
        std::string text;
        const auto record = checked();
        for (const auto& finding : record.findings())
            text += finding.place + ": " + finding.message + "\n";
        return text;
    }
};

}  // namespace

TEST_CASE("a report without corrections is not applicable")
{
    const Corrected site;
    CHECK(site.checked().tallies().at("R-D2").not_applicable == 1);
}

TEST_CASE("corrections that lead to the figure of the table pass, whatever their order in the file")
{
    Corrected site;
    site.report.corrections = {correction({2024, 11, 1}, "甲表 合计 1栏", 8000, 9000), correction({2024, 10, 1}, "甲表 合计 1栏", 7000, 8000),
                               correction({2024, 10, 1}, "乙表 公用", 600, 700), {{2024, 12, 1}, "改正文字", "笔误", {}, {}}};
    CHECK(site.messages() == "");
    CHECK(site.checked().tallies().at("R-D2").passed == 9);  // four dates, three cells, two last figures
}

TEST_CASE("corrections of one date follow on in the order of the file")
{
    Corrected site;
    site.report.corrections = {correction({2024, 10, 1}, "乙表 公用", 600, 650), correction({2024, 10, 1}, "乙表 公用", 650, 700)};
    CHECK(site.messages() == "");
    std::swap(site.report.corrections[0], site.report.corrections[1]);
    CHECK(site.messages() ==
          "乙表 公用: 2024-10-01 的更正从 6.00 改起，而 2024-10-01 已更正为 7.00\n"
          "乙表 公用: 2024-10-01 更正为 6.50，而表中现在是 7.00\n");
}

TEST_CASE("a correction of a cell that is not there is refused")
{
    Corrected site;
    site.report.corrections = {correction({2024, 10, 1}, "甲表 合计 4栏", 1, 2), correction({2024, 10, 1}, "甲表 合计", 1, 2),
                               correction({2024, 10, 1}, "甲表", 1, 2), correction({2024, 10, 1}, "丙表 合计 1栏", 1, 2),
                               correction({2024, 10, 1}, "乙表 公用 决算数", 1, 2)};
    CHECK(site.messages() ==
          "甲表 合计 4栏: 更正的“甲表 合计 4栏”不在公开的表中\n"
          "甲表 合计: 更正的“甲表 合计”不在公开的表中\n"
          "甲表: 更正的“甲表”不在公开的表中\n"
          "丙表 合计 1栏: 更正的“丙表 合计 1栏”不在公开的表中\n"
          "乙表 公用 决算数: 更正的“乙表 公用 决算数”不在公开的表中\n");
    const auto record = site.checked();
    CHECK(record.findings()[0].advice == "是否为“甲表 合计 1栏”？");
    CHECK(record.findings()[1].advice == "是否为“甲表 合计 1栏”？");
    CHECK(record.findings()[2].advice == "照检查结果中的位置书写：表号、行、栏，如“公开05表 合计 1栏”；文字和单页表的更正只写 what");
    CHECK(record.findings()[4].advice == "是否为“乙表 公用”？");
    CHECK(record.findings()[0].blocks());
}

TEST_CASE("a correction of one of several cells with the same name is refused")
{
    Corrected site;
    site.report.tables[1].rows[1].key = "人员";
    site.report.corrections = {correction({2024, 10, 1}, "乙表 人员", 1, 2)};
    CHECK(site.messages() == "乙表 人员: 更正的“乙表 人员”有 2 格，分不清是哪一格\n");
}

TEST_CASE("a correction that changes nothing, and one whose figure is not the table's, are refused")
{
    Corrected site;
    site.report.corrections = {correction({2024, 10, 1}, "乙表 公用", 700, 700), correction({2024, 10, 1}, "乙表 人员", 4200, 4400)};
    CHECK(site.messages() ==
          "乙表 人员: 2024-10-01 更正为 44.00，而表中现在是 43.00\n"
          "乙表 公用: 更正前后都是 7.00，没有改动\n");
    const auto record = site.checked();
    REQUIRE(record.findings()[0].operands.size() == 2);
    CHECK(record.findings()[0].operands[1].cell.has_value());
}

TEST_CASE("blank, dash and zero are different figures")
{
    Corrected site;
    site.report.tables[1].at(1, 0).figure = {};
    site.report.corrections = {correction({2024, 10, 1}, "乙表 公用", 0, 0)};
    site.report.corrections[0].cells[0].from.state = model::CellState::dash;
    CHECK(site.messages() == "乙表 公用: 2024-10-01 更正为 0.00，而表中现在是 空\n");
    site.report.corrections[0].cells[0].to = {};
    CHECK(site.messages() == "");
}

TEST_CASE("a correction is not older than the publication")
{
    Corrected site;
    site.report.corrections = {correction({2024, 8, 31}, "乙表 公用", 600, 700)};
    CHECK(site.messages() == "更正 2024-08-31: 更正日期 2024-08-31 早于公开日期 2024-09-01\n");
    site.report.published_on.reset();
    CHECK(site.messages() == "");
    CHECK(site.checked().tallies().at("R-D2").insufficient == 1);
}

TEST_CASE("the rule of corrections is listed")
{
    const test::Fixture fixture;
    const auto rules = audit::all_rules(fixture.site);
    CHECK(std::any_of(rules.begin(), rules.end(), [](const audit::Rule& rule) { return rule.id == "R-D2" && !rule.source.empty(); }));
}
