// A bag and those that it goes on from.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "archive/bag_reader.hpp"
#include "base/result.hpp"

namespace gongkai::archive {

struct ChainBag {
    std::unique_ptr<BagReader> bag;
    std::string file_name;  ///< without folders
    std::string sha256;     ///< of the zip file
};

/// Newest first. A bag's base lies in the same folder, under the file name and with the digest
/// of the zip file that bag-info.txt tells. A file that a bag only refers to is in its base, under
/// the same path and with the same size and digests, or referred to there in turn. No
/// function writes anything; all may be called by many threads at once.
class BagChain {
public:
    /// A whole chain, fit to be built on: fails with all that is damaged in its tag files, missing,
    /// extra or not to be found. Of the payload nothing was read.
    static base::Result<std::unique_ptr<BagChain>> open(const std::string& path);

    /// A chain to be looked at: fails only when the newest bag cannot be opened.
    static base::Result<std::unique_ptr<BagChain>> open_damaged(const std::string& path);

    /// At least one; without those behind a base that cannot be opened.
    const std::vector<ChainBag>& bags() const { return bags_; }
    const BagReader& newest() const { return *bags_.front().bag; }
    /// Of the newest.
    const Payload& payload() const { return newest().payload(); }

    /// Of all bags; bases that cannot be opened; files that are not where references lead.
    /// Without missing() and extra() of bags.
    base::Diagnostics gaps() const;
    base::Diagnostics faults() const;

    /// The bag that holds a file of payload(): B-MISSING, B-BASE.
    base::Result<const BagReader*> holder(const std::string& path) const;

    /// A file of payload(), checked against its digests: as holder(), B-DIGEST, B-READ.
    base::Result<std::string> read(const std::string& path) const;

private:
    /// Neither: behind the place where the chain is broken.
    struct Search {
        const BagReader* bag = nullptr;
        std::optional<base::Diagnostic> problem;
    };

    BagChain() = default;

    base::Diagnostics add(InputFile file, std::string sha256);
    base::Diagnostics add_base(const BaseBag& base);
    Search search(const std::string& path) const;

    std::vector<ChainBag> bags_;
    base::Diagnostics broken_;  ///< why the chain ends before its end
};

}  // namespace gongkai::archive
