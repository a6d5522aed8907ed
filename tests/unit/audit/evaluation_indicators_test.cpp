// Targets, actual values, and the same indicator in several places.
#include <catch2/catch.hpp>

#include "unit/audit/evaluation_fixture.hpp"

using namespace gongkai;
using base::Severity;
using test::Evaluations;
using test::Line;
using test::of_rule;
using test::text_of;

namespace {

/// Findings of a rule on a project with these indicators; 80 points go to the rest.
std::vector<audit::Finding> of_lines(const std::string& rule, std::vector<Line> lines, const std::string& reason = "")
{
    Evaluations site;
    site.add_project("01-a", "培训经费", {"30", "30", "100%", "20"}, lines, "", reason);
    return of_rule(site.run(), rule);
}

audit::Finding only(const std::vector<audit::Finding>& found)
{
    REQUIRE(found.size() == 1);
    return found.front();
}

}  // namespace

TEST_CASE("P7: full points for a target that was missed")
{
    const std::vector<Line> lines = {{{"产出指标（50分）", "数量", "调度"}, "11场", "11场", "50"},
                                     {{"效益指标（30分）", "社会", "结果"}, "持续推进", "逐年提升", "20"},
                                     {{"效益指标（30分）", "满意度", "满意率"}, "100%", "95%", "10分"}};
    const auto finding = only(of_lines("P7", lines));
    CHECK(finding.severity == Severity::error);
    CHECK(finding.message == "培训经费：“满意率”年初目标值 100%、实际完成值 95%，没有达到，得分 10分 却是满分（效益指标（30分）的指标都得满分），也没有写明原因");
    CHECK(finding.place == "01-a 满意率 得分");
    CHECK(finding.advice == "核对完成值；确未达到的，按完成程度扣分，并写明原因");
    CHECK(finding.operands.size() == 3);
    const auto with_reason = only(of_lines("P7", lines, "评价人数少"));
    CHECK(with_reason.message == "培训经费：“满意率”年初目标值 100%、实际完成值 95%，没有达到，得分 10分 却是满分（效益指标（30分）的指标都得满分）");
}

TEST_CASE("P7: a target without a direction is only doubted; peers' points too")
{
    const auto count = only(of_lines("P7", {{{"产出（80分）", "数量", "案件"}, "10件", "8件", "80"}}, "有原因"));
    CHECK(count.severity == Severity::warning);
    const auto peers = only(of_lines("P7", {{{"产出", "数量", "甲"}, "2次", "2次", "3"}, {{"产出", "数量", "乙"}, "3次", "3次", "3"}, {{"产出", "数量", "丙"}, "≥4次", "2次", "3"}}, "有原因"));
    CHECK(peers.severity == Severity::warning);
    CHECK(peers.message == "培训经费：“丙”年初目标值 ≥4次、实际完成值 2次，没有达到，得分 3 却与同类已达到目标的指标相同");
}

TEST_CASE("P7: a missed target needs a reason; one that was reduced and explained is right")
{
    const std::vector<Line> lines = {{{"产出", "数量", "甲"}, "2次", "2次", "3"}, {{"产出", "数量", "丙"}, "≥4次", "2次", "1"}};
    const auto finding = only(of_lines("P7", lines, "无"));
    CHECK(finding.severity == Severity::warning);
    CHECK(finding.message == "培训经费：“丙”年初目标值 ≥4次、实际完成值 2次，没有达到，没有写明原因");
    CHECK(finding.place == "01-a 丙 实际完成值");
    CHECK(of_lines("P7", lines, "停办两次").empty());
}

TEST_CASE("P14: blank values")
{
    const auto both = only(of_lines("P14", {{{"产出", "数量", "甲"}, "", "", "3"}}));
    CHECK(both.severity == Severity::error);
    CHECK(both.message == "培训经费：“甲”年初目标值和实际完成值都没有填，却得 3 分");
    CHECK(both.advice == "补填；没有设定的指标不计分");
    const auto target = only(of_lines("P14", {{{"产出", "数量", "制度"}, "", "140项", "3"}}));
    CHECK(target.severity == Severity::warning);
    CHECK(target.message == "培训经费：“制度”没有填年初目标值（实际完成值 140项），却得 3 分");
    CHECK(target.place == "01-a 制度 年初目标值");
    const auto actual = only(of_lines("P14", {{{"产出", "数量", "制度"}, "140项", "", ""}}));
    CHECK(actual.message == "培训经费：“制度”没有填实际完成值（年初目标值 140项）");
    CHECK(only(of_lines("P14", {{{"产出", "数量", "甲"}, "", "", ""}})).severity == Severity::warning);
}

