#include "audit/figures.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "audit/acknowledge.hpp"
#include "audit/shares.hpp"
#include "audit/units.hpp"
#include "audit/years.hpp"
#include "fixture.hpp"

using namespace gongkai;
using test::Fixture;

namespace {

/// Findings but those on names: the fixture has no classification.
std::vector<audit::Finding> findings(const Fixture& fixture)
{
    audit::Record record;
    audit::check_figures(fixture.subject(), record);
    auto found = record.findings();
    std::erase_if(found, [](const audit::Finding& finding) { return finding.rule == "J-K"; });
    return found;
}

const audit::Finding& finding_of(const std::vector<audit::Finding>& all, const std::string& rule)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& finding) { return finding.rule == rule; });
    REQUIRE(found != all.end());
    return *found;
}

audit::Tally tally(const Fixture& fixture, const std::string& rule)
{
    audit::Record record;
    audit::check_figures(fixture.subject(), record);
    const auto found = record.tallies().find(rule);
    return found == record.tallies().end() ? audit::Tally{} : found->second;
}

}  // namespace

TEST_CASE("figures that agree give no finding, and every rule says how often it passed")
{
    Fixture fixture;
    CHECK(findings(fixture).empty());
    CHECK(tally(fixture, "甲-C").passed == 7);
    CHECK(tally(fixture, "甲-H").passed == 12);  // 合计, 201, 20101, 20102 in three columns
    CHECK(tally(fixture, "乙-R").passed == 1);
    CHECK(tally(fixture, "X1").passed == 1);
    CHECK(tally(fixture, "X2").insufficient == 1);  // the fact is not given
}

TEST_CASE("a broken sum names the figures, the difference and the rule")
{
    Fixture fixture;
    fixture.set(1, "共计", 0, 5026);
    const auto all = findings(fixture);
    const auto& finding = finding_of(all, "乙-R");
    CHECK(finding.severity == base::Severity::error);
    CHECK(finding.place == "乙表 共计");
    CHECK(finding.message == "乙表 共计 50.26 ≠ 人员 43.00 + 公用 7.00 = 50.00，相差 0.26 万元");
    CHECK(finding.formula == "共计行 = (人员+公用)行");
    CHECK(finding.difference == "0.26 万元");
    REQUIRE(finding.operands.size() == 3);
    CHECK(finding.operands[1].label == "乙表 人员");
    CHECK(finding_of(all, "X1").message == "甲表 合计 2栏 50.00 ≠ 乙表 共计 50.26，相差 0.26 万元");
}

TEST_CASE("a rounding tail is a note with the interval that explains it")
{
    Fixture fixture;
    fixture.set(1, "共计", 0, 5001);
    const auto all = findings(fixture);
    const auto& finding = finding_of(all, "乙-R");
    CHECK(finding.severity == base::Severity::note);
    CHECK(finding.message == "乙表 共计 50.01 ≠ 人员 43.00 + 公用 7.00 = 50.00，相差 0.01 万元（尾差：3 项四舍五入，至多 0.015 万元）");
}

TEST_CASE("a form in 元 has no tails")
{
    Fixture fixture;
    fixture.forms.unit = decimal::Unit::yuan;
    auto& cell = fixture.report.tables[1].at(2, 0);
    cell.figure.amount += decimal::Money::from_cents(1);
    CHECK(finding_of(findings(fixture), "乙-R").severity == base::Severity::error);
}

