#include "chart/label_stack.hpp"

#include <catch2/catch.hpp>

using gongkai::chart::stacked_labels;
using gongkai::chart::WantedLabel;

TEST_CASE("labels stay where they want to be, if there is room")
{
    CHECK(stacked_labels({}, 0, 100).empty());
    CHECK(stacked_labels({{10, 20}, {50, 20}}, 0, 100) == std::vector<int>{0, 40});
}

TEST_CASE("labels too close are pushed apart by as little as can be, and into the box")
{
    // Both want to be at 50: each gives way by half.
    CHECK(stacked_labels({{50, 20}, {50, 20}}, 0, 100) == std::vector<int>{30, 50});
    // The pool of the first two meets the third.
    CHECK(stacked_labels({{50, 20}, {50, 20}, {62, 20}}, 0, 200) == std::vector<int>{24, 44, 64});
    CHECK(stacked_labels({{0, 20}, {0, 20}}, 0, 100) == std::vector<int>{0, 20});
    CHECK(stacked_labels({{100, 20}, {100, 20}}, 0, 100) == std::vector<int>{60, 80});
    // Full to the brim.
    CHECK(stacked_labels({{90, 50}, {95, 50}}, 0, 100) == std::vector<int>{0, 50});
}

TEST_CASE("no labels overlap, whatever they want")
{
    unsigned state = 1;
    const auto next = [&](unsigned limit) { return static_cast<int>((state = state * 1'664'525U + 1'013'904'223U) >> 8U) % static_cast<int>(limit); };
    for (int round = 0; round < 200; ++round) {
        std::vector<WantedLabel> labels;
        int middle = 0;
        int total = 0;
        for (int i = next(30); i >= 0; --i) {
            labels.push_back({middle += next(60), 10 + next(40)});
            total += labels.back().height;
        }
        const int bottom = total + next(500);
        const auto tops = stacked_labels(labels, 0, bottom);
        int edge = 0;
        for (std::size_t i = 0; i < labels.size(); ++i) {
            CHECK(tops[i] >= edge);
            edge = tops[i] + labels[i].height;
        }
        CHECK(edge <= bottom);
    }
}
