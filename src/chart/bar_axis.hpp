// Round numbers along an axis of amounts, in whole 分: no step is ever inexact.
#pragma once

#include <string>
#include <vector>

#include "decimal/money.hpp"

namespace gongkai::chart {

/// What an axis of amounts reaches over; zero is always part of it.
struct AmountAxis {
    decimal::Int128 lowest = 0;
    decimal::Int128 highest = 0;
    decimal::Int128 step = 1;
    std::vector<decimal::Money> ticks;  ///< ascending, with zero; only zero if all amounts are zero

    decimal::Int128 range() const { return highest > lowest ? highest - lowest : 1; }
};

/// Over the amounts, with about `count` parts; an end that is a step or more from zero is moved
/// out to the next tick.
AmountAxis amount_axis(const std::vector<decimal::Money>& amounts, int count);

/// The axis with as many ticks as `width` tenths have room for: 3 to 7 parts.
AmountAxis fitting_axis(const std::vector<decimal::Money>& amounts, decimal::Unit unit, int width, int font_size);

/// "0", "200", "−1.5": with the decimals that the step needs.
std::string tick_text(decimal::Money tick, const AmountAxis& axis, decimal::Unit unit);

}  // namespace gongkai::chart
