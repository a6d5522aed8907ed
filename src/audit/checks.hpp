// Equations between figures, evaluated at every place where they hold.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/finding.hpp"
#include "audit/subject.hpp"

namespace gongkai::audit {

/// A figure in a check. Left sides have sign 1 as written, right sides the
/// opposite, so that a check holds when the signed sum is zero.
struct Term {
    int sign = 1;
    std::optional<model::CellRef> cell;  ///< of this report; none for facts and other reports
    decimal::Money value;                ///< zero when blank
    bool has_amount = false;
    bool is_left = false;
    Operand elsewhere;                   ///< names the figure when there is no cell
};

/// One equation at one place.
struct Check {
    const model::RuleForm* rule = nullptr;
    formula::Comparison comparison = formula::Comparison::equal;
    std::vector<Term> terms;
    decimal::Money tolerance;  ///< beyond it the figures contradict each other

    decimal::Money difference() const;  ///< left − right
    bool allows(decimal::Money delta) const;           ///< within the tolerance
    bool holds() const { return allows(difference()); }
    bool is_exact() const { return difference().is_zero(); }
};

/// All checks of a report with figures on both sides, and the tallies of those
/// without. `rules` keeps the rules that are made here (sums of rows below).
struct Checks {
    std::vector<Check> checks;
    std::vector<std::unique_ptr<model::RuleForm>> rules;
};

Checks evaluate_checks(const Subject& subject, Record& record);

}  // namespace gongkai::audit
