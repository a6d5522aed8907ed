#include "serve/watch/changed_paths.hpp"

namespace gongkai::serve {
namespace {

bool has_folder_of(const ChangedPaths& paths, const std::string& path)
{
    for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1))
        if (paths.contains(path.substr(0, slash)))
            return true;
    return false;
}

}  // namespace

void keep_outermost(ChangedPaths& paths)
{
    // What goes is covered by a path that stays, so the order does not matter.
    std::erase_if(paths, [&](const std::string& path) { return has_folder_of(paths, path); });
}

}  // namespace gongkai::serve
