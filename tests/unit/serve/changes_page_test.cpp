// The page 与已发布的比较: what is said, what is cut off, that nothing of the content becomes markup.
#include "serve/changes_page.hpp"

#include <cstdlib>
#include <ctime>

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace gongkai;
using build::Presence;
using build::ShownValue;
using build::ValueState;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::size_t count(const std::string& text, const std::string& part)
{
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++found;
    return found;
}

/// Without what is between tags but line breaks, to find texts across them.
std::string squeezed(const std::string& html)
{
    std::string out;
    for (const char c : html)
        if (c != '\n')
            out += c;
    return out;
}

build::PublicationChanges published()
{
    build::PublicationChanges changes;
    changes.state = build::PublishedState::published;
    return changes;
}

ShownValue shown(const std::string& text) { return {ValueState::shown, text}; }

build::FileChange changed_page(const std::string& path, const std::string& before, const std::string& after)
{
    build::FileChange file;
    file.path = path;
    file.is_page = true;
    file.title = "情况说明";
    file.texts.comparison = build::TextComparison::done;
    file.texts.changes.push_back({build::TextPart::body, build::mark_differences(before, after)});
    return file;
}

/// One report with one table in which one figure differs, and one page.
build::PublicationChanges one_figure()
{
    auto changes = published();
    changes.counts.pages_changed = 1;
    changes.counts.figures = 1;
    changes.counts.unchanged = 40;
    build::TableChange table;
    table.id = "01";
    table.page = "d/r/table-01.html";
    table.number = "表1";
    table.title = "收支总表";
    table.unit = "万元";
    table.figures.push_back({"31", "总计", "数", shown("1638.52"), shown("1638.62"), "+0.10", false});
    changes.reports.push_back({Presence::both, "d/r/", "2023年度决算", 1, {table}});
    auto page = changed_page("d/r/explanation.html", "共1638.52万元", "共1638.62万元");
    page.report = "d/r/";
    changes.files.push_back(page);
    return changes;
}

}  // namespace

TEST_CASE("a figure stands with its row and column, old, new and difference")
{
    const auto html = squeezed(serve::changes_page(one_figure(), {"测试网站", "public", {}}));
    CHECK(has(html, "<strong>1</strong> 页有改动"));
    CHECK(has(html, "<strong>1</strong> 个数有变"));
    CHECK(has(html, "<h3><a href=\"/d/r/index.html\">2023年度决算</a></h3>"));
    CHECK(has(html, "<span class=\"table-number\">表1</span> <a href=\"/d/r/table-01.html\">收支总表</a><span class=\"unit\">单位：万元</span>"));
    CHECK(has(html, "<span class=\"place\">31</span> 总计</th>"));
    CHECK(has(html, "data-label=\"已发布\">1,638.52</td>"));
    CHECK(has(html, "data-label=\"将发布\">1,638.62</td>"));
    CHECK(has(html, "data-label=\"差额\">+0.10</td>"));
    CHECK(has(html, "共<del>1638.52</del>万元"));
    CHECK(has(html, "共<ins>1638.62</ins>万元"));
    CHECK(has(html, "<a href=\"/d/r/explanation.html\">情况说明</a>"));
    CHECK(has(html, "<dt>输出文件夹</dt><dd class=\"path\">public</dd>"));
    CHECK(has(html, "审核人签字"));
}

TEST_CASE("no script, no inline style, and the policy of the site's pages")
{
    const auto html = serve::changes_page(one_figure());
    CHECK_FALSE(has(html, "<script"));
    CHECK_FALSE(has(html, "style=\""));
    CHECK(has(html, "default-src 'none'; style-src 'self'"));
    CHECK(html.starts_with("<!DOCTYPE html>"));
    CHECK(html.ends_with("</html>"));
}

