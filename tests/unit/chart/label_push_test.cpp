#include "chart/label_push.hpp"

#include <algorithm>
#include <limits>

#include <catch2/catch.hpp>

using gongkai::chart::push_labels;
using gongkai::chart::PushedLabel;

namespace {

using Starts = std::vector<std::optional<int>>;

long long movement(const std::vector<PushedLabel>& labels, const std::vector<int>& starts)
{
    long long sum = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const long long moved = starts[i] - (labels[i].wanted - labels[i].size / 2);
        sum += moved * moved;
    }
    return sum;
}

/// The least movement of any placement, by trying all; labels are in order.
long long least(const std::vector<PushedLabel>& labels, int low, int high, std::vector<int>& starts)
{
    if (starts.size() == labels.size())
        return movement(labels, starts);
    long long best = std::numeric_limits<long long>::max();
    for (int start = low; start + labels[starts.size()].size <= high; ++start) {
        starts.push_back(start);
        best = std::min(best, least(labels, start + labels[starts.size() - 1].size, high, starts));
        starts.pop_back();
    }
    return best;
}

}  // namespace

TEST_CASE("labels with room stay where they want to be")
{
    CHECK(push_labels({{100, 20}, {300, 40}}, 0, 400) == Starts{90, 280});
    CHECK(push_labels({}, 0, 400).empty());
    CHECK(push_labels({{300, 40}, {100, 20}}, 0, 400) == Starts{280, 90});
}

TEST_CASE("labels that collide share the movement, and stay in the box")
{
    CHECK(push_labels({{100, 20}, {100, 20}}, 0, 400) == Starts{80, 100});
    CHECK(push_labels({{100, 20}, {104, 20}, {200, 20}}, 0, 400) == Starts{82, 102, 190});
    CHECK(push_labels({{0, 20}, {0, 20}}, 0, 400) == Starts{0, 20});
    CHECK(push_labels({{399, 20}, {400, 20}, {-50, 20}}, 0, 400) == Starts{360, 380, 0});
    CHECK(push_labels({{50, 100}, {50, 100}}, 0, 200) == Starts{0, 100});
}

TEST_CASE("of equals, the order given is kept")
{
    CHECK(push_labels({{50, 10}, {50, 30}, {50, 10}}, 0, 200) == Starts{25, 35, 65});
}

TEST_CASE("without room for all, the lightest are dropped, of equals the last")
{
    CHECK(push_labels({{10, 40, 5}, {20, 40, 1}, {30, 40, 9}}, 0, 100) == Starts{0, std::nullopt, 40});
    CHECK(push_labels({{10, 40}, {20, 40}, {30, 40}}, 0, 100) == Starts{0, 40, std::nullopt});
    CHECK(push_labels({{10, 40}}, 0, 30) == Starts{std::nullopt});
}

TEST_CASE("no placement in whole tenths moves the labels noticeably less: all of them tried")
{
    std::uint32_t state = 7;
    const auto next = [&](int below) {
        state = state * 1664525U + 1013904223U;
        return static_cast<int>((state >> 16) % static_cast<std::uint32_t>(below));
    };
    for (int round = 0; round < 300; ++round) {
        std::vector<PushedLabel> labels;
        for (int i = 0; i < 4; ++i)
            labels.push_back({next(40), 2 + 2 * next(3)});
        std::stable_sort(labels.begin(), labels.end(), [](const auto& a, const auto& b) { return a.wanted < b.wanted; });
        const auto starts = push_labels(labels, 0, 36);
        std::vector<int> places;
        for (std::size_t i = 0; i < labels.size(); ++i) {
            REQUIRE(starts[i]);
            places.push_back(*starts[i]);
            CHECK((places[i] >= (i == 0 ? 0 : places[i - 1] + labels[i - 1].size) && places[i] + labels[i].size <= 36));
        }
        std::vector<int> tried;
        CHECK(movement(labels, places) == least(labels, 0, 36, tried));
    }
}
