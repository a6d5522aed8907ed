// The optional Markdown beside a report: "# section title", then its text.
#pragma once

#include <vector>

#include "base/diagnostic.hpp"
#include "model/report.hpp"

namespace gongkai::load {

/// Splits the file at its first-level headings (outside code fences). Titles
/// that the form set does not have (P-SECTION), repeated ones, and text before
/// the first heading are reported.
std::vector<model::ProseSection> read_prose(const base::SourceFile& file, const model::FormSet& forms,
                                            base::Diagnostics& problems);

}  // namespace gongkai::load
