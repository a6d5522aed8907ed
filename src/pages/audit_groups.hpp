// Findings of a report by what they are about, in the order of the report.
#pragma once

#include <cstddef>
#include <vector>

#include "audit/reporters.hpp"

namespace gongkai::pages {

enum class Topic { table, sheet, narrative, disclosure, tail };

/// A finding with its number in the report, from 1.
struct NumberedFinding {
    int number = 0;
    const audit::Finding* finding = nullptr;
};

/// The findings on one table or sheet, on the narrative, on what is disclosed when; or
/// the notes on tables of which there are only notes. First errors, then warnings, what
/// is acknowledged, notes.
struct FindingGroup {
    Topic topic = Topic::table;
    std::size_t index = 0;  ///< of the table or sheet
    std::vector<NumberedFinding> findings;
};

bool is_acknowledged(const audit::Finding& finding);
/// A note that nobody needs to look at: not acknowledged either.
bool is_plain_note(const audit::Finding& finding);

/// In the order of Topic, numbered so; groups without findings are left out.
/// A finding belongs to the table or sheet that its place names; else to the narrative,
/// if it stands in Markdown or its place names a fact; else to disclosure.
std::vector<FindingGroup> groups_of(const audit::ReportFindings& report);

}  // namespace gongkai::pages
