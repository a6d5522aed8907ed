#include "load/sheet_loader.hpp"

#include <catch2/catch.hpp>

#include "load/sheet_form_loader.hpp"
#include "load/yaml.hpp"

using namespace gongkai;

namespace {

const std::string target = R"(
id: target
name: 绩效目标
title: "{year}年{project}绩效目标表"
unit: 万元
sections:
  - fields:
      - {label: 项目名称, role: name}
      - {label: 项目属性, options: [延续性项目, 新增性项目]}
  - grid: 资金情况
    rows:
      - 总投入
      - {group: 收入构成, rows: [财政拨款, 合计]}
      - {group: 支出构成, rows: [基本支出, 合计]}
    columns:
      - {label: 金额, type: money}
      - {label: 占比, type: percent}
      - {label: "{year-1}年", type: money}
  - grid: 一栏的表
    rows: [总额, 其他]
    columns: [{label: 金额, type: money}]
  - heading: 总目标
    fields: [{label: 目标, type: paragraph}, {label: 自评分, type: score}]
  - indicators: 绩效指标
    levels: [一级指标, 二级指标, 指标名称]
    columns:
      - {label: 指标值, columns: ["{year-1}年", 当年]}
      - {label: 得分, type: score}
)";

/// A sheet read by the form above for 2024.
struct Reading {
    base::SourceFile form_file{"target.yaml", target};
    base::SourceFile file;
    base::Diagnostics problems;
    model::FormSet forms;
    model::Report report;
    std::optional<model::Sheet> sheet;

    /// The text follows the line with the form's name.
    explicit Reading(const std::string& text = "项目名称: 甲\n", model::Status status = model::Status::published)
        : file{"01.yaml", "form: 绩效目标\n" + text}
    {
        forms.id = "test-2024";
        forms.sheets = {load::read_sheet_form(*load::parse_yaml(form_file), decimal::Unit::ten_thousand_yuan, problems)};
        report.forms = &forms;
        report.year = 2024;
        report.status = status;
        REQUIRE(all_problems() == "");
        sheet = load::load_sheet(file, "01", report, problems);
        REQUIRE(sheet);
    }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

    std::string all_problems() const
    {
        std::string text;
        for (const auto& problem : problems)
            text += base::to_text(problem);
        return text;
    }

    const model::SheetValue& field(std::size_t section, std::size_t index) const
    {
        return std::get<model::Fields>(sheet->sections[section]).values[index];
    }
    const model::SheetValue& cell(std::size_t section, std::size_t row, std::size_t column) const
    {
        return std::get<model::Grid>(sheet->sections[section]).rows[row][column];
    }
    const std::vector<model::Goal>& goals() const { return std::get<model::Indicators>(sheet->sections[4]).goals; }
};

/// "一级/二级/指标=值|值|值" of every indicator of a goal.
std::string indicators_of(const model::Goal& goal)
{
    std::string out;
    for (const auto& indicator : goal.indicators) {
        for (const auto& name : indicator.names)
            out += (&name == &indicator.names.front() ? "" : "/") + name;
        for (const auto& value : indicator.values)
            out += (&value == &indicator.values.front() ? "=" : "|") + value.text;
        out += "\n";
    }
    return out;
}

}  // namespace

TEST_CASE("a sheet has all sections of its form, blank where nothing is written")
{
    const Reading reading;
    CHECK(reading.all_problems() == "");
    REQUIRE(reading.sheet->sections.size() == 5);
    CHECK(reading.sheet->slug == "01");
    CHECK(reading.sheet->form == &reading.forms.sheets.front());
    CHECK(reading.field(0, 1).is_blank());
    CHECK(std::get<model::Grid>(reading.sheet->sections[1]).rows.size() == 5);
    CHECK(reading.cell(1, 4, 2).is_blank());
    CHECK(reading.field(3, 0).is_blank());
    CHECK(reading.goals().empty());
}

TEST_CASE("rows of groups may share a name; each group has its own")
{
    const Reading reading("项目名称: 甲\n资金情况:\n  总投入: {金额: 9}\n  支出构成:\n    合计: {金额: 8}\n  收入构成:\n    合计: {金额: 7, 占比: 100%, 2023年: ~}\n"
                          "    财政拨款: {金额: \"1,234.50\", 2023年: —}\n");
    CHECK(reading.all_problems() == "");
    CHECK(reading.cell(1, 0, 0).text == "9");
    CHECK(reading.cell(1, 1, 0).text == "1,234.50");
    CHECK(*reading.cell(1, 1, 0).number == *decimal::Decimal::parse("1234.50"));
    CHECK(reading.cell(1, 1, 2).text == "—");
    CHECK_FALSE(reading.cell(1, 1, 2).number);
    CHECK(reading.cell(1, 2, 0).text == "7");
    CHECK(*reading.cell(1, 2, 1).number == decimal::Decimal::integer(100));
    CHECK(reading.cell(1, 2, 2).is_blank());
    CHECK(reading.cell(1, 4, 0).text == "8");
}

