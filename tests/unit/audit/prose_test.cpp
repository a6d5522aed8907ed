// Sentences as departments write them (in meaning from shared/seeds and published
// reports): true ones stay silent, false ones are found.
#include "audit/prose.hpp"

#include <fstream>

#include <catch2/catch.hpp>

#include "prose_fixture.hpp"

using namespace gongkai;
using test::findings_on;
using test::summary_of;

namespace {

void silent(const std::string& text, const std::string& section = "支出决算情况说明")
{
    const auto findings = findings_on(text, section);
    INFO(text);
    INFO((findings.empty() ? "" : findings.front().message));
    CHECK(summary_of(findings) == "");
}

void found(const std::string& text, const std::string& expected, const std::string& words, const std::string& section = "支出决算情况说明")
{
    const auto findings = findings_on(text, section);
    INFO(text);
    CHECK(summary_of(findings) == expected);
    REQUIRE_FALSE(findings.empty());
    CHECK(findings.front().formula == words);
}

int passed(const std::string& text, const std::string& rule)
{
    test::ProseFixture fixture;
    fixture.add_section("支出决算情况说明", text);
    INFO(text);
    CHECK(summary_of(fixture.check()) == "");
    return fixture.tally(rule).passed;
}

}  // namespace

TEST_CASE("N2: differences that are right")
{
    CHECK(passed("2023年度收、支总计1638.52万元。与2022年度相比，收、支总计减少447.56万元，下降21.5%，主要原因是压减开支。", "N2") == 1);
    CHECK(passed("2023年度收、支总计811.25万元。与2022年度相比，收、支总计各增加127.2万元，增长18.6%。", "N2") == 1);
    CHECK(passed("2023年度收入合计 14,346.05 万元，与 2022 年度相比，收入合计减少 476.34 万元，下降 3.2 %。其中：经营收入0万元。", "N2") == 1);
    CHECK(passed("机关运行经费支出46.5万元，比2022年度增加28.22万元，上升154.4%。", "N2") == 1);
    CHECK(passed("一般公共预算支出预算1800.97万元，比2022年预算减少407.19万元，下降18.44%，主要原因一是厉行节约；二是人员减少。", "N2") == 1);
    CHECK(passed("“三公”经费支出2.05万元，较上年2.08减少0.03万元，减少了1.44%。", "N2") == 1);
    CHECK(passed("支出决算为62.07万元，完成全年预算84.82万元的73.2%，比上年决算数增加38.97万元，增长168.7%。", "N2") == 1);
    CHECK(passed("接待费支出6.35万元，完成预算的100%；较上年增加0.61万元，增长10.63%。", "N2") == 1);
    CHECK(passed("接待费支出4603.07万元。与上年相比，增加1612.54万元，增长53.92%。", "N2") == 1);
    CHECK(passed("福利支出预算905709.06元，占支出预算79.89%，同比增加21557.64元，增长2.44%。", "N2") == 1);
    CHECK(passed("补助由100万元增加到150万元，增长50%。", "N2") == 1);
    // The last digit of the difference is a rounding tail.
    CHECK(passed("运行经费支出205.68万元，比年初预算数282.08减少76.40万元，降低27.1%。", "N2") == 1);
    silent("政府采购规模33067.0亿元，较上年减少2794.4亿元，下降7.8%，占财政支出的比重分别为10.0%和3.3%。");
    silent("收、支总计各减少1267.86,2570.97万元，各下降23.51%、38.28%。");
    silent("收入减少10万元，支出下降5%。");
    silent("支出合计1638.52万元，与上年相比，项目资金减少476.34万元，下降30.2%。");
    silent("接待费支出约20万元，比上年增加3万元，增长90%。");
    silent("接待费支出{{ money(x) }}万元，比上年增加3万元，增长90%。");
    silent("{{ a }}支出20万元，比上年增加{{ b }}万元，增长90%。");
    silent("支出0万元，比上年增加0万元，与上年持平。");
    silent("支出与上年基本持平，增加0.1万元。");
}

