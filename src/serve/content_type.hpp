// Media types by the ending of a file's name.
#pragma once

#include <string_view>

namespace gongkai::serve {

/// With charset for texts; application/octet-stream for endings that no file of a site has.
std::string_view content_type(std::string_view path);

}  // namespace gongkai::serve
