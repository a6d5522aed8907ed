// HTML without the ids of figures, for tests that are about the rest of it.
#pragma once

#include <regex>
#include <string>
#include <string_view>

namespace gongkai::test {

inline std::string without_anchors(std::string_view html)
{
    static const std::regex id(" id=\"[cv][0-9a-zA-Z]*(-[r0-9]+)+\"");
    return std::regex_replace(std::string(html), id, "");
}

}  // namespace gongkai::test
