// Ranked bars of amounts. Numbers in brackets are the hard cases of shared/web/charts.md.
#include "chart/ranked_chart.hpp"

#include <algorithm>
#include <clocale>
#include <random>

#include <catch2/catch.hpp>

#include "chart/bar_axis.hpp"
#include "chart/numbers.hpp"
#include "chart/placement.hpp"
#include "chart/ticks.hpp"
#include "unit/chart/bar_picture.hpp"

using namespace gongkai;
using namespace bar_picture;
using chart::RankedBars;
using chart::RankedItem;
using decimal::Money;

namespace {

Money wan(std::int64_t hundredths) { return Money::from_cents(hundredths * 10'000); }  // hundredths of 万元

RankedItem item(std::string name, std::optional<Money> amount, std::string code = "", std::optional<Money> earlier = std::nullopt)
{
    return {std::move(name), amount, earlier, std::move(code), ""};
}

RankedBars bars_of(std::vector<RankedItem> items)
{
    return {"r", "支出按功能分类", decimal::Unit::ten_thousand_yuan, "功能分类", "科目编码", "2023年度", "2022年度", std::move(items)};
}

/// Drawn, with all that must hold for any chart.
Chart checked(const RankedBars& bars)
{
    const auto result = chart::draw(bars);
    const auto& chart = drawn(result);
    check_chart(chart);
    return chart;
}

Chart checked(std::vector<RankedItem> items) { return checked(bars_of(std::move(items))); }

std::vector<std::string> column(const Chart& chart, std::size_t i)
{
    std::vector<std::string> cells;
    for (const auto& row : chart.rows)
        cells.push_back(row[i]);
    return cells;
}

using Words = std::vector<std::string>;

/// The seed of 2023: one class of 92.3 %, four tails, the other 21 blank.
std::vector<RankedItem> seed()
{
    std::vector<RankedItem> items;
    for (int i = 0; i < 26; ++i)
        items.push_back(item("第" + std::to_string(i) + "类支出", std::nullopt, std::to_string(201 + i)));
    items[0].amount = wan(74840);
    items[7].amount = wan(3279);
    items[8].amount = wan(1923);
    items[18].amount = wan(764);
    items[11].amount = wan(320);
    return items;
}

/// The lengths of the solid bars are in proportion to the amounts, to half a tenth each way.
void check_lengths(const std::vector<TextBox>& bars, std::size_t from, const std::vector<std::int64_t>& amounts)
{
    REQUIRE(bars.size() >= from + amounts.size());
    const std::int64_t longest = bars[from].right - bars[from].left;
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        const std::int64_t length = bars[from + i].right - bars[from + i].left;
        CHECK(std::abs(length * amounts[0] - longest * amounts[i]) <= amounts[0] + amounts[i]);
        CHECK(bars[from + i].left == bars[from].left);
    }
}

}  // namespace

TEST_CASE("ranked [4][48]: one class of 92.3 % and tails: a second panel with the rest, the same numbers in the table")
{
    const auto chart = checked(seed());
    CHECK(bold_texts(chart.wide) == Words{"748.40", "32.79", "19.23", "7.64", "3.20", "32.79", "19.23", "7.64", "3.20"});
    CHECK(bold_texts(chart.narrow) == bold_texts(chart.wide));
    CHECK(chart.columns == Words{"功能分类", "科目编码", "2023年度"});
    CHECK(chart.rows.size() == 26);
    CHECK(chart.rows[0] == Words{"第0类支出", "201", "748.40"});
    CHECK(chart.rows[4] == Words{"第11类支出", "212", "3.20"});
    CHECK(chart.rows[5] == Words{"第1类支出", "202", ""});
    CHECK(chart.wide.find("其余各项放大，刻度与上图不同（不含“第0类支出”）") != std::string::npos);
    CHECK(chart.wide.find("共 26 项功能分类，5 项有数。最大：第0类支出 748.40万元，占合计的 92.3%。最小：第11类支出 3.20万元。") != std::string::npos);
    CHECK(chart.note.starts_with("空白、未画出的：第1类支出、第2类支出、"));
    CHECK(chart.note.ends_with("等21项。"));
    const auto found = marks(chart.wide, "s1");
    REQUIRE(found.size() == 9);
    check_lengths(found, 0, {74840, 3279, 1923, 764});
    check_lengths(found, 5, {3279, 1923, 764, 320});
}

TEST_CASE("ranked [1][2][3]: all blank is refused, all zero has nothing but zero on its axis, one item takes all")
{
    CHECK(refused(chart::draw(bars_of({}))) == "没有数据");
    CHECK(refused(chart::draw(bars_of({item("甲", std::nullopt), item("乙", std::nullopt)}))) == "没有数据");
    const auto zero = checked({item("甲", Money()), item("乙", Money()), item("丙", std::nullopt)});
    CHECK(zero.note == "均为0。空白、未画出的：丙。");
    CHECK(marks(zero.wide, "s1").empty());
    CHECK(bold_texts(zero.wide) == Words{"0.00", "0.00"});
    CHECK(std::count_if(zero.wide_texts.begin(), zero.wide_texts.end(), [](const TextBox& box) { return box.top < 160; }) == 1);
    CHECK(zero.wide_texts[0].text == "0");
    CHECK(zero.rows[2] == Words{"丙", ""});
    const auto one = checked({item("甲", wan(81125)), item("乙", Money())});
    CHECK(one.wide.find("放大") == std::string::npos);
    CHECK(one.wide.find("占合计的 100.0%") != std::string::npos);
    CHECK(one.note.empty());
}

TEST_CASE("ranked [5][17]: 0.01 beside 10^6 is seen, printed and not alone in a second panel")
{
    const auto chart = checked({item("大", Money::from_cents(99'999'000'000)), item("小", wan(1))});
    CHECK(bold_texts(chart.wide) == Words{"10.00", "<0.01"});
    CHECK(chart.rows[1].back() == "0.01");
    CHECK(chart.wide.find("放大") == std::string::npos);
    const auto found = marks(chart.wide, "s1");
    REQUIRE(found.size() == 2);
    CHECK(found[1].right - found[1].left == 20);
}

TEST_CASE("ranked [6][29]: 20 are drawn, of 26 the first 12 and the sum of the others; ties by code")
{
    std::vector<RankedItem> items;
    for (int i = 0; i < 20; ++i)
        items.push_back(item("第" + std::to_string(i) + "类支出", wan(100), std::to_string(299 - i)));
    const auto twenty = checked(items);
    CHECK(bold_texts(twenty.wide).size() == 20);
    CHECK(twenty.rows.size() == 20);
    CHECK(twenty.rows[0][1] == "280");
    CHECK(twenty.rows[19][1] == "299");
    for (int i = 20; i < 26; ++i)
        items.push_back(item("第" + std::to_string(i) + "类支出", wan(i == 25 ? 0 : 50), std::to_string(299 - i)));
    const auto all = checked(items);
    CHECK(bold_texts(all.wide).size() == 13);
    CHECK(bold_texts(all.wide).back() == "10.50");
    REQUIRE(all.rows.size() == 27);
    CHECK(all.rows[26] == Words{"其他（14项）", "", "10.50"});
    CHECK(all.rows[25] == Words{"第25类支出", "274", "0.00"});
    CHECK(all.note == "绝对值最小的 14 项合为“其他（14项）”，各项见数据表。");
}

TEST_CASE("ranked [7]: two hundred items of seven digits, all in the table")
{
    std::vector<RankedItem> items;
    for (int i = 0; i < 200; ++i)
        items.push_back(item("科目" + std::to_string(i % 150), wan(i * i + 1), std::to_string(2'010'000 + i)));
    const auto chart = checked(items);
    CHECK(chart.rows.size() == 201);
    CHECK(bold_texts(chart.wide).size() == 25);  // the rest is over 80 % of all: the 12 once more
    CHECK(chart.rows[0] == Words{"科目49（2010199）", "2010199", "0.04", "396.02"});
    CHECK(chart.rows[200] == Words{"其他（188项）", "", "2.20", "21,974.38"});
}

TEST_CASE("ranked [8][9][10]: what is below zero is hatched, left of zero, with a minus sign, and last")
{
    const auto chart = checked({item("红字冲销", wan(-1230)), item("甲", wan(5000)), item("年末结余", wan(-41000)), item("乙", wan(36000)), item("丙", Money())});
    CHECK(bold_texts(chart.wide) == Words{"360.00", "50.00", "0.00", "\u221212.30", "\u2212410.00"});
}

TEST_CASE("ranked: negative bars of any share of the picture")
{
    for (const std::int64_t below : {1, 1230, 9'000, 100'000, 99'999'999}) {
        const auto chart = checked({item("甲", wan(5000)), item("乙", wan(4)), item("红字冲销", wan(-below)), item("丙", Money())});
        const auto up = marks(chart.wide, "s1");
        const auto down = marks(chart.wide, "below");
        REQUIRE(up.size() >= 2);
        REQUIRE(down.size() >= 1);
        CHECK(down[0].right == up[0].left);
        CHECK(chart.note.find("零线左侧带斜纹的为负数。") != std::string::npos);
        CHECK(chart.wide.find("<pattern id=\"r-w-h\"") != std::string::npos);
        CHECK(chart.narrow.find("url(#r-n-h)") != std::string::npos);
        CHECK(chart.file.find("url(#r-f-h)") != std::string::npos);
        CHECK(chart.wide.find("占合计") == std::string::npos);
    }
    checked({item("甲", wan(-100)), item("乙", wan(-3050))});
    const auto zero_sum = checked({item("甲", wan(100)), item("乙", wan(-100))});
    CHECK(zero_sum.rows[1] == Words{"乙", "\u22121.00"});
}

TEST_CASE("ranked [11][12][13][14][15]: earlier amounts are ticks; missing, zero, negative, equal")
{
    const auto chart = checked({item("甲", wan(5000), "", wan(6000)), item("乙", wan(4000)), item("丙", wan(3000), "", Money()),
                                item("丁", Money(), "", wan(2000)), item("戊", wan(1000), "", wan(-1000)), item("己", wan(900), "", wan(900)),
                                item("庚", std::nullopt, "", wan(7))});
    CHECK(chart.columns == Words{"功能分类", "2023年度", "2022年度"});
    CHECK(column(chart, 2) == Words{"60.00", "", "0.00", "\u221210.00", "9.00", "20.00", "0.07"});
    CHECK(chart.rows[6] == Words{"庚", "", "0.07"});
    CHECK(chart.note == "空白、未画出的：庚。没有竖线的，2022年度无数据。");
    const auto ticks = marks(chart.wide, "tick");
    REQUIRE(ticks.size() == 6);  // the first in the key
    const auto bars = marks(chart.wide, "s1");
    REQUIRE(bars.size() == 6);
    const auto middle = [](const TextBox& tick) { return (tick.left + tick.right) / 2; };
    CHECK(std::abs((middle(ticks[1]) - bars[1].left) * 5 - (bars[1].right - bars[1].left) * 6) <= 12);
    CHECK(std::abs(middle(ticks[2]) - bars[3].left) <= 1);
    CHECK(middle(ticks[3]) < bars[4].left);
    CHECK(std::abs(middle(ticks[4]) - bars[5].right) <= 1);
    CHECK(chart.wide_texts[0].text == "2023年度");
    CHECK(chart.wide_texts[1].text == "2022年度");
}

TEST_CASE("ranked: values keep clear of ticks wherever they stand")
{
    for (int prior = -40; prior <= 140; ++prior)
        checked({item("甲", wan(10'000), "", wan(prior * 100)), item("乙", wan(8'700), "", wan(prior * 100 + 30)),
                 item("丙", wan(300), "", wan(prior * 10)), item("丁", wan(-800), "", wan(prior * 20))});
}

TEST_CASE("ranked [16]: amounts at the limits of 64 bits; a sum beyond them is refused")
{
    const auto largest = Money::from_cents(INT64_MAX);
    const auto smallest = Money::from_cents(INT64_MIN);
    const auto both = checked({item("甲", largest, "", smallest), item("乙", smallest, "", largest), item("丙", wan(1), "", Money())});
    CHECK(both.rows[0][1] == "922,337,203.69");
    CHECK(both.rows[2][1] == "\u2212922,337,203.69");
    checked({item("甲", largest), item("乙", largest), item("丙", largest)});
    checked({item("甲", smallest)});
    std::vector<RankedItem> items(21, item("甲", largest));
    CHECK(refused(chart::draw(bars_of(items))) == "其余各项之和超出可计算的范围");
    CHECK(chart::shown_unit(bars_of(items)) == decimal::Unit::ten_thousand_yuan);
}

TEST_CASE("ranked [18]: 亿元 from 10,000 万元 by the greatest, with the exact amounts in the table")
{
    const auto below = bars_of({item("甲", Money::from_cents(9'999'995'000)), item("乙", wan(1))});
    CHECK(chart::shown_unit(below) == decimal::Unit::ten_thousand_yuan);
    CHECK(bold_texts(checked(below).wide) == Words{"9999.995", "0.01"});
    const auto above = bars_of({item("甲", Money::from_cents(10'000'000'000), "", wan(123'456)), item("乙", wan(5'000)), item("丙", wan(4'999)),
                                item("丁", wan(-4'999)), item("戊", wan(-999'999))});
    CHECK(chart::shown_unit(above) == decimal::Unit::hundred_million_yuan);
    const auto chart = checked(above);
    CHECK(bold_texts(chart.wide) == Words{"1.00", "0.01", "<0.01", ">\u22120.01", "\u22121.00"});
    CHECK(chart.columns == Words{"功能分类", "2023年度（亿元）", "2022年度（亿元）", "2023年度（万元）", "2022年度（万元）"});
    CHECK(chart.rows[0] == Words{"甲", "1.00", "0.12", "10,000.00", "1234.56"});
    CHECK(chart.rows[4] == Words{"戊", "\u22121.00", "", "\u22129999.99", ""});
    CHECK(chart.note.ends_with("图中的数按亿元四舍五入到两位小数，准确数见数据表。"));
    auto yuan = bars_of({item("甲", Money::from_cents(1'800'965'268))});
    yuan.unit = decimal::Unit::yuan;
    CHECK(chart::shown_unit(yuan) == decimal::Unit::yuan);
    CHECK(bold_texts(checked(yuan).wide) == Words{"18,009,652.68"});
}

TEST_CASE("ranked [22][23][27]: equal names are told apart by code, equal codes stay in order, a name may be empty")
{
    const auto chart = checked({item("其他支出", wan(100), "229"), item("其他支出", wan(100), "20199"), item("甲", wan(90), "301"),
                                item("乙", wan(90), "301"), item("", wan(1), ""), item("", wan(1), "")});
    CHECK(column(chart, 0) == Words{"其他支出（20199）", "其他支出（229）", "甲", "乙", "（未命名）", "（未命名）"});
    CHECK(chart.wide_texts.size() == chart.narrow_texts.size());
}

TEST_CASE("ranked [24][25][26][28]: names of every sort stay in the picture, clear of others, and are escaped")
{
    for (const auto* name : {"机关事业单位基本养老保险缴费支出（含以前年度补缴及滞纳金）和职业年金缴费支出以及其他社会保障缴费等各项支出",
                             "机关事业单位基本养老保险缴费支出（含以前年度补缴及滞纳金）和职业年金缴费支出",
                             "A very long Latin name without any Chinese in it that goes on and on", "MWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMW",
                             "（）《》“”·—", "\U00020BB7野家\u200B\u202E反向\u200F", "<script>alert(1)</script> & \"x\" ' ]]>", "", "\x01\x02", "😀😀😀"}) {
        INFO(name);
        const auto chart = checked({item(name, wan(100), name, wan(90)), item("乙", wan(50), "", wan(60)), item("丙", wan(-7)), item(name, std::nullopt)});
        CHECK(chart.wide.find("\u202E") == std::string::npos);
        auto labelled = bars_of({item(name, wan(900), "", wan(1)), item("乙", wan(50)), item("丙", wan(7))});
        labelled.amount_label = labelled.earlier_label = labelled.title = name;
        checked(labelled);
    }
    const auto chart = checked({item("机关事业单位基本养老保险缴费支出（含以前年度补缴及滞纳金）和职业年金缴费支出以及其他社会保障缴费等各项支出", wan(1))});
    CHECK(chart.wide.find("…</text>") != std::string::npos);
    CHECK(chart.wide.find("<title>机关事业单位") != std::string::npos);
}

TEST_CASE("ranked: addresses stand with the table's rows, not in the picture")
{
    auto bars = bars_of({item("甲", wan(1)), item("乙", wan(2)), item("丙", std::nullopt)});
    CHECK(checked(bars).links.empty());
    bars.items[0].href = "../2023/\"x\"&y.html";
    const auto chart = checked(bars);
    CHECK(chart.links == Words{"", "../2023/\"x\"&y.html", ""});
    CHECK(chart.wide.find("href") == std::string::npos);
}

TEST_CASE("ranked [42][43][44][45]: the same bytes twice and in another locale, ids of its own, and small")
{
    auto items = seed();
    for (auto& each : items)
        each.earlier = each.amount;
    const auto first = checked(items);
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    const auto second = checked(items);
    std::setlocale(LC_ALL, "C");
    CHECK(first.wide == second.wide);
    CHECK(first.narrow == second.narrow);
    CHECK(first.file == second.file);
    CHECK(first.wide.find("id=\"r-w-t\"") != std::string::npos);
    CHECK(first.narrow.find("id=\"r-n-t\"") != std::string::npos);
    CHECK(first.file.find("id=\"r-f-t\"") != std::string::npos);
    CHECK(first.wide.size() < 8192);
}

TEST_CASE("ranked [47]: one amount changed, its bar and its value change and nothing else")
{
    const auto before = checked({item("甲", wan(7400)), item("乙", wan(5000), "", wan(4000)), item("丙", wan(2000)), item("丁", wan(-1000))});
    const auto after = checked({item("甲", wan(7400)), item("乙", wan(5100), "", wan(4000)), item("丙", wan(2000)), item("丁", wan(-1000))});
    for (const auto& [a, b] : {std::pair(&before.wide, &after.wide), std::pair(&before.narrow, &after.narrow)}) {
        const auto changed = changed_elements(*a, *b);
        for (const auto& element : changed)
            CHECK((element.find("class=\"s1\"") != std::string::npos || element.ends_with(">51.00") || element.find("class=\"paper\"") != std::string::npos));
        CHECK(std::count_if(changed.begin(), changed.end(), [](const auto& element) { return element.find("class=\"s1\"") != std::string::npos; }) == 1);
        CHECK(std::count_if(changed.begin(), changed.end(), [](const auto& element) { return element.ends_with(">51.00"); }) == 1);
    }
    const auto moved = checked({item("甲", wan(7400)), item("乙", wan(5000), "", wan(3900)), item("丙", wan(2000)), item("丁", wan(-1000))});
    const auto changed = changed_elements(before.wide, moved.wide);
    REQUIRE(changed.size() == 1);
    CHECK(changed[0].find("class=\"tick\"") != std::string::npos);
}

TEST_CASE("ranked: a thousand charts of amounts of every size, with every figure that is drawn in the table")
{
    std::mt19937 random(20230817);
    const Words names = {"教育支出", "社会保障和就业支出", "机关事业单位基本养老保险缴费支出（含以前年度补缴及滞纳金）", "A B", "😀", "乙"};
    const auto amount = [&] {
        std::int64_t cents = static_cast<std::int64_t>(random() % 9999) - (random() % 5 == 0 ? 9999 : 0);
        for (auto zeros = random() % 14; zeros > 0; --zeros)
            cents *= 10;
        return Money::from_cents(cents);
    };
    for (int round = 0; round < 1000; ++round) {
        std::vector<RankedItem> items;
        for (auto count = 1 + random() % (round % 20 == 0 ? 30 : 5); count > 0; --count)
            items.push_back(item(names[random() % names.size()], random() % 9 == 0 ? std::nullopt : std::optional(amount()), std::to_string(random() % 50),
                                 random() % 2 == 0 ? std::optional(amount()) : std::nullopt));
        items.push_back(item("甲", amount()));
        const auto chart = checked(items);
        const auto printed = column(chart, 2);
        for (const auto& text : bold_texts(chart.narrow))
            REQUIRE(std::find(printed.begin(), printed.end(), text) != printed.end());
    }
}

TEST_CASE("axis: steps by d3's rule, in whole 分")
{
    // As d3-array's tickIncrement gives them.
    CHECK(chart::tick_step(74'840, 7) == 10'000);
    CHECK(chart::tick_step(100, 5) == 20);
    CHECK(chart::tick_step(100, 7) == 20);
    CHECK(chart::tick_step(100, 3) == 50);
    CHECK(chart::tick_step(71, 10) == 10);
    CHECK(chart::tick_step(70, 10) == 5);
    CHECK(chart::tick_step(32, 10) == 5);
    CHECK(chart::tick_step(31, 10) == 2);
    CHECK(chart::tick_step(15, 10) == 2);
    CHECK(chart::tick_step(14, 10) == 1);
    CHECK(chart::tick_step(3, 7) == 1);
    CHECK(chart::tick_step(1, 7) == 1);
    CHECK(chart::tick_step(decimal::power_of_ten(18), 5) == 2 * decimal::power_of_ten(17));
    CHECK(chart::tick_step((decimal::Int128{1} << 64) - 1, 7) == 2 * decimal::power_of_ten(18));
}

TEST_CASE("axis: ends are round where a step fits, zero is always a tick, labels have the step's decimals")
{
    const auto axis = chart::amount_axis({wan(74'840), wan(-100)}, 7);
    CHECK(axis.lowest == wan(-100).cents());
    CHECK(axis.highest == wan(80'000).cents());
    CHECK(axis.ticks.front().is_zero());
    CHECK(chart::tick_text(axis.ticks.back(), axis, decimal::Unit::ten_thousand_yuan) == "800");
    const auto small = chart::amount_axis({wan(7), wan(-3)}, 4);
    CHECK(chart::tick_text(small.ticks.front(), small, decimal::Unit::ten_thousand_yuan) == "\u22120.04");
    CHECK(std::count_if(small.ticks.begin(), small.ticks.end(), [](Money tick) { return tick.is_zero(); }) == 1);
    CHECK(chart::amount_axis({Money()}, 5).ticks == std::vector<Money>{Money()});
    const auto widest = chart::amount_axis({Money::from_cents(INT64_MAX), Money::from_cents(INT64_MIN)}, 7);
    CHECK(widest.highest == INT64_MAX);
    CHECK(widest.ticks.size() == 9);
}

TEST_CASE("a value stands beside its bar, inside a long one, past a mark only where nothing else is left")
{
    const auto place = [](int end, std::vector<chart::Band> marks, bool may_be_inside = true) {
        return chart::place_value({end, 1000, 200, may_be_inside, std::move(marks)});
    };
    CHECK(place(500, {})->from == 560);
    CHECK(place(740, {})->from == 800);
    CHECK(place(741, {})->from == 481);
    CHECK(place(741, {})->is_inside);
    CHECK(place(900, {})->from == 640);
    CHECK_FALSE(place(900, {}, false));
    CHECK(place(500, {{600, 650}})->is_inside);
    CHECK(place(100, {{200, 250}})->from == 310);
    CHECK(place(100, {{450, 500}})->from == 160);
    CHECK(place(950, {{800, 850}})->from == 540);
    CHECK_FALSE(place(100, {{200, 960}}));
}
