#include "pages/table_html.hpp"

#include <catch2/catch.hpp>

#include "pages/format.hpp"
#include "unit/pages/fixture.hpp"
#include "unit/without_anchors.hpp"

using namespace gongkai;
using test::Fixture;

TEST_CASE("heads of several levels, code hierarchy, states of cells")
{
    const Fixture fixture;
    CHECK(test::without_anchors(pages::table_html(fixture.report, 0)) ==
          "<div class=\"blocks blocks-1\">\n<div class=\"block\">\n"
          "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"公开05表 支出表\">\n"
          "<table class=\"figures\">\n<caption>支出表<span class=\"caption-note\">公开05表 · 单位：万元</span></caption>\n"
          "<thead>\n"
          "<tr><th scope=\"colgroup\" colspan=\"2\">项目</th><th scope=\"colgroup\">预算</th><th scope=\"colgroup\" colspan=\"2\">决算</th></tr>\n"
          "<tr><th scope=\"col\" class=\"code\">编码</th><th scope=\"col\" class=\"name\">科目名称</th><th scope=\"col\" class=\"amount\">小计</th>"
          "<th scope=\"col\" class=\"amount\">小计</th><th scope=\"col\" class=\"amount\">其他</th></tr>\n"
          "<tr class=\"columns-row\"><th scope=\"row\" colspan=\"2\">栏次</th><td>1</td><td>2</td><td>3</td></tr>\n"
          "</thead>\n<tbody>\n"
          "<tr class=\"total\"><td class=\"code\"></td><th scope=\"row\" class=\"name\">合计</th><td class=\"amount\">-12.30</td>"
          "<td class=\"amount computed\">1638.52</td><td class=\"amount\">0.00</td></tr>\n"
          "<tr><td class=\"code\">201</td><th scope=\"row\" class=\"name level-1\">=HYPERLINK(&#34;x&#34;),&lt;b&gt;</th>"
          "<td class=\"amount\">537.827</td><td class=\"amount dash\">—</td><td class=\"amount na\">不适用</td></tr>\n"
          "<tr><td class=\"code\">2013101</td><th scope=\"row\" class=\"name level-3\">行政运行</th><td class=\"amount\">0.000001</td>"
          "<td class=\"amount blank\"></td><td class=\"amount\">80.00</td></tr>\n"
          "</tbody>\n</table>\n</div>\n</div>\n</div>\n");
}

TEST_CASE("blocks side by side, blank printed rows, a footer under the last block")
{
    const Fixture fixture;
    const auto html = test::without_anchors(pages::table_html(fixture.report, 1));
    CHECK(html.find("<caption>收入<span") != std::string::npos);
    CHECK(html.find("<caption>支出<span") != std::string::npos);
    CHECK(html.find("<tr class=\"filler\"><td></td><td class=\"line\">2</td><td class=\"amount blank\"></td></tr>") != std::string::npos);
    CHECK(html.find("<tfoot>\n<tr class=\"total\"><th scope=\"row\" class=\"name\" colspan=\"2\">全部</th><td class=\"amount\">12.00</td></tr>\n</tfoot>") !=
          std::string::npos);
}

TEST_CASE("a report written with commas is shown with commas, in the unit of the form")
{
    Fixture fixture;
    fixture.report.grouped = true;
    CHECK(pages::figure_text(model::Figure::of(decimal::Money::from_cents(14'346'050'000), 2), pages::format_of(fixture.report)) == "14,346.05");
    fixture.report.grouped = false;
    fixture.report.unit = decimal::Unit::yuan;
    CHECK(pages::figure_text(model::Figure::of(decimal::Money::from_cents(1'800'965'268), 2), pages::format_of(fixture.report)) == "1800.965268");
    CHECK(pages::filled("{year}年{this}（{entity}）", fixture.department, fixture.report) == "2023年本部门（部门）");
    fixture.report.entity = "本级单位";
    CHECK(pages::filled("{this}", fixture.department, fixture.report) == "本级单位");
}
