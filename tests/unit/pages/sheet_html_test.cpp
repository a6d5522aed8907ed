#include "pages/sheet_html.hpp"

#include <catch2/catch.hpp>

#include "pages/format.hpp"
#include "pages/sheet_values.hpp"
#include "unit/without_anchors.hpp"

using namespace gongkai;
using model::Disclosure;
using model::SheetValue;
using model::ValueForm;
using model::ValueType;

namespace {

const std::string hostile = "<b>&\"x\"</b>";
const std::string escaped = "&lt;b&gt;&amp;&#34;x&#34;&lt;/b&gt;";

ValueForm value_form(std::string label, ValueType type = ValueType::text)
{
    ValueForm form;
    form.path = {std::move(label)};
    form.type = type;
    return form;
}

SheetValue text(std::string written)
{
    SheetValue value;
    value.text = std::move(written);
    return value;
}

SheetValue computed(std::string written)
{
    auto value = text(std::move(written));
    value.is_computed = true;
    return value;
}

model::Indicator indicator(std::vector<std::string> names, std::vector<SheetValue> values)
{
    return {std::move(names), std::move(values), {}};
}

/// A sheet of the sections that a test gives it, in a report of 2023.
struct Fixture {
    model::SheetForm form;
    model::Sheet sheet;
    model::Department department;
    model::Report report;
    model::PersonalDataPolicy policy;

    Fixture()
    {
        form.title = "{year}年度{project}自评表";
        sheet.form = &form;
        sheet.slug = "01-zixun";
        department.slug = "caizheng";
        department.name = "财政局";
        report.slug = "2023-final";
        report.year = 2023;
        report.entity = "部门";
    }
    Fixture(const Fixture&) = delete;
    Fixture& operator=(const Fixture&) = delete;

    void add_fields(std::vector<ValueForm> forms, std::vector<SheetValue> values, std::string heading = {})
    {
        form.sections.emplace_back(model::FieldsForm{std::move(heading), std::move(forms)});
        sheet.sections.emplace_back(model::Fields{std::move(values)});
    }

    model::IndicatorsForm& add_indicators(std::vector<model::Goal> goals)
    {
        model::IndicatorsForm indicators;
        indicators.heading = "年度目标";
        indicators.levels = {"一级", "二级", "三级"};
        indicators.columns = {value_form("完成值"), value_form("得分", ValueType::score)};
        form.sections.emplace_back(indicators);
        sheet.sections.emplace_back(model::Indicators{std::move(goals)});
        return std::get<model::IndicatorsForm>(form.sections.back());
    }

    std::string html() const { return test::without_anchors(pages::sheet_html(sheet, department, report, policy)); }
    std::string csv()
    {
        report.sheets = {sheet};
        return pages::sheets_csv(department, report, policy);
    }
};

std::string telephone(Disclosure telephones, const std::string& number)
{
    return pages::shown_text(text(number), model::Personal::telephone, {Disclosure::omit, telephones});
}

bool has(const std::string& html, const std::string& part) { return html.find(part) != std::string::npos; }

std::size_t count(const std::string& html, const std::string& part)
{
    std::size_t found = 0;
    for (auto at = html.find(part); at != std::string::npos; at = html.find(part, at + part.size()))
        ++found;
    return found;
}

}  // namespace

TEST_CASE("short fields, paragraphs, blanks and amounts as a description list")
{
    Fixture fixture;
    auto optional = value_form("填报日期");
    optional.is_optional = true;
    fixture.add_fields({value_form("{year-1}年名称"), value_form("总额", ValueType::money), value_form("总分", ValueType::score), value_form("级别"),
                        optional, value_form("说明", ValueType::paragraph)},
                       {text("甲"), text("1,234.50"), computed("98"), text(""), text(""), text("第一。\n\n第二。\n")});
    CHECK(fixture.html() == "<dl class=\"sheet-fields\">\n"
                            "<div><dt>2022年名称</dt><dd>甲</dd></div>\n"
                            "<div><dt>总额（万元）</dt><dd>1,234.50</dd></div>\n"
                            "<div><dt>总分</dt><dd><span class=\"computed\">98</span></dd></div>\n"
                            "<div><dt>级别</dt><dd class=\"blank\">未填</dd></div>\n"
                            "<div class=\"wide\"><dt>说明</dt><dd><p>第一。</p><p>第二。</p></dd></div>\n"
                            "</dl>\n");
}

