// Shares that the facts state of something that is not there.
#pragma once

#include "audit/finding.hpp"
#include "audit/subject.hpp"

namespace gongkai::audit {

/// N3-0: a percentage of a fact that is zero (占货物支出的100%, with 货物 0).
void check_shares(const Subject& subject, Record& record);

std::vector<Rule> share_rules();

}  // namespace gongkai::audit
