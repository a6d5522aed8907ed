// Rates, points, totals, weights, parts, and the same project in several places.
#include <catch2/catch.hpp>

#include "unit/audit/evaluation_fixture.hpp"

using namespace gongkai;
using base::Severity;
using test::Evaluations;
using test::Line;
using test::of_rule;
using test::text_of;

namespace {

const std::vector<Line> good_lines = {
    {{"产出指标（50分）", "数量指标", "培训场次"}, "5场", "20余场", "20"},
    {{"产出指标（50分）", "质量指标", "合格率"}, "≥90%", "95%", "30"},
    {{"效益指标（30分）", "社会效益", "影响力"}, "逐年提升", "逐年提升", "30"},
};

void add_good_project(Evaluations& site, const std::vector<std::string>& execution, const std::string& total)
{
    site.add_project("01-a", "培训经费", execution, good_lines, total);
}

/// The only finding.
audit::Finding only(const audit::Record& record)
{
    INFO(text_of(record));
    REQUIRE(record.findings().size() == 1);
    return record.findings().front();
}

audit::Finding only(const audit::Record& record, const std::string& rule)
{
    INFO(text_of(record));
    const auto found = of_rule(record, rule);
    REQUIRE(found.size() == 1);
    return found.front();
}

}  // namespace

TEST_CASE("evaluations: consistent sheets have no finding, and every rule says how it fared")
{
    Evaluations site;
    add_good_project(site, {"420", "415", "98.8%", "19.76"}, "99.76");
    site.add_project("02-b", "宣传经费", {"30.00", "30.00", "100%", "20"}, good_lines, "100");
    site.add_whole({"555", "445"}, {"1,050", "1,000", "95.2%", "19.05"},
                   {site.goal("50", {{{"产出", "数量", "培训场次"}, "5", "20余场", "50分"}}), site.goal("30", {{{"产出", "数量", "发文"}, "100件以内", "49", "30"}})},
                   "99.05");
    site.add_list({{"培训经费", 420'000'000, 415'000'000}, {"宣传经费", 30'000'000, 30'000'000}});
    const auto record = site.run();
    INFO(text_of(record));
    CHECK(record.findings().empty());
    CHECK(record.tallies().at("P1").passed == 3);
    CHECK(record.tallies().at("P2").passed == 3);
    CHECK(record.tallies().at("P3").passed == 3);
    CHECK(record.tallies().at("P9").passed == 4);
    CHECK(record.tallies().at("P10").passed == 1);
    CHECK(record.tallies().at("P11").passed == 1);
    CHECK(record.tallies().at("P12").passed == 2);
    CHECK(record.tallies().at("P8").not_applicable == 3);
}

TEST_CASE("evaluations: a report without sheets")
{
    const Evaluations site;
    const auto record = site.run();
    CHECK(record.findings().empty());
    for (const auto& rule : audit::evaluation_rules())
        CHECK(record.tallies().at(rule.id).not_applicable == 1);
}

TEST_CASE("P1: a rate that is not executed ÷ budget, with the one slip that explains it")
{
    Evaluations site;
    add_good_project(site, {"50.28", "39.37", "77.8%", "15.57"}, "95.57");
    const auto record = site.run();
    const auto finding = only(record, "P1");
    CHECK(finding.severity == Severity::error);
    CHECK(finding.message == "培训经费：执行率 77.8% 应为 39.37 ÷ 50.28 = 78.3%");
    CHECK(finding.place == "01-a 资金总额 执行率");
    CHECK(finding.formula == "执行率 = 执行数 ÷ 预算数 × 100%");
    CHECK(finding.difference == "0.5 个百分点");
    CHECK(finding.diagnosis == "若预算数为 50.58（与所印 50.28 只差一处笔误），则相符");
    CHECK(finding.advice == "核对预算数、执行数和执行率，改正有误的一个");
    REQUIRE(finding.operands.size() == 3);
    CHECK(finding.operands[0].label == "2023年度培训经费项目自评表 资金总额 执行率");
    CHECK(finding.operands[2].figure == "50.28");
    CHECK(finding.span == finding.operands[0].span);
}

TEST_CASE("P1: half-up, and whatever the decimals of the amounts allow")
{
    for (const auto& [budget, executed, rate, points] : std::vector<std::array<std::string, 4>>{
             {"32", "29.88", "93%", "18.67"}, {"32", "29.88", "93.4%", "18.68"}, {"689.73", "689.73", "100%", "20"}, {"0.58", "0.58", "100.00%", "20.00"},
             {"1.50", "0.00", "0.00%", "0.00"}, {"2", "0.2", "10%", "2"}}) {
        Evaluations site;
        site.add_project("01-a", "培训经费", {budget, executed, rate, points}, good_lines, "");
        const auto record = site.run();
        INFO(text_of(record));
        CHECK(record.findings().empty());
    }
}

