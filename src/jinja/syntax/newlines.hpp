// Line breaks of template sources: \n, \r\n and \r alike.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gongkai::jinja {

constexpr bool is_newline(char c) { return c == '\n' || c == '\r'; }

/// Bytes of the line break at that offset; 0 if there is none.
constexpr std::size_t newline_width(std::string_view text, std::size_t offset)
{
    if (offset >= text.size() || !is_newline(text[offset]))
        return 0;
    return text[offset] == '\r' && offset + 1 < text.size() && text[offset + 1] == '\n' ? 2 : 1;
}

/// All line breaks as \n, as Jinja gives them.
std::string with_plain_newlines(std::string_view text);

}  // namespace gongkai::jinja
