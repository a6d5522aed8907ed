// One unit for all amounts of a chart: the source's own, or 亿元 when they are large.
#pragma once

#include <string>
#include <vector>

#include "decimal/money.hpp"

namespace gongkai::chart {

/// How a chart prints its amounts.
struct AmountStyle {
    decimal::Unit source = decimal::Unit::ten_thousand_yuan;  ///< the unit of the tables
    decimal::Unit shown = decimal::Unit::ten_thousand_yuan;

    /// Only figures in a coarser unit than the source's are rounded, to two decimals.
    bool is_rounded() const { return shown != source; }
    /// Exact in the source's unit. Rounded otherwise: "<0.01" and ">−0.01" for what rounds to
    /// zero and is not zero.
    std::string text(decimal::Money amount) const;
};

/// The source's unit, or 亿元 if an amount reaches 10,000 万元 either way.
AmountStyle amount_style(const std::vector<decimal::Money>& amounts, decimal::Unit source);

/// part ÷ whole in tenths of a percent, half away from zero: "92.3%", "−4.0%"; "<0.1%" and
/// ">−0.1%" for what rounds to zero and is not zero. whole > 0.
std::string percent_text(decimal::Int128 part, decimal::Int128 whole);

}  // namespace gongkai::chart
