// Lines, slopes and small multiples: numbers in comments are the hard cases of web/charts.md.
#include "chart/years_chart.hpp"

#include <algorithm>
#include <clocale>
#include <limits>

#include <catch2/catch.hpp>

#include "pictures.hpp"

using namespace gongkai;
using namespace gongkai::test;
using chart::YearsChart;
using chart::YearSeries;
using decimal::Money;

namespace {

constexpr auto wan = decimal::Unit::ten_thousand_yuan;
constexpr auto none = std::numeric_limits<std::int64_t>::min();

/// In hundredths of 万元; none: not published.
YearSeries series(std::string name, int first, const std::vector<std::int64_t>& values)
{
    YearSeries result{std::move(name), {}};
    for (const auto value : values)
        result.points.push_back({first++, value == none ? std::nullopt : std::optional(Money::from_cents(value * 10'000)), false, ""});
    return result;
}

YearsChart years(std::vector<YearSeries> all) { return {"y", "历年情况", wan, "未公开", std::move(all), {}}; }

std::vector<YearSeries> many(int count, int length)
{
    std::vector<YearSeries> all;
    for (int i = 0; i < count; ++i) {
        std::vector<std::int64_t> values;
        for (int year = 0; year < length; ++year)
            values.push_back(80000 / (i + 1) + 731 * year);
        all.push_back(series("第" + std::to_string(i) + "类项目", 2010, values));
    }
    return all;
}

std::size_t count(const std::string& svg, const std::string& tag, const std::string& word)
{
    std::size_t found = 0;
    for (const auto& element : with_class(svg, word))
        found += element.tag == tag ? 1 : 0;
    return found;
}

using Row = std::vector<std::string>;

}  // namespace

TEST_CASE("years: lines with their points, names at the ends, the table by year")
{
    const auto chart = check_chart(chart::draw(years({series("收入", 2019, {64520, 70233, 81125}), series("支出", 2019, {63310, 69000, 79930})})));
    CHECK(chart.columns == Row{"年度", "收入", "支出"});
    CHECK(chart.rows == std::vector<Row>{{"2019", "645.20", "633.10"}, {"2020", "702.33", "690.00"}, {"2021", "811.25", "799.30"}});
    CHECK(chart.note.empty());
    CHECK(chart.wide.find(">收入 811.25<") != std::string::npos);
    CHECK(chart.narrow.find(">收入 811.25<") != std::string::npos);
    CHECK(chart.wide.find("2019年至2021年。收入：2019年 645.20万元，2021年 811.25万元，增加 166.05。") != std::string::npos);
    CHECK(count(chart.wide, "circle", "s1") == 4);   // three years and the key
    CHECK(count(chart.wide, "polygon", "s2") == 4);  // another shape
    CHECK(count(chart.wide, "polyline", "s1") == 2);
    CHECK(with_class(chart.wide, "s2")[0].source.find("stroke-dasharray") != std::string::npos);
    CHECK(with_class(chart.wide, "s1")[0].source.find("stroke-dasharray") == std::string::npos);
}

TEST_CASE("years: one year or none is refused (1, 30)")
{
    CHECK(refused(chart::draw(years({}))) == "没有数据");
    CHECK(refused(chart::draw(years({series("甲", 2020, {none, none})}))) == "没有数据");
    CHECK(refused(chart::draw(years({series("甲", 2020, {100})}))) == "只有 2020 一年有数据，无从比较");
    CHECK(refused(chart::draw(years({series("甲", 2020, {none, 100, none}), series("乙", 2021, {5})}))) == "只有 2021 一年有数据，无从比较");
}

TEST_CASE("years: what no picture holds, or contradicts itself, is refused")
{
    auto twice = years({series("甲", 2020, {100, 200, 300})});
    twice.series[0].points[2].year = 2020;
    CHECK(refused(chart::draw(twice)) == "“甲”的 2020 年出现两次");
    CHECK(refused(chart::draw(years({series("甲", -1, {100, 200})}))) == "“甲”的年份 -1 无效");
    CHECK(refused(chart::draw(years({series("甲", 9999, {100, 200})}))) == "“甲”的年份 10000 无效");
    CHECK(refused(chart::draw(years({series("甲", 1980, std::vector<std::int64_t>(41, 5))}))) == "有 41 年，一张图最多画 40 年");
    CHECK(refused(chart::draw(years(many(25, 3)))) == "有 25 项，一张图最多画 24 项");
}

TEST_CASE("years: a missing year is a gap, years stand at their distance (31, 32)")
{
    auto input = years({series("甲", 2018, {100, 200, none, 400, 500})});
    auto chart = check_chart(chart::draw(input));
    CHECK(count(chart.wide, "polyline", "s1") == 3);  // two runs and the key
    CHECK(chart.rows[2] == Row{"2020", "未公开"});
    CHECK(chart.note == "线条中断处，表中所列年份没有数据。");
    input.series[0].points[2].missing = "不适用";
    CHECK(drawn(chart::draw(input)).rows[2][1] == "不适用");
    // 2015, 2016, 2020: the distances are 1 and 4.
    input = years({series("甲", 2015, {100, 200, 300})});
    input.series[0].points[2].year = 2020;
    chart = check_chart(chart::draw(input));
    CHECK(chart.rows.size() == 3);
    CHECK(chart.note == "所列年份不连续，不相邻的年份之间不连线。");
    const auto dots = with_class(chart.wide, "mark");
    CHECK(std::abs((dots[2].box.left - dots[1].box.left) - 4 * (dots[1].box.left - dots[0].box.left)) <= 4);
    // A series that ends early says so.
    chart = check_chart(chart::draw(years({series("甲", 2018, {100, 200, 300, 400}), series("乙", 2018, {50, 70})})));
    CHECK(chart.wide.find(">乙 0.70（2019年）<") != std::string::npos);
    CHECK(chart.rows[3] == Row{"2021", "4.00", "未公开"});
    // A series without a figure is in the table alone.
    chart = check_chart(chart::draw(years({series("甲", 2018, {100, 200, 300}), series("乙", 2018, {none, none, none})})));
    CHECK(chart.note == "“乙”各年均无数据，未画。");
    CHECK(with_class(chart.wide, "s2").empty());
}

TEST_CASE("years: declared breaks interrupt every line, with a rule and a mark (33)")
{
    auto input = years({series("甲", 2017, {100, 200, 300, 400, 500})});
    input.breaks = {{2019, "机构改革"}, {2018, "合并"}, {2019, "新制度"}, {2016, "之前"}, {2021, "之后"}};
    const auto chart = check_chart(chart::draw(input));
    CHECK(chart.note == "①2018年之后与之前不可比：合并。②2019年之后与之前不可比：机构改革；新制度。");
    CHECK(chart.wide.find(">①<") != std::string::npos);
    CHECK(chart.wide.find(">②<") != std::string::npos);
    CHECK(chart.wide.find(">③<") == std::string::npos);
    CHECK(count(chart.wide, "polyline", "s1") == 3);  // 2017–2018, 2020–2021 and the key; 2019 stands alone
    // In a gap between listed years.
    input = years({series("甲", 2015, {100, 200, 300})});
    input.series[0].points[2].year = 2020;
    input.breaks = {{2018, "改名"}};
    CHECK(check_chart(chart::draw(input)).note.starts_with("①2016年之后与之前不可比：改名。"));
    // A break after every one of forty years.
    input = years({series("甲", 1984, std::vector<std::int64_t>(40, 700))});
    for (int year = 1984; year < 2023; ++year)
        input.breaks.push_back({year, "改"});
    check_chart(chart::draw(input));
}

TEST_CASE("years: derived points are hollow, in the note and in the table")
{
    auto input = years({series("甲", 2018, {100, 200, 300})});
    input.series[0].points[0].is_derived = true;
    const auto chart = check_chart(chart::draw(input));
    CHECK(with_class(chart.wide, "hollow").size() == 1);
    CHECK(with_class(chart.narrow, "hollow").size() == 1);
    CHECK(chart.note == "空心点为推算数。");
    CHECK(chart.rows[0][1] == "1.00（推算）");
    input.series[0].points.pop_back();
    CHECK(with_class(check_chart(chart::draw(input)).wide, "hollow").size() == 1);
}

TEST_CASE("years: two years are a slope with figures at both sides (30)")
{
    auto input = years({series("甲", 2022, {74840, 70210}), series("乙", 2022, {3279, 4520}), series("丙", 2022, {1923, none}),
                        series("丁", 2022, {none, 764})});
    auto chart = check_chart(chart::draw(input));
    for (const auto& svg : {chart.wide, chart.narrow})
        for (const auto* figure : {">748.40<", ">702.10<", ">32.79<", ">45.20<", ">19.23<", ">7.64<"})
            CHECK(svg.find(figure) != std::string::npos);
    CHECK(chart.rows[1] == Row{"2023", "702.10", "45.20", "未公开", "7.64"});
    CHECK(count(chart.wide, "polyline", "s1") == 1);
    CHECK(count(chart.wide, "polyline", "s3") == 0);
    input.breaks = {{2022, "机构改革"}};
    chart = check_chart(chart::draw(input));
    CHECK(count(chart.wide, "polyline", "s1") == 0);
    CHECK(chart.note == "①2022年之后与之前不可比：机构改革。");
    // Two years that do not follow one another are joined; nothing was left out between them.
    input = years({series("甲", 2019, {100, 200})});
    input.series[0].points[1].year = 2023;
    chart = check_chart(chart::draw(input));
    CHECK(count(chart.wide, "polyline", "s1") == 1);
    CHECK(chart.note.empty());
}

TEST_CASE("years: ties everywhere keep their order and stay legible (29)")
{
    for (const int length : {2, 3}) {
        std::vector<YearSeries> all;
        for (int i = 0; i < 6; ++i)
            all.push_back(series("同" + std::to_string(i), 2020, std::vector<std::int64_t>(static_cast<std::size_t>(length), 500)));
        const auto chart = check_chart(chart::draw(years(all)));
        std::size_t before = 0;
        for (int i = 0; i < 6; ++i) {
            const auto at = chart.wide.find(">同" + std::to_string(i));
            CHECK(at != std::string::npos);
            CHECK(at > before);
            before = at;
        }
    }
}

TEST_CASE("years: negative, zero, all zero, tiny and huge (2, 5, 8, 9, 16, 17)")
{
    for (const std::size_t length : {std::size_t{2}, std::size_t{3}}) {
        const auto zeros = check_chart(chart::draw(years({series("甲", 2020, std::vector<std::int64_t>(length, 0))})));
        CHECK(zeros.note == "各年均为 0。");
        const auto cut = [&](std::vector<std::int64_t> values) {
            values.resize(length);
            return check_chart(chart::draw(years({series("甲", 2020, values), series("乙", 2020, {1, 1})})));
        };
        cut({-1230, 500, -20});
        cut({-1230, -500, -20});
        cut({100'000'000, 1, 99'999'999});
        auto edge = years({series("甲", 2020, std::vector<std::int64_t>(length, 0)), series("乙", 2020, std::vector<std::int64_t>(length, 7))});
        edge.series[0].points[0].value = Money::from_cents(std::numeric_limits<std::int64_t>::max());
        edge.series[0].points[1].value = Money::from_cents(std::numeric_limits<std::int64_t>::min());
        check_chart(chart::draw(edge));
        edge.series[1].points[1].value = Money::from_cents(std::numeric_limits<std::int64_t>::min() + 1);
        check_chart(chart::draw(edge));
    }
    // The longest figure there is, with its year below it: never cut.
    auto early = years({series("甲", 2020, {1, 1, 1}), series("乙", 2020, {1, 1})});
    early.series[1].points[1].value = Money::from_cents(std::numeric_limits<std::int64_t>::min());
    const auto chart = check_chart(chart::draw(early));
    for (const auto& svg : {chart.wide, chart.narrow})
        CHECK(svg.find("\u22129,223,372,036,854.775808") != std::string::npos);
    early.series[1].points[1].value = std::nullopt;
    for (int i = 0; i < 6; ++i)
        early.series.push_back(early.series[1]);
    early.series[3].points[0].value = Money::from_cents(std::numeric_limits<std::int64_t>::min());
    CHECK(check_chart(chart::draw(early)).narrow.find(">\u22129,223,372,036,854.775808（2020年）<") != std::string::npos);
}

TEST_CASE("years: fifteen years and more, six series (30, 40)")
{
    for (const int length : {3, 4, 7, 15, 40}) {
        const auto chart = check_chart(chart::draw(years(many(6, length))));
        CHECK(chart.wide.find(">2010<") != std::string::npos);
        CHECK(chart.narrow.find(">2010<") != std::string::npos);
        CHECK(chart.narrow.find(">" + std::to_string(2010 + length - 1) + "<") != std::string::npos);
    }
}

TEST_CASE("years: more than six series are small pictures on one scale (6)")
{
    for (const int length : {2, 5, 15}) {
        auto input = years(many(8, length));
        auto chart = check_chart(chart::draw(input));
        CHECK(chart.note == "各小图的纵轴相同。");
        CHECK(chart.columns.size() == 9);
        CHECK(count(chart.wide, "polyline", "s1") == 8);
        input.breaks = {{2010, "机构改革"}};
        check_chart(chart::draw(input));
        input.series[3].points[0].value = Money::from_cents(std::numeric_limits<std::int64_t>::max());
        input.series[4].points.back().value = Money::from_cents(std::numeric_limits<std::int64_t>::min());
        check_chart(chart::draw(input));
    }
    check_chart(chart::draw(years(many(24, 6))));
    // Equal amounts stand at equal heights: the second panel's first point is where the first's is.
    auto equal = many(7, 3);
    equal[1].points[0].value = equal[0].points[0].value;
    const auto marks = with_class(drawn(chart::draw(years(equal))).wide, "mark");
    CHECK(marks[0].box.top == marks[3].box.top);
}

TEST_CASE("years: names of every sort, the same name twice (22, 24 to 28)")
{
    for (const auto& name : hard_names()) {
        INFO(name);
        for (const int length : {2, 4})
            for (const int number : {2, 6, 7}) {
                auto input = years(many(number, length));
                for (auto& one : input.series)
                    one.name = name;
                input.breaks = {{2010, name}};
                check_chart(chart::draw(input));
            }
    }
    CHECK(drawn(chart::draw(years({series("", 2020, {1, 2})}))).columns[1] == "（未命名）");
}

TEST_CASE("years: one number changed, its marks change and no others (47)")
{
    auto input = years({series("甲", 2018, {100, 200, 1000, 400}), series("乙", 2018, {50, 60, 70, 80})});
    const auto before = drawn(chart::draw(input));
    input.series[1].points[1].value = Money::from_cents(900'000);
    const auto after = drawn(chart::draw(input));
    CHECK(changed(before.wide, after.wide) == std::vector<std::string>{"polyline s2 line", "polygon s2 mark"});
    CHECK(changed(before.narrow, after.narrow) == std::vector<std::string>{"polyline s2 line", "polygon s2 mark"});
    CHECK(before.rows[1][2] == "0.60");
    CHECK(after.rows[1][2] == "0.90");
    auto slope = years({series("甲", 2022, {1000, 900}), series("乙", 2022, {500, 400})});
    const auto first = drawn(chart::draw(slope));
    slope.series[1].points[1].value = Money::from_cents(4'500'000);
    // The line, its point, and the figure with its mark and its name, which follow the point.
    CHECK(changed(first.wide, drawn(chart::draw(slope)).wide) ==
          std::vector<std::string>{"polyline s2 line", "polygon s2 mark", "polygon s2 mark", "text ink", "text ink"});
}

TEST_CASE("years: the same bytes twice and in another locale, in any order of points, ids apart, small (42 to 46)")
{
    auto input = years(many(4, 5));
    const auto first = drawn(chart::draw(input));
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    for (auto& one : input.series)
        std::reverse(one.points.begin(), one.points.end());
    const auto second = drawn(chart::draw(input));
    std::setlocale(LC_ALL, "C");
    CHECK((first.wide == second.wide && first.narrow == second.narrow && first.file == second.file && first.rows == second.rows));
    CHECK(first.wide.find("id=\"y-w-t\"") != std::string::npos);
    CHECK(first.narrow.find("id=\"y-n-t\"") != std::string::npos);
    CHECK(first.wide.size() < 8192);
}