TEST_CASE("P14: values that are none, and units")
{
    CHECK(only(of_lines("P14", {{{"产出", "数量", "宣传资料"}, "份", "根据实际情况完成", "3"}})).message == "培训经费：“宣传资料”年初目标值只有单位“份”，没有数");
    CHECK(only(of_lines("P14", {{{"产出", "质量", "合格率"}, "≥95%", "≥95%", "3"}})).message ==
          "培训经费：“合格率”实际完成值 ≥95% 是范围，不是完成的数（年初目标值 ≥95%）");
    CHECK(only(of_lines("P14", {{{"产出", "数量", "任用数量"}, "50人", "115人次", "3"}})).message == "培训经费：“任用数量”年初目标值 50人 与实际完成值 115人次 单位不同");
    CHECK(only(of_lines("P14", {{{"产出", "数量", "招录人数"}, "1批次", "1批次", "3"}})).message ==
          "培训经费：“招录人数”年初目标值 1批次、实际完成值 1批次，单位与指标名称不合");
    CHECK(only(of_lines("P14", {{{"产出", "数量", "点击率"}, "600次/年", "807", "3"}})).message ==
          "培训经费：“点击率”年初目标值 600次/年、实际完成值 807，单位与指标名称不合");
    const auto share = only(of_lines("P14", {{{"产出", "数量", "干部占比"}, "0.2", "0.2", "3"}}));
    CHECK(share.severity == Severity::note);
    CHECK(share.message == "培训经费：“干部占比”年初目标值 0.2 是比例，宜写作 20%");
    for (const auto& [name, target, actual] : std::vector<std::array<std::string, 3>>{{"干部培训人数", "1200人次", "1400人次"},
                                                                                      {"任用人数", "55人", "127"},
                                                                                      {"发放到位率", "100%", "0"},
                                                                                      {"工作频率", "2次/月", "2次/月"},
                                                                                      {"响应", "0.5小时内", "0.5小时内"},
                                                                                      {"政策宣传", "1.5万人", "15000人"}})
        CHECK(of_lines("P14", {{{"产出", "数量", name}, target, actual, "3"}}).empty());
}

TEST_CASE("P10: an indicator of the whole form and of a project")
{
    const auto run = [](const Line& whole, std::vector<Line> projects) {
        Evaluations site;
        site.add_whole({"", ""}, {"30", "30", "100%", "20"}, {site.goal("80", {whole})}, "100");
        for (std::size_t i = 0; i < projects.size(); ++i)
            site.add_project("0" + std::to_string(i), "项目" + std::to_string(i), {"30", "30", "100%", "20"}, {projects[i]}, "100");
        return of_rule(site.run(), "P10");
    };
    const Line trained = {{"产出", "数量", "培训人数"}, "550人", "550人", "80"};
    const auto finding = only(run(trained, {{{"产出", "数量", "培训人数"}, "560人", "560人", "80"}}));
    CHECK(finding.severity == Severity::warning);
    CHECK(finding.message == "部门整体：“培训人数”年初目标值 550人、实际完成值 550人；“项目0”作年初目标值 560人、实际完成值 560人");
    CHECK(finding.place == "00-whole 培训人数 年初目标值");
    CHECK(finding.operands.size() == 3);
    CHECK(run(trained, {{{"产出", "数量", "培训人数"}, "≥550", "550", "80"}}).empty());
    CHECK(run(trained, {{{"产出", "数量", "培训人数"}, "560人", "560人", "80"}, {{"产出", "数量", "培训人数"}, "550人", "550人", "80"}}).empty());
    CHECK(run({{"产出", "质量", "满意度"}, "≥80%", "90%", "80"}, {{{"产出", "质量", "满意度"}, "≥80%", "≥80%", "80"}}).empty());
    CHECK(run({{"产出", "质量", "满意度"}, "逐年提升", "逐年提升", "80"}, {{{"产出", "质量", "满意度"}, "≥90%", "95%", "80"}}).size() == 1);
}

