// How files looked at one moment, without having read them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <sys/stat.h>

#include "serve/watch/changed_paths.hpp"

namespace gongkai::serve {

/// What tells one state of a file or folder from another.
struct Fingerprint {
    std::uint64_t device = 0;
    std::uint64_t number = 0;  ///< of the inode
    std::uint32_t mode = 0;    ///< what it is, and who may read it
    std::int64_t size = 0;
    std::int64_t written_seconds = 0;
    std::int64_t written_nanoseconds = 0;
    std::int64_t altered_seconds = 0;  ///< the ctime, which no program can set back
    std::int64_t altered_nanoseconds = 0;

    bool operator==(const Fingerprint&) const = default;
};

/// A folder's size and times tell only of its entries, which are looked at themselves.
Fingerprint fingerprint_of(const struct stat& status);

using Snapshot = std::map<std::string, Fingerprint>;

/// These entries of the project folder and all beneath them that is not ignored.
Snapshot take_snapshot(const std::string& root, const std::vector<std::string>& names);

/// Adds the paths that are in one only, or differ.
void compare(const Snapshot& before, const Snapshot& after, ChangedPaths& changed);

}  // namespace gongkai::serve
