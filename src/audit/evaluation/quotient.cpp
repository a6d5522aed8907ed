#include "audit/evaluation/quotient.hpp"

namespace gongkai::audit::evaluation {
namespace {

using decimal::Decimal;

/// Half a unit in the last of so many decimals.
Decimal half_ulp(int decimals) { return {5, decimals + 1}; }

}  // namespace

bool Quotient::allows(const Decimal& printed, int part_decimals, int whole_decimals) const
{
    const auto h = half_ulp(printed.scale());
    const auto part_h = half_ulp(part_decimals);
    const auto whole_h = half_ulp(whole_decimals);
    if (whole <= whole_h)
        return false;
    const auto least = part <= part_h ? Decimal() : part - part_h;
    return (printed + h) * (whole + whole_h) >= factor * least && (printed - h) * (whole - whole_h) <= factor * (part + part_h);
}

bool Quotient::is_cut_to(const Decimal& printed) const
{
    const Decimal ulp(1, printed.scale());
    return printed * whole <= factor * part && factor * part < (printed + ulp) * whole;
}

}  // namespace gongkai::audit::evaluation
