// Lines in cells: numbers in comments are the hard cases of web/charts.md.
#include "chart/sparkline.hpp"

#include <limits>

#include <catch2/catch.hpp>

#include "pictures.hpp"

using namespace gongkai;
using namespace gongkai::test;
using chart::Sparkline;
using decimal::Money;

namespace {

constexpr auto none = std::numeric_limits<std::int64_t>::min();

/// From 2019 on, in hundredths of 万元; none: no value.
Sparkline line(const std::vector<std::int64_t>& values)
{
    Sparkline result;
    int year = 2019;
    for (const auto value : values)
        result.points.push_back({year++, value == none ? std::nullopt : std::optional(Money::from_cents(value * 10'000))});
    return result;
}

std::size_t count(const std::string& svg, const std::string& tag)
{
    std::size_t found = 0;
    for (const auto& element : elements(svg))
        found += element.tag == tag ? 1 : 0;
    return found;
}

std::string checked(const Sparkline& input)
{
    auto svg = chart::sparkline(input);
    CHECK(svg == chart::sparkline(input));
    check_picture(svg, {});
    CHECK(svg.find("<text") == std::string::npos);
    CHECK(svg.find("id=") == std::string::npos);
    CHECK(length_of(svg, "width") == 5 * length_of(svg, "height"));
    return svg;
}

}  // namespace

TEST_CASE("sparkline: a line, a dot at its end, and what it says")
{
    const auto svg = checked(line({64520, 70233, 81125, 79010, 83540}));
    CHECK(svg.find("aria-label=\"2019–2023：645.20、702.33、811.25、790.10、835.40（万元）\"") != std::string::npos);
    CHECK(svg.find("points=\"3,13 21.5,10 40,4.3 58.5,5.4 77,3\"") != std::string::npos);
    CHECK(count(svg, "polyline") == 1);
    CHECK(count(svg, "circle") == 1);
    CHECK(count(svg, "line") == 0);
}

TEST_CASE("sparkline: one value, equal values, none (1, 2, 30, 39)")
{
    CHECK(count(checked(line({500})), "circle") == 2);
    CHECK(checked(line({500})).find("cx=\"40\" cy=\"8\"") != std::string::npos);
    CHECK(checked(line({500})).find("aria-label=\"2019：5.00（万元）\"") != std::string::npos);
    CHECK(checked(line({300, 300, 300})).find("points=\"3,8 40,8 77,8\"") != std::string::npos);
    CHECK(checked(line({0, 0})).find("points=\"3,8 77,8\"") != std::string::npos);
    CHECK(chart::sparkline(line({none, none})).empty());
    CHECK(chart::sparkline(line({})).empty());
    CHECK(checked(line({none, 500, none})).find("cx=\"40\" cy=\"8\"") != std::string::npos);
}

TEST_CASE("sparkline: gaps and breaks interrupt the line; years stand at their distance (31, 32, 33)")
{
    const auto gap = checked(line({100, 200, none, 400, 300}));
    CHECK(count(gap, "polyline") == 2);
    CHECK(gap.find("1.00、2.00、未公开、4.00、3.00") != std::string::npos);
    auto broken = line({100, 200, 150, 400});
    broken.breaks = {2020};
    CHECK(count(checked(broken), "polyline") == 2);
    auto leap = line({100, 200, 300});
    leap.points[2].year = 2024;
    leap.missing = "不适用";
    const auto svg = checked(leap);
    CHECK(svg.find("2019–2024：2019 年 1.00、2020 年 2.00、2024 年 3.00（万元）") != std::string::npos);
    CHECK(svg.find("points=\"3,13 17.8,8\"") != std::string::npos);
}

TEST_CASE("sparkline: zero where the sign changes, its own scale else, the edge of 64 bits (8, 9, 16)")
{
    CHECK(count(checked(line({100, -50, 20})), "line") == 1);
    CHECK(count(checked(line({100, 0, 20})), "line") == 0);
    CHECK(count(checked(line({-100, -50})), "line") == 0);
    Sparkline edge;
    edge.points = {{2019, Money::from_cents(std::numeric_limits<std::int64_t>::max())},
                   {2020, Money::from_cents(std::numeric_limits<std::int64_t>::min())},
                   {2021, Money::from_cents(1)}};
    checked(edge);
    edge.missing = "<&\"'>";
    edge.points[1].value = std::nullopt;
    CHECK(checked(edge).find("&lt;&amp;&#34;&#39;&gt;") != std::string::npos);
}

TEST_CASE("sparkline: one number changed, the line and what it says change (47)")
{
    CHECK(changed(chart::sparkline(line({100, 200, 300})), chart::sparkline(line({100, 250, 300}))) ==
          std::vector<std::string>{"polyline s1 line"});
    CHECK(chart::sparkline(line({100, 200, 300, 250, 180})).size() < 700);
}
