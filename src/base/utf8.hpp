// UTF-8 as this program needs it: validity, code points, width on a terminal.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gongkai::base {

/// One decoded character and the number of bytes it took (1 to 4).
struct CodePoint {
    char32_t value;
    std::size_t length;
};

/// Decodes the character at `offset` (< text.size()). A malformed sequence
/// gives U+FFFD with length 1, so a loop always advances.
CodePoint decode(std::string_view text, std::size_t offset);

/// Offset of the first byte that is not well-formed UTF-8 (RFC 3629), if any.
std::optional<std::size_t> find_invalid(std::string_view text);

std::size_t code_point_count(std::string_view text);

/// Columns that the text takes on a terminal: East Asian Wide and Fullwidth
/// characters two, combining marks none (Unicode UAX #11).
std::size_t display_width(std::string_view text);

/// True for a character that takes two columns.
bool is_wide(char32_t character);

/// True for a character that takes no column of its own.
bool is_zero_width(char32_t character);

void append_utf8(std::string& out, char32_t character);

/// As a message shows it: control characters, ends of lines and signs that turn the
/// direction of writing as \n, \u001b, \u202e; invalid bytes as \ufffd.
std::string visible(std::string_view text);

/// The text cut to at most `limit` code points, with … in place of the rest.
std::string shorten(std::string_view text, std::size_t limit);

}  // namespace gongkai::base
