// Two versions of a page, line by line and word by word.
#include "build/changes/page_changes.hpp"

#include <chrono>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "build/changes/edit_script.hpp"

using namespace gongkai;
using build::DifferingRange;

namespace {

using Strings = std::vector<std::string>;

std::string marked(const build::Pieces& pieces)
{
    std::string out;
    for (const auto& piece : pieces)
        out += piece.differs ? "【" + piece.text + "】" : piece.text;
    return out;
}

std::string compared(const std::string& before, const std::string& after)
{
    const auto pair = build::mark_differences(before, after);
    return marked(pair.before) + " > " + marked(pair.after);
}

Strings page_texts(const std::string& old, const std::string& now)
{
    const auto changes = build::compare_pages(old, now);
    REQUIRE(changes.comparison == build::TextComparison::done);
    Strings found;
    for (const auto& change : changes.changes)
        found.push_back(fmt::format("{}{}{} > {}", change.part == build::TextPart::body ? "" : change.part == build::TextPart::footer ? "footer " : "attribute ",
                                    change.times > 1 ? std::to_string(change.times) + "× " : "", marked(change.pair.before), marked(change.pair.after)));
    return found;
}

/// A second way to the length of the shortest edit: one row of the table of prefixes after the other.
std::size_t shortest_edit(const build::Items& a, const build::Items& b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto above = row[j];
            row[j] = a[i - 1] == b[j - 1] ? diagonal : std::min(row[j], row[j - 1]) + 1;
            diagonal = above;
        }
    }
    return row[b.size()];
}

}  // namespace

TEST_CASE("the ranges are right and as small as can be, for 3,000 random pairs")
{
    std::uint32_t seed = 7;
    const auto random = [&](std::uint32_t below) { return (seed = seed * 1664525u + 1013904223u) / 65536u % below; };
    for (int round = 0; round < 3000; ++round) {
        build::Items a(random(12));
        build::Items b(random(12));
        for (auto* items : {&a, &b})
            for (auto& item : *items)
                item = random(4);
        const auto ranges = build::differing_ranges(a, b, 100);
        REQUIRE(ranges);
        build::Items made;
        std::size_t at = 0;
        std::size_t edits = 0;
        for (const auto& range : *ranges) {
            REQUIRE((range.old_begin > at || at == 0));
            made.insert(made.end(), a.begin() + static_cast<long>(at), a.begin() + static_cast<long>(range.old_begin));
            REQUIRE(made.size() == range.now_begin);
            made.insert(made.end(), b.begin() + static_cast<long>(range.now_begin), b.begin() + static_cast<long>(range.now_end));
            at = range.old_end;
            edits += range.old_end - range.old_begin + range.now_end - range.now_begin;
        }
        made.insert(made.end(), a.begin() + static_cast<long>(at), a.end());
        CHECK(made == b);
        CHECK(edits == shortest_edit(a, b));
        if (edits > 0)
            CHECK_FALSE(build::differing_ranges(a, b, edits - 1));
    }
}

TEST_CASE("numbers are whole words, Chinese characters stand alone")
{
    CHECK(compared("共1,638.52万元。", "共1,638.62万元。") == "共【1,638.52】万元。 > 共【1,638.62】万元。");
    CHECK(compared("增长18.6%", "增长-7.5%") == "增长【18.6】% > 增长【-7.5】%");
    CHECK(compared("2024-09-01", "2024-10-01") == "2024-【09】-01 > 2024-【10】-01");
    CHECK(compared("因为人员变动。", "因为人员调整。") == "因为人员【变动】。 > 因为人员【调整】。");
    CHECK(compared("甲公司", "甲有限公司") == "甲公司 > 甲【有限】公司");
    CHECK(compared("a\t1\t2", "a\t1\t3") == "a\t1\t【2】 > a\t1\t【3】");
    CHECK(compared("", "新") == " > 【新】");
    CHECK(compared("同", "同") == "同 > 同");
    CHECK(compared("\xff\xfe" "1", "\xff" "2") == "\xff【\xfe" "1】 > \xff【2】");
}

TEST_CASE("small alike pieces between differences are not torn apart")
{
    CHECK(compared("做好工作落实", "加强作风建设落实") == "【做好工作】落实 > 【加强作风建设】落实");
    CHECK(compared("1 2 3", "4 2 5") == "【1】 2 【3】 > 【4】 2 【5】");
}

TEST_CASE("long lines differ as a whole")
{
    std::string a;
    std::string b;
    for (int i = 0; i < 3000; ++i) {
        a += "甲";
        b += "乙";
    }
    CHECK(build::mark_differences(a, b).before.size() == 1);
    a += std::string(5000, '.');
    CHECK(build::mark_differences(a, a + "x").after.size() == 1);
}

