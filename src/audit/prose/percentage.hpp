// Is a printed percentage right, given that the printed amounts were rounded too?
//
// An amount of 1638.52万元 may be anything from 1638.515 to 1638.525; so may the
// quotient be anything in between. A printed percentage is right when it is the
// rounding of some quotient in that range (formulas.md §0). Prose drops zeros at
// the end (80万元 for 80.00万元): digits are taken as exact to the hundredth of the
// unit first, and as printed in a second, looser look, which makes a doubt of an error.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "audit/prose/scanner.hpp"

namespace gongkai::audit::prose {

enum class Verdict {
    right,
    truncated,  ///< cut off instead of rounded
    loose,      ///< right only if the amounts were rounded more than their unit is
    wrong,
    undefined,  ///< the divisor is zero
    impossible, ///< it grew by more than it is
    unknown,    ///< cannot be calculated
};

struct Judgement {
    Verdict verdict = Verdict::unknown;
    decimal::Decimal truth;  ///< to the printed decimals, or one more where they are none; %
};

/// part ÷ whole × 100 against a printed percentage.
Judgement judge_share(const Token& part, const Token& whole, const Token& percent);

/// Change ÷ (current − change) × 100; `rises` tells the sign of the change.
Judgement judge_change(const Token& current, const Token& change, bool rises, const Token& percent);

/// Change ÷ base × 100.
Judgement judge_change_of_base(const Token& base, const Token& change, const Token& percent);

/// Half of the last place of an amount, in 元: of the hundredth of its unit at most (tight), or as printed.
decimal::Decimal half_step(const Token& amount, bool is_tight);

}  // namespace gongkai::audit::prose
