// The folder of the last build, as it stands on the disk.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/descriptor.hpp"
#include "build/manifest.hpp"
#include "build/read_below.hpp"

namespace gongkai::build {

/// The manifest in an open folder; nullopt if there is none, or none of ours.
std::optional<Manifest> read_manifest(int folder);

/// What is there. Only `published` has files to compare with.
enum class PublishedState {
    published,
    nothing,     ///< no such folder, or an empty one
    foreign,     ///< files, but no manifest: publishing is refused
    damaged,     ///< a manifest that is none of ours or cut short: publishing is refused
    unreadable,  ///< a file or a link in place of the folder, or not permitted
};

/// How a published file compares with its entry in the manifest.
enum class Standing {
    as_listed,
    differs,     ///< other bytes
    missing,
    not_a_file,  ///< a link, FIFO or folder is in its place
    too_large,   ///< more than largest_published_file bytes: not read
    unreadable,
};

/// Published files up to this size are read, in bytes.
inline constexpr std::uint64_t largest_published_file = 256u << 20;

struct PublishedFile {
    std::string bytes;  ///< of as_listed and differs
    Standing standing = Standing::as_listed;

    bool has_bytes() const { return standing == Standing::as_listed || standing == Standing::differs; }
};

/// The site that was there when this was made. A later publication puts another
/// folder in its place: is_current() tells. One thread at a time.
class PublishedFolder {
public:
    explicit PublishedFolder(std::string path);

    PublishedState state() const { return state_; }
    const Manifest& files() const { return files_; }
    /// When the manifest was written, in seconds since 1970.
    std::optional<std::int64_t> published_at() const;
    bool is_current() const;

    /// One of files(), from the disk.
    PublishedFile read(const std::string& path) const;

    /// Looks at all files: those that are not as listed, by path. The bytes are only
    /// read where the size is as listed but the file is not older than the manifest, and
    /// then once for each time that it is touched: a change that sets the clock of the file back
    /// and keeps its size is only noticed when the file is read(). About 3 µs a file.
    const std::map<std::string, Standing>& find_mismatches();

private:
    void open_site();
    Standing standing_of(const std::string& path, const ManifestEntry& entry);

    std::string path_;
    PublishedState state_ = PublishedState::nothing;
    base::Descriptor folder_;
    FileStamp manifest_stamp_;
    Manifest files_;
    struct Checked {
        FileStamp stamp;
        Standing standing = Standing::as_listed;
    };
    std::unordered_map<std::string, Checked> checked_;  ///< those whose bytes were read
    std::map<std::string, Standing> mismatches_;
};

}  // namespace gongkai::build
