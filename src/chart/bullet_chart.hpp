// What was done against what was planned: a bar, and a tick for the plan.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chart/chart.hpp"

namespace gongkai::chart {

struct BulletItem {
    std::string name;
    std::optional<decimal::Money> actual;    ///< nullopt: not published
    std::optional<decimal::Money> planned;   ///< nullopt: not published
    std::optional<decimal::Money> adjusted;  ///< the plan as changed later; nullopt: it was not
    std::string rate_text;                   ///< as printed: 98.8%; empty: computed
};

struct Bullets {
    std::string id;  ///< prefix of all ids in the pictures
    std::string title;
    decimal::Unit unit = decimal::Unit::ten_thousand_yuan;  ///< of the tables that the amounts come from
    std::string item_label;          ///< what an item is: 项目
    std::string actual_label;        ///< 决算
    std::string planned_label;       ///< 预算
    std::string adjusted_label;      ///< 调整预算; needed only where an item has an adjusted plan
    std::string rate_label;          ///< 执行率
    std::string no_plan_text;        ///< in place of a rate, where something was done and the plan is 0: 无预算
    std::string not_published_text;  ///< in place of a figure or a rate: 未公开
    std::vector<BulletItem> items;   ///< 1 to 40
};

/// The unit of the amounts, for the caption: the chart's own, or 亿元 if one reaches 10,000 万元.
decimal::Unit shown_unit(const Bullets& chart);

/// A bar for each item in the order given. 100 % of the axis is the item's own plan, as adjusted
/// if it was: so the bar ends at the rate, and an item of 0.5 is as legible as one of 5,000. The
/// plan is a solid tick, the adjusted one a hollow tick. The axis reaches from 0 to 100 % and as far
/// beyond either way as bars do, to 300 % at most; there a bar is cut and ends in an arrow. Without a
/// plan above zero there is no bar. Rates have one decimal, "<0.1%" for what rounds to zero.
/// Refused: no item, more than 40, or none with a bar.
Result draw(const Bullets& chart);

}  // namespace gongkai::chart
