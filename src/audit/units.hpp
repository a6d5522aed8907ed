// The units that a report covers, wherever it names them.
#pragma once

#include "audit/finding.hpp"
#include "audit/subject.hpp"

namespace gongkai::audit {

/// N13: a text of the facts that says how many units there are (本级及下属1个单位)
/// against the units of department.yaml. Texts without such a number are left alone.
void check_units(const Subject& subject, Record& record);

std::vector<Rule> unit_rules();

}  // namespace gongkai::audit
