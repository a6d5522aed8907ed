// Written figures → complete tables. Parents, totals and whole tables that
// follow from formulas are computed; what is written is never changed.
#pragma once

#include "base/diagnostic.hpp"
#include "formula/formula.hpp"
#include "model/classification.hpp"
#include "model/report.hpp"

namespace gongkai::resolve {

struct Resolved {
    model::Report report;
    base::Diagnostics problems;
};

/// Completes a report:
/// 1. Rows: in classified tables the codes above a written one are added, and
///    the total; rows are put in the order of their codes under it.
/// 2. Tables left out whose form says what they follow from are derived; if the
///    condition for it fails, or there is no rule, F-TABLE.
/// 3. Cells left out are computed: a row with rows below it is their sum; else
///    by the first formula of the form that gives it an amount. A sum of blank
///    cells only is blank.
/// 4. Facts that are a difference to the year before are computed from
///    `previous` (the resolved report of the year before, or nullptr).
/// 5. Forms of one page: see sheets.hpp.
/// Sums that do not fit in 64 bits are reported (F-OVERFLOW).
Resolved complete(model::Report report, const formula::FormSetFormulas& formulas,
                  const model::Classifications& classifications, const model::Report* previous);

/// Value of an expression over a complete report, with the cells it used.
struct Sum {
    model::Figure figure;
    std::vector<model::CellRef> from;
};

Sum evaluate(const formula::Expression& expression, const model::Report& report);

}  // namespace gongkai::resolve
