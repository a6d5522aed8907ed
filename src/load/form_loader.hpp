// templates/forms/<set>: YAML → model::FormSet.
#pragma once

#include <memory>

#include "base/result.hpp"
#include "base/source_tree.hpp"
#include "model/form.hpp"

namespace gongkai::load {

/// Reads a set and the files it names (paths relative to its own).
base::Result<std::unique_ptr<const model::FormSet>> load_form_set(const base::SourceFile& set_file,
                                                                   const base::SourceTree& files);

/// `path` relative to the folder of `from`, "." and ".." resolved; nullopt if
/// it would leave the project.
std::optional<std::string> resolve_path(std::string_view from, std::string_view path);

}  // namespace gongkai::load