TEST_CASE("a grid of one column takes the value without the column's name")
{
    const Reading reading("项目名称: 甲\n一栏的表: {总额: 12.5, 其他: {金额: 3}}\n");
    CHECK(reading.all_problems() == "");
    CHECK(reading.cell(2, 0, 0).text == "12.5");
    CHECK(reading.cell(2, 1, 0).text == "3");
}

TEST_CASE("fields under a heading stand below it")
{
    const Reading reading("项目名称: 甲\n总目标:\n  目标: |\n    第一。\n    第二。\n  自评分: 19.5分\n");
    CHECK(reading.all_problems() == "");
    CHECK(reading.field(3, 0).text == "第一。\n第二。\n");
    CHECK(reading.field(3, 1).text == "19.5分");
    CHECK(*reading.field(3, 1).number == *decimal::Decimal::parse("19.5"));
}

TEST_CASE("an indicator is a list of its cells in order, or names them; a single text is its name")
{
    const Reading reading("项目名称: 甲\n绩效指标:\n  - 目标: 做好\n    分值: 60分\n    得分: 58\n    指标:\n      产出指标:\n        数量指标:\n"
                          "          - [培训人数, 40人, 50人, 10]\n          - [期数, ~, 2期]\n"
                          "          - {当年: 100%, 指标名称: 合格率, 得分: 5}\n          - 满意度\n");
    CHECK(reading.all_problems() == "");
    REQUIRE(reading.goals().size() == 1);
    const auto& goal = reading.goals().front();
    CHECK(goal.text == "做好");
    CHECK(goal.weight.text == "60分");
    CHECK(*goal.weight.number == decimal::Decimal::integer(60));
    CHECK(*goal.score.number == decimal::Decimal::integer(58));
    CHECK(indicators_of(goal) == "产出指标/数量指标/培训人数=40人|50人|10\n"
                                 "产出指标/数量指标/期数=|2期|\n"
                                 "产出指标/数量指标/合格率=|100%|5\n"
                                 "产出指标/数量指标/满意度=||\n");
    CHECK(*goal.indicators.front().values.back().number == decimal::Decimal::integer(10));
}

TEST_CASE("levels that are left out are blank")
{
    const Reading reading("项目名称: 甲\n绩效指标:\n  - 指标:\n      满意度指标: [[公众满意度, ~, 95%, 10]]\n      产出指标:\n        质量指标: [[合格率, ~, 100%]]\n"
                          "  - 指标: [[总评, ~, 好]]\n  - 目标: 没有指标\n    指标: {}\n");
    CHECK(reading.all_problems() == "");
    REQUIRE(reading.goals().size() == 3);
    CHECK(indicators_of(reading.goals()[0]) == "满意度指标//公众满意度=|95%|10\n产出指标/质量指标/合格率=|100%|\n");
    CHECK(indicators_of(reading.goals()[1]) == "//总评=|好|\n");
    CHECK(reading.goals()[2].indicators.empty());
}

TEST_CASE("a named indicator needs its name")
{
    const Reading reading("项目名称: 甲\n绩效指标:\n  - 指标:\n      产出指标:\n        数量指标: [{当年: 3}]\n");
    CHECK(reading.all_problems() == "01.yaml:6:16: 错误 [Y-MISSING] 指标缺少“指标名称”\n"
                                    "    6 |         数量指标: [{当年: 3}]\n"
                                    "      |                    ^\n"
                                    "   提示: 请补上“指标名称: …”\n");
}

TEST_CASE("a percentage and points are numbers, or say that there is none")
{
    const Reading reading("项目名称: 甲\n资金情况:\n  总投入: {占比: 98.76%}\n  收入构成:\n    财政拨款: {占比: -3%}\n    合计: {占比: 不适用}\n总目标: {自评分: —}\n");
    CHECK(reading.all_problems() == "");
    CHECK(*reading.cell(1, 0, 1).number == *decimal::Decimal::parse("98.76"));
    CHECK(*reading.cell(1, 1, 1).number == decimal::Decimal::integer(-3));
    CHECK_FALSE(reading.cell(1, 2, 1).number);
    CHECK(reading.cell(1, 2, 1).text == "不适用");
    CHECK_FALSE(reading.field(3, 1).number);
    for (const auto* wrong : {"98.76％", "约90%", "90%以上", "1,000%", "%"}) {
        const Reading bad("项目名称: 甲\n资金情况:\n  总投入: {占比: \"" + std::string(wrong) + "\"}\n");
        REQUIRE(bad.problems.size() == 1);
        CHECK(bad.problems[0].code == "F-PERCENT");
        CHECK(bad.problems[0].message == "“" + std::string(wrong) + "”不是百分比");
        CHECK(bad.problems[0].hint == "写作“98.8%”");
    }
}

