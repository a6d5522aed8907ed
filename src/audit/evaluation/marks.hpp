// Points of the indicators of one goal against what they can give.
#pragma once

#include "audit/evaluation/sheet.hpp"
#include "audit/evaluation/target.hpp"

namespace gongkai::audit::evaluation {

/// One indicator's points.
struct Mark {
    const IndicatorAt* at = nullptr;
    ValueAt points;
    Verdict verdict;                        ///< of its target
    std::optional<decimal::Decimal> weight; ///< where the form prints one for each indicator

    bool is_met() const { return verdict.outcome == Outcome::met; }
    bool is_missed() const { return verdict.outcome == Outcome::missed; }
};

/// `is_complete`: every indicator has points, in one column.
struct Marks {
    std::vector<Mark> marks;
    decimal::Decimal sum;
    bool is_complete = false;

    /// The sum of the indicators' own weights, if all have one.
    std::optional<decimal::Decimal> sum_of_weights() const;
};

Marks marks_of(const SheetAudit& audit, const GoalAt& goal);

/// Neighbouring indicators under a name that prints its weight: 产出指标（40分）.
struct WeightedLevel {
    std::string name;
    decimal::Decimal weight;
    Marks marks;
};

/// `sum_of_all`: when every outermost name prints one, their sum.
struct LabelWeights {
    std::vector<WeightedLevel> levels;
    std::optional<decimal::Decimal> sum_of_all;
};

LabelWeights label_weights_of(const Marks& marks);

/// The points that the indicator got are certainly its full ones: its weight, or
/// all that the weight above it gives. Says so, or nothing.
std::string full_by(const GoalAt& goal, const Marks& marks, const Mark& mark);

}  // namespace gongkai::audit::evaluation