TEST_CASE("options are ticked or not, and said in words as well")
{
    Fixture fixture;
    auto choice = value_form("属性", ValueType::choice);
    choice.options = {"持续性", "新增性"};
    fixture.add_fields({choice}, {text("新增性")});
    CHECK(has(fixture.html(), "<dd><ul class=\"options\"><li><span aria-hidden=\"true\">☐</span> 持续性</li>"
                              "<li class=\"ticked\"><span aria-hidden=\"true\">☑</span> 新增性<span class=\"visually-hidden\">（已选）</span></li></ul></dd>"));
    std::get<model::Fields>(fixture.sheet.sections[0]).values[0] = {};
    CHECK(count(fixture.html(), "☐") == 2);
    CHECK(count(fixture.html(), "☑") == 0);
    CHECK(count(fixture.html(), "已选") == 0);
}

TEST_CASE("rows of a group stand beside one head; rows without one take its place too")
{
    Fixture fixture;
    model::GridForm grid;
    grid.heading = "资金";
    grid.weight = decimal::Decimal::integer(20);
    grid.rows = {{"", "总投入"}, {"其中", "中央"}, {"其中", "省级"}, {"自筹", "单位"}};
    grid.columns = {value_form("预算数", ValueType::money), value_form("备注")};
    grid.columns[0].mark = "A";
    fixture.form.sections.emplace_back(grid);
    const std::vector<SheetValue> blank(2);
    fixture.sheet.sections.emplace_back(model::Grid{{{text("9"), text("")}, {computed("8"), text("—")}, blank, blank}});
    CHECK(fixture.html() ==
          "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"资金\">\n<table class=\"figures sheet\">\n"
          "<caption>资金<span class=\"caption-note\">单位：万元 · 20分</span></caption>\n<thead>\n"
          "<tr><th scope=\"col\" class=\"name\">类别</th><th scope=\"col\" class=\"name\">项目</th>"
          "<th scope=\"col\" class=\"amount\">预算数（A）</th><th scope=\"col\" class=\"text\">备注</th></tr>\n</thead>\n"
          "<tbody>\n<tr><th scope=\"row\" class=\"name\" colspan=\"2\">总投入</th><td class=\"amount\">9</td><td class=\"text blank\"></td></tr>\n</tbody>\n"
          "<tbody>\n<tr><th scope=\"rowgroup\" class=\"level\" rowspan=\"2\">其中</th><th scope=\"row\" class=\"name\">中央</th>"
          "<td class=\"amount computed\">8</td><td class=\"text\">—</td></tr>\n"
          "<tr><th scope=\"row\" class=\"name\">省级</th><td class=\"amount blank\"></td><td class=\"text blank\"></td></tr>\n</tbody>\n"
          "<tbody>\n<tr><th scope=\"rowgroup\" class=\"level\">自筹</th><th scope=\"row\" class=\"name\">单位</th>"
          "<td class=\"amount blank\"></td><td class=\"text blank\"></td></tr>\n</tbody>\n"
          "</table>\n</div>\n");
}

TEST_CASE("equal names of indicators share a cell, but not across another name above them")
{
    Fixture fixture;
    const std::vector<SheetValue> blank(2);
    model::Goal goal;
    goal.indicators = {indicator({"产出", "数量", "甲"}, blank), indicator({"产出", "数量", "乙"}, blank), indicator({"产出", "", "丙"}, blank),
                       indicator({"效益", "数量", "丁"}, blank), indicator({"产出", "数量", "戊"}, blank)};
    fixture.add_indicators({goal});
    const auto html = fixture.html();
    const std::string end = "<td class=\"text blank\"></td><td class=\"amount blank\"></td></tr>\n";
    CHECK(has(html, "<tbody>\n"
                    "<tr><th scope=\"rowgroup\" class=\"level\" rowspan=\"3\">产出</th><th scope=\"row\" class=\"level\" rowspan=\"2\">数量</th>"
                    "<th scope=\"row\" class=\"name\">甲</th>" + end +
                    "<tr><th scope=\"row\" class=\"name\">乙</th>" + end +
                    "<tr><td></td><th scope=\"row\" class=\"name\">丙</th>" + end + "</tbody>\n<tbody>\n"
                    "<tr><th scope=\"rowgroup\" class=\"level\">效益</th><th scope=\"row\" class=\"level\">数量</th><th scope=\"row\" class=\"name\">丁</th>" + end +
                    "</tbody>\n<tbody>\n"
                    "<tr><th scope=\"rowgroup\" class=\"level\">产出</th><th scope=\"row\" class=\"level\">数量</th><th scope=\"row\" class=\"name\">戊</th>" + end +
                    "</tbody>\n"));
}

