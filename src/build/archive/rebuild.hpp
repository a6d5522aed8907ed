// gongkai archive --verify --rebuild: does the site follow from its sources?
#pragma once

#include <memory>
#include <string>

#include "archive/bag_chain.hpp"
#include "build/pipeline.hpp"

namespace gongkai::build {

struct Rebuild {
    std::unique_ptr<Project> project;  ///< what the problems point into; nullptr if nothing was made
    base::Diagnostics problems;
    std::size_t compared = 0;   ///< files that were made again
    std::size_t different = 0;  ///< of these, or only in one of both
    std::string made_by;        ///< Bag-Software-Agent: "gongkai 0.3.0"
};

/// Makes all files that follow from the sources (archived_files.hpp) again, in memory, and
/// compares each with the digests in the archive, which was verified before: R-DIFFERS,
/// R-MISSING, R-EXTRA for a file, R-SOURCE for sources that cannot be used, and all that is
/// wrong with the content.
Rebuild rebuild(const archive::BagChain& archive, std::size_t threads, const Progress& progress);

}  // namespace gongkai::build