TEST_CASE("N2: differences that are wrong")
{
    found("收、支总计1638.52万元。与2022年度相比，收、支总计减少447.56万元，下降25.1%。", "错误 N2", "减少447.56万元，下降25.1%");
    found("收、支总计1638.52万元。与2022年度相比，收、支总计减少447.56万元，增长21.5%。", "错误 N2", "减少447.56万元，增长21.5%");
    found("接待费支出7.78万元，较上年增加7.78万元，增长100%。", "错误 N2", "增加7.78万元，增长100%");
    found("接待费支出0万元，较上年增加0万元，增长0%。", "提示 N2", "增加0万元，增长0%");
    found("运行经费支出205.68万元，比年初预算数282.08减少76.42万元，降低27.1%。", "错误 N2", "减少76.42万元，降低27.1%");
    found("接待费支出6万元，与上年持平，增加1万元。", "错误 N2", "增加1万元");
    found("接待费支出6万元，比上年减少-1万元。", "警告 N2", "减少-1万元");
    found("补助由100万元增加到90万元。", "错误 N2", "100万元增加到90万元");
    found("补助由100万元增加到150万元，增长55%。", "错误 N2", "100万元增加到150万元，增长55%");
    found("接待费支出75800元，同比增加52044.27元，增长50.63%。", "错误 N2", "增加52044.27元，增长50.63%");
    found("接待费支出5万元，比上年增加10万元，增长200%。", "错误 N2", "增加10万元，增长200%");
    found("接待费支出5万元，比上年增加10万元。", "警告 N2", "增加10万元");
    // 447.56/2086.08 = 21.4546 %
    found("接待费支出1638.52万元，比上年减少447.56万元，下降21.4%。", "提示 N2", "减少447.56万元，下降21.4%");
    // Right only if 4万元 is rounded from 4.4.
    found("接待费支出4万元，比上年增加1万元，增长30%。", "警告 N2", "增加1万元，增长30%");

    const auto findings = findings_on("收、支总计1638.52万元。与2022年度相比，收、支总计减少447.56万元，下降25.1%。");
    CHECK(findings.front().message == "“减少447.56万元，下降25.1%”：上年数应为2086.08万元，百分比应为21.5%，写作25.1%");
    CHECK(findings.front().difference == "3.6个百分点");
    CHECK(findings.front().advice == "请核对本年数、增减额和百分比，其中一个有误");
    CHECK(findings.front().place == "支出决算情况说明 …减少447.56万元，下降25.1%…");
    REQUIRE(findings.front().operands.size() == 3);
    CHECK(findings.front().operands[0].figure == "1638.52万元");
    CHECK(findings_on("接待费支出7.78万元，较上年增加7.78万元，增长100%。").front().message == "“增加7.78万元，增长100%”：上年数为0，不能计算百分比");
    CHECK(findings_on("接待费支出7.78万元，较上年增加7.78万元，增长100%。").front().diagnosis == "百分比是以本年数为分母算的，应以上年数为分母");
    CHECK(findings_on("运行经费支出205.68万元，比年初预算数282.08减少76.42万元，降低27.1%。").front().message ==
          "205.68万元与282.08万元相差76.40万元，与“减少76.42万元，降低27.1%”不符");
}

