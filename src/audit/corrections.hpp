// Findings on corrections (更正): what they say of figures, against the figures.
#pragma once

#include "audit/finding.hpp"
#include "audit/subject.hpp"

namespace gongkai::audit {

/// R-D2: a correction is not older than the publication; every cell it names exists and
/// changed; the corrections of one cell, by date (of one date: in their order), follow on
/// from each other, and the last gives the figure that the table shows.
void check_corrections(const Subject& subject, Record& record);

std::vector<Rule> correction_rules();

}  // namespace gongkai::audit
