// The archive that a new one goes on from.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "archive/bag_chain.hpp"
#include "base/result.hpp"
#include "build/archive/corrections.hpp"

namespace gongkai::build {

/// Verified whole when it was opened.
class EarlierArchive {
public:
    /// All that is wrong with the file and those that it goes on from; A-SINCE. A link is
    /// followed: it may lead to another archive by the time of verification.
    static base::Result<EarlierArchive> open(const std::string& path, std::size_t threads);

    const archive::BagChain& chain() const { return *chain_; }

    /// How a new archive names it.
    const archive::BaseBag& base() const { return base_; }

    /// It has this file of the payload, with the same bytes.
    bool has(std::string_view path, std::uint64_t size, const base::Digests& digests) const;

    /// Takes a file of the new archive that it does not have like that; figures that changed
    /// are kept for changes().
    void compare(const std::string& path, std::string_view bytes);

    /// Once, when all of the site was taken: with tables that it has and the new payload does not.
    ChangesSince changes(const archive::Payload& now);

    /// Warnings A-WITHDRAWN: reports that it has and the new payload does not. Errors: files of it
    /// that could not be read any more when they were compared.
    base::Diagnostics problems(const archive::Payload& now) const;

private:
    EarlierArchive(std::unique_ptr<archive::BagChain> chain, archive::BaseBag base);

    /// What became of the figures of a file; one of both versions may not be there.
    void keep_changes(const std::string& path, std::optional<std::string_view> now);

    std::unique_ptr<archive::BagChain> chain_;
    archive::BaseBag base_;
    std::map<std::string, pages::FileFacts, std::less<>> facts_;
    std::string corrections_;
    ChangesByReport figures_;
    base::Diagnostics failures_;
};

}  // namespace gongkai::build