TEST_CASE("P1: a percentage of nothing")
{
    Evaluations site;
    add_good_project(site, {"0", "3", "100%", "20"}, "100");
    const auto finding = only(site.run());
    CHECK(finding.severity == Severity::error);
    CHECK(finding.message == "培训经费：执行率 100%，但预算数为 0，不能计算百分比");
    CHECK(finding.advice == "预算数没有安排的，执行率写“不适用”");
}

TEST_CASE("P1: what was cut off, and what whole amounts may hide, are notes")
{
    Evaluations site;
    add_good_project(site, {"300.00", "299.00", "99.6%", "19.93"}, "99.93");
    const auto cut = only(site.run());
    CHECK(cut.severity == Severity::note);
    CHECK(cut.message == "培训经费：执行率 99.6%，299.00 ÷ 300.00 = 99.7%，是截断，不是四舍五入");
    Evaluations other;
    add_good_project(other, {"420", "415", "98.9%", "19.76"}, "99.76");
    const auto rough = only(other.run());
    CHECK(rough.severity == Severity::note);
    CHECK(rough.message == "培训经费：执行率 98.9%，415 ÷ 420 = 98.8%，在金额少印小数的误差之内");
}

TEST_CASE("P1: more executed than there was")
{
    Evaluations site;
    add_good_project(site, {"689.73", "811.25", "117.62%", "20"}, "100");
    const auto finding = only(site.run());
    CHECK(finding.severity == Severity::warning);
    CHECK(finding.message == "培训经费：执行数 811.25 超过预算数 689.73");
    CHECK(finding.difference == "121.52 万元");
}

TEST_CASE("P2: points that do not follow from the amounts")
{
    Evaluations site;
    add_good_project(site, {"244.38", "185.32", "75.8%", "18"}, "98");
    const auto finding = only(site.run());
    CHECK(finding.rule == "P2");
    CHECK(finding.severity == Severity::error);
    CHECK(finding.message == "培训经费：得分 18 应为 20 × 185.32 ÷ 244.38 = 15.17");
    CHECK(finding.formula == "得分 = 20 分 × 执行率，至多 20 分");
    CHECK(finding.difference == "2.83 分");
    CHECK(finding.operands.size() == 4);
}

TEST_CASE("P2: cut to whole points is an error, to hundredths a note; so are points of the printed rate")
{
    Evaluations whole;
    add_good_project(whole, {"420", "415", "98.8%", "19"}, "99");
    const auto error = only(whole.run());
    CHECK(error.severity == Severity::error);
    CHECK(error.diagnosis == "似舍去了小数，没有四舍五入");
    Evaluations fine;
    add_good_project(fine, {"420.00", "415.26", "98.9%", "19.77"}, "99.77");  // 19.7743
    CHECK(fine.run().findings().empty());
    Evaluations cut;
    add_good_project(cut, {"4200.00", "4151.24", "98.8%", "19.7"}, "99.7");  // 19.7678
    const auto note = only(cut.run());
    CHECK(note.severity == Severity::note);
    CHECK(note.message == "培训经费：得分 19.7，20 × 4151.24 ÷ 4200.00 = 19.77；所印得分是截断，不是四舍五入");
    Evaluations by_rate;
    add_good_project(by_rate, {"222.55", "222.43", "99.9%", "19.98"}, "99.98");
    const auto rounded = only(by_rate.run());
    CHECK(rounded.severity == Severity::note);
    CHECK(rounded.message == "培训经费：得分 19.98，20 × 222.43 ÷ 222.55 = 19.99；所印得分是用印出的执行率 99.9% 算的");
}

TEST_CASE("P3: a total that is not the sum")
{
    Evaluations site;
    add_good_project(site, {"30", "30", "100%", "20"}, "98");
    const auto finding = only(site.run());
    CHECK(finding.rule == "P3");
    CHECK(finding.severity == Severity::error);
    CHECK(finding.message == "培训经费：总分 98 ≠ 预算执行情况 20 + 绩效目标 80 = 100");
    CHECK(finding.place == "01-a 总分");
    CHECK(finding.difference == "2 分");
    CHECK(finding.operands.size() == 5);
    Evaluations rounded;
    add_good_project(rounded, {"46.5", "42.09", "90.52%", "18.10"}, "98");
    CHECK(only(rounded.run()).severity == Severity::note);
}

