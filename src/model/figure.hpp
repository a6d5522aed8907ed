// What stands in a cell of a table.
#pragma once

#include <cstdint>

#include "decimal/money.hpp"

namespace gongkai::model {

/// Four different kinds of cell, kept apart all the way to the page: blank
/// (未填), dash (—), not applicable (不适用) and an amount, of which zero is one.
enum class CellState : std::uint8_t { blank, dash, not_applicable, amount };

/// A cell's content as somebody wrote it or a formula gave it.
struct Figure {
    CellState state = CellState::blank;
    std::uint8_t decimals = 0;  ///< digits after the point as written, in the report's unit
    decimal::Money amount;      ///< zero unless state is amount

    static Figure of(decimal::Money value, int decimals = 0)
    {
        return {CellState::amount, static_cast<std::uint8_t>(decimals), value};
    }
    bool has_amount() const { return state == CellState::amount; }
};

}  // namespace gongkai::model
