// What an audit of one report looks at.
#pragma once

#include "formula/formula.hpp"
#include "model/site.hpp"

namespace gongkai::audit {

/// A resolved report with its surroundings. `previous` is the same kind of report
/// of the year before, `budget` the budget of the same year; nullptr if the
/// department has none.
struct Subject {
    const model::Site& site;
    const model::Department& department;
    const model::Report& report;
    const formula::FormSetFormulas& formulas;
    const model::Report* previous = nullptr;
    const model::Report* budget = nullptr;
};

}  // namespace gongkai::audit
