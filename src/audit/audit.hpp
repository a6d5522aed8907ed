// The audit of a report: all rules, their findings and how they fared.
#pragma once

#include "audit/finding.hpp"
#include "audit/subject.hpp"

namespace gongkai::audit {

/// Findings in the order of their place in the content.
struct Audit {
    std::vector<Finding> findings;
    std::map<std::string, Tally> tallies;
};

/// Checks one resolved report by the formulas of its forms, the rules of its form
/// set, and the rules of evaluations, prose, years, disclosure, corrections and personal data.
/// What the report acknowledges is marked so; an acknowledgement without its
/// finding is a warning (A-UNUSED).
Audit audit_report(const Subject& subject);

/// Every rule of the program, then those of the form sets, each once, by id.
std::vector<Rule> all_rules(const model::Site& site);

}  // namespace gongkai::audit
