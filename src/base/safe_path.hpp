// Paths that cannot lead out of a folder.
#pragma once

#include <string_view>

namespace gongkai::base {

/// A path that names something below a folder: relative, with '/', without empty
/// parts, ".", "..", backslashes and zero bytes.
bool is_safe_path(std::string_view path);

}  // namespace gongkai::base
