// gongkai archive: everything published, with what it was made from, in one file that can be
// checked without this program.
#pragma once

#include <cstdint>
#include <string>

#include "build/pipeline.hpp"

namespace gongkai::build {

struct ArchiveRequest {
    std::string output;  ///< the zip file
    std::string since;   ///< an earlier archive, whose files are referred to; or empty
};

struct ArchiveSummary {
    std::string folder;           ///< of the bag in the zip: gongkai-2024-10-24-1f2e3d4c
    std::size_t departments = 0;
    std::size_t reports = 0;
    std::size_t left_out = 0;     ///< reports that are not published yet
    std::size_t files = 0;        ///< of the payload
    std::size_t referred = 0;     ///< of these, in the earlier archive
    std::uint64_t zip_size = 0;   ///< bytes
    std::string zip_sha256;
};

/// Writes the archive, or leaves the file as it was and adds to the problems of the project,
/// which is loaded and audited. What publish_site() refuses is refused here. Not to be called
/// while other threads ask for local time (archive/zip_writer.hpp).
ArchiveSummary write_archive(Project& project, const Options& options, const ArchiveRequest& request, const Progress& progress);

}  // namespace gongkai::build
