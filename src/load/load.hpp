// Files → model. Strict, all problems at once, nothing but the given files is read.
#pragma once

#include "base/diagnostic.hpp"
#include "base/source_tree.hpp"
#include "model/site.hpp"

namespace gongkai::load {

/// What all departments share: site.yaml, glossary, classifications, form
/// sets. Departments are left empty.
model::Site load_shared(const base::SourceTree& files, base::Diagnostics& problems);

/// The files that load_shared() reads, where they are there, but for those of form sets.
const std::vector<std::string>& shared_files();

/// The department to whose folder a path belongs; empty for what departments share.
std::string_view department_of(std::string_view path);

/// Names of the folders below content/ that hold a department.yaml, in order.
/// Folders whose name cannot be an address are reported (C-FOLDER).
std::vector<std::string> department_folders(const base::SourceTree& files, base::Diagnostics& problems);

/// One department with its reports, unresolved. Pure: may run for many
/// departments at once.
model::Department load_department(const std::string& folder, const base::SourceTree& files, const model::Site& shared,
                                  base::Diagnostics& problems);

}  // namespace gongkai::load
