// Amounts by name, the largest first.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chart/chart.hpp"

namespace gongkai::chart {

struct RankedItem {
    std::string name;
    std::optional<decimal::Money> amount;   ///< nullopt: blank; in the table and the note, not in the picture
    std::optional<decimal::Money> earlier;  ///< of the year before; nullopt: not known
    std::string code;                       ///< decides ties and tells equal names apart; may be empty
    std::string href;                       ///< where its name in the table leads; may be empty
};

struct RankedBars {
    std::string id;  ///< prefix of all ids in the pictures
    std::string title;
    decimal::Unit unit = decimal::Unit::ten_thousand_yuan;  ///< of the tables that the amounts come from
    std::string item_label;     ///< what an item is: 功能分类
    std::string code_label;     ///< of the column of codes, which only the table has; empty: none
    std::string amount_label;   ///< what the amounts are: 2023年度
    std::string earlier_label;  ///< 2022年度; needed only where an item has an earlier amount
    std::vector<RankedItem> items;
};

/// The unit that the figures of the picture have, for its caption: the chart's own, or 亿元 if an
/// amount reaches 10,000 万元.
decimal::Unit shown_unit(const RankedBars& chart);

/// Bars from a common zero in order of amount, ties by code, then as given; what is below zero is
/// hatched and to the left. The earlier amount is a tick. Of more than 20 amounts the 12 of greatest
/// magnitude are drawn and the rest as their sum; the table has all. If one takes more than 80 % of
/// all, the others are drawn once more on a scale of their own. Figures in 亿元 are rounded to two
/// decimals, and the table then has the exact ones as well. Chart::links has the rows' addresses if
/// any item has one: pictures are role=img and hold nothing to click.
/// Refused: no item with an amount; a sum of the rest that does not fit in 64 bits.
Result draw(const RankedBars& chart);

}  // namespace gongkai::chart
