// One report: <year>-<kind>[-<scope>].yaml and the .md beside it → model::Report.
#pragma once

#include <optional>

#include "base/diagnostic.hpp"
#include "base/source_tree.hpp"
#include "model/site.hpp"

namespace gongkai::load {

/// nullopt (with the problems) when the report cannot be read at all: bad file
/// name (C-NAME), YAML syntax, or no form set for it (F-SET).
std::optional<model::Report> load_report(const base::SourceFile& file, const std::string& slug,
                                         const model::Department& department, const base::SourceTree& files,
                                         const model::Site& shared, base::Diagnostics& problems);

}  // namespace gongkai::load