TEST_CASE("goals are numbered when there are several; their points stand by the table or by themselves")
{
    Fixture fixture;
    model::Goal first;
    first.text = "做好";
    first.weight = text("60");
    first.score = text("58");
    first.indicators = {indicator({"产出", "数量", "甲"}, std::vector<SheetValue>(2))};
    model::Goal second;
    second.text = "做到";
    second.weight = text("40");
    fixture.add_indicators({first, second});
    auto html = fixture.html();
    CHECK(has(html, "<h2>年度目标</h2>\n<p class=\"goal\"><strong>年度目标1：</strong>做好</p>\n"));
    CHECK(has(html, "<caption>年度目标1的指标<span class=\"caption-note\">分值 60 · 得分 58</span></caption>"));
    CHECK(has(html, "<p class=\"goal\"><strong>年度目标2：</strong>做到</p>\n<p class=\"goal\">分值 40</p>\n"));
    CHECK(count(html, "<table") == 1);
    std::get<model::Indicators>(fixture.sheet.sections[0]).goals.pop_back();
    html = fixture.html();
    CHECK(has(html, "<strong>年度目标：</strong>"));
    CHECK(has(html, "<caption>年度目标的指标<span"));
}

TEST_CASE("every text of a sheet and of its form is escaped")
{
    Fixture fixture;
    auto choice = value_form(hostile, ValueType::choice);
    choice.options = {hostile};
    fixture.add_fields({value_form(hostile), value_form(hostile, ValueType::paragraph), choice}, {text(hostile), text(hostile), text(hostile)}, hostile);
    model::GridForm grid;
    grid.heading = hostile;
    grid.rows = {{hostile, hostile}};
    grid.columns = {value_form(hostile)};
    grid.columns[0].path = {hostile, hostile};
    grid.columns[0].mark = hostile;
    fixture.form.sections.emplace_back(grid);
    fixture.sheet.sections.emplace_back(model::Grid{{{text(hostile)}}});
    model::Goal goal;
    goal.text = hostile;
    goal.weight = goal.score = text(hostile);
    goal.indicators = {indicator({hostile, hostile, hostile}, {text(hostile), text(hostile)})};
    auto& indicators = fixture.add_indicators({goal});
    indicators.heading = indicators.goal_label = hostile;
    indicators.levels = {hostile, hostile, hostile};
    indicators.columns[0].path = {hostile};
    const auto html = fixture.html();
    CHECK_FALSE(has(html, "<b>"));
    CHECK_FALSE(has(html, "\"x\""));
    // heading, 3 labels, 2 texts, option; aria-label, caption, 2 heads, mark, group, row, cell;
    // heading, caption and text of the goal, aria-label, caption, weight, score, 4 heads, 3 names, 2 cells
    CHECK(count(html, escaped) == 7 + 8 + 16);
}

TEST_CASE("names of people are left out unless the site shows them")
{
    Fixture fixture;
    auto person = value_form("填报人");
    person.personal = model::Personal::name;
    fixture.add_fields({person}, {text("张三")});
    CHECK(fixture.html() == "<dl class=\"sheet-fields\">\n</dl>\n");
    CHECK_FALSE(has(fixture.csv(), "张三"));
    CHECK_FALSE(has(fixture.csv(), "填报人"));
    fixture.policy.names = Disclosure::show;
    CHECK(has(fixture.html(), "<div><dt>填报人</dt><dd>张三</dd></div>"));
    CHECK(has(fixture.csv(), ",填报人,张三,填写\r\n"));
}

TEST_CASE("telephone numbers are masked, left out or shown as the site says, on pages and in downloads")
{
    Fixture fixture;
    auto number = value_form("联系电话");
    number.personal = model::Personal::telephone;
    fixture.add_fields({number}, {text("82771234")});
    CHECK(has(fixture.html(), "<dd>8277****</dd>"));
    CHECK(has(fixture.csv(), ",联系电话,8277****,填写\r\n"));
    CHECK_FALSE(has(fixture.html() + fixture.csv(), "1234"));
    fixture.policy.telephones = Disclosure::omit;
    CHECK_FALSE(has(fixture.html() + fixture.csv(), "联系电话"));
    fixture.policy.telephones = Disclosure::show;
    CHECK(has(fixture.html(), "<dd>82771234</dd>"));
    CHECK(has(fixture.csv(), ",82771234,"));
}

TEST_CASE("personal data in tables is treated alike")
{
    Fixture fixture;
    model::GridForm grid;
    grid.heading = "联系人";
    grid.rows = {{"", "一"}};
    grid.columns = {value_form("姓名"), value_form("手机")};
    grid.columns[0].personal = model::Personal::name;
    grid.columns[1].personal = model::Personal::telephone;
    fixture.form.sections.emplace_back(grid);
    fixture.sheet.sections.emplace_back(model::Grid{{{text("张三"), text("13800001234")}}});
    const auto html = fixture.html();
    CHECK_FALSE(has(html, "张三"));
    CHECK(has(html, "<td class=\"text\">138****1234</td>"));
    CHECK_FALSE(has(fixture.csv(), "张三"));
    CHECK(has(fixture.csv(), ",138****1234,"));
}

