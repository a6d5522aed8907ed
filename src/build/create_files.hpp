// New files in the source folder, without ever overwriting one.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"

namespace gongkai::build {

/// Creates all files (path below `folder`, bytes) with the folders they need, or
/// none: if one exists already (N-EXISTS) or cannot be written (N-WRITE), what was
/// created before it is removed again. Symbolic links below `folder` are not
/// followed (N-WRITE).
base::Diagnostics create_files(const std::string& folder, const std::vector<std::pair<std::string, std::string>>& files);

}  // namespace gongkai::build