TEST_CASE("N3: shares")
{
    CHECK(passed("2023年度收入合计811.25万元。其中：财政收入811.25万元，占本年收入100%；上级补助收入0.00万元，占本年收入0.00%。", "N3") == 2);
    CHECK(passed("2023年度支出合计1638.52万元。其中：甲支出770.44万元，占本年支出47.02%；乙支出868.08万元，占本年支出52.98%。", "N3") == 2);
    CHECK(passed("甲类支出1638.52万元，主要用于以下方面：\n\n1. 甲支出1325.87万元，占80.9%。\n2. 乙支出80万元，占4.9%。\n3. 丙支出232.65万元，占14.2%。", "N3") == 3);
    CHECK(passed("政府采购支出总额0.63万元，授予中小企业合同金额0.63万元，占政府采购支出总额的100%，其中：授予小微企业合同金额0.63万元，占授予中小企业合同金额的100%。", "N3") == 2);
    CHECK(passed("资金868.08万元，占项目支出总额的100%，占本年支出合计的52.98%。", "N3") == 1);
    silent("资金868.08万元，占全区投资总额的13.09%。");
    silent("采购规模分别为2666.3亿元和30400.7亿元，占采购规模33067亿元的8.1%和91.9%。");
    silent("党员占60%，女性占50%。");
    found("支出合计1638.52万元。其中：甲支出770.44万元，占本年支出74.02%；乙支出868.08万元，占本年支出52.98%。", "错误 N3", "770.44万元，占本年支出74.02%");
    found("货物支出0万元，服务支出5万元。货物采购授予中小企业合同金额占货物支出金额的100%。", "错误 N3", "货物采购授予中小企业合同金额占货物支出金额的100%");
    found("工程支出0万元。工程采购授予中小企业合同金额占工程支出金额的0%。", "提示 N3", "工程采购授予中小企业合同金额占工程支出金额的0%");
    found("其中：甲支出705.08万元，占86.91%；乙支出106.17万元，占23.09%。", "警告 N3", "705.08万元，占86.91%；乙支出106.17万元，占23.09%");

    // The whole stands in a table only.
    found("资金868.08万元，占项目支出总额的13.09%。", "警告 N3", "868.08万元，占项目支出总额的13.09%");
    const auto finding = findings_on("支出合计1638.52万元。其中：甲支出770.44万元，占本年支出42.02%。").front();
    CHECK(finding.message == "“770.44万元，占本年支出42.02%”：770.44万元÷1638.52万元＝47.02%，写作42.02%");
    CHECK(finding.difference == "-5.00个百分点");
}

TEST_CASE("N4: completions")
{
    CHECK(passed("支出年初预算为1785.37万元，支出决算为1638.52万元，完成年初预算的91.8%。", "N4") == 1);
    CHECK(passed("项目全年预算数为226.04万元，执行数为221.34万元，完成预算的97.9%。", "N4") == 1);
    CHECK(passed("经费支出年初预算为3万元，追加预算8.8万元，全年预算数为11.8万元，支出决算为8.86万元，完成全年预算的75.1%。", "N4") == 1);
    CHECK(passed("反映自评结果：甲工作全年预算226.04万元，执行221.34万元，完成97.9%；乙工作420万元，执行415万元，98.8%。", "N4") == 2);
    CHECK(passed("支出决算为62.07万元，完成全年预算84.82万元的73.2%。", "N4") == 1);
    CHECK(passed("项目全年预算数为32万元，执行数为29.88万元，完成预算的93%。", "N4") == 1);
    silent("培训经费预算3万元，支出2.9万元，外事工作完成率100%，及时率100%。");
    silent("公务接待费支出决算为0.36万元，完成全年预算的36%。");
    silent("一般公共预算收入完成147.1亿元，完成年度预算的100.2%，同比增长7.2%。");
    silent("年初预算为{{ x }}万元，支出决算为811.25万元，完成年初预算的100%。");
    found("支出年初预算为689.73万元，支出决算为811.25万元，完成年初预算的100%。", "错误 N4", "689.73万元，支出决算为811.25万元，完成年初预算的100%");
    found("年初预算为0万元，支出决算为69.01万元，完成年初预算的100%。", "错误 N4", "0万元，支出决算为69.01万元，完成年初预算的100%");
    found("出国费预算为0万元，支出决算为0万元，完成预算的0%。", "提示 N4", "0万元，支出决算为0万元，完成预算的0%");
    found("甲工作244.38万元（调剂至其他单位129.9万元），执行55.42万元，75.8%。", "警告 N4", "244.38万元（调剂至其他单位129.9万元），执行55.42万元，75.8%");
    found("出国费预算为0万元，支出决算为7.78万元，完成全年预算的88.4%，主要是年中追加预算8.8万元。", "警告 N4", "0万元，支出决算为7.78万元，完成全年预算的88.4%");

    const auto wrong = findings_on("支出年初预算为689.73万元，支出决算为811.25万元，完成年初预算的100%。").front();
    CHECK(wrong.message == "“689.73万元，支出决算为811.25万元，完成年初预算的100%”：811.25万元÷689.73万元＝117.6%，写作100%");
    const auto other = findings_on("预算23,033.91万元，其中上级下达3,016.41万元、本级20,017.5万元，执行14,346.05万元，预算执行率71.67%。").front();
    CHECK(other.severity == base::Severity::warning);
    CHECK(other.diagnosis == "14,346.05万元÷20,017.5万元才是71.67%");
    CHECK(other.message.ends_with("14,346.05万元÷23,033.91万元＝62.28%，写作71.67%"));
}

