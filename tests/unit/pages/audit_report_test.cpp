#include "pages/audit_report.hpp"

#include <catch2/catch.hpp>

#include "audit/cells.hpp"
#include "pages/audit_groups.hpp"
#include "pages/table_html.hpp"
#include "unit/pages/fixture.hpp"

using namespace gongkai;
using audit::Finding;
using base::Severity;

namespace {

struct Example {
    test::Fixture fixture;
    model::Site site;
    base::SourceFile yaml{"content/caizheng/2023-final.yaml", "tables:\n  公开05表:\n    合计: {小计: 12.30}\n"};
    base::SourceFile markdown{"content/caizheng/2023-final.md", "# 一\n\n比上年增加<5万元。\n"};
    audit::Audit result;

    Example() { site.settings.name = "测试区<公开>"; }

    Finding& add(std::string rule, Severity severity, std::string place, std::vector<model::CellRef> cells = {})
    {
        Finding finding;
        finding.rule = std::move(rule);
        finding.severity = severity;
        finding.place = std::move(place);
        finding.message = finding.place + " 不符";
        for (const auto& cell : cells)
            finding.operands.push_back(audit::operand_of(fixture.report, cell));
        result.findings.push_back(std::move(finding));
        return result.findings.back();
    }

    audit::ReportFindings findings() const { return {&fixture.department, &fixture.report, &result}; }
    std::string html() const { return pages::audit_html(site, {findings()}); }
};

bool has(const std::string& html, std::string_view text) { return html.find(text) != std::string::npos; }

}  // namespace

TEST_CASE("one file: no script, nothing loaded from elsewhere")
{
    Example example;
    example.add("J05-C", Severity::error, "公开05表 合计 1栏", {{0, 0, 0}});
    const auto html = example.html();
    CHECK(html.starts_with("<!doctype html>\n<html lang=\"zh-CN\">\n"));
    CHECK(has(html, "<title>测试区&lt;公开&gt;：公开内容核对报告</title>"));
    CHECK(has(html, "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\""));
    for (const auto* loaded : {"<script", "src=", "url(", "@import", "stylesheet", "http:", "https:"})
        CHECK_FALSE(has(html, loaded));
    CHECK(html.ends_with("</main>\n</body>\n</html>\n"));
}

TEST_CASE("a finding: its cells marked and numbered, all that it says below the table, escaped")
{
    Example example;
    auto& finding = example.add("J05-C", Severity::error, "公开05表 合计 1栏", {{0, 0, 0}, {0, 1, 0}, {0, 1, 1}});
    finding.message = "1栏 -12.30 ≠ 2栏 <1638.52> & \"3栏\"";
    finding.formula = "1栏各行 = (2+3)栏各行";
    finding.diagnosis = "若为 1638.52，全部相符";
    finding.advice = "请核对";
    const auto begin = static_cast<std::uint32_t>(example.yaml.text.find("12.30"));
    finding.span = {&example.yaml, begin, begin + 5};
    const auto html = example.html();
    CHECK(has(html, "<td class=\"amount marked-error\">-12.30<sup class=\"note-mark\"><a href=\"#r1-1\" aria-label=\"1\">1</a></sup></td>"));
    CHECK(has(html, "<td class=\"amount computed marked-part\">1638.52<sup class=\"note-mark\">"));
    CHECK(has(html, "<td class=\"amount dash\">—</td>"));  // compared with, but empty
    CHECK(has(html, "<li class=\"finding error\" id=\"r1-1\">\n"
                    "<p class=\"finding-head\"><span class=\"number\">1</span><span class=\"badge error\">错误</span>"
                    "<span class=\"place\">公开05表 合计 1栏</span><span class=\"rule\">J05-C</span></p>\n"
                    "<p class=\"message\">1栏 -12.30 ≠ 2栏 &lt;1638.52&gt; &amp; &#34;3栏&#34;</p>\n"
                    "<dl class=\"details\"><div><dt>公式</dt><dd>1栏各行 = (2+3)栏各行</dd></div>"
                    "<div><dt>诊断</dt><dd>若为 1638.52，全部相符</dd></div><div><dt>建议</dt><dd>请核对</dd></div>"
                    "<div><dt>位置</dt><dd><code>content/caizheng/2023-final.yaml:3:14</code></dd></div></dl>\n</li>\n"));
}

