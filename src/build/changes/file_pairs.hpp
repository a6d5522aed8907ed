// The files of a publication beside those of the last build.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "build/changes/digest_cache.hpp"
#include "build/changes/figure_changes.hpp"
#include "build/manifest.hpp"
#include "build/output.hpp"

namespace gongkai::build {

/// One path; at least one of both is there.
struct FilePair {
    const Output* now = nullptr;
    const Manifest::value_type* old = nullptr;

    const std::string& path() const { return now ? now->path : old->first; }
    Presence presence() const { return !old ? Presence::added : !now ? Presence::removed : Presence::both; }
    /// By size, then by digest; of a pair with both, whose digest is known if the sizes are equal.
    bool differs(const DigestCache& digests) const
    {
        return now->bytes->size() != old->second.size || digests.of(*now) != old->second.sha256;
    }
};

/// By path. `outputs` need not be sorted; of two with one path the first counts.
std::vector<FilePair> pair_files(const std::vector<Output>& outputs, const Manifest& published);

/// The pair of a path; nullptr if there is none.
const FilePair* find_pair(const std::vector<FilePair>& pairs, std::string_view path);

}  // namespace gongkai::build