TEST_CASE("P10: the rate of the sheet as an indicator")
{
    const auto finding = only(of_lines("P10", {{{"产出", "时效", "年度预算完成率"}, "≥90%", "98%", "20"}}));
    CHECK(finding.severity == Severity::error);
    CHECK(finding.message == "培训经费：“年度预算完成率”实际完成值 98%，本表执行率为 100%");
    CHECK(finding.difference == "2 个百分点");
    CHECK(of_lines("P10", {{{"产出", "时效", "非税收入预算完成率"}, "≥90%", "98%", "20"}}).empty());
    CHECK(of_lines("P10", {{{"产出", "时效", "预算执行率"}, "≥90%", "100.0%", "20"}}).empty());
}

TEST_CASE("P10: the reason and the text of the sheet beside the actual value")
{
    const auto run = [](const Line& line, const std::string& text) {
        Evaluations site;
        site.add_funds({{"30", "30", "100%", "20"}, {"20", "20", "", ""}, {"10", "10", "", ""}}, {text, "20"}, {line}, "", "");
        return of_rule(site.run(), "P10");
    };
    const auto reason = only(run({{"产出", "数量", "聘请人才专员人数"}, "5人", "3人", "1", "2019年年底人才专员为2人"}, ""));
    CHECK(reason.severity == Severity::warning);
    CHECK(reason.message == "经费：“聘请人才专员人数”实际完成值 3人，未完成原因却写“2人”");
    CHECK(run({{"产出", "数量", "聘请党群工作者人数"}, "20人", "15人", "1", "2019年年底党群工作者为15人"}, "").empty());
    CHECK(run({{"产出", "数量", "聘请人数"}, "20人", "15人", "1", "有5人辞职"}, "").empty());
    const auto text = only(run({{"产出", "数量", "个人有关事项报告抽查人次"}, "40", "40", "1"}, "全年查核领导干部个人有关事项报告152人次，结案率100%。"));
    CHECK(text.message == "经费：“个人有关事项报告抽查人次”实际完成值 40，总目标 实际完成情况却写“152人次”");
    CHECK(text.difference == "112人次");
    CHECK(run({{"产出", "数量", "个人有关事项报告抽查人次"}, "40", "152", "1"}, "查核个人有关事项报告152人次").empty());
    CHECK(run({{"产出", "数量", "党群工作者、人才专员培训次数"}, "4次", "4次", "1"}, "聘用党群工作者、人才专员18人").empty());
}

TEST_CASE("P14: places name indicators that share a name apart")
{
    const auto found = of_lines("P14", {{{"产出", "时效", "按时完成"}, "1次", "", ""}, {{"效益", "时效", "按时完成"}, "1次", "", ""}, {{"效益", "时效", "按时完成"}, "2次", "", ""}});
    REQUIRE(found.size() == 3);
    CHECK(found[0].place == "01-a 产出/时效/按时完成 实际完成值");
    CHECK(found[1].place == "01-a 绩效目标/效益/时效/按时完成（第1处） 实际完成值");
    CHECK(found[2].place == "01-a 绩效目标/效益/时效/按时完成（第2处） 实际完成值");
}

TEST_CASE("a form that prints the weight of each indicator")
{
    Evaluations site;
    auto& form = std::get<model::IndicatorsForm>(site.forms.sheets[0].sections[2]);
    model::ValueForm weight;
    weight.path = {"分值"};
    form.columns.push_back(weight);
    auto& sheet = site.add_project("01-a", "培训经费", {"30", "30", "100%", "20"},
                                   {{{"产出", "数量", "甲"}, "2次", "2次", "31"}, {{"产出", "数量", "乙"}, "≥90%", "80%", "40"}}, "91", "有原因");
    auto& indicators = std::get<model::Indicators>(sheet.sections[2]).goals[0].indicators;
    indicators[0].values.push_back(site.value("30"));
    indicators[1].values.push_back(site.value("40"));
    const auto record = site.run();
    INFO(text_of(record));
    CHECK(only(of_rule(record, "P4")).message == "培训经费：绩效目标分值 80，但其 2 个指标的分值合计 70");
    CHECK(only(of_rule(record, "P5")).message == "培训经费：“甲”得分 31 超过分值 30");
    CHECK(only(of_rule(record, "P7")).message == "培训经费：“乙”年初目标值 ≥90%、实际完成值 80%，没有达到，得分 40 却是满分（该指标分值 40）");
}
