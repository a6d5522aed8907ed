// Writing the site: aside, then swapped in by one step.
//
// The new site is built in a folder beside the output. Files whose bytes have
// not changed are hard links to the old ones, so that they keep their time
// stamp; everything else is written anew; what the new site no longer has is
// not there. commit() exchanges the two folders by renameat2(RENAME_EXCHANGE):
// killed at any moment, the output is the old site or the new one, whole. What a
// loss of power leaves is up to the file system: nothing here waits for the disk.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace gongkai::build {

/// Name of the manifest in the output folder; its presence marks a folder as ours.
inline constexpr std::string_view manifest_name = ".gongkai-manifest.json";

struct PublishSummary {
    std::size_t written = 0;    ///< files whose bytes are new
    std::size_t unchanged = 0;  ///< files kept as they were
    std::size_t removed = 0;    ///< files that are no longer part of the site
};

/// One publication under way. add() may be called from many threads.
class Publication {
public:
    /// Prepares the folder beside `output`. Refused (O-…): an output that is a
    /// file or a link, is not empty and has no manifest of ours, contains the
    /// project or lies in its sources; or another build is at work.
    static base::Result<std::unique_ptr<Publication>> begin(const std::string& output, const std::string& project);

    /// Leaves the output as it was if commit() was not called.
    ~Publication();
    Publication(const Publication&) = delete;
    Publication& operator=(const Publication&) = delete;

    /// Adds a file. Paths are relative, with '/', without "..". Problems (path
    /// taken twice, disk full) are kept and reported by commit().
    void add(const std::string& path, std::string_view bytes);

    /// Writes the manifest and swaps the site in; with problems, nothing changes.
    base::Result<PublishSummary> commit();

private:
    struct State;
    explicit Publication(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace gongkai::build
