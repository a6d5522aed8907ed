// What a publication would change, compared with the last build: for the person who signs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "build/changes/figure_changes.hpp"
#include "build/changes/page_changes.hpp"
#include "build/output.hpp"
#include "build/published_folder.hpp"

namespace gongkai::build {

/// A file that was added, removed or changed.
struct FileChange {
    std::string path;
    Presence presence = Presence::both;  ///< both: changed
    bool is_page = false;                ///< .html
    std::string title;                   ///< of a page, as it would be published or, removed, as it was
    std::string report;                  ///< folder of the report that it belongs to, with a slash at the end; else empty
    Standing published = Standing::as_listed;
    TextChanges texts;                   ///< of a changed page, without those in common
    std::size_t in_common = 0;           ///< texts of it among PublicationChanges::common
    bool is_told_by_data = false;        ///< the TableChange of its table tells all that is different here
};

/// The same change of a text on many pages.
struct CommonChange {
    TextChange change;
    std::size_t pages = 0;
};

/// A report of which files are different.
struct ReportChange {
    Presence presence = Presence::both;
    std::string folder;  ///< jiangan-zuzhibu/2023-final/
    std::string title;
    std::size_t pages = 0;            ///< that were added, removed or changed
    std::vector<TableChange> tables;  ///< of a report that both versions have
};

/// A published file that is not as the manifest lists it.
struct Mismatch {
    std::string path;
    Standing standing = Standing::differs;
};

struct ChangeCounts {
    std::size_t pages_added = 0;
    std::size_t pages_changed = 0;
    std::size_t pages_removed = 0;
    std::size_t others_added = 0;    ///< files that are no pages
    std::size_t others_changed = 0;
    std::size_t others_removed = 0;
    std::size_t unchanged = 0;       ///< files
    std::size_t figures = 0;         ///< TableChange::count() of all tables

    std::size_t pages() const { return pages_added + pages_changed + pages_removed; }
    std::size_t others() const { return others_added + others_changed + others_removed; }
};

struct PublicationChanges {
    PublishedState state = PublishedState::nothing;
    std::optional<std::int64_t> published_at;  ///< seconds since 1970
    ChangeCounts counts;
    std::vector<FileChange> files;      ///< by path, in byte order
    std::vector<ReportChange> reports;  ///< by folder
    std::vector<CommonChange> common;   ///< as they first appear
    std::vector<Mismatch> mismatches;   ///< by path
    /// SHA-256 of the manifest that a publication of these files writes: what
    /// `sha256sum .gongkai-manifest.json` says of it. Empty unless asked for.
    std::string fingerprint;

    bool is_published() const { return state == PublishedState::published; }
    bool is_same() const { return is_published() && files.empty() && mismatches.empty(); }
};

enum class Detail {
    counts,  ///< counts, paths and figures: after each rebuild
    all,     ///< titles, texts and the fingerprint too: when somebody looks
};

/// Texts of so many pages are compared at most; the others are TextComparison::left_out.
inline constexpr std::size_t most_compared_pages = 2000;
/// From so many pages on the same change of a text is told once.
inline constexpr std::size_t common_from_pages = 4;

/// Compares what is in memory with an output folder, again and again. What it found of files
/// that are the same objects as before, and of the folder while it is the same publication,
/// is kept. One thread at a time.
class PublicationComparison {
public:
    explicit PublicationComparison(std::string output, std::size_t threads = 1);
    ~PublicationComparison();
    PublicationComparison(const PublicationComparison&) = delete;
    PublicationComparison& operator=(const PublicationComparison&) = delete;

    /// `outputs`: all files of a publication, sorted by path. The folder is only read, and
    /// only what its manifest lists. A file changed there by hand is compared as it stands.
    PublicationChanges compare(const std::vector<Output>& outputs, Detail detail);

    std::size_t computed_digests() const;  ///< for tests: how many files were hashed so far

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gongkai::build