TEST_CASE("tables first, then narrative and disclosure, tails last; numbers run through")
{
    Example example;
    example.add("R-A1", Severity::warning, "published_on");
    example.add("J01-B", Severity::note, "公开01表 收入甲 1栏", {{1, 0, 0}});
    example.add("N3", Severity::error, "一 第 3 行").span = {&example.markdown, 6, 9};
    example.add("J05-H", Severity::note, "公开05表 201 1栏", {{0, 0, 1}});
    example.add("J05-C", Severity::error, "公开05表 合计 1栏", {{0, 0, 0}}).acknowledged = "原件如此";
    example.add("J-K", Severity::warning, "公开05表 201");
    example.add("X2", Severity::error, "公开05表 合计 2栏", {{0, 1, 0}});
    const auto groups = pages::groups_of(example.findings());
    std::vector<std::string> order;
    for (const auto& group : groups)
        for (const auto& one : group.findings)
            order.push_back(std::to_string(one.number) + " " + one.finding->rule);
    CHECK(order == std::vector<std::string>{"1 X2", "2 J-K", "3 J05-C", "4 J05-H", "5 N3", "6 R-A1", "7 J01-B"});

    const auto html = example.html();
    CHECK(has(html, "<h3>公开05表 支出表</h3>"));
    CHECK_FALSE(has(html, "<h3>公开01表 总表</h3>"));  // only tails
    CHECK(html.find("<h3>情况说明及其数据</h3>") < html.find("<h3>公开要求</h3>"));
    CHECK(html.find("<h3>公开要求</h3>") < html.find("<h3>其他各表的提示</h3>"));
    CHECK(has(html, "<li class=\"finding acknowledged\" id=\"r1-3\">"));
    CHECK(has(html, "<span class=\"badge acknowledged\">错误（已说明）</span>"));
    CHECK(has(html, "<dt>说明</dt><dd>原件如此</dd>"));
    CHECK(has(html, "<td class=\"amount marked-acknowledged\">-12.30"));
    CHECK(has(html, "<td class=\"amount marked-note\">537.827"));
    CHECK(has(html, "<dt>错误</dt><dd>3（已说明 1）</dd>"));
}

TEST_CASE("a slip that breaks several sums is explained once")
{
    Example example;
    for (const auto* place : {"公开05表 合计 1栏", "公开05表 201 1栏"})
        example.add("J05-C", Severity::error, place).diagnosis = "自“201”行起金额整体上移了一行";
    const auto html = example.html();
    CHECK(has(html, "<dt>诊断</dt><dd>自“201”行起金额整体上移了一行</dd>"));
    CHECK(has(html, "<dt>诊断</dt><dd>同第 <a href=\"#r1-1\">1</a> 条</dd>"));
}

TEST_CASE("findings of another table mark the figures that they use")
{
    Example example;
    example.add("X1", Severity::error, "公开01表 收入甲 1栏", {{1, 0, 0}, {0, 1, 0}});
    example.add("J05-C", Severity::warning, "公开05表 合计 2栏", {{0, 1, 0}});
    const auto html = example.html();
    CHECK(has(html, "<td class=\"amount computed marked-warning marked-part\">1638.52<sup class=\"note-mark\"><a href=\"#r1-1\" aria-label=\"1\">1</a></sup>"
                    "<sup class=\"note-mark\"><a href=\"#r1-2\" aria-label=\"2\">2</a></sup></td>"));
}

TEST_CASE("overview and rules: reports without findings, what the content has as a whole")
{
    Example example;
    example.result.tallies["J-K"].passed = 7;
    example.result.tallies["A-X"].not_applicable = 1;
    audit::Audit whole;
    whole.tallies["W-P1"].failed = 1;
    whole.findings.emplace_back();
    whole.findings.back().rule = "W-P1";
    whole.findings.back().place = "content/a.md";
    const auto html = pages::audit_html(example.site, {example.findings(), {nullptr, nullptr, &whole}});
    CHECK(has(html, "<tr><th scope=\"row\">2023年度财政局决算</th><td class=\"count\">0</td><td class=\"count\">0</td><td class=\"count\">0</td>"
                    "<td class=\"count\">0</td><td class=\"count\">7</td><td class=\"count\">7</td></tr>"));
    CHECK(has(html, "<a href=\"#r2\">全部内容</a>"));
    CHECK_FALSE(has(html, "id=\"r1\""));
    CHECK(has(html, "<section class=\"report\" id=\"r2\">\n<h2>全部内容</h2>"));
    CHECK(has(html, "<h3>各文件</h3>"));
    CHECK(has(html, "<tr><th scope=\"row\" class=\"code\">J-K</th><td>科目编码与名称相符</td><td class=\"source\">当年政府收支分类科目</td>"
                    "<td class=\"count\">7</td>"));
    CHECK(html.find("<tr class=\"unused\"><th scope=\"row\" class=\"code\">A-X</th>") > html.find("class=\"code\">W-P1</th>"));
}