TEST_CASE("P3: one blank value follows from the total; more are not enough to judge")
{
    const std::vector<Line> lines = {{{"产出", "数量", "场次"}, "2场", "2场", "54"}};
    Evaluations site;
    site.add_funds({{"100", "100", "100%", "20"}, {"60", "60", "", ""}, {"40", "40", "", ""}}, {"", ""}, lines, "54", "92.98");
    const auto finding = only(site.run(), "P3");
    CHECK(finding.severity == Severity::warning);
    CHECK(finding.message == "经费：总目标 自评分未填；由总分 92.98 − 资金 20 − 绩效指标 54 倒推，应为 18.98");
    CHECK(finding.place == "funds 总目标 自评分");
    Evaluations two;
    two.add_funds({{"100", "100", "100%", ""}, {"60", "60", "", ""}, {"40", "40", "", ""}}, {"", ""}, lines, "54", "92.98");
    CHECK(of_rule(two.run(), "P3").empty());
    CHECK(two.run().tallies().at("P3").insufficient == 1);
    Evaluations over;
    over.add_funds({{"100", "100", "100%", "20"}, {"60", "60", "", ""}, {"40", "40", "", ""}}, {"", ""}, lines, "54", "70");
    CHECK(only(over.run(), "P3").message == "经费：总分 70 < 资金 20 + 绩效指标 54 = 74，尚有得分未填");
    Evaluations goal;
    goal.add_funds({{"100", "100", "100%", "20"}, {"60", "60", "", ""}, {"40", "40", "", ""}}, {"", "20"}, lines, "60", "100");
    CHECK(only(goal.run(), "P3").message == "经费：绩效指标得分 60 ≠ 1 个指标的得分之和 54");
}

TEST_CASE("P4: weights")
{
    Evaluations site;
    site.add_whole({"10", "20"}, {"30", "30", "100%", "20"},
                   {site.goal("25", {{{"产出", "数量", "甲"}, "1次", "1次", "13"}, {{"产出", "数量", "乙"}, "≥80%", "90%", "10"}}),
                    site.goal("50", {{{"产出", "数量", "丙"}, "2次", "2次", "50"}})},
                   "93");
    const auto found = of_rule(site.run(), "P4");
    REQUIRE(found.size() == 2);
    CHECK(found[0].message == "部门整体：各部分分值 预算执行情况 20 + 年度目标1 25 + 年度目标2 50 = 95，不是 100");
    CHECK(found[0].severity == Severity::error);
    CHECK(found[1].message == "部门整体：年度目标1 25 分，其 2 个指标的目标全部完成，得分合计只有 23");
    CHECK(found[1].severity == Severity::error);
    CHECK(found[1].place == "00-whole 年度目标1 分值");
    CHECK(found[1].difference == "2 分");
    CHECK(found[1].operands.size() == 3);
}

TEST_CASE("P4, P5: weights in the names of the outermost level")
{
    auto lines = good_lines;
    lines[0].points = "25";
    Evaluations more;
    more.add_project("01-a", "培训经费", {"30", "30", "100%", "20"}, lines, "105");
    const auto found = of_rule(more.run(), "P5");
    REQUIRE(found.size() == 2);
    CHECK(found[0].message == "培训经费：总分 105 超过满分 100");
    CHECK(found[0].severity == Severity::warning);
    CHECK(found[1].message == "培训经费：产出指标（50分） 50 分，其 2 个指标得分合计 55，超过分值");
    CHECK(found[1].place == "01-a 绩效目标/产出指标（50分）");
    lines[0].points = "20";
    lines[2].names[0] = "效益指标（40分）";
    Evaluations labels;
    labels.add_project("01-a", "培训经费", {"30", "30", "100%", "20"}, lines, "100");
    const auto sums = of_rule(labels.run(), "P4");
    REQUIRE(sums.size() == 2);
    CHECK(sums[0].message == "培训经费：效益指标（40分） 40 分，其 1 个指标的目标全部完成，得分合计只有 30");
    CHECK(sums[1].message == "培训经费：绩效目标分值 80，但产出指标（50分）、效益指标（40分）合计 90");
}

