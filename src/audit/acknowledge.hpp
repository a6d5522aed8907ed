// Findings that the content acknowledges: published as they are, with a note.
#pragma once

#include "audit/finding.hpp"

namespace gongkai::audit {

/// Marks the findings that the report acknowledges (rule and place equal; a place
/// may name a table or sheet alone). An acknowledgement that meets no finding is a
/// warning A-UNUSED: the figure was mended, or the place misspelt.
void acknowledge(const model::Report& report, Record& record);

}  // namespace gongkai::audit
