// A printed quotient of printed figures. It is right when some true figures, which
// the printed ones round, have it: with half an ulp h of each, [q−h, q+h] must meet
// [factor·(a−h)/(b+h), factor·(a+h)/(b−h)]. Products are compared, so all is exact.
#pragma once

#include "decimal/decimal.hpp"

namespace gongkai::audit::evaluation {

/// factor × part ÷ whole; part and whole not negative.
struct Quotient {
    decimal::Decimal factor;
    decimal::Decimal part;
    decimal::Decimal whole;

    /// `printed` is right for figures of so many decimals.
    bool allows(const decimal::Decimal& printed, int part_decimals, int whole_decimals) const;
    bool allows(const decimal::Decimal& printed, int decimals) const { return allows(printed, decimals, decimals); }

    /// `printed` is the quotient with its further decimals cut off.
    bool is_cut_to(const decimal::Decimal& printed) const;

    /// `whole` is not zero.
    decimal::Decimal rounded(int decimals) const { return *(factor * part).divide(whole, decimals); }
};

}  // namespace gongkai::audit::evaluation
