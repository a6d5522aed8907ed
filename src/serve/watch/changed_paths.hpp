// The paths of a project at which something has changed.
#pragma once

#include <set>
#include <string>

namespace gongkai::serve {

/// Paths relative to the project folder, '/' separated, in the bytes the system has for
/// them. A path may be a file or a folder, may be there or gone; a folder stands for all
/// that is or was beneath it.
using ChangedPaths = std::set<std::string>;

/// Takes out the paths that lie beneath another one of the set, which stands for them.
void keep_outermost(ChangedPaths& paths);

}  // namespace gongkai::serve