TEST_CASE("P4: what missed targets could give at most is judged by their peers, as a warning")
{
    std::vector<Line> lines;
    for (int i = 0; i < 4; ++i)
        lines.push_back({{"产出", "数量", "指标" + std::to_string(i)}, "2次", "2次", "15"});
    lines.push_back({{"产出", "数量", "未完成"}, "≥2次", "1次", "2"});
    Evaluations site;
    site.add_project("01-a", "培训经费", {"30", "30", "100%", "20"}, lines, "82", "停办");
    const auto finding = only(site.run());
    CHECK(finding.severity == Severity::warning);
    CHECK(finding.message == "培训经费：绩效目标分值 80，其 5 个指标得分合计 62；未完成的指标按同类指标的得分计满，合计 75，与分值不合");
    lines.push_back({{"产出", "数量", "又一"}, "2次", "2次", "5"});
    Evaluations fits;
    fits.add_project("01-a", "培训经费", {"30", "30", "100%", "20"}, lines, "87", "停办");
    CHECK(fits.run().findings().empty());
}

TEST_CASE("P5: points outside 0 and the weight")
{
    Evaluations site;
    auto lines = good_lines;
    lines[0].points = "-1";
    site.add_project("01-a", "培训经费", {"30", "30", "100%", "21"}, lines, "80");
    const auto found = of_rule(site.run(), "P5");
    REQUIRE(found.size() == 2);
    CHECK(found[0].message == "培训经费：得分 21 超过分值 20");
    CHECK(found[1].message == "培训经费：“培训场次”得分 -1 小于 0");
    CHECK(of_rule(site.run(), "P2").empty());
}

TEST_CASE("P8: parts of the funds")
{
    const std::vector<Line> lines = {{{"产出", "数量", "场次"}, "2场", "2场", "60"}};
    const auto parts = [&](const std::vector<std::string>& first, const std::vector<std::string>& second) {
        Evaluations site;
        site.add_funds({{"1292.99", "1272.37", "98.4%", "19.68"}, first, second}, {"", "20"}, lines, "60", "99.68");
        return site.run();
    };
    const auto some = parts({"662", "662", "", ""}, {"", "", "", ""});
    const auto found = of_rule(some, "P8");
    REQUIRE(found.size() == 2);
    CHECK(found[0].message == "经费：预算数 1292.99 ≠ 其中/市补助 预算数 662");
    CHECK(found[0].severity == Severity::error);
    CHECK(found[0].difference == "630.99 万元");
    CHECK(found[0].formula == "总额 = “其中”各行之和");
    CHECK(found[1].place == "funds 总额 执行数");
    const auto none = only(parts({"", "", "", ""}, {"", "", "", ""}));
    CHECK(none.severity == Severity::note);
    CHECK(none.message == "经费：预算数 1292.99，“其中”各行都没有填");
    const auto tail = of_rule(parts({"662", "662", "", ""}, {"630.98", "610.37", "", ""}), "P8");
    REQUIRE(tail.size() == 1);
    CHECK(tail[0].severity == Severity::note);
    CHECK(parts({"662", "662", "", ""}, {"630.99", "610.37", "", ""}).findings().empty());
}

TEST_CASE("B12, B13: parts of the amounts of targets")
{
    Evaluations site;
    site.add_target("经费", {{"1918.94", "76%"}, {"646.34", "24.62%"}, {"2625.28", "100%"}, {"73"}, {"72"}, {""}});
    const auto record = site.run();
    const auto found = of_rule(record, "B12");
    REQUIRE(found.size() == 2);
    CHECK(found[0].message == "经费：收入/合计 2023年 2625.28 ≠ 收入/财政拨款 2023年 1918.94 + 收入/其他资金 2023年 646.34 = 2565.28");
    CHECK(found[0].diagnosis == "若收入/财政拨款 2023年为 1978.94（与所印 1918.94 只差一处笔误），则相符");
    CHECK(found[0].place == "target 收入/合计 2023年");
    CHECK(found[1].message == "经费：收入/财政拨款 占比 76% 应为 1918.94 ÷ 2625.28 = 73%");
    CHECK(only(record, "B13").message == "经费：金额 73 ≠ 构成/区级 金额 72");
    Evaluations good;
    good.add_target("经费", {{"549.24", "30.50%"}, {"1251.73", "69.50%"}, {"1800.97", "100%"}, {"73"}, {"70"}, {"3.00"}});
    const auto none = good.run();
    INFO(text_of(none));
    CHECK(none.findings().empty());
    CHECK(none.tallies().at("B12").passed == 4);
    CHECK(none.tallies().at("P8").not_applicable == 1);
}

