#include "base/safe_path.hpp"

#include <algorithm>

namespace gongkai::base {

bool is_safe_path(std::string_view path)
{
    if (path.empty() || path.front() == '/' || path.find('\\') != std::string_view::npos || path.find('\0') != std::string_view::npos)
        return false;
    for (std::size_t i = 0; i <= path.size();) {
        const auto slash = std::min(path.find('/', i), path.size());
        const auto part = path.substr(i, slash - i);
        if (part.empty() || part == "." || part == "..")
            return false;
        i = slash + 1;
    }
    return true;
}

}  // namespace gongkai::base