TEST_CASE("N5: sums that are right, or not to be judged")
{
    CHECK(passed("甲经费787.37万元，其中丙经费740.87万元，丁经费46.5万元。", "N5") == 1);
    CHECK(passed("政府采购支出总额1,511.06万元，其中：货物21.85万元、工程0万元、服务1,489.21万元。授予中小企业1,511.06万元。", "N5") == 1);
    CHECK(passed("政府采购预算合计17万元。包括：货物类2万元，服务类15万元。", "N5") == 1);
    CHECK(passed("共有车辆7辆，其中主要领导干部用车1辆，机要通信用车1辆，应急保障用车5辆。", "N5") == 1);
    CHECK(passed("甲支出22.62万元。其中乙费为20.10万元，占88.86%；丙费为2.52万元，占11.14%。", "N5") == 1);
    CHECK(passed("甲支出100万元，较上年增加5万元，其中：乙支出60万元，较上年增加3万元；丙支出40万元，主要用于修缮、租赁。", "N5") == 1);
    CHECK(passed("收入合计100万元，其中：本级拨款95万元，上年结转5万元。", "N5") == 1);
    CHECK(passed("甲支出100万元，其中：\n\n- 乙支出60万元\n  - 戊支出50万元\n- 丙支出40万元\n", "N5") == 1);
    CHECK(passed("共涉及3个项目：甲工作全年预算5万元；乙工作6万元；丙工作7万元。", "N5") == 1);
    CHECK(passed("预算2303.39万元，其中上级下达301.64万元、本级2001.75万元，执行1434.60万元。", "N5") == 1);
    silent("投入100万元，其中主要有甲项目30万元、乙项目20万元。");
    silent("提拔正处级干部3名（其中交流提拔2名）、正科级领导干部2名。");
    silent("共投入100万元，其中甲项目30万元、乙项目20万元等。");
    silent("收入合计10万元。支出包括：甲支出6万元，乙支出3万元。");
    silent("甲工作500万元，其中：甲项目300万元，其中培训100万元，会议50万元，乙项目200万元。");
    silent("甲支出{{ a }}万元，其中：乙支出60万元，丙支出50万元。");
    silent("甲支出100万元，其中：乙支出{{ a }}万元，丙支出50万元。");
    silent("培训班5期，其中：参加200人，结业190人。", "主要职责");
    silent("反映10个一级项目的自评结果，其中党办业务费全年预算32万元；另有2个未执行。");
    silent("单价50万元（含）以上通用设备0台（套），单价100万元（含）以上专用设备0台（套）。");
}

TEST_CASE("N5: sums that are wrong")
{
    found("运行费9.34万元，其中：燃料费3.8万元；维修费5.09万元；保险费4.47万元。", "错误 N5", "9.34万元，其中：燃料费3.8万元；维修费5.09万元；保险费4.47万元");
    found("政府采购支出总额0.63万元，其中：货物支出0万元、工程支出0万元、服务支出0万元。", "错误 N5",
          "0.63万元，其中：货物支出0万元、工程支出0万元、服务支出0万元");
    found("甲经费549.26万元。其中：丙经费497.30万元、丁经费51.93万元。", "错误 N5", "549.26万元。其中：丙经费497.30万元、丁经费51.93万元");
    found("甲经费497.30万元：工资472.31万元，主要用于基本工资；补助25.00万元，主要用于离休费。", "提示 N5",
          "497.30万元：工资472.31万元，主要用于基本工资；补助25.00万元");
    found("甲经费100万元，其中：丙经费30万元，丁经费20万元。", "警告 N5", "100万元，其中：丙经费30万元，丁经费20万元");
    found("共有车辆7辆，其中领导用车1辆，机要用车1辆，应急用车6辆。", "错误 N5", "7辆，其中领导用车1辆，机要用车1辆，应急用车6辆");
    found("共涉及2个项目：甲工作全年预算5万元；乙工作6万元；丙工作7万元。", "警告 N5", "2个");
    found("甲支出100万元，其中：\n\n- 乙支出60万元\n- 丙支出50万元\n", "错误 N5", "100万元");

    const auto finding = findings_on("运行费9.34万元，其中：燃料费3.8万元；维修费5.09万元；保险费4.47万元。").front();
    CHECK(finding.message == "运行费9.34万元，而各项之和3.8万元＋5.09万元＋4.47万元＝13.36万元，相差4.02万元");
    CHECK(finding.difference == "4.02万元");
    CHECK(finding.operands.size() == 4);
    const auto tail = findings_on("甲经费497.30万元：工资472.31万元；补助25.00万元。").front();
    CHECK(tail.message == "472.31万元＋25.00万元＝497.31万元，与甲经费497.30万元相差0.01万元，属于四舍五入的尾差");
    CHECK(tail.advice == "3个数各自四舍五入，允许相差0.015万元");
}

