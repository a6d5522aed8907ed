// Files below a folder, read without leaving it.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace gongkai::build {

/// Why a file has no bytes for us.
enum class Unread {
    missing,
    not_a_file,  ///< a folder, FIFO or device; or a symbolic link on the way
    too_large,
    failed,  ///< not permitted, or the disk failed
};

/// What tells whether a file was touched since.
struct FileStamp {
    std::uint64_t size = 0;
    std::uint64_t inode = 0;
    std::int64_t modified = 0;  ///< nanoseconds since 1970

    bool operator==(const FileStamp&) const = default;
};

/// The bytes of a regular file below an open folder. Nothing but safe paths is opened,
/// no symbolic link is followed, not even to a folder on the way, and nothing waits (for
/// the writer of a FIFO). Files of more than `limit` bytes are not read.
std::variant<std::string, Unread> read_below(int folder, const std::string& path, std::uint64_t limit);

/// The stamp of such a file; Unread as read_below would say, but for too_large.
std::variant<FileStamp, Unread> stamp_below(int folder, const std::string& path);

}  // namespace gongkai::build
