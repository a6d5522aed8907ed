// Figures as charts print them, and lengths in proportion to them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "decimal/money.hpp"

namespace gongkai::chart {

/// At least two decimals and every significant one, commas from 10,000, U+2212 as minus sign.
std::string amount_text(decimal::Money amount, decimal::Unit unit);

/// With its sign: "+12.30", "−12.30", "0.00".
std::string signed_text(decimal::Money amount, decimal::Unit unit);

/// value × span ÷ whole, rounded to the nearest; whole > 0. Exact for any values.
int proportion(decimal::Int128 value, decimal::Int128 whole, int span);

/// Shares of the parts in tenths of a percent that add up to `whole` (largest
/// remainder; ties to the earlier part). The sum of the parts is positive.
std::vector<int> shares(const std::vector<decimal::Money>& parts, int whole = 1000);

/// "12.3%", "<0.1%" for a part that is not zero but rounds to it, "0%" for zero.
std::string share_text(int tenths_of_percent, bool is_zero);

}  // namespace gongkai::chart