TEST_CASE("N1: amounts that name a figure of the tables")
{
    CHECK(passed("2023年度支出合计1638.52万元。其中：基本支出770.44万元，项目支出868.08万元。", "N1") == 3);
    CHECK(passed("2023年度一般公共预算财政拨款支出1638.52万元，主要用于以下方面：\n\n1. 一般公共服务（类）支出1558.52万元。\n2. 科学技术支出（类）80万元。", "N1") == 3);
    CHECK(passed("2023年度一般公共预算财政拨款基本支出770.44万元，其中：人员经费736.94万元，公用经费33.5万元。", "N1") == 3);
    CHECK(passed("人员经费7369400元。", "N1") == 1);
    CHECK(passed("公务接待费支出决算为0.36万元。", "N1") == 1);
    CHECK(passed("区财政局基本支出770.4万元。", "N1") == 1);
    // Not this report's figure.
    silent("2022年度基本支出700万元。");
    silent("年初预算为1785.37万元，其中：基本支出700万元，项目支出1085.37万元。");
    silent("与2022年度相比，基本支出减少205.28万元。");
    silent("公务接待费预算5万元，追加公务接待费1万元。");
    silent("甲项目支出20万元，其中：培训费5万元，会议费15万元。");
    silent("下属单位基本支出100万元。");
    silent("基本支出{{ x }}万元。");
    silent("基本支出约700万元。");
    silent("全区基本支出100万元。");
    silent("机关食堂收入总计50万元，支出总计48万元。");
    silent("发放基本支出300万元。", "主要职责");

    found("人员经费740.87万元。", "错误 N1", "人员经费740.87万元");
    found("一般公共预算财政拨款支出年初预算为1785.37万元，支出决算为1683.52万元，完成年初预算的94.3%。", "错误 N1",
          "一般公共预算财政拨款支出年初预算为1785.37万元，支出决算为1683.52万元");
    found("2023年度支出合计1638.52万元，其中：基本支出787.37万元，项目支出851.15万元。", "错误 N1; 错误 N1", "基本支出787.37万元");
    found("公务接待费支出决算为0.63万元。", "错误 N1", "公务接待费支出决算为0.63万元");
    // The sentence may be about something else.
    found("单独核算的培训中心，支出总计48万元。", "警告 N1", "支出总计48万元");
    found("2023年度一般公共预算财政拨款基本支出770.44万元，其中：人员经费736.94万元，公用经费33.50万元，包括：培训费1.51万元。", "警告 N1", "培训费1.51万元");

    const auto finding = findings_on("人员经费740.87万元。").front();
    CHECK(finding.message == "“人员经费740.87万元”：表6 人员经费合计为736.94万元");
    CHECK(finding.difference == "3.93万元");
    REQUIRE(finding.operands.size() == 2);
    CHECK(finding.operands[1].cell.has_value());
}