TEST_CASE("one figure that closes all its sums is named with its right value and the slip")
{
    Fixture fixture;
    SECTION("two digits exchanged")
    {
        fixture.set(0, "2010101", 1, 6200);
        CHECK(finding_of(findings(fixture), "甲-H").diagnosis == "若甲表 2010101 2栏为 26.00（第 1、2 位数字对调），有关的 2 处全部相符");
    }
    SECTION("元 for 万元")
    {
        fixture.report.tables[0].at(3, 2).figure.amount = decimal::Money::from_cents(24'000'000LL * 10'000);
        CHECK(finding_of(findings(fixture), "甲-H").diagnosis == "若甲表 2010101 3栏为 24.00（元、万元弄错），有关的 2 处全部相符");
    }
    SECTION("copied from the next column")
    {
        fixture.set(0, "208", 1, 1000);
        CHECK(finding_of(findings(fixture), "甲-C").diagnosis == "若甲表 208 2栏为 4.00（与相邻的“1栏”栏相同，似抄错栏），有关的 2 处全部相符");
    }
    SECTION("a total that misses a row")
    {
        fixture.set(1, "共计", 0, 4300);
        fixture.forms.rules.clear();
        fixture.parse();
        CHECK(finding_of(findings(fixture), "乙-R").diagnosis == "若乙表 共计为 50.00（似漏加“公用”），此处即相符");
    }
}

TEST_CASE("two figures exchanged are both named")
{
    Fixture fixture;
    fixture.set(0, "2010201", 1, 1000);
    fixture.set(0, "2010201", 2, 2000);
    CHECK(finding_of(findings(fixture), "甲-H").diagnosis == "甲表 2010201 2栏与甲表 2010201 3栏的数若对调（20.00、10.00），有关的 2 处全部相符");
}

TEST_CASE("a single broken sum that any figure could explain gets no diagnosis")
{
    Fixture fixture;
    fixture.forms.rules.clear();
    fixture.parse();
    fixture.set(1, "共计", 0, 5123);
    CHECK(finding_of(findings(fixture), "乙-R").diagnosis.empty());
}

TEST_CASE("a code that one table lacks is a finding of the rule that compares them")
{
    Fixture fixture;
    fixture.forms.tables[1] = fixture.forms.tables[0];
    fixture.forms.tables[1].number = "丙表";
    fixture.report.tables[1] = fixture.report.tables[0];
    fixture.report.tables[0].rows.pop_back();
    fixture.report.tables[0].cells.resize(18);
    fixture.forms.rules = {Fixture::rule("X7", "甲表 2栏各行 = 丙表 2栏各行")};
    fixture.parse();
    CHECK(finding_of(findings(fixture), "X7").message == "甲表 208 无此行 ≠ 丙表 208 2栏 4.00，相差 4.00 万元");
}

TEST_CASE("a rule with a condition applies only where it holds")
{
    Fixture fixture;
    fixture.set(1, "共计", 0, 9999);
    fixture.forms.rules = {Fixture::rule("X1", "甲表 合计行 2栏 = 乙表 共计行")};
    fixture.forms.rules[0].when = model::FormulaText{"甲表 合计行 1栏 = 甲表 合计行 3栏", {}};
    fixture.parse();
    CHECK(tally(fixture, "X1").not_applicable == 1);
    CHECK(tally(fixture, "X1").failed == 0);
}

TEST_CASE("a fact is compared with a cell in its own precision")
{
    Fixture fixture;
    fixture.report.facts.members["经费"] = {model::Figure::of(Fixture::hundredths(720), 2), {}};
    CHECK(finding_of(findings(fixture), "X2").message == "经费 7.20万元 ≠ 乙表 公用 7.00，相差 0.20 万元");
    fixture.report.facts.members["经费"] = {model::Figure::of(Fixture::hundredths(700), 2), {}};
    CHECK(tally(fixture, "X2").passed == 1);
}

TEST_CASE("the figures of the year before are compared with what this report says of them")
{
    Fixture before;
    Fixture fixture;
    fixture.forms.rules = {Fixture::rule("Y3", "甲表 208行 2栏 = 上年 甲表 208行 3栏")};
    fixture.parse();
    base::SourceFile file{"content/a/2023-final.yaml", "增减: 10"};
    fixture.report.facts.members["增减"] = {model::Figure::of(Fixture::hundredths(1000), 2), {&file, 4, 6}};
    auto subject = fixture.subject();
    subject.previous = &before.report;
    audit::Record record;
    audit::check_figures(subject, record);
    audit::check_years(subject, record);
    CHECK(finding_of(record.findings(), "Y3").message == "甲表 208 2栏 4.00 ≠ 上年甲表 208 3栏 6.00，相差 2.00 万元");
    CHECK(finding_of(record.findings(), "Y1").message == "增减写作 10.00，而本年 90.00 − 上年公布 90.00 = 0.00 万元");
    audit::Record alone;
    audit::check_figures(fixture.subject(), alone);
    CHECK(alone.tallies().at("Y3").insufficient == 1);
}

TEST_CASE("more decimals than the form has are a warning")
{
    Fixture fixture;
    fixture.report.tables[1].at(0, 0).figure.decimals = 3;
    const auto all = findings(fixture);
    CHECK(finding_of(all, "F-DEC").message == "乙表 人员 写作 43.000，有 3 位小数；本表为 2 位");
}

TEST_CASE("what is acknowledged does not block; an acknowledgement without a finding is a warning")
{
    Fixture fixture;
    fixture.set(1, "共计", 0, 5026);
    fixture.report.acknowledged = {{"乙-R", "乙表 共计", "文件如此", {}}, {"甲-C", "甲表 208 1栏", "已改", {}}};
    audit::Record record;
    audit::check_figures(fixture.subject(), record);
    audit::acknowledge(fixture.report, record);
    CHECK(finding_of(record.findings(), "乙-R").acknowledged == "文件如此");
    CHECK_FALSE(finding_of(record.findings(), "乙-R").blocks());
    CHECK(finding_of(record.findings(), "X1").blocks());
    CHECK(finding_of(record.findings(), "A-UNUSED").message == "已没有 甲-C 对“甲表 208 1栏”的意见，acknowledged 中的这一条用不上");
}

TEST_CASE("a share of what is not there is an error")
{
    Fixture fixture;
    model::FactForm share;
    share.key = "占比";
    share.type = model::FactType::text;
    share.share_of = "经费";
    fixture.forms.facts.members.push_back(share);
    fixture.report.facts.members["占比"] = {std::string("100%"), {}};
    fixture.report.facts.members["经费"] = {model::Figure::of({}, 2), {}};
    audit::Record record;
    audit::check_shares(fixture.subject(), record);
    CHECK(finding_of(record.findings(), "N3-0").message == "占比写作 100%，而经费为 0");
    fixture.report.facts.members["经费"] = {model::Figure::of(Fixture::hundredths(700), 2), {}};
    audit::Record sound;
    audit::check_shares(fixture.subject(), sound);
    CHECK(sound.tallies().at("N3-0").passed == 1);
}

TEST_CASE("the units that a text speaks of are those of the department")
{
    Fixture fixture;
    model::FactForm scope;
    scope.key = "范围";
    scope.type = model::FactType::text;
    scope.names_units = true;
    fixture.forms.facts.members.push_back(scope);
    fixture.report.facts.members["范围"] = {std::string("本级及下属1个单位"), {}};
    fixture.department.units = {"本级"};
    audit::Record record;
    audit::check_units(fixture.subject(), record);
    CHECK(finding_of(record.findings(), "N13").message == "范围写作“本级及下属1个单位”，共 2 个单位，而 department.yaml 的 units 有 1 个");
    fixture.department.units = {"本级", "中心", "站", "所"};
    fixture.report.facts.members["范围"] = {std::string("本级及下属三个单位"), {}};
    audit::Record sound;
    audit::check_units(fixture.subject(), sound);
    CHECK(sound.tallies().at("N13").passed == 1);
}
