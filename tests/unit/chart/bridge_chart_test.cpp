// Waterfalls: numbers in comments are the hard cases of web/charts.md.
#include "chart/bridge_chart.hpp"

#include <algorithm>
#include <clocale>
#include <limits>

#include <catch2/catch.hpp>

#include "pictures.hpp"

using namespace gongkai;
using namespace gongkai::test;
using chart::BridgeItem;
using decimal::Money;

namespace {

constexpr auto wan = decimal::Unit::ten_thousand_yuan;

Money money(std::int64_t hundredths) { return Money::from_cents(hundredths * 10'000); }  // hundredths of 万元

chart::BridgeChart bridge(std::int64_t start, std::int64_t end, std::vector<std::pair<std::string, std::int64_t>> deltas)
{
    chart::BridgeChart chart{"b", "收支变动", "项目", "2022年度", "2023年度", wan, money(start), money(end), {}};
    for (const auto& [name, delta] : deltas)
        chart.items.push_back({std::to_string(201 + chart.items.size()), name, money(delta)});
    return chart;
}

/// The sum of what is drawn.
chart::BridgeChart summed(std::int64_t start, std::vector<std::pair<std::string, std::int64_t>> deltas)
{
    auto end = start;
    for (const auto& item : deltas)
        end += item.second;
    return bridge(start, end, std::move(deltas));
}

std::vector<Element> bars(const std::string& svg)
{
    auto all = elements(svg);
    all.erase(std::remove_if(all.begin(), all.end(), [](const Element& e) { return e.tag != "rect" || e.classes.empty(); }), all.end());
    return all;
}

using Row = std::vector<std::string>;

}  // namespace

TEST_CASE("bridge: start, steps by size, end; each begins where the one before ended")
{
    const auto chart = check_chart(chart::draw(summed(32050, {{"甲", 1208}, {"乙", -9812}, {"丙", 21240}})));
    CHECK(chart.columns == Row{"项目", "增减额", "金额"});
    CHECK(chart.rows == std::vector<Row>{{"2022年度", "", "320.50"},
                                         {"丙", "+212.40", "532.90"},
                                         {"乙", "\u221298.12", "434.78"},
                                         {"甲", "+12.08", "446.86"},
                                         {"2023年度", "", "446.86"}});
    CHECK(chart.note.empty());
    const auto all = bars(chart.wide);
    REQUIRE(all.size() == 5);
    CHECK((all[0].classes == "soft" && all[1].classes == "s1" && all[2].classes == "s2" && all[3].classes == "s1" && all[4].classes == "soft"));
    CHECK(all[0].box.right == all[1].box.left);
    CHECK(all[1].box.right == all[2].box.right);
    CHECK(all[2].box.left == all[3].box.left);
    CHECK(all[3].box.right == all[4].box.right);
    CHECK(all[0].box.left == all[4].box.left);
    CHECK(chart.wide.find(">▲ +212.40<") != std::string::npos);
    CHECK(chart.wide.find(">▼ \u221298.12<") != std::string::npos);
    CHECK(chart.wide.find("2022年度 320.50万元，2023年度 446.86万元，增减 +126.36。丙 +212.40。") != std::string::npos);
}

TEST_CASE("bridge: the sum must equal the end to the last cent (20, 21)")
{
    CHECK(refused(chart::draw(bridge(32050, 32550, {{"甲", 300}}))) ==
          "各项增减之和 3.00万元 与2022年度、2023年度之差 5.00万元 不符，相差 2.00万元");
    auto chart = bridge(32050, 32350, {{"甲", 300}});
    chart.end = chart.end + Money::from_cents(1);
    CHECK(refused(chart::draw(chart)) == "各项增减之和 3.00万元 与2022年度、2023年度之差 3.000001万元 不符，相差 0.000001万元");
    CHECK(refused(chart::draw(bridge(100, 200, {}))) == "各项增减之和 0.00万元 与2022年度、2023年度之差 1.00万元 不符，相差 1.00万元");
}

TEST_CASE("bridge: nothing but zeros is refused; zeros among others are counted (1, 2, 15)")
{
    CHECK(refused(chart::draw(bridge(0, 0, {}))) == "各项均无增减");
    CHECK(refused(chart::draw(bridge(500, 500, {{"甲", 0}, {"乙", 0}}))) == "各项均无增减");
    const auto chart = check_chart(chart::draw(summed(500, {{"甲", 0}, {"乙", 100}, {"丙", -100}, {"丁", 0}})));
    CHECK(chart.rows.size() == 4);
    CHECK(chart.note.ends_with("另有 2 项无增减，未列。"));
    CHECK(chart.wide.find("，持平。") != std::string::npos);
}

TEST_CASE("bridge: six own steps and the others; thirty-five items; ties by code (29, 37)")
{
    std::vector<std::pair<std::string, std::int64_t>> deltas;
    for (int i = 0; i < 35; ++i)
        deltas.emplace_back("第" + std::to_string(i) + "项", (i % 2 == 0 ? 1 : -1) * (i < 10 ? 500 : 7));
    const auto chart = check_chart(chart::draw(summed(10000, deltas)));
    REQUIRE(chart.rows.size() == 2 + 6 + 1 + 29);
    for (std::size_t i = 1; i <= 6; ++i)
        CHECK(chart.rows[i][0] == "第" + std::to_string(i - 1) + "项");
    CHECK(chart.rows[7][0] == "其他（29项）");
    CHECK(chart.rows[8][0] == "其中：第6项");
    CHECK(bars(chart.wide).size() == 9);
    // The same items in another order give the same picture.
    auto shuffled = summed(10000, deltas);
    std::reverse(shuffled.items.begin(), shuffled.items.end());
    CHECK(drawn(chart::draw(shuffled)).wide == chart.wide);
    // A seventh is not hidden behind the name of others.
    deltas.resize(7);
    CHECK(check_chart(chart::draw(summed(10000, deltas))).rows[7][0] == "第6项");
    deltas.resize(6);
    CHECK(check_chart(chart::draw(summed(10000, deltas))).rows.size() == 8);
}

TEST_CASE("bridge: others that cancel out have a row without a bar (9)")
{
    std::vector<std::pair<std::string, std::int64_t>> deltas;
    for (int i = 0; i < 6; ++i)
        deltas.emplace_back("大" + std::to_string(i), 900);
    deltas.emplace_back("小一", 5);
    deltas.emplace_back("小二", -5);
    const auto chart = check_chart(chart::draw(summed(1000, deltas)));
    CHECK(chart.rows[7] == Row{"其他（2项）", "0.00", "64.00"});
    CHECK(bars(chart.wide).size() == 8);
}

TEST_CASE("bridge: an axis that does not begin at zero is marked and said")
{
    const auto chart = check_chart(chart::draw(summed(208608, {{"甲", -4756}, {"乙", 1200}})));
    CHECK(chart.note == "横轴从 2010.00 起，不从 0 起；2022年度、2023年度的条形在斜线处断开，长度不与金额成比例。");
    CHECK(with_class(chart.wide, "gap").size() == 2);
    CHECK(with_class(chart.narrow, "gap").size() == 2);
    const auto negative = check_chart(chart::draw(summed(-212000, {{"甲", -6000}, {"乙", 9050}})));
    CHECK(negative.note.starts_with("横轴从 \u22121980.00 起，不从 0 起；"));
    CHECK(with_class(negative.wide, "gap").size() == 2);
    // From zero where that still shows the steps.
    CHECK(with_class(drawn(chart::draw(summed(400, {{"甲", 100}}))).wide, "gap").empty());
    CHECK(with_class(drawn(chart::draw(summed(401, {{"甲", 100}}))).wide, "gap").size() == 2);
}

TEST_CASE("bridge: across zero, from zero, to zero, below zero (8, 12, 13, 14, 37)")
{
    const auto chart = check_chart(chart::draw(summed(12000, {{"甲", -26000}, {"乙", 9050}, {"丙", -3000}})));
    CHECK(chart.rows.back()[2] == "\u221279.50");
    const auto all = bars(chart.wide);
    CHECK(all[0].box.left == all[4].box.right);  // at zero
    CHECK(all[1].box.left < all[0].box.left);
    check_chart(chart::draw(summed(0, {{"甲", 100}, {"乙", -30}})));
    check_chart(chart::draw(summed(100, {{"甲", -100}})));
    check_chart(chart::draw(summed(-100, {{"甲", 100}})));
    check_chart(chart::draw(summed(-100, {{"甲", -1230}})));
    check_chart(chart::draw(summed(0, {{"甲", -1230}, {"乙", 1230}})));
}

TEST_CASE("bridge: tiny beside huge, and the edge of 64 bits (5, 16, 17)")
{
    const auto tiny = check_chart(chart::draw(summed(100'000'000, {{"大", 100'000'000}, {"小", 1}})));
    CHECK(bars(tiny.wide)[2].box.right - bars(tiny.wide)[2].box.left == 20);
    check_chart(chart::draw(summed(100'000'000, {{"小", 1}})));
    check_chart(chart::draw(summed(0, {{"小", 1}})));
    constexpr auto largest = std::numeric_limits<std::int64_t>::max();
    constexpr auto smallest = std::numeric_limits<std::int64_t>::min();
    auto edge = bridge(0, 0, {});
    edge.items = {{"1", "甲", Money::from_cents(largest)}};
    edge.end = Money::from_cents(largest);
    check_chart(chart::draw(edge));
    edge.start = Money::from_cents(1);
    edge.items.push_back({"2", "乙", Money::from_cents(-1)});
    CHECK(refused(chart::draw(edge)) == "数额过大，无法逐项累计");
    edge.items = {{"1", "甲", Money::from_cents(smallest)}};
    edge.start = {};
    edge.end = Money::from_cents(smallest);
    check_chart(chart::draw(edge));
    edge.start = Money::from_cents(largest);
    CHECK(refused(chart::draw(edge)).find("一个过大的数") != std::string::npos);
}

TEST_CASE("bridge: names of every sort, the same name and the same code twice (22 to 28)")
{
    for (const auto& name : hard_names()) {
        INFO(name);
        auto chart = summed(1000, {{name, 300}, {name, -500}, {"丙", 20}});
        chart.start_label = name;
        const auto result = check_chart(chart::draw(chart));
        CHECK(result.rows.size() == 5);
        chart = summed(200'000, {{name, 300}, {name, -500}});
        check_chart(chart::draw(chart));
    }
    auto twice = summed(1000, {{"甲", 300}, {"乙", 300}});
    twice.items[0].code = twice.items[1].code = "208";
    CHECK(drawn(chart::draw(twice)).rows[1][0] == "甲");
    CHECK(drawn(chart::draw(summed(1000, {{"", 300}}))).rows[1][0] == "（未命名）");
}

TEST_CASE("bridge: one number changed, its marks change and no others (47)")
{
    const auto before = drawn(chart::draw(summed(32050, {{"丙", 21240}, {"乙", -9812}, {"甲", 1208}})));
    const auto after = drawn(chart::draw(summed(32050, {{"丙", 21240}, {"乙", -9812}, {"甲", 1308}})));
    // The step and its figure, the end and its figure, the connector between them.
    CHECK(changed(before.wide, after.wide) == std::vector<std::string>{"rect s1", "text ink", "rect soft", "text ink", "line axis"});
    CHECK(changed(before.narrow, after.narrow) == std::vector<std::string>{"rect s1", "text ink", "rect soft", "text ink", "line axis"});
}

TEST_CASE("bridge: the same bytes twice and in another locale, ids apart, small (42 to 46)")
{
    const auto chart = summed(32050, {{"丙", 21240}, {"乙", -9812}, {"甲", 1208}});
    const auto first = drawn(chart::draw(chart));
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    const auto second = drawn(chart::draw(chart));
    std::setlocale(LC_ALL, "C");
    CHECK((first.wide == second.wide && first.narrow == second.narrow && first.file == second.file));
    for (const auto* id : {"b-w-t", "b-w-d"})
        CHECK(first.wide.find("id=\"" + std::string(id) + "\"") != std::string::npos);
    CHECK(first.narrow.find("id=\"b-n-t\"") != std::string::npos);
    CHECK(first.file.find("id=\"b-f-t\"") != std::string::npos);
    CHECK(first.wide.size() < 8192);
}
