// Source text and places in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace gongkai::base {

/// One file as it was read: its path as the user would write it (relative to
/// the project folder, '/' separated) and its bytes. Never changes once made.
struct SourceFile {
    std::string path;
    std::string text;
};

/// A place in a source file: the bytes [begin, end). The file is owned by
/// whoever read it and outlives every span. A span without a file belongs to no text.
struct Span {
    const SourceFile* file = nullptr;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    bool operator==(const Span&) const = default;
};

/// Line and column as a reader counts them: both from 1, columns in characters
/// (code points), not bytes.
struct LineColumn {
    std::size_t line = 1;
    std::size_t column = 1;
};

/// Position of a byte offset. Computed by scanning, since it is only needed
/// when a message is printed. Offsets past the end give the end.
LineColumn locate(std::string_view text, std::size_t offset);

/// The line (without its line break) that contains the offset.
std::string_view line_at(std::string_view text, std::size_t offset);

/// Byte offset at which that line begins.
std::size_t line_start(std::string_view text, std::size_t offset);

}  // namespace gongkai::base
