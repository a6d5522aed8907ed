// Findings on figures: equations that do not hold, and how figures are written.
#pragma once

#include "audit/finding.hpp"
#include "audit/subject.hpp"

namespace gongkai::audit {

/// Equations of the forms and rules of the form set (J*, B*, X* …), with the one
/// explanation that closes them where there is one; F-DEC figures with more
/// decimals than the form; J-K names that differ from the classification.
void check_figures(const Subject& subject, Record& record);

std::vector<Rule> figure_rules();

}  // namespace gongkai::audit
