// Round figures for an axis of amounts, in whole 分.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "decimal/money.hpp"

namespace gongkai::chart {

/// 1, 2 or 5 times a power of ten, at least 1: about `count` of them make up `span` (>= 0).
/// The rule of d3-array's tickIncrement; steps finer than 1 do not occur.
std::int64_t tick_step(decimal::Int128 span, int count);

struct Axis {
    std::int64_t low = 0;
    std::int64_t high = 1;  ///< > low
    std::int64_t step = 1;
    std::vector<std::int64_t> ticks;  ///< the multiples of step from low to high, upwards

    decimal::Int128 range() const { return static_cast<decimal::Int128>(high) - low; }
};

/// An axis that holds lowest, highest and zero, with about `count` steps. Its ends are ticks, save
/// where the round figure is beyond 64 bits. Zero is always a tick. If both are zero, it runs from
/// 0 to 1 and has no other tick than 0.
Axis amount_axis(std::int64_t lowest, std::int64_t highest, int count);

/// How many steps there is room for: `room` divided by what one tick needs, 3 to `most`.
int tick_count(int room, int needed, int most);

/// A tick's figure with as many decimals as the step has in that unit: 500, 0.5, −1,000.
std::string tick_text(std::int64_t tick, std::int64_t step, decimal::Unit unit);

}  // namespace gongkai::chart
