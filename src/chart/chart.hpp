// Static charts as SVG: no script, no fonts of their own, the same bytes for
// the same input. The module knows nothing of accounts.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "decimal/decimal.hpp"
#include "decimal/money.hpp"

namespace gongkai::chart {

/// The room that a text takes in a picture, by the upper bound of its width;
/// in tenths of a unit. Tests prove that no two overlap and none leaves the picture.
struct TextBox {
    std::string text;
    int left = 0, top = 0, right = 0, bottom = 0;
};

/// A finished chart: the picture for wide and for narrow screens, and the
/// same numbers as a table.
struct Chart {
    std::string wide;                            ///< SVG, 720 units across
    std::string narrow;                          ///< SVG, 340 units across
    std::string file;                            ///< the wide SVG as a file of its own
    std::vector<TextBox> wide_texts;
    std::vector<TextBox> narrow_texts;
    std::vector<std::string> columns;            ///< heads of the table
    std::vector<std::vector<std::string>> rows;  ///< first cell: the name
    std::vector<std::string> links;              ///< for each row where its name leads, or empty; none at all: no links
    std::string note;                            ///< what a reader must know, or empty
};

/// Why a chart would mislead and is not drawn.
struct Refusal {
    std::string reason;
};

using Result = std::variant<Chart, Refusal>;

/// Two years side by side.
struct ChangeItem {
    std::string name;
    std::optional<decimal::Money> prior;  ///< nullopt: not known
    std::optional<decimal::Money> current;
};

struct ChangeChart {
    std::string id;  ///< prefix of all ids in the pictures
    std::string title;
    std::string prior_label;    ///< 2022年度
    std::string current_label;  ///< 2023年度
    bool prior_is_derived = false;  ///< the prior year follows from a stated change (推算)
    decimal::Unit unit = decimal::Unit::ten_thousand_yuan;
    std::vector<ChangeItem> items;  ///< 1 to 8
};

/// Bars from a common zero. Percentages have one decimal; a prior year of zero
/// or less has none. Refused: no item with a value.
Result draw(const ChangeChart& chart);

struct Part {
    std::string name;
    std::optional<decimal::Money> value;  ///< nullopt: blank
};

/// Parts of a whole.
struct StructureChart {
    std::string id;
    std::string title;
    decimal::Unit unit = decimal::Unit::ten_thousand_yuan;
    decimal::Money whole;
    std::vector<Part> parts;
    decimal::Money tolerance;  ///< by how much the parts' sum may miss the whole (尾差)
};

/// One bar of 100 % and a ranked list; shares add up to 100.0 (largest
/// remainder), "<0.1%" for a tiny share. Refused: a negative part, a whole that
/// is not positive, or a sum that misses it by more than the tolerance.
Result draw(const StructureChart& chart);

/// A bar of a rate chart.
struct RateItem {
    std::string label;
    std::optional<decimal::Decimal> rate;  ///< in percent: 98.8; nullopt: not published
    std::string rate_text;                 ///< as printed: 98.8%; empty: made from the rate
    std::string score_text;                ///< as printed; empty: not published
};

/// Percentages of full completion, and points beside them.
struct RateChart {
    std::string id;
    std::string title;
    std::string item_label;   ///< what an item is: 项目
    std::string rate_label;   ///< what the percentage is: 执行率
    std::string score_label;  ///< what the points are: 得分
    std::vector<RateItem> items;  ///< 1 to 40
};

/// A bar for each item in the order given, on an axis from 0 to 100 % that longer bars extend to
/// 300 % at most; beyond it the bar is cut and ends in an arrow. Refused: no item, more than
/// 40, or none with a rate.
Result draw(const RateChart& chart);

}  // namespace gongkai::chart
