// Bullets: what was done against what was planned. Numbers in brackets are the hard cases of
// shared/web/charts.md.
#include "chart/bullet_chart.hpp"

#include <algorithm>
#include <clocale>
#include <random>

#include <catch2/catch.hpp>

#include "chart/amounts.hpp"
#include "unit/chart/bar_picture.hpp"

using namespace gongkai;
using namespace bar_picture;
using chart::BulletItem;
using chart::Bullets;
using decimal::Money;

namespace {

using Words = std::vector<std::string>;

Money wan(std::int64_t hundredths) { return Money::from_cents(hundredths * 10'000); }  // hundredths of 万元

BulletItem item(std::string name, std::optional<Money> actual, std::optional<Money> planned, std::optional<Money> adjusted = std::nullopt)
{
    return {std::move(name), actual, planned, adjusted, ""};
}

Bullets bullets_of(std::vector<BulletItem> items)
{
    return {"b", "预算执行", decimal::Unit::ten_thousand_yuan, "项目", "决算", "预算", "调整预算", "执行率", "无预算", "未公开", std::move(items)};
}

/// Drawn, with all that must hold for any chart.
Chart checked(const Bullets& bullets)
{
    const auto result = chart::draw(bullets);
    const auto& chart = drawn(result);
    check_chart(chart);
    return chart;
}

Chart checked(std::vector<BulletItem> items) { return checked(bullets_of(std::move(items))); }

/// Bars without the one in the key.
std::vector<TextBox> bars(const std::string& svg)
{
    auto all = marks(svg, "s1");
    REQUIRE_FALSE(all.empty());
    all.erase(all.begin());
    return all;
}

std::size_t count_of(const std::string& text, const std::string& part)
{
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

/// The rate that the chart prints for an actual amount of a plan, beside an item of 50 %.
std::string rate_of(Money actual, Money planned)
{
    const auto chart = checked({item("甲", actual, planned), item("乙", wan(50), wan(100))});
    return chart.rows[0].back();
}

/// All figures of the table are in the picture, row by row, where its columns are.
void check_table(const Chart& chart)
{
    for (const auto* texts : {&chart.wide_texts, &chart.narrow_texts}) {
        auto at = texts->begin();
        for (const auto& row : chart.rows) {
            at = std::find_if(at, texts->end(), [&](const TextBox& box) { return box.text == row.back(); });
            INFO(row[0] << " " << row.back());
            REQUIRE(at != texts->end());
            ++at;
        }
    }
    for (const auto& row : chart.rows)
        for (auto cell = row.begin() + 1; cell != row.end(); ++cell)
            CHECK((cell->empty() || count_of(chart.narrow, *cell) > 0));
}

}  // namespace

TEST_CASE("bullets [48]: bars end at the rate, ticks stand at the plan, all figures are those of the table")
{
    const auto chart = checked({item("行政运行", wan(74840), wan(70000), wan(76050)), item("党办业务经费", wan(3279), wan(4000)),
                                item("文明创建经费", wan(5880), wan(5000), wan(5200)), item("保密工作经费", Money(), wan(1200))});
    check_table(chart);
    CHECK(chart.columns == Words{"项目", "预算", "调整预算", "决算", "执行率"});
    CHECK(chart.rows == std::vector<Words>{{"行政运行", "700.00", "760.50", "748.40", "98.4%"},
                                           {"党办业务经费", "40.00", "", "32.79", "82.0%"},
                                           {"文明创建经费", "50.00", "52.00", "58.80", "113.1%"},
                                           {"保密工作经费", "12.00", "", "0.00", "0.0%"}});
    CHECK(chart.note == "100% 为各项目自身的调整预算，没有调整预算的为预算。");
    CHECK(chart.wide.find("共 4 个项目，1 个超过 100%。执行率最高：文明创建经费 113.1%。最低：保密工作经费 0.0%。") != std::string::npos);
    for (const auto* svg : {&chart.wide, &chart.narrow}) {
        const auto found = bars(*svg);
        REQUIRE(found.size() == 3);
        const auto hollow = marks(*svg, "hollow");
        REQUIRE(hollow.size() == 3);  // the first in the key
        const int full = (hollow[1].left + hollow[1].right) / 2 - found[0].left;
        CHECK(std::abs((found[0].right - found[0].left) * 1000 - full * 984) <= 1000);
        CHECK(std::abs((found[1].right - found[1].left) * 1000 - full * 820) <= 1000);
        CHECK(std::abs((found[2].right - found[2].left) * 1300 - full * 1470) <= 1300);  // 58.80 of 52.00
        CHECK(hollow[1].left == hollow[2].left);
        const auto ticks = marks(*svg, "tick");
        REQUIRE(ticks.size() == 5);
        CHECK(std::abs((ticks[2].left + ticks[2].right) / 2 - found[0].left - full) <= 1);
        CHECK(ticks[3].left < hollow[1].left);
    }
}

TEST_CASE("bullets [38]: no plan, a plan not published, an actual amount not published, a plan below zero")
{
    const auto chart = checked({item("甲", wan(764), Money()), item("乙", wan(320), std::nullopt), item("丙", std::nullopt, wan(9000)),
                                item("丁", Money(), Money()), item("戊", wan(5), wan(-10)), item("己", wan(5), std::nullopt, wan(10)),
                                item("庚", wan(5), wan(10), Money())});
    check_table(chart);
    CHECK(chart.rows == std::vector<Words>{{"甲", "0.00", "", "7.64", "无预算"},
                                           {"乙", "未公开", "", "3.20", "未公开"},
                                           {"丙", "90.00", "", "未公开", "未公开"},
                                           {"丁", "0.00", "", "0.00", "—"},
                                           {"戊", "\u22120.10", "", "0.05", "—"},
                                           {"己", "未公开", "0.10", "0.05", "50.0%"},
                                           {"庚", "0.10", "0.00", "0.05", "无预算"}});
    CHECK(bars(chart.wide).size() == 1);
    CHECK(marks(chart.wide, "tick").size() == 2);    // in the key and of 丙
    CHECK(marks(chart.wide, "hollow").size() == 2);  // in the key and of 己
    CHECK(chart.wide.find("共 7 个项目，6 个没有执行率，0 个超过 100%。己：50.0%。") != std::string::npos);
}

TEST_CASE("bullets [38]: beyond 300 % the bar is cut and ends in an arrow")
{
    const auto at_limit = checked({item("甲", wan(30), wan(10))});
    CHECK(at_limit.wide.find("<polygon") == std::string::npos);
    for (const std::int64_t actual : {31, 35, 120, 99'999'999}) {
        const auto chart = checked({item("甲", wan(actual), wan(10)), item("乙", wan(15), wan(10))});
        CHECK(count_of(chart.wide, "<polygon") == 1);
        CHECK(count_of(chart.narrow, "<polygon") == 1);
        CHECK(chart.note == "100% 为各项目自身的预算。超过 300% 的条形画到 300% 为止，末端为箭头，以数字为准。" +
                                std::string(actual > 1'000'000 ? "图中的数按亿元四舍五入到两位小数，准确数见数据表。" : ""));
        const auto found = bars(chart.wide);
        REQUIRE(found.size() == 2);
        CHECK(std::abs((found[0].right + 140 - found[0].left) - 2 * (found[1].right - found[1].left)) <= 2);
    }
    CHECK(rate_of(wan(35), wan(10)) == "350.0%");
}

TEST_CASE("bullets [8]: negative amounts are hatched and left of zero, cut and with an arrow below −300 %")
{
    const auto chart = checked({item("冲销", wan(-4), wan(10)), item("大额冲销", wan(-84), wan(10)), item("乙", wan(8), wan(10))});
    CHECK(chart.rows[0].back() == "\u221240.0%");
    CHECK(chart.rows[1].back() == "\u2212840.0%");
    const auto below = marks(chart.wide, "below");
    REQUIRE(below.size() == 2);
    CHECK(below[0].right == below[1].right);
    CHECK(below[1].left < below[0].left);
    CHECK(bars(chart.wide)[0].left == below[0].right);
    CHECK(count_of(chart.wide, "<polygon") == 1);
    CHECK(chart.note.find("零线左侧带斜纹的为负数。") != std::string::npos);
    checked({item("甲", wan(-1), wan(1'000)), item("乙", wan(1), wan(1'000))});
}

TEST_CASE("bullets: a plan far from what it became is said to be outside")
{
    const auto chart = checked({item("预算大减", wan(8), wan(100), wan(10)), item("预算大增", wan(118), wan(60), wan(120))});
    CHECK(chart.note.find("“预算大减”的预算在图外，未画出。") != std::string::npos);
    CHECK(marks(chart.wide, "tick").size() == 2);
}

TEST_CASE("bullets [15][17]: rates of one decimal, never 0.0 % for what is not zero; a printed rate stands as printed")
{
    CHECK(rate_of(wan(1), wan(100'000)) == "<0.1%");
    CHECK(rate_of(wan(-1), wan(100'000)) == ">\u22120.1%");
    CHECK(rate_of(wan(50), wan(100'000)) == "0.1%");
    CHECK(rate_of(wan(10), wan(10)) == "100.0%");
    CHECK(rate_of(wan(-10), wan(10)) == "\u2212100.0%");
    CHECK(rate_of(wan(12'345), wan(100'000)) == "12.3%");
    CHECK(rate_of(wan(12'350), wan(100'000)) == "12.4%");
    auto bullets = bullets_of({item("甲", wan(98), wan(100))});
    bullets.items[0].rate_text = "98.00%";
    CHECK(checked(bullets).rows[0].back() == "98.00%");
}

TEST_CASE("bullets [1][2]: refused without an item, with more than forty, with none to compare")
{
    CHECK(refused(chart::draw(bullets_of({}))) == "没有项目");
    CHECK(refused(chart::draw(bullets_of(std::vector<BulletItem>(41, item("甲", wan(1), wan(1)))))) == "有 41 个项目，一张图最多画 40 个");
    CHECK(refused(chart::draw(bullets_of({item("甲", wan(1), Money()), item("乙", std::nullopt, wan(1))}))) == "没有一个项目有可比的决算和预算");
    const auto zero = checked({item("甲", Money(), wan(1)), item("乙", Money(), wan(1))});
    CHECK(bars(zero.wide).empty());
    CHECK(zero.wide.find("执行率均为 0.0%。") != std::string::npos);
    std::vector<BulletItem> items;
    for (int i = 0; i < 40; ++i)
        items.push_back(item("第" + std::to_string(i) + "项专项业务经费" + (i % 3 == 0 ? "（含以前年度结转资金）及配套经费" : ""), wan(i * i), wan(400 + i),
                             i % 4 == 0 ? std::optional(wan(500)) : std::nullopt));
    const auto forty = checked(items);
    check_table(forty);
    CHECK(forty.rows.size() == 40);
}

TEST_CASE("bullets [16][18]: amounts at the limits of 64 bits, and 亿元 with the exact amounts in the table")
{
    const auto largest = Money::from_cents(INT64_MAX);
    const auto smallest = Money::from_cents(INT64_MIN);
    const auto limits = checked({item("甲", largest, Money::from_cents(1), largest), item("乙", smallest, largest), item("丙", largest, Money::from_cents(1)),
                                 item("丁", smallest, Money::from_cents(1)), item("戊", Money::from_cents(1), largest)});
    CHECK(limits.rows[0][4] == "100.0%");
    CHECK(limits.rows[1][4] == "\u2212100.0%");
    CHECK(limits.rows[2][4] == "922337203685477580700.0%");
    CHECK(limits.rows[4][4] == "<0.1%");
}

TEST_CASE("bullets [18]: one unit for all, by the greatest")
{
    auto bullets = bullets_of({item("收入", Money::from_cents(1'851'120'500'000), wan(190'200'000)), item("支出", wan(1), wan(4'999))});
    CHECK(chart::shown_unit(bullets) == decimal::Unit::hundred_million_yuan);
    const auto chart = checked(bullets);
    CHECK(chart.columns == Words{"项目", "预算（亿元）", "决算（亿元）", "执行率", "预算（万元）", "决算（万元）"});
    CHECK(chart.rows[0] == Words{"收入", "190.20", "185.11", "97.3%", "1,902,000.00", "1,851,120.50"});
    CHECK(chart.rows[1] == Words{"支出", "<0.01", "<0.01", "<0.1%", "49.99", "0.01"});
    bullets.items.erase(bullets.items.begin());
    CHECK(chart::shown_unit(bullets) == decimal::Unit::ten_thousand_yuan);
}

TEST_CASE("bullets [22][24][25][26][27][28]: names and labels of every sort stay in the picture and are escaped")
{
    for (const auto* name : {"机关事业单位基本养老保险缴费支出（含以前年度补缴及滞纳金）和职业年金缴费支出以及其他社会保障缴费等各项支出",
                             "A very long Latin name without any Chinese in it that goes on and on", "MWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMW",
                             "（）《》“”·—", "\U00020BB7野家\u200B\u202E反向\u200F", "<script>alert(1)</script> & \"x\" ' ]]>", "", "\x01\x02", "😀😀😀"}) {
        INFO(name);
        checked({item(name, wan(98), wan(100)), item(name, wan(350), wan(100), wan(90)), item("丙", wan(-7), wan(100))});
        auto bullets = bullets_of({item("甲", wan(98), wan(100)), item("乙", wan(350), wan(100), wan(90)), item("丙", wan(7), Money()),
                                   item("丁", wan(7), std::nullopt)});
        bullets.actual_label = bullets.planned_label = bullets.adjusted_label = bullets.rate_label = name;
        bullets.no_plan_text = bullets.not_published_text = bullets.items[0].rate_text = name;
        checked(bullets);
    }
}

TEST_CASE("bullets [42][43][44][45]: the same bytes twice and in another locale, ids of its own, and small")
{
    std::vector<BulletItem> items;
    for (int i = 0; i < 8; ++i)
        items.push_back(item("第" + std::to_string(i) + "项业务经费", wan(i == 3 ? -1 : 980), wan(1000), i == 2 ? std::optional(wan(1100)) : std::nullopt));
    const auto first = checked(items);
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    const auto second = checked(items);
    std::setlocale(LC_ALL, "C");
    CHECK(first.wide == second.wide);
    CHECK(first.narrow == second.narrow);
    CHECK(first.file == second.file);
    CHECK(first.wide.find("id=\"b-w-t\"") != std::string::npos);
    CHECK(first.narrow.find("id=\"b-n-h\"") != std::string::npos);
    CHECK(first.file.find("id=\"b-f-t\"") != std::string::npos);
    CHECK(first.wide.size() < 8192);
}

TEST_CASE("bullets [47]: one amount changed, its bar and its figures change and nothing else")
{
    const auto chart = [&](std::int64_t actual, std::int64_t planned) {
        return checked({item("甲", wan(90), wan(100)), item("乙", wan(actual), wan(planned)), item("丙", wan(30), wan(100))});
    };
    const auto before = chart(50, 100);
    const auto more = changed_elements(before.wide, chart(60, 100).wide);
    REQUIRE(more.size() == 3);
    CHECK(more[0].find("class=\"s1\"") != std::string::npos);
    CHECK(more[1].ends_with(">60.0%"));
    CHECK(more[2].ends_with(">0.60"));
    CHECK(changed_elements(before.narrow, chart(60, 100).narrow).size() == 3);
    const auto plan = changed_elements(before.wide, chart(50, 80).wide);
    REQUIRE(plan.size() == 3);
    CHECK(plan[2].ends_with(">0.80"));
}

TEST_CASE("bullets: a thousand charts of amounts of every size")
{
    std::mt19937 random(20230817);
    const Words names = {"党办业务经费", "机关事业单位基本养老保险缴费支出（含以前年度补缴及滞纳金）", "A B", "😀", "乙"};
    const auto amount = [&]() -> std::optional<Money> {
        if (random() % 9 == 0)
            return std::nullopt;
        std::int64_t cents = static_cast<std::int64_t>(random() % 9999) - (random() % 6 == 0 ? 9999 : 0);
        for (auto zeros = random() % 14; zeros > 0; --zeros)
            cents *= 10;
        return Money::from_cents(cents);
    };
    for (int round = 0; round < 1000; ++round) {
        std::vector<BulletItem> items{item("甲", wan(9), wan(10))};
        for (auto count = random() % (round % 20 == 0 ? 39 : 5); count > 0; --count)
            items.push_back(item(names[random() % names.size()], amount(), amount(), random() % 3 == 0 ? amount() : std::nullopt));
        checked(items);
    }
}

TEST_CASE("shares of a whole: half away from zero")
{
    CHECK(chart::percent_text(1, 3) == "33.3%");
    CHECK(chart::percent_text(2, 3) == "66.7%");
    CHECK(chart::percent_text(1, 2000) == "0.1%");
    CHECK(chart::percent_text(1, 2001) == "<0.1%");
    CHECK(chart::percent_text(0, 5) == "0.0%");
    CHECK(chart::percent_text(-1, 2000) == "\u22120.1%");
}
