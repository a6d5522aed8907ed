// Labels along a line (ends of lines, sides of a slope, marks over an axis), moved apart by as
// little as can be.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace gongkai::chart {

/// A label that would like its centre at `wanted` and takes `size` along the line.
struct PushedLabel {
    int wanted = 0;
    int size = 0;
    std::uint64_t weight = 0;  ///< where there is no room for all, the lightest go first, of equals the last
};

/// Where each label begins, in the order given, or nullopt where it was dropped. No two overlap,
/// all lie between `low` and `high`, their order is that of `wanted` (of equals, the one given), and
/// the sum of the squared movements is the least that a whole number of tenths allows.
std::vector<std::optional<int>> push_labels(const std::vector<PushedLabel>& labels, int low, int high);

}  // namespace gongkai::chart