TEST_CASE("N1: tables that differ among themselves make a doubt")
{
    test::ProseFixture fixture;
    fixture.report().tables[2].at(0, 1) = test::ProseFixture::amount(74'444);
    fixture.add_section("支出决算情况说明", "一般公共预算财政拨款基本支出787.37万元。");
    const auto findings = fixture.check();
    CHECK(summary_of(findings) == "警告 N1");
    CHECK(findings.front().message == "“基本支出787.37万元”：表5 合计 2栏为744.44万元，表3 合计 2栏为770.44万元");
}

TEST_CASE("N1: a passage about another unit is left alone")
{
    test::ProseFixture fixture;
    fixture.department().units = {"测试区财政局本级", "国库收付中心"};
    fixture.add_section("支出决算情况说明", "国库收付中心基本情况：基本支出100万元。");
    CHECK(summary_of(fixture.check()) == "");
}

TEST_CASE("N8: 元 for 万元")
{
    found("人员经费736.94元。", "错误 N8", "人员经费736.94元");
    found("项目支出用于日常工作39.37万元、培训221.34万元、考评27万元、人才415万元、资助80元。", "警告 N8", "80元");
    silent("项目支出用于日常工作39.37万元、培训221.34万元、考评27万元、慰问每人80元。");
    silent("发放补贴800元，慰问金500元。");
    silent("活动3万元、会议5万元、培训6万元、慰问800元。", "主要职责");

    const auto finding = findings_on("项目支出用于日常工作39.37万元、培训221.34万元、考评112.37万元、人才415万元、资助80元。").front();
    CHECK(finding.message == "同一列举中其余4项以万元计，这里写作80元");
    CHECK(finding.diagnosis == "按80万元计，各项之和为868.08万元，与表3 合计 3栏一致");
    CHECK(finding.advice == "请核对是否应为80万元");
}

TEST_CASE("N9: years")
{
    silent("2023年度基本支出770.44万元，比2022年度增加1万元。");
    silent("截至2021年12月31日，共有车辆0辆。");
    silent("根据《2021年政府收支分类科目》和武财绩〔2020〕546号，实施“2021年行动”，支出10万元。");
    silent("2019年机构改革中，划转区城市管理局，经费10万元。");
    silent("2021-2025年规划支出100万元。");
    silent("比2019年（疫情前）决算数减少24.87万元。");
    silent("比2023年年初预算减少2万元。");
    silent("税收比2019年增加3000户。", "主要职责");
    silent("纳入2023年度部门决算编制范围的只有本级机关。", "主要职责");
    found("机关运行经费支出46.5万元，比2021年度增加28.22万元。", "警告 N9", "2021年度");
    found("2021年度收入合计1638.52万元。", "警告 N9", "2021年度");
    found("纳入2020年度部门决算编制范围的只有本级机关。", "警告 N9", "2020年度", "主要职责");
    CHECK(findings_on("机关运行经费支出46.5万元，比2021年度增加28.22万元。").front().message == "比较的年份写作2021年，而本报告为2023年度，上年为2022年度");

    test::ProseFixture fixture;
    fixture.add_fact("比较对象", "2021年度");
    fixture.add_fact("截至", "2021年12月31日");
    const auto findings = fixture.check();
    CHECK(summary_of(findings) == "警告 N9");
    CHECK(findings.front().place == "比较对象 …2021年度…");
    CHECK(findings.front().span.file->text.substr(findings.front().span.begin) == "2021年度");
}

TEST_CASE("N14: what is left of the template")
{
    for (const auto* text : {"（参考《2023年政府收支分类科目》说明逐项解释）", "（该项名词解释中“上述……等收入”请依据部门收入的实际情况进行解释）",
                             "（根据本部门使用的其他专用名词补充解释）", "请对2023年部门预算绩效开展情况进行说明", "请在此处", "……", "增加（减少）", "XX分", "××万元",
                             "20XX年", "增加万元", "错误！未找到引用源", "字以内）", "（待补充", "....."}) {
        const auto findings = findings_on(text);
        INFO(text);
        CHECK(summary_of(findings) == "警告 N14");
        REQUIRE_FALSE(findings.empty());
        CHECK(findings.front().formula == text);
    }
    found("较上年增加（减少）0万元。", "警告 N14", "增加（减少）");
    found("- 如：培训经费", "警告 N14", "如：");
    silent("提请对议题进行说明。");
    silent("单位：万元。李××同志获奖。支出增加，收入减少。请示报告制度。");
    silent("办公室、督查室……等科室。制度有待补充完善。");
    silent("较上年增加{{ x }}万元。");
    CHECK(findings_on("××万元").front().message == "“××万元”是待填的空");
    CHECK(findings_on("增加（减少）").front().advice == "请留下与事实相符的一个");
}

TEST_CASE("N15: one thing, two amounts")
{
    test::ProseFixture fixture;
    fixture.add_section("支出决算情况说明", "公务员管理29.95万元、组干工作221.34万元。\n\n公务接待费0.36万元。");
    fixture.add_section("机关运行经费支出说明", "公务员管理全年预算30万元，执行29.9万元，99.7%；组干工作226.04万元，执行221.34万元，97.9%。");
    const auto findings = fixture.check();
    CHECK(summary_of(findings) == "警告 N15");
    CHECK(findings.front().message == "公务员管理：这里写作29.95万元，“机关运行经费支出说明”中写作29.9万元");
    CHECK(fixture.tally("N15").passed == 1);

    test::ProseFixture tables;
    tables.add_section("支出决算情况说明", "人员经费736.94万元。");
    tables.add_section("机关运行经费支出说明", "人员经费736.49万元。");
    CHECK(summary_of(tables.check()) == "错误 N1; 警告 N15");
}

TEST_CASE("N16: words of another level")
{
    found("纳入市级财政预决算管理的“三公”经费。", "警告 N16", "市级财政预决算", "主要职责");
    found("市直部门参照公开。", "警告 N16", "市直部门");
    silent("协调市直部门，签收市级以上公文。", "主要职责");
    silent("根据《市直部门预算绩效评价管理办法》公开。");
    test::ProseFixture fixture;
    fixture.department().district = "";
    fixture.add_section("支出决算情况说明", "市直部门参照公开。");
    CHECK(summary_of(fixture.check()) == "");
}

TEST_CASE("N17: numbers of lists")
{
    silent("1. 甲\n2. 乙\n3. 丙");
    silent("（一）甲\n\n1. 乙\n2. 丙\n\n（二）丁\n\n1. 戊\n2. 己");
    silent("主要原因一是人员减少；二是压减开支。");
    silent("一、二、三产业融合。");
    silent("1.5万元用于培训。\n\n3.5万元用于会议。");
    silent("3. 丙\n5. 戊");
    silent("1. 甲\n2. 乙\n\n备注：1.丙\n\n2. 丁\n\n3. 戊\n\n3. 己");
    silent("1. 甲\n\n{% for x in y %}\n\n3. 乙");
    silent("一是甲；二是乙。之一是丙，目的一是丁。");
    found("1. 甲\n2. 乙\n4. 丙", "警告 N17", "4.");
    found("1、甲\n2、乙\n2、丙", "警告 N17", "2、");
    found("主要成效：一是甲；二是乙；四是丙。", "警告 N17", "四是");
    found("（一）甲\n（二）乙\n（四）丙", "警告 N17", "（四）");
    found("一、甲\n\n二、乙\n\n四、丙", "警告 N17", "四、");
    CHECK(findings_on("1. 甲\n2. 乙\n5. 丙").front().message == "“2.”之后是“5.”，中间缺2项");
    CHECK(findings_on("1. 甲\n2. 乙\n2. 丙").front().message == "“2.”之后又是“2.”，序号重复或倒退");
}

TEST_CASE("N18: writing")
{
    found("支出合计增加增加，原因是人员变动。", "提示 N18", "增加增加");
    found("成为第一家通过通过测评的档案馆。", "提示 N18", "通过通过");
    found("他们的的工作。", "提示 N18", "的的", "主要职责");
    found("支出(类)组织事务(款)。", "提示 N18", "出(类");
    found("思想 and 党的精神。", "提示 N18", "and");
    silent("区政府政府采购支出，各部门部门预算，一个一个研究研究，目的的实现，的的确确。");
    silent("人人享有，天天向上，中英文B2B平台and so on。");
    silent("时间为8:30，比例1:2。");
    CHECK(findings_on("甲(类)乙(款)丙,丁。").front().message == "中文之间用了半角标点，本节共5处");
}

TEST_CASE("spans are the exact bytes")
{
    const auto words = [](const std::string& text) { return findings_on(text).front().formula; };
    CHECK(words("**支出**年初预算为 689.73 万元，支出决算为 **811.25** 万元，完成年初预算的100％。") == "689.73 万元，支出决算为 **811.25** 万元，完成年初预算的100％");
    CHECK(words("支出年初预算为689.73万元，\n支出决算为811.25万元，完成年初预算的100%。") == "689.73万元，\n支出决算为811.25万元，完成年初预算的100%");
    CHECK(words("<!-- 完成 -->[支出](a.html)年初预算为６８９.73万元，支出决算为811.25万元，完成年初预算的100%。") ==
          "６８９.73万元，支出决算为811.25万元，完成年初预算的100%");
    CHECK(words("| 甲 | 增加（减少） |\n|---|---|\n| 乙 | 丙 |") == "增加（减少）");
}

TEST_CASE("comments, templates and code are not read")
{
    silent("<!-- 增加（减少）1. 3. 增加增加 -->");
    silent("{# 增加（减少） #}{{ '增加增加' }}");
    silent("```\n增加（减少）\n```");
    silent("");
}

TEST_CASE("places are unique, and nothing is left uncounted")
{
    test::ProseFixture fixture;
    fixture.add_section("支出决算情况说明", "甲增加（减少）。\n\n乙增加（减少）。");
    const auto findings = fixture.check();
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].place == "支出决算情况说明 …增加（减少）…");
    CHECK(findings[1].place == "支出决算情况说明 …增加（减少）…（第2处）");
    CHECK(fixture.tally("N14").failed == 2);
    CHECK(fixture.tally("N2").not_applicable == 1);

    test::ProseFixture nothing;
    CHECK(nothing.check().empty());
    for (const auto& rule : audit::prose_rules())
        CHECK(nothing.tally(rule.id).not_applicable == 1);
}