TEST_CASE("a percentage without its sign could be two things")
{
    const auto hint = [](const std::string& written) {
        const Reading bad("项目名称: 甲\n资金情况:\n  总投入: {占比: " + written + "}\n");
        REQUIRE(bad.problems.size() == 1);
        CHECK(bad.problems[0].code == "F-PERCENT");
        CHECK(bad.problems[0].message == "“" + written + "”缺少百分号");
        CHECK_FALSE(bad.cell(1, 0, 1).number);
        return bad.problems[0].hint;
    };
    CHECK(hint("98.76") == "写作“98.76%”");
    CHECK(Reading("项目名称: 甲\n资金情况:\n  总投入: {占比: 0}\n").all_problems() == "");
    CHECK(hint("0.9876") == "百分之 98.76 写作“98.76%”；确为百分之 0.9876 的，写作“0.9876%”");
    CHECK(hint("1") == "百分之 100 写作“100%”；确为百分之 1 的，写作“1%”");
}

TEST_CASE("numbers out of all proportion are refused")
{
    const auto problem = [](const std::string& written) {
        const Reading bad("项目名称: 甲\n总目标: {自评分: " + written + "}\n");
        REQUIRE(bad.problems.size() == 1);
        CHECK(bad.problems[0].code == "F-SCORE");
        return bad.problems[0].message;
    };
    CHECK(problem("10001") == "“10001”超过了 10000分");
    CHECK(problem("-10001分") == "“-10001分”超过了 10000分");
    CHECK(problem("9.1234567") == "“9.1234567”有 7 位小数，最多 6 位");
    CHECK(problem(std::string(39, '9')) == "“" + std::string(39, '9') + "”不是分数");
    CHECK(Reading("项目名称: 甲\n总目标: {自评分: 10000}\n").all_problems() == "");
}

TEST_CASE("a blank that is written is told from what is left out")
{
    const Reading reading("项目名称: 甲\n资金情况:\n  总投入: {金额: ~, 占比: \"\"}\n");
    CHECK(reading.all_problems() == "");
    CHECK_FALSE(reading.cell(1, 0, 0).is_left_out());
    CHECK_FALSE(reading.cell(1, 0, 1).is_left_out());
    CHECK(reading.cell(1, 0, 2).is_left_out());
    CHECK(reading.cell(1, 1, 0).is_left_out());
}

TEST_CASE("a project needs a name; in a draft it may come later")
{
    const std::string place = "    1 | form: 绩效目标\n      | ^\n"
                              "   提示: 请写明“项目名称: …”：网页的标题和汇总表用它称呼这张表\n";
    CHECK(Reading("").all_problems() == "01.yaml:1:1: 错误 [F-SHEET] “绩效目标”没有项目名称\n" + place);
    CHECK(Reading("", model::Status::draft).all_problems() == "01.yaml:1:1: 警告 [F-SHEET] “绩效目标”没有项目名称\n" + place);
    CHECK(Reading("项目名称: \"  \"\n").problems.size() == 1);
}

TEST_CASE("an empty row of indicators is refused")
{
    for (const auto* row : {"[]", "~", "[~, \"\", ~]"}) {
        const Reading reading("项目名称: 甲\n绩效指标:\n  - 指标: [" + std::string(row) + "]\n");
        REQUIRE(reading.problems.size() == 1);
        CHECK(reading.problems[0].code == "Y-MISSING");
        CHECK(reading.problems[0].message == "指标一行是空的");
        CHECK(reading.problems[0].hint == "依次写：指标名称、2023年、当年、得分；没有这项指标就删去这一行");
    }
}

TEST_CASE("values know their place")
{
    const Reading reading("项目名称: 干部培训\n");
    const auto span = reading.field(0, 0).span;
    CHECK(reading.file.text.substr(span.begin, span.end - span.begin) == "干部培训");
    CHECK(reading.sheet->text_of(model::ValueRole::name) == "干部培训");
    CHECK(reading.sheet->find(model::ValueRole::total) == nullptr);
}