TEST_CASE("lines of a page, cells with a bar between them, blank cells kept")
{
    const auto table = [](const std::string& one, const std::string& two) {
        return "<p>同</p><table><tr><th>行</th><td>" + one + "</td><td>" + two + "</td></tr></table><footer>页脚</footer>";
    };
    CHECK(page_texts(table("5.00", ""), table("", "5.00")) == Strings{"行\t【5.00】\t > 行\t\t【5.00】"});
    CHECK(page_texts(table("1", "2"), table("1", "2")).empty());
    CHECK(page_texts("<p>一</p><p>二</p>", "<p>一</p><p>新的一段</p><p>二</p>") == Strings{" > 【新的一段】"});
    CHECK(page_texts("<p>一 <b>二</b>\n三</p>", "<p>一  二 三</p>").empty());
    CHECK(page_texts("<footer>旧</footer>", "<footer>新</footer>") == Strings{"footer 【旧】 > 【新】"});
    CHECK(page_texts("<p>&lt;b&gt;</p>", "<p>&amp;lt;</p>") == Strings{"【<b>】 > 【&lt;】"});
}

TEST_CASE("lines are paired by likeness, not by place")
{
    CHECK(page_texts("<p>甲项目支出10万元</p><p>尾</p>", "<p>全新的一段文字</p><p>甲项目支出12万元</p><p>尾</p>") ==
          Strings{" > 【全新的一段文字】", "甲项目支出【10】万元 > 甲项目支出【12】万元"});
    CHECK(page_texts("<p>1.00</p><p>2.00</p>", "<p>3.00</p><p>4.00</p>") == Strings{"【1.00】 > 【3.00】", "【2.00】 > 【4.00】"});
}

TEST_CASE("the same change is told once; the title and description only echo it")
{
    const auto page = [](const std::string& name) {
        return "<head><title>页 - " + name + "</title><meta content=\"说明 " + name + "\"></head><p>" + name + "</p><p>另</p><p>" + name + "</p>";
    };
    CHECK(page_texts(page("旧站"), page("新站")) == Strings{"2× 【旧】站 > 【新】站"});
    CHECK(build::compare_pages(page("旧站"), page("新站")).echoes == 2);
    CHECK(page_texts("<meta content=\"旧\">", "<meta content=\"新\">") == Strings{"attribute 【旧】 > 【新】"});
}

TEST_CASE("texts of drawings are only counted")
{
    const auto page = [](const std::string& number) { return "<p>图</p><svg><title>共" + number + "</title><text>" + number + "</text></svg>"; };
    const auto changes = build::compare_pages(page("1"), page("2"));
    CHECK(changes.changes.empty());
    CHECK(changes.in_charts == 2);
}

TEST_CASE("only numbers differ")
{
    const auto change = [](const std::string& old, const std::string& now) { return build::compare_pages("<p>" + old + "</p>", "<p>" + now + "</p>").changes.at(0); };
    CHECK(change("共 1,638.52 元", "共 -2.00 元").is_number);
    CHECK(change("共 5 元", "共 — 元").is_number);
    CHECK_FALSE(change("共 5 元", "共 5 万元").is_number);
    CHECK_FALSE(build::compare_pages("", "<p>5</p>").changes.at(0).is_number);
}

TEST_CASE("pages with too many differences say so, in little time")
{
    std::string old;
    std::string now;
    for (int i = 0; i < 60'000; ++i) {
        old += "<p>旧 " + std::to_string(i) + "</p>";
        now += "<p>新 " + std::to_string(i % 7) + "</p>";
    }
    const auto begin = std::chrono::steady_clock::now();
    CHECK(build::compare_pages(old, now).comparison == build::TextComparison::too_many);
    const std::string huge(build::largest_compared_page + 1, 'x');
    CHECK(build::compare_pages(huge, now).comparison == build::TextComparison::too_large);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

TEST_CASE("a page of which every other line changed: the first are listed, the others counted")
{
    std::string old;
    std::string now;
    for (int i = 0; i < 900; ++i) {
        old += fmt::format("<p>同 {0}</p><p>旧 {0}</p>", i);
        now += fmt::format("<p>同 {0}</p><p>新 {0}</p>", i);
    }
    const auto changes = build::compare_pages(old, now);
    CHECK(changes.changes.size() == build::most_text_changes);
    CHECK(changes.more == 900 - build::most_text_changes);
}

TEST_CASE("markup that is cut off does no harm")
{
    const std::string page = "<html><head><title>题</title></head><body><svg><text>1</text></svg><h1>名</h1><table><tr><td>a</td></tr></table></body></html>";
    for (std::size_t length = 0; length <= page.size(); ++length)
        CHECK(build::compare_pages(page.substr(0, length), page).comparison == build::TextComparison::done);
}

TEST_CASE("what a page calls itself")
{
    CHECK(build::page_title("<title>题 - 站</title><h1 class=\"x\">公开01表 <b>收入</b>表</h1>") == "公开01表 收入表");
    CHECK(build::page_title("<title>题 &amp; 站</title>") == "题 & 站");
    CHECK(build::page_title("<h1>没有完").empty());
    CHECK(build::page_title("").empty());
}