TEST_CASE("prose of the five published documents")
{
    // Without tables: what the texts contradict in themselves. 549.26 is not 497.30 + 51.93.
    const std::vector<std::pair<std::string, std::string>> expected = {{"hanyang-quweiban/2023-final", ""},
                                                                      {"jiangan-zuzhibu/2023-final", ""},
                                                                      {"jingkai-zuzhibu/2024-final", ""},
                                                                      {"qingshan-zuzhibu/2024-budget", "错误 N5; 提示 N5"}};
    for (const auto& [name, summary] : expected) {
        std::ifstream stream(std::string(GONGKAI_SOURCE_DIR) + "/content/" + name + ".md");
        REQUIRE(stream);
        const std::string text((std::istreambuf_iterator<char>(stream)), {});
        test::ProseFixture fixture;
        fixture.report().tables.clear();
        fixture.report().year = std::stoi(name.substr(name.find('/') + 1, 4));
        for (auto at = text.find("\n# "); at != std::string::npos;) {
            const auto title_end = text.find('\n', at + 1);
            const auto next = text.find("\n# ", title_end);
            fixture.add_section(text.substr(at + 3, title_end - at - 3), text.substr(title_end + 1, next - title_end));
            at = next;
        }
        INFO(name);
        CHECK(fixture.report().prose.size() >= 2);
        CHECK(summary_of(fixture.check()) == summary);
    }
}

TEST_CASE("any cut through a text is read without failing")
{
    const std::string text = "**收、支总计**1,638.52万元（含结转5万元），比2022年度减少{{ x }}万元，下降21.5%。其中：甲0.01亿元、乙80元；占《办法》〔2021〕“三公”的100％，1. 一是2023年12月31日";
    for (std::size_t begin = 0; begin < text.size(); ++begin)
        for (std::size_t length = 0; begin + length <= text.size(); length += 7)
            CHECK_NOTHROW(findings_on(text.substr(begin, length)));
}

TEST_CASE("numbers too large to calculate with do not fail")
{
    silent("支出99999999999999999999999999999999999999万元，比上年增加99999999999999999万元，增长5%。");
    silent("支出999999999999999999亿元，其中：甲999999999999999999亿元，乙0亿元。");
    silent("预算为9999999.999999亿元，执行9999999.999998亿元，完成100%，占预算的100%。");
    CHECK_NOTHROW(findings_on("预算为0.000001元，执行9999999.999998亿元，完成100%。支出99999999999999999.123456789元。"));
}