TEST_CASE("hostile text stays text, wherever it stands")
{
    const std::string hostile = "<script>alert(1)</script>\"'&\u202e";
    auto changes = published();
    changes.counts.pages_changed = 1;
    build::TableChange table;
    table.number = table.title = table.unit = table.page = hostile;
    table.remarks = {hostile};
    table.figures.push_back({hostile, hostile, hostile, shown(hostile), shown(hostile + "x"), hostile, false});
    table.figures.push_back({hostile, hostile, hostile, shown(hostile), shown("y" + hostile), "", true});
    table.rows.push_back({Presence::added, hostile, hostile, {{hostile, shown(hostile)}}, 1});
    table.columns.push_back({Presence::removed, hostile, 3});
    changes.reports.push_back({Presence::both, hostile, hostile, 1, {table}});
    changes.files.push_back(changed_page(hostile + ".html", hostile, "\xff" + hostile));
    changes.files.back().title = hostile;
    build::FileChange other;
    other.path = "javascript:" + hostile;
    other.presence = Presence::added;
    changes.files.push_back(other);
    changes.counts.others_added = 1;
    changes.common.push_back({changes.files.front().texts.changes.front(), 9});
    changes.mismatches.push_back({hostile, build::Standing::differs});
    const auto html = serve::changes_page(changes, {hostile, hostile, {}});
    CHECK_FALSE(has(html, "<script"));
    CHECK_FALSE(has(html, "\u202e"));
    CHECK_FALSE(has(html, "href=\"javascript"));
    CHECK_FALSE(has(html, "=\"\"'"));
    CHECK(has(html, "\\u202e"));
    CHECK(has(html, "&lt;script&gt;"));
    CHECK(has(html, "\\ufffd"));
    CHECK(has(html, "href=\"/javascript%3A%3Cscript%3E"));
}

TEST_CASE("nothing changed")
{
    auto changes = published();
    changes.counts.unchanged = 248;
    const auto html = serve::changes_page(changes);
    CHECK(has(html, "<p class=\"outcome same\">与已发布的完全相同</p>"));
    CHECK(has(html, "共 248 个文件"));
    CHECK_FALSE(has(html, "数据的改动"));
    CHECK(serve::changes_json(changes) == R"({"published":true,"pages":0,"figures":0,"others":0})");
}

TEST_CASE("nothing published, or nothing that can be read")
{
    build::PublicationChanges changes;
    changes.counts.pages_added = 12;
    changes.counts.others_added = 8;
    changes.reports.push_back({Presence::added, "d/r/", "2023年度决算", 10, {}});
    const auto said = [&](build::PublishedState state) {
        changes.state = state;
        return serve::changes_page(changes);
    };
    const auto html = said(build::PublishedState::nothing);
    CHECK(has(html, "还没有发布过。"));
    CHECK(has(html, "发布后将有 12 页和 8 个其他文件，全部是新的。"));
    CHECK(has(html, "<a href=\"/d/r/index.html\">2023年度决算</a>：10 页"));
    CHECK_FALSE(has(html, "页面的改动"));
    CHECK(has(said(build::PublishedState::foreign), "没有清单，不是由本程序写成的：发布会被拒绝。"));
    CHECK(has(said(build::PublishedState::damaged), "清单已损坏"));
    CHECK(has(said(build::PublishedState::unreadable), "无法读取，或不是文件夹"));
    CHECK(serve::changes_json(changes) == R"({"published":false,"pages":12,"figures":0,"others":8})");
}

