// Rectangles of given areas that are as square as can be.
#pragma once

#include <cstdint>
#include <vector>

namespace gongkai::chart {

/// In tenths of a unit.
struct Box {
    int left = 0, top = 0, right = 0, bottom = 0;

    int width() const { return right - left; }
    int height() const { return bottom - top; }
    bool operator==(const Box&) const = default;
};

/// A box for each value, in proportion to it; together they fill `area` exactly, without gap or
/// overlap. The values are positive, in descending order, and their sum fits in 64 bits.
std::vector<Box> squarified(const std::vector<std::int64_t>& values, const Box& area);

}  // namespace gongkai::chart
