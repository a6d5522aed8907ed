#include "chart/squarify.hpp"

#include <cmath>
#include <numeric>

#include <catch2/catch.hpp>

using gongkai::chart::Box;
using gongkai::chart::squarified;

namespace {

long long area_of(const Box& box) { return static_cast<long long>(box.width()) * box.height(); }

/// Boxes inside the area that do not overlap and together are as large as it: they fill it.
void check_filling(const std::vector<Box>& boxes, const Box& area)
{
    long long sum = 0;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const auto& a = boxes[i];
        sum += area_of(a);
        CHECK((a.left >= area.left && a.right <= area.right && a.top >= area.top && a.bottom <= area.bottom && a.width() >= 0 && a.height() >= 0));
        for (std::size_t j = i + 1; j < boxes.size() && area_of(a) > 0; ++j) {
            const auto& b = boxes[j];
            CHECK((area_of(b) == 0 || a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top));
        }
    }
    CHECK(sum == area_of(area));
}

/// Areas as the values, but for edges snapped to tenths.
void check_areas(const std::vector<Box>& boxes, const std::vector<std::int64_t>& values, const Box& area)
{
    const auto total = std::accumulate(values.begin(), values.end(), std::int64_t{0});
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const double wanted = static_cast<double>(values[i]) / static_cast<double>(total) * static_cast<double>(area_of(area));
        INFO(i << ": " << area_of(boxes[i]) << " for " << wanted);
        CHECK(std::abs(static_cast<double>(area_of(boxes[i])) - wanted) <= 2.0 * (boxes[i].width() + boxes[i].height()) + 4);
    }
}

}  // namespace

TEST_CASE("the example of the paper: 6, 6, 4, 3, 2, 2, 1 in 6 × 4")
{
    const Box area{0, 0, 6000, 4000};
    const auto boxes = squarified({6, 6, 4, 3, 2, 2, 1}, area);
    CHECK(boxes[0] == Box{0, 0, 3000, 2000});
    CHECK(boxes[1] == Box{0, 2000, 3000, 4000});
    CHECK(boxes[2] == Box{3000, 0, 4714, 2333});
    CHECK(boxes[3] == Box{4714, 0, 6000, 2333});
    check_filling(boxes, area);
}

TEST_CASE("no value, one value, equal values")
{
    CHECK(squarified({}, {0, 0, 10, 10}).empty());
    CHECK(squarified({7}, {5, 6, 105, 206}) == std::vector<Box>{{5, 6, 105, 206}});
    const auto boxes = squarified({1, 1, 1, 1}, {0, 0, 200, 200});
    CHECK(boxes == std::vector<Box>{{0, 0, 100, 100}, {0, 100, 100, 200}, {100, 0, 200, 100}, {100, 100, 200, 200}});
}

TEST_CASE("boxes fill any area, in proportion, whatever the values")
{
    unsigned state = 7;
    const auto next = [&](int limit) { return static_cast<int>((state = state * 1'664'525U + 1'013'904'223U) >> 8U) % limit; };
    for (int round = 0; round < 60; ++round) {
        const Box area{next(50), next(50), 60 + next(7200), 60 + next(4800)};
        std::vector<std::int64_t> values;
        for (int i = next(round < 55 ? 40 : 300); i >= 0; --i)
            values.push_back(1 + static_cast<std::int64_t>(next(1000)) * next(1000) * (round % 3 == 0 ? 1'000'000'000LL : 1));
        std::sort(values.rbegin(), values.rend());
        const auto boxes = squarified(values, area);
        check_filling(boxes, area);
        if (area.width() > 500 && area.height() > 500)
            check_areas(boxes, values, area);
    }
}

TEST_CASE("values at the edge of 64 bits, and a mite beside them")
{
    const Box area{0, 0, 7200, 4200};
    for (const auto& values : {std::vector<std::int64_t>{INT64_MAX}, {INT64_MAX - 1, 1}, {INT64_MAX / 2, INT64_MAX / 2}, {1'000'000, 1}})
        check_filling(squarified(values, area), area);
    check_areas(squarified({INT64_MAX / 2, INT64_MAX / 4, INT64_MAX / 4}, area), {2, 1, 1}, area);
}

TEST_CASE("as square as the algorithm makes them: of equal values none is longer than three times its width")
{
    for (int count = 1; count < 60; ++count)
        for (const auto& box : squarified(std::vector<std::int64_t>(static_cast<std::size_t>(count), 5), {0, 0, 7200, 4200})) {
            INFO(count << " " << box.width() << " " << box.height());
            CHECK(std::max(box.width(), box.height()) <= 3 * std::min(box.width(), box.height()));
        }
}
