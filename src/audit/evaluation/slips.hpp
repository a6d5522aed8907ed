// Figures that one slip of the pen makes of another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "decimal/decimal.hpp"

namespace gongkai::audit::evaluation {

/// All figures that the written one becomes when one digit is replaced or two
/// neighbouring digits are exchanged.
std::vector<decimal::Decimal> one_slip_from(std::string_view figure);

/// `right` is one of them.
bool is_one_slip_from(std::string_view figure, const decimal::Decimal& right);

/// A figure among several that may be the wrong one.
struct Suspect {
    std::string label;           ///< 预算数
    std::string figure;          ///< as written
    decimal::Decimal right;      ///< with this the rule would hold
};

/// “若预算数为 50.58（一位数字之差），则相符” when only one of the suspects is one slip
/// away from its right figure; empty otherwise.
std::string only_slip(const std::vector<Suspect>& suspects);

}  // namespace gongkai::audit::evaluation
