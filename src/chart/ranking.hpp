// What a ranked chart draws, in which order, before anything is measured.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chart/amounts.hpp"
#include "chart/ranked_chart.hpp"

namespace gongkai::chart {

/// A bar to be drawn.
struct RankedRow {
    std::string label;
    decimal::Money amount;
    std::optional<decimal::Money> earlier;
    std::string text;  ///< the amount as printed
};

struct Ranking {
    AmountStyle style;
    std::vector<const RankedItem*> listed;  ///< those with an amount, ranked
    std::vector<const RankedItem*> blank;   ///< those without, by code
    std::vector<const RankedItem*> merged;  ///< those of `listed` that are drawn as one bar
    std::vector<RankedRow> rows;            ///< the bars; the merged one is last
    std::optional<std::size_t> giant;       ///< the row that takes more than 80 % of all, if others can be seen beside it

    bool all_zero() const;
    bool has_negative() const;
    bool has_earlier() const;
    std::vector<RankedRow> rows_without_giant() const;
};

/// The chart's items ranked; decimal::Overflow if the sum of the merged does not fit.
Ranking ranking_of(const RankedBars& chart);

/// The name, with the code where another item has the same name.
std::string distinct_name(const RankedItem& item, const RankedBars& chart);

/// The sum of the magnitudes.
decimal::Int128 magnitude_of_all(const std::vector<RankedRow>& rows);

}  // namespace gongkai::chart
