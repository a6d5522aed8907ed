#include "chart/ticks.hpp"

#include <algorithm>
#include <limits>

#include <catch2/catch.hpp>

using namespace gongkai;
using chart::amount_axis;
using chart::tick_step;

TEST_CASE("steps by the rule of d3, on whole cents")
{
    // span, count → step, as d3.tickIncrement(0, span, count) gives.
    CHECK(tick_step(100, 10) == 10);
    CHECK(tick_step(100, 5) == 20);
    CHECK(tick_step(100, 4) == 20);
    CHECK(tick_step(100, 3) == 50);
    CHECK(tick_step(1000, 8) == 100);
    CHECK(tick_step(1000, 7) == 200);
    CHECK(tick_step(1000, 6) == 200);
    CHECK(tick_step(141, 10) == 10);
    CHECK(tick_step(142, 10) == 20);
    CHECK(tick_step(316, 10) == 20);
    CHECK(tick_step(317, 10) == 50);
    CHECK(tick_step(707, 10) == 50);
    CHECK(tick_step(708, 10) == 100);
    CHECK(tick_step(3, 10) == 1);
    CHECK(tick_step(0, 5) == 1);
}

TEST_CASE("an axis holds its values and zero, has round ends, and zero is a tick")
{
    const auto axis = amount_axis(0, 9125, 6);
    CHECK((axis.low == 0 && axis.high == 10'000 && axis.step == 2000));
    CHECK(axis.ticks == std::vector<std::int64_t>{0, 2000, 4000, 6000, 8000, 10'000});
    const auto crossing = amount_axis(-1230, 300, 5);
    CHECK((crossing.low == -1500 && crossing.high == 500));
    CHECK(crossing.ticks == std::vector<std::int64_t>{-1500, -1000, -500, 0, 500});
    const auto below = amount_axis(-900, -800, 3);
    CHECK((below.low == -1000 && below.high == 0));
    CHECK(amount_axis(0, 0, 5).ticks == std::vector<std::int64_t>{0});
    CHECK(amount_axis(0, 1, 5).ticks == std::vector<std::int64_t>{0, 1});
}

TEST_CASE("at the edge of 64 bits the ends are the values themselves (case 16)")
{
    constexpr auto largest = std::numeric_limits<std::int64_t>::max();
    constexpr auto smallest = std::numeric_limits<std::int64_t>::min();
    const auto axis = amount_axis(smallest, largest, 4);
    CHECK((axis.low == smallest && axis.high == largest));
    CHECK(axis.ticks == std::vector<std::int64_t>{-5'000'000'000'000'000'000, 0, 5'000'000'000'000'000'000});
    CHECK(amount_axis(0, largest, 5).high == largest);
}

TEST_CASE("properties: about as many steps as asked for, all multiples, no value outside")
{
    std::uint64_t state = 11;
    for (int round = 0; round < 2000; ++round) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        const auto a = static_cast<std::int64_t>(state >> (8 + round % 40)) * (round % 3 == 0 ? -1 : 1);
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        const auto b = static_cast<std::int64_t>(state >> (8 + round % 50));
        const int count = 3 + round % 5;
        const auto axis = amount_axis(std::min(a, b), std::max(a, b), count);
        INFO(a << " " << b << " " << count << " step " << axis.step);
        CHECK((axis.low <= std::min({a, b, std::int64_t{0}}) && axis.high >= std::max({a, b, std::int64_t{0}})));
        CHECK((axis.low % axis.step == 0 && axis.high % axis.step == 0));
        CHECK(axis.ticks.size() <= static_cast<std::size_t>(2 * count + 2));
        CHECK(std::find(axis.ticks.begin(), axis.ticks.end(), 0) != axis.ticks.end());
    }
}

TEST_CASE("figures of ticks have the decimals of the step")
{
    constexpr auto wan = decimal::Unit::ten_thousand_yuan;
    CHECK(chart::tick_text(500'000'000, 100'000'000, wan) == "500");
    CHECK(chart::tick_text(0, 100'000'000, wan) == "0");
    CHECK(chart::tick_text(500'000, 500'000, wan) == "0.5");
    CHECK(chart::tick_text(1'000'000, 500'000, wan) == "1.0");
    CHECK(chart::tick_text(-12'000'000'000, 2'000'000'000, wan) == "\u221212,000");
    CHECK(chart::tick_text(1, 1, wan) == "0.000001");
    CHECK(chart::tick_text(20, 10, decimal::Unit::yuan) == "0.2");
    CHECK(chart::tick_count(2600, 420, 6) == 6);
    CHECK(chart::tick_count(100, 420, 6) == 3);
}
