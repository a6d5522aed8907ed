// Characters as Python's str methods see them.
#pragma once

#include <string_view>

namespace gongkai::jinja {

/// White space of str.strip() and of \s in patterns.
constexpr bool is_white(char32_t c)
{
    return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/// The text without white space at its end.
std::string_view trimmed_right(std::string_view text);

}  // namespace gongkai::jinja
