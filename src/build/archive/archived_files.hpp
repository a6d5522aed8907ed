// The files of an archive that follow from its sources and its date alone: they can be made
// again from the sources inside, and compared.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/hash.hpp"
#include "base/source_tree.hpp"
#include "build/archive/archive_time.hpp"
#include "build/manifest.hpp"
#include "build/pipeline.hpp"
#include "pages/archive/file_facts.hpp"

namespace gongkai::build {

/// Takes a finished file by its path below data/.
using ArchiveSink = std::function<void(const std::string& path, std::string_view bytes, const base::Digests& digests)>;

/// source/…, site/… (with its manifest: what a publication writes, to the byte),
/// datapackage.json, findings/findings.{txt,json,html}, inventory/pages.{csv,json}.
///
/// What is not published may be in the project: nothing that is draws on it
/// (model::may_draw_on), so that a project of the sources alone gives the same files.
class ArchivedFiles {
public:
    /// The project is loaded, audited and without errors; `sources` are those of archived_sources().
    ArchivedFiles(const Project& project, base::SourceTree sources, std::size_t threads);

    /// Gives all files on the calling thread, in an order that depends on nothing but the
    /// sources. Pages are rendered on other threads, a few reports ahead. With problems that
    /// are errors files are missing.
    base::Diagnostics write(const ArchiveTime& time, const ArchiveSink& sink, const Progress& progress);

    const base::SourceTree& sources() const { return sources_; }

    /// Of all files given so far.
    const pages::FileFacts* facts(std::string_view path) const;

private:
    struct Rendered;

    void give(const std::string& path, std::string_view bytes, const base::Digests& digests);
    void give(const std::string& path, std::string_view bytes) { give(path, bytes, base::digests_of(bytes)); }
    base::Diagnostics give_site(const Progress& progress);
    Manifest site_manifest() const;
    void give_findings();
    void give_lists(const ArchiveTime& time);

    const Project& project_;
    base::SourceTree sources_;
    std::size_t threads_;
    const ArchiveSink* sink_ = nullptr;
    std::map<std::string, pages::FileFacts, std::less<>> facts_;
};

}  // namespace gongkai::build
