// Where two sequences differ.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace gongkai::build {

/// Items old[old_begin, old_end) were replaced by now[now_begin, now_end); one of both may be empty.
struct DifferingRange {
    std::size_t old_begin = 0;
    std::size_t old_end = 0;
    std::size_t now_begin = 0;
    std::size_t now_end = 0;

    bool operator==(const DifferingRange&) const = default;
};

/// Items are numbers: the same number for what counts as equal.
using Items = std::vector<std::uint32_t>;

/// The ranges in order, parted by equal items, with as few items in them as possible
/// (Myers, "An O(ND) Difference Algorithm", 1986). nullopt when more than `limit` items
/// were removed and added: time O((N + M) × limit), memory 2 × limit² bytes.
std::optional<std::vector<DifferingRange>> differing_ranges(const Items& old, const Items& now, std::size_t limit);

}  // namespace gongkai::build
