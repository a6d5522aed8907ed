// Text that departments write themselves, read and checked: sections of the .md
// and texts among the facts. What templates generate is not looked at.
#pragma once

#include <vector>

#include "audit/finding.hpp"
#include "audit/subject.hpp"

namespace gongkai::audit {

/// Rules N1–N5, N8, N9 and N14–N18. What is not recognised with certainty is left
/// alone. Errors are only contradictions within a sentence, and figures that all
/// tables contradict; the rest are warnings and notes.
void check_prose(const Subject& subject, Record& record);

std::vector<Rule> prose_rules();

}  // namespace gongkai::audit