TEST_CASE("P9: a project's figures against the list of projects, whatever its unit")
{
    Evaluations site;
    site.add_project("01-a", "培训经费", {"3.78", "3.50", "92.6%", "18.52"}, good_lines, "98.52");
    site.add_project("02-b", "宣传经费", {"30", "30", "100%", "20"}, good_lines, "100");
    site.add_list({{"培训经费", 3'782'500, 3'600'000}, {"宣传经费", 30'000'000, 30'400'000}});
    const auto found = of_rule(site.run(), "P9");
    REQUIRE(found.size() == 2);
    CHECK(found[0].message == "培训经费：执行数 3.50 万元，汇总表 培训经费 支出为 36000.00 元，即 3.6 万元");
    CHECK(found[0].severity == Severity::error);
    CHECK(found[0].difference == "0.1 万元");
    CHECK(found[0].place == "01-a 资金总额 执行数");
    REQUIRE(found[0].operands.size() == 2);
    CHECK(found[0].operands[1].cell == model::CellRef{0, 1, 1});
    CHECK(found[1].severity == Severity::note);  // 30.4 万元 where the sheet has no decimals
}

TEST_CASE("P9, P11: a project under another name, and one without a sheet")
{
    Evaluations site;
    site.add_project("01-a", "干部培训和公开招录经费", {"3.78", "3.50", "92.6%", "18.52"}, good_lines, "98.52");
    site.add_project("02-b", "宣传经费", {"30", "30", "100%", "20"}, good_lines, "100");
    site.add_list({{"干部培训和公开招聘经费", 3'782'500, 3'500'000}, {"宣传经费", 30'000'000, 30'000'000}, {"另一项目", 100, 100}});
    const auto record = site.run();
    const auto name = only(record, "P9");
    CHECK(name.severity == Severity::warning);
    CHECK(name.message == "干部培训和公开招录经费：汇总表金额相同的一行，项目名称作“干部培训和公开招聘经费”");
    CHECK(name.place == "01-a 项目名称");
    const auto count = only(record, "P11");
    CHECK(count.message == "汇总表列 3 个项目，项目表有 2 张；没有项目表的：“另一项目”");
    CHECK(count.place == "汇总表 项目数");
    CHECK(count.difference == "1 个");
}

TEST_CASE("P11: the number of projects that the facts state")
{
    Evaluations site;
    add_good_project(site, {"30", "30", "100%", "20"}, "100");
    model::FactForm count;
    count.key = "项目数";
    count.type = model::FactType::count;
    count.label = "自评的项目数";
    count.unit = "个";
    site.forms.facts.members.push_back({"绩效", model::FactType::group, "", "", {}, {count}, {}});
    model::FactGroup group;
    group.members["项目数"] = {std::int64_t{6}, {&site.file, 5, 6}};
    site.report.facts.members["绩效"] = {group, {}};
    const auto finding = only(site.run());
    CHECK(finding.severity == Severity::warning);
    CHECK(finding.message == "自评的项目数写作 6 个，项目表有 1 张");
    CHECK(finding.place == "绩效.项目数");
    CHECK(finding.difference == "5 个");
    CHECK(finding.span == base::Span{&site.file, 5, 6});
}

TEST_CASE("P9: two sheets of one project")
{
    Evaluations site;
    add_good_project(site, {"30", "30", "100%", "20"}, "100");
    site.add_project("02-b", "培训经费", {"30", "15", "50%", "10"}, good_lines, "90");
    CHECK(only(site.run()).message == "培训经费：执行数 15，同一项目的另一张表（01-a）为 30");
}

TEST_CASE("P12: projects together, and what the whole form adds up, are notes")
{
    Evaluations site;
    add_good_project(site, {"420", "415", "98.8%", "19.76"}, "99.76");
    site.add_whole({"600", "500"}, {"1,050", "1,000", "95.2%", "19.05"}, {site.goal("80", {{{"产出", "数量", "发文"}, "100件以内", "49", "80"}})}, "99.05");
    const auto found = of_rule(site.run(), "P12");
    REQUIRE(found.size() == 2);
    CHECK(found[0].severity == Severity::note);
    CHECK(found[0].message == "部门整体：项目支出总额 500，1 张项目表的执行数合计 415");
    CHECK(found[1].message == "部门整体：执行数 1,000，基本支出总额 600 + 项目支出总额 500 = 1100");
}

TEST_CASE("evaluations: figures too large to multiply are left alone")
{
    Evaluations site;
    const std::string large(37, '9');
    site.add_project("01-a", "培训经费", {large, large, "98.8%", "19.76"}, good_lines, "99.76");
    const auto record = site.run();
    CHECK(of_rule(record, "P1").empty());
    CHECK(record.tallies().at("P1").insufficient == 1);
}
