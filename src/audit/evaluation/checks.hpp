// The rules on evaluations, a function a subject. Each counts what passed, what
// does not apply and what lacks figures, and adds its findings to the record.
#pragma once

#include <vector>

#include "audit/evaluation/sheet.hpp"

namespace gongkai::audit::evaluation {

/// P1 rate = part ÷ whole; P2 points for execution = weight × rate.
void check_rates(const SheetAudit& audit);

/// P3 total = sum of points; P4 weights make 100 and what their indicators give;
/// P5 points between 0 and the weight.
void check_points(const SheetAudit& audit);

/// P4 and P5 for the indicators of a goal: their sums against the weights of the
/// goal and of the names above them.
void check_indicator_points(const SheetAudit& audit, const GoalAt& goal);

/// P7 missed targets: full points, no reason; P14 targets and actual values that
/// are blank, no values, or in another unit.
void check_indicators(const SheetAudit& audit);

/// P10 within a sheet: an indicator against the rate, its reason and the text.
void check_mentions(const SheetAudit& audit);

/// P8, B13 rows of a group = the row above them; B12 rows of a group = its own
/// last row, and their shares of it.
void check_parts(const SheetAudit& audit);

/// Between the sheets of a report, and its lists of projects: P9 same project, same
/// figures; P10 same indicator, same values; P11 number of projects; P12 their sum.
void check_repeats(const Subject& subject, const std::vector<SheetAudit>& sheets, Record& record);

/// P9: amounts that the text gives for a project against its sheet.
void check_prose_amounts(const Subject& subject, const std::vector<SheetAudit>& sheets, Record& record);

}  // namespace gongkai::audit::evaluation
