// What a ranked chart says in words and in its table.
#pragma once

#include <string>

#include "chart/ranking.hpp"

namespace gongkai::chart {

/// The finding, for readers who do not see the picture.
std::string description_of(const Ranking& ranking, const RankedBars& chart);
/// What a reader must know: blanks, the merged, rounding.
std::string note_of(const Ranking& ranking, const RankedBars& chart);
/// Above the enlargement.
std::string enlargement_heading(const Ranking& ranking);
/// Fills columns, rows and links.
void fill_table(Chart& result, const Ranking& ranking, const RankedBars& chart);

}  // namespace gongkai::chart