TEST_CASE("numbers of up to eight digits lose the last four, longer ones the four before the last four")
{
    CHECK(pages::masked_telephone("82771234") == "8277****");
    CHECK(pages::masked_telephone("8277123") == "827****");
    CHECK(pages::masked_telephone("13800001234") == "138****1234");
    CHECK(pages::masked_telephone("02782771234") == "027****1234");
    CHECK(pages::masked_telephone("119") == "***");
    CHECK(pages::masked_telephone("") == "");
    CHECK(pages::masked_telephone("无") == "无");
}

TEST_CASE("what parts the digits of a number does not part the number")
{
    CHECK(pages::masked_telephone("8277-1234") == "8277-****");
    CHECK(pages::masked_telephone("027-82771234") == "027-****1234");
    CHECK(pages::masked_telephone("027 8277 1234") == "027 **** 1234");
    CHECK(pages::masked_telephone("138 0000 1234") == "138 **** 1234");
    CHECK(pages::masked_telephone("(027)82771234") == "(027)****1234");
    CHECK(pages::masked_telephone("+86 138-0000-1234") == "+86 138-****-1234");
    CHECK(pages::masked_telephone("电话：８２７７１２３４") == "电话：８２７７****");
}

TEST_CASE("no number of several stays whole")
{
    CHECK(pages::masked_telephone("82771234、82775678") == "8277****、8277****");
    CHECK(pages::masked_telephone("82771234,13800001234；119") == "8277****,138****1234；***");
    CHECK(pages::masked_telephone("82771234/82775678") == "8277****/8277****");
    CHECK(pages::masked_telephone("82771234转801") == "8277****转***");
    CHECK(pages::masked_telephone("82771234 82775678") == "******** ********");
    CHECK(pages::masked_telephone("027-82771234-801") == "***-********-***");
    CHECK(pages::masked_telephone("13800001234 13900005678") == "138****1234 139****5678");
}

TEST_CASE("a policy is for personal data only")
{
    CHECK(telephone(Disclosure::mask, "82771234") == "8277****");
    CHECK(telephone(Disclosure::omit, "82771234") == "");
    CHECK(telephone(Disclosure::show, "82771234") == "82771234");
    CHECK(pages::shown_text(text("82771234"), model::Personal::none, {Disclosure::omit, Disclosure::omit}) == "82771234");
}

TEST_CASE("CSV of sheets: one value a line, goals with their points, no formula from text")
{
    Fixture fixture;
    fixture.add_fields({value_form("项目名称"), value_form("说明")}, {text("=1+1"), text("甲,\"乙\"")});
    std::get<model::FieldsForm>(fixture.form.sections[0]).fields[0].role = model::ValueRole::name;
    model::Goal goal;
    goal.text = "做好";
    goal.weight = text("60");
    goal.indicators = {indicator({"产出", "", "{year}年"}, {text("-5"), computed("3")})};
    fixture.add_indicators({goal});
    CHECK(fixture.csv() == "\xEF\xBB\xBF" "文件,表,段,行,栏,值,来源\r\n"
                           "01-zixun,2023年度=1+1自评表,,,项目名称,'=1+1,填写\r\n"
                           "01-zixun,2023年度=1+1自评表,,,说明,\"甲,\"\"乙\"\"\",填写\r\n"
                           "01-zixun,2023年度=1+1自评表,年度目标,,目标,做好,填写\r\n"
                           "01-zixun,2023年度=1+1自评表,年度目标,,分值,60,填写\r\n"
                           "01-zixun,2023年度=1+1自评表,年度目标,产出/{year}年,完成值,'-5,填写\r\n"
                           "01-zixun,2023年度=1+1自评表,年度目标,产出/{year}年,得分,3,算出\r\n");
}

TEST_CASE("a title has the project's name once, and one year")
{
    Fixture fixture;
    fixture.form.title = "{year}年度{project}项目自评表";
    auto name = value_form("项目名称");
    name.role = model::ValueRole::name;
    fixture.add_fields({name}, {text("干部培训")});
    const auto title = [&](const std::string& project) {
        std::get<model::Fields>(fixture.sheet.sections[0]).values[0] = text(project);
        return pages::sheet_title(fixture.department, fixture.report, fixture.sheet);
    };
    CHECK(title("干部培训") == "2023年度干部培训项目自评表");
    CHECK(title("干部培训项目") == "2023年度干部培训项目自评表");
    CHECK(title("2023年离任审计") == "2023年离任审计项目自评表");
}
