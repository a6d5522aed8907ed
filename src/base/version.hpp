// The version of this program, as CMakeLists.txt gives it.
#pragma once

#include <string_view>

namespace gongkai::base {

extern const std::string_view version;

}  // namespace gongkai::base