TEST_CASE("what is too much is cut off and counted")
{
    auto changes = published();
    changes.counts.pages_changed = 230;
    build::TableChange table;
    table.title = "长表";
    for (int i = 0; i < 507; ++i)
        table.figures.push_back({std::to_string(i), "行", "栏", shown("1"), shown("2"), "+1", false});
    changes.reports.push_back({Presence::both, "d/r/", "报告", 1, {table}});
    for (int i = 0; i < 230; ++i)
        changes.files.push_back(changed_page(fmt::format("p{}.html", i), "旧", "新"));
    for (int i = 0; i < 70; ++i)
        changes.files.front().texts.changes.push_back(changes.files.front().texts.changes.front());
    const auto html = squeezed(serve::changes_page(changes));
    CHECK(count(html, "data-label=\"差额\"") == serve::most_listed_figures);
    CHECK(has(html, "本表另有 7 处没有列出。"));
    CHECK(has(html, "改动过多：另有 7 处数据没有列出。"));
    CHECK(count(html, "<article class=\"page\">") == serve::most_listed_pages);
    CHECK(has(html, "另有 30 页有改动，没有列出。"));
    CHECK(has(html, "本页另有 11 处没有列出。"));
}

TEST_CASE("very many tables and reports")
{
    auto changes = published();
    for (int i = 0; i < 300; ++i) {
        build::TableChange table;
        table.title = "表";
        table.remarks = {"表名由“甲”改为“表”"};
        changes.reports.push_back({Presence::both, fmt::format("d/{}/", i), "报告", 0, {table}});
    }
    for (int i = 0; i < 300; ++i)
        changes.reports.push_back({Presence::removed, fmt::format("e/{}/", i), "旧报告", 3, {}});
    changes.files.emplace_back();
    const auto html = squeezed(serve::changes_page(changes));
    CHECK(count(html, "<section class=\"table\">") == serve::most_listed_tables);
    CHECK(count(html, "旧报告") == 0);
    CHECK(has(html, "另有 100 张表、400 份报告没有列出。"));
}

TEST_CASE("blank, dash and 不适用 are told apart; rows, columns and texts of tables")
{
    auto changes = one_figure();
    auto& table = changes.reports.front().tables.front();
    table.figures = {{"1", "甲", "数", {}, {ValueState::dash, {}}, "", false},
                     {"2", "乙", "数", {ValueState::not_applicable, {}}, shown("5"), "", false},
                     {"3", "丙", "情况", shown("已完成"), shown("未完成"), "", true},
                     {"3", "丙", "说明", shown("一二三四五六七八九十一二三四五六七八"), {}, "", true}};
    table.rows = {{Presence::added, "4", "丁", {{"数", shown("20000")}}, 1}, {Presence::removed, "5", "戊", {}, 0}};
    table.columns = {{Presence::added, "新栏", 12}};
    const auto html = squeezed(serve::changes_page(changes));
    CHECK(has(html, "<span class=\"blank\">（空）</span></td><td class=\"amount new\" data-label=\"将发布\">—</td>"));
    CHECK(has(html, "data-label=\"已发布\">不适用</td>"));
    CHECK(has(html, "<del>已</del>完成"));
    CHECK(has(html, "<th scope=\"rowgroup\" rowspan=\"2\"><span class=\"place\">3</span> 丙</th>"));
    CHECK(has(html, "class=\"text new\" data-label=\"将发布\" colspan=\"2\"><span class=\"blank\">（空）</span>"));
    CHECK(has(html, "丁<span class=\"badge added\">新增行</span>"));
    CHECK(has(html, "无此行</td><td class=\"amount new\" data-label=\"将发布\">20,000</td>"));
    CHECK(has(html, "戊<span class=\"badge removed\">移除行</span>"));
    CHECK(has(html, "全行为空"));
    CHECK(has(html, "新增栏“新栏”，其中 12 个数未逐一列出"));
}

TEST_CASE("a value of a form is shown as it stands there, without commas")
{
    auto changes = one_figure();
    changes.reports.front().tables.front().is_sheet = true;
    CHECK(has(serve::changes_page(changes), "data-label=\"将发布\">1638.62</td>"));
}

TEST_CASE("a page of a table that differs in its figures only is folded")
{
    auto changes = one_figure();
    changes.files.front().is_told_by_data = true;
    const auto html = serve::changes_page(changes);
    CHECK(has(html, "<details class=\"page\">"));
    CHECK(has(html, "不同的 1 行都已列在上面的数据中"));
    CHECK_FALSE(has(html, "<article"));
}

