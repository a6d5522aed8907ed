// SHA-256 of files in memory, computed once for each object.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "build/output.hpp"

namespace gongkai::build {

/// Between two builds most files are the very same objects: their digests are not computed
/// again. Objects are told apart by address, while they live; a hash for change detection
/// (Output::version) would not do where somebody signs for it. One thread at a time.
class DigestCache {
public:
    /// Computes those not known yet, on so many threads.
    void add(const std::vector<const Output*>& outputs, std::size_t threads);

    /// 64 hexadecimal digits; of one that was added.
    const std::string& of(const Output& output) const { return digests_.at(output.bytes.get()).sha256; }

    /// Forgets objects that are gone.
    void drop_expired();

    std::size_t computed() const { return computed_; }  ///< digests so far

private:
    struct Digest {
        std::weak_ptr<const std::string> object;  ///< expired: another object may stand at the address
        std::string sha256;
    };
    std::unordered_map<const std::string*, Digest> digests_;
    std::size_t computed_ = 0;
};

}  // namespace gongkai::build
