// Findings between the years of a department.
#pragma once

#include "audit/finding.hpp"
#include "audit/subject.hpp"

namespace gongkai::audit {

/// Y1: a change that the report states (较上年…) equals this year's figure less the
/// one that was published for the year before.
void check_years(const Subject& subject, Record& record);

std::vector<Rule> year_rules();

}  // namespace gongkai::audit
