// The hard cases of bars and stacked bars: what real accounts contain, and worse.
#include "chart/chart.hpp"

#include <clocale>
#include <regex>
#include <set>

#include <catch2/catch.hpp>

using namespace gongkai;
using chart::Chart;
using decimal::Money;

namespace {

constexpr auto wan = decimal::Unit::ten_thousand_yuan;

Money money(std::int64_t hundredths) { return Money::from_cents(hundredths * 10'000); }  // hundredths of 万元

chart::Result change(std::optional<Money> prior, std::optional<Money> current, std::string name = "收、支总计")
{
    return chart::draw(chart::ChangeChart{"c", "变动情况", "2022年度", "2023年度", false, wan, {{std::move(name), prior, current}}});
}

chart::Result structure(std::vector<chart::Part> parts, Money whole, Money tolerance = {})
{
    return chart::draw(chart::StructureChart{"s", "结构", wan, whole, std::move(parts), tolerance});
}

const Chart& drawn(const chart::Result& result)
{
    REQUIRE(std::holds_alternative<Chart>(result));
    return std::get<Chart>(result);
}

std::string refused(const chart::Result& result)
{
    REQUIRE(std::holds_alternative<chart::Refusal>(result));
    return std::get<chart::Refusal>(result).reason;
}

/// Well-formed as XML: tags nest, attributes are quoted, no stray < or &.
bool is_well_formed(const std::string& svg)
{
    std::vector<std::string> open;
    const std::regex tag(R"(<(/?)([A-Za-z]+)((?:\s+[A-Za-z0-9:-]+="[^"<]*")*)\s*(/?)>)");
    std::size_t at = 0;
    while (at < svg.size()) {
        if (svg[at] == '&') {
            const auto end = svg.find(';', at);
            const auto entity = svg.substr(at, end - at + 1);
            if (entity != "&amp;" && entity != "&lt;" && entity != "&gt;" && entity != "&#34;" && entity != "&#39;")
                return false;
        }
        if (svg[at] != '<') {
            ++at;
            continue;
        }
        std::smatch match;
        const auto rest = svg.substr(at);
        if (!std::regex_search(rest, match, tag, std::regex_constants::match_continuous))
            return false;
        if (match[1].length() > 0) {
            if (open.empty() || open.back() != match[2].str())
                return false;
            open.pop_back();
        } else if (match[4].length() == 0) {
            open.push_back(match[2].str());
        }
        at += static_cast<std::size_t>(match.length());
    }
    return open.empty();
}

void check_picture(const std::string& svg, const std::vector<chart::TextBox>& texts)
{
    CHECK(is_well_formed(svg));
    for (const auto* word : {"nan", "inf", "NaN", "style=", "<script", "width=\"-", "height=\"-"})
        CHECK(svg.find(word) == std::string::npos);
    CHECK_FALSE(std::regex_search(svg, std::regex(R"(="-?[0-9.]+e[-+]?[0-9])")));
    std::smatch size;
    REQUIRE(std::regex_search(svg, size, std::regex("viewBox=\"0 0 ([0-9.]+) ([0-9.]+)\"")));
    const int width = static_cast<int>(std::stod(size[1].str()) * 10);
    const int height = static_cast<int>(std::stod(size[2].str()) * 10);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto& a = texts[i];
        INFO(a.text << " " << a.left << "-" << a.right << " of " << width);
        CHECK(a.left >= 0);
        CHECK(a.right <= width);
        CHECK(a.top >= 0);
        CHECK(a.bottom <= height);
        for (std::size_t j = i + 1; j < texts.size(); ++j) {
            const auto& b = texts[j];
            const bool apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
            INFO("and " << b.text);
            CHECK(apart);
        }
    }
}

/// Every text of the picture that is a figure stands in the table too.
void check_numbers(const Chart& chart)
{
    std::set<std::string> table;
    for (const auto& row : chart.rows)
        table.insert(row.begin(), row.end());
    for (const auto& text : chart.wide_texts)
        if (std::regex_match(text.text, std::regex("(\u2212)?[0-9][0-9,.]*%?")))
            CHECK(table.contains(text.text));
}

void check(const chart::Result& result)
{
    const auto& chart = drawn(result);
    check_picture(chart.wide, chart.wide_texts);
    check_picture(chart.narrow, chart.narrow_texts);
    CHECK(is_well_formed(chart.file.substr(chart.file.find("<svg"))));
    CHECK(chart.wide.find("id=\"" + chart.wide.substr(chart.wide.find("labelledby=\"") + 12, 1)) != std::string::npos);
    check_numbers(chart);
}

}  // namespace

TEST_CASE("prior and current year: the usual, and what is missing, zero, negative or equal")
{
    check(change(money(68405), money(81125)));
    CHECK(drawn(change(money(208608), money(163852))).rows[0] ==
          std::vector<std::string>{"收、支总计", "2086.08", "1638.52", "\u2212447.56", "\u221221.5%"});
    CHECK(drawn(change(money(68405), money(81125))).rows[0][4] == "18.6%");
    check(change(std::nullopt, money(81125)));
    CHECK(drawn(change(std::nullopt, money(81125))).rows[0][1] == "无数据");
    check(change(money(0), money(100)));
    CHECK(drawn(change(money(0), money(100))).rows[0][4] == "—");
    check(change(money(100), money(0)));
    CHECK(drawn(change(money(100), money(0))).rows[0][4] == "\u2212100.0%");
    check(change(money(-500), money(100)));
    CHECK(drawn(change(money(-500), money(100))).rows[0][4] == "—");
    check(change(money(-500), money(-100)));
    check(change(money(100), money(-1230)));
    check(change(money(100), money(100)));
    CHECK(drawn(change(money(100), money(100))).rows[0][4] == "0.0%");
    check(change(money(0), money(0)));
    check(change(money(1), money(100'000'000)));
    CHECK(refused(change(std::nullopt, std::nullopt)) == "没有数据");
}

TEST_CASE("figures at the edge of 64 bits do not overflow")
{
    const auto largest = Money::from_cents(INT64_MAX);
    const auto smallest = Money::from_cents(INT64_MIN + 1);
    check(change(largest, largest));
    (void)change(smallest, largest);
    CHECK(drawn(change(smallest, largest)).rows[0][3].empty());
    CHECK(refused(structure({{"a", largest}, {"b", largest}}, largest)).find("不符") != std::string::npos);
    check(structure({{"a", largest}}, largest));
}

TEST_CASE("one part of 100 %, one that dominates, tiny tails")
{
    check(structure({{"财政拨款收入", money(81125)}, {"事业收入", std::nullopt}}, money(81125)));
    CHECK(drawn(structure({{"财政拨款收入", money(81125)}}, money(81125))).note == "全部为财政拨款收入。");
    const auto seed = structure({{"一般公共服务支出", money(74840)}, {"社会保障和就业支出", money(3279)}, {"卫生健康支出", money(1923)},
                                 {"农林水支出", money(320)}, {"住房保障支出", money(764)}}, money(81125), money(3));
    check(seed);
    CHECK(drawn(seed).rows[0][2] == "92.3%");
    const auto tiny = structure({{"大", money(100'000'000)}, {"小", money(1)}}, money(100'000'001));
    check(tiny);
    CHECK(drawn(tiny).rows[1][2] == "<0.1%");
}

TEST_CASE("shares add up to 100.0 %")
{
    const auto thirds = drawn(structure({{"a", money(1)}, {"b", money(1)}, {"c", money(1)}}, money(3)));
    CHECK(thirds.rows[0][2] == "33.4%");
    CHECK(thirds.rows[1][2] == "33.3%");
    CHECK(thirds.rows[2][2] == "33.3%");
}

TEST_CASE("twenty-six parts, ties in the order given, zeros left out")
{
    std::vector<chart::Part> parts;
    for (int i = 0; i < 26; ++i)
        parts.push_back({"第" + std::to_string(i) + "类支出", money(i % 5 == 0 ? 0 : 100)});
    const auto result = structure(parts, money(2000));
    check(result);
    CHECK(drawn(result).rows.size() == 20);
    CHECK(drawn(result).rows[0][0] == "第1类支出");
    CHECK(drawn(result).rows[19][0] == "第24类支出");
}

TEST_CASE("what would mislead is refused with its reason")
{
    CHECK(refused(structure({{"a", money(200)}, {"红字冲销", money(-1230)}}, money(-1030))) == "“红字冲销”为负数，不能画成占比");
    CHECK(refused(structure({{"a", money(0)}}, money(0))) == "合计不大于零，没有占比可言");
    CHECK(refused(structure({}, money(10))) == "各部分之和与合计 0.10 不符");
    CHECK(refused(structure({{"a", money(100)}}, money(105), money(3))) == "各部分之和与合计 1.05 不符");
    check(structure({{"a", money(100)}}, money(102), money(3)));
}

TEST_CASE("names of every sort stay inside the picture and are escaped")
{
    for (const auto* name : {"机关事业单位基本养老保险缴费支出（含以前年度补缴及滞纳金）和职业年金缴费支出以及其他社会保障缴费",
                             "A very long Latin name without any Chinese in it that goes on and on",
                             "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "（）《》“”·—", "\U00020BB7野家\u200B\u202E反向",
                             "<script>alert(1)</script> & \"x\" ' ]]>", "", "\x01\x02", "😀😀😀"}) {
        INFO(name);
        check(structure({{name, money(100)}, {"乙", money(50)}}, money(150)));
        check(change(money(10), money(20), name));
    }
    CHECK(drawn(structure({{"", money(1)}}, money(1))).rows[0][0] == "（未命名）");
}

TEST_CASE("several items, the same bytes twice and in another locale, ids of their own")
{
    const chart::ChangeChart two{"x", "t", "2022年度", "2023年度", true, wan,
                                 {{"收入", money(100), money(120)}, {"支出", money(90), money(-80)}}};
    check(chart::draw(two));
    const auto first = drawn(chart::draw(two));
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    const auto second = drawn(chart::draw(two));
    std::setlocale(LC_ALL, "C");
    CHECK(first.wide == second.wide);
    CHECK(first.narrow == second.narrow);
    CHECK(first.wide.find("id=\"x-w-t\"") != std::string::npos);
    CHECK(first.narrow.find("id=\"x-n-t\"") != std::string::npos);
    CHECK(first.note == "2022年度的数由本年数减去文件所述增减额推算。");
    CHECK(first.wide.size() < 8192);
}

TEST_CASE("one number changed, the marks that show it change and no others")
{
    const auto before = drawn(structure({{"a", money(700)}, {"b", money(300)}}, money(1000)));
    const auto after = drawn(structure({{"a", money(600)}, {"b", money(300)}}, money(900)));
    CHECK(before.wide != after.wide);
    CHECK(before.rows[1][1] == after.rows[1][1]);
    CHECK(before.rows[0][1] != after.rows[0][1]);
}
