// Findings on what must be disclosed: dates, tables, levels, counts, sheets, terms.
#pragma once

#include <vector>

#include "audit/finding.hpp"
#include "audit/subject.hpp"

namespace gongkai::audit {

/// R-A1 published within 20 days after approval; R-B1 (R-B2 of a budget) all tables;
/// R-B3 an empty table says so, and no other does; R-B4 amounts reach the lowest
/// level of their classification; R-C4 facts that go with an amount (needed_when);
/// R-C8 sheets that go with an amount (sheets_needed_when); R-C9 terms are explained.
void check_disclosure(const Subject& subject, Record& record);

std::vector<Rule> disclosure_rules();

}  // namespace gongkai::audit
