// A bag (RFC 8493) in a zip, as BagWriter writes it, opened for reading.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "archive/bag.hpp"
#include "archive/bag_contents.hpp"
#include "archive/zip_reader.hpp"
#include "base/result.hpp"

namespace gongkai::archive {

/// Its tag files were compared with the tag manifests when it was opened; no payload was read.
/// A bag with gaps, faults, missing or extra files is damaged: fit to be looked at, not to be
/// built on. All functions may be called by many threads at once.
class BagReader {
public:
    /// Fails when the file is not a zip of ours, or its payload cannot be known (bag_contents.hpp).
    static base::Result<std::unique_ptr<BagReader>> open(const std::string& path);
    static base::Result<std::unique_ptr<BagReader>> open(InputFile file);

    const std::string& path() const { return zip_->file().path(); }
    const InputFile& file() const { return zip_->file(); }
    const std::string& folder() const { return contents_.folder; }
    const BagInfo& info() const { return contents_.info; }
    const std::optional<BaseBag>& base() const { return contents_.base; }
    /// Without missing and extra files.
    const Payload& payload() const { return contents_.payload; }
    std::size_t held_files() const { return contents_.held.size(); }

    const std::map<std::string, base::Digests, std::less<>>& missing() const { return contents_.missing; }
    const std::vector<const ZipEntry*>& extra() const { return contents_.extra; }
    const base::Diagnostics& gaps() const { return contents_.gaps; }
    const base::Diagnostics& faults() const { return contents_.faults; }

    /// Reads a held file of the payload in pieces and compares it with all digests that are
    /// known of it: B-DIGEST, B-READ.
    std::optional<base::Diagnostic> check(const std::string& path) const;

    /// A held file of the payload, checked.
    base::Result<std::string> read(const std::string& path) const;

    /// Of any entry, such as one of extra().
    base::Result<base::Digests> digests_of(const ZipEntry& entry) const;

private:
    BagReader(std::unique_ptr<ZipReader> zip, BagContents contents) : zip_(std::move(zip)), contents_(std::move(contents)) {}

    std::optional<base::Diagnostic> check(const std::string& path, const TakeBytes& take) const;

    std::unique_ptr<ZipReader> zip_;
    BagContents contents_;
};

/// B-MISSING and B-EXTRA for a bag, in the order of the paths.
base::Diagnostic missing_file(const BagReader& bag, std::string_view path);
base::Diagnostic extra_file(const BagReader& bag, const ZipEntry& entry);

}  // namespace gongkai::archive