TEST_CASE("pages that could not be compared say why")
{
    auto changes = one_figure();
    auto& file = changes.files.front();
    file.texts.changes.clear();
    const auto said = [&](build::TextComparison comparison) {
        file.texts.comparison = comparison;
        return serve::changes_page(changes);
    };
    CHECK(has(said(build::TextComparison::too_many), "差异过多（超过 2000 行），请对照两版整页核对。"));
    CHECK(has(said(build::TextComparison::too_large), "页面超过 8 MB，没有逐行比较。"));
    CHECK(has(said(build::TextComparison::left_out), "改动的页面过多，此页没有逐行比较。"));
    CHECK(has(said(build::TextComparison::done), "文字没有改动"));
    file.published = build::Standing::missing;
    changes.mismatches.push_back({file.path, file.published});
    const auto html = said(build::TextComparison::left_out);
    CHECK(has(html, "已发布的页面不可读，没有比较。"));
    CHECK(has(html, "已发布的文件与清单不符：1 个"));
    CHECK(has(html, "清单中有，文件夹中没有"));
}

TEST_CASE("changes in common, and the pages that have no others")
{
    auto changes = published();
    changes.counts.pages_changed = 5;
    auto page = changed_page("a.html", "旧", "新");
    changes.common.push_back({page.texts.changes.front(), 5});
    page.texts.changes.clear();
    page.in_common = 1;
    for (int i = 0; i < 5; ++i)
        changes.files.push_back(page);
    const auto html = squeezed(serve::changes_page(changes));
    CHECK(has(html, "多页相同的改动"));
    CHECK(has(html, "只有这些改动的页面：5 页"));
    CHECK(count(html, "<del>旧</del>") == 1);
    CHECK_FALSE(has(html, "<article"));
}

TEST_CASE("long pieces that did not change are shortened, cells parted by bars")
{
    std::string same;
    for (int i = 0; i < 100; ++i)
        same += "同样的";
    auto changes = published();
    changes.counts.pages_changed = 1;
    changes.files.push_back(changed_page("a.html", same + "旧" + same + "1\t2\t\t", same + "新" + same + "3\t2\t\t"));
    const auto html = squeezed(serve::changes_page(changes));
    CHECK(count(html, "<span class=\"gap\">…</span>") == 4);
    CHECK(has(html, "同样的<del>旧</del>同样的"));
    CHECK(has(html, "<del>1</del><span class=\"bar\" aria-hidden=\"true\">│</span>2</p>"));
}

TEST_CASE("times are local, the fingerprint is there to be compared")
{
    setenv("TZ", "Asia/Shanghai", 1);
    tzset();
    auto changes = one_figure();
    changes.published_at = 1725152700;
    changes.fingerprint = std::string(64, 'a');
    const auto html = serve::changes_page(changes, {"", "", 1725156000});
    CHECK(has(html, "<dt>上次发布</dt><dd>2024年9月1日 09:05</dd>"));
    CHECK(has(html, "<dt>比较时间</dt><dd>2024年9月1日 10:00</dd>"));
    CHECK(has(html, "<code>" + changes.fingerprint + "</code>"));
}

TEST_CASE("for the bar")
{
    auto changes = one_figure();
    changes.counts.pages_added = 3;
    changes.counts.pages_removed = 2;
    changes.counts.others_changed = 9;
    CHECK(serve::changes_json(changes) == R"({"published":true,"pages":6,"figures":1,"others":9})");
}

TEST_CASE("what stands in the way of a publication is said before its changes")
{
    serve::ChangesPageInfo info;
    CHECK_FALSE(has(serve::changes_page(one_figure(), info), "还不能发布"));
    info.blocking = 3;
    const auto html = serve::changes_page(one_figure(), info);
    CHECK(has(html, "有 3 处核对结果是错误，须改正，或在内容中说明原因"));
    CHECK(html.find("还不能发布") < html.find("数据的改动"));
}
