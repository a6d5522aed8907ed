// A bag (RFC 8493) written into a zip, file by file.
#pragma once

#include <string>
#include <string_view>

#include "archive/bag.hpp"
#include "archive/zip_writer.hpp"

namespace gongkai::archive {

class BagWriter {
public:
    /// `folder`: the bag's, the only one at the top of the zip. Writes bagit.txt.
    BagWriter(ZipWriter& zip, std::string folder);

    /// A file of the payload. `path` below data/ is safe (base::is_safe_path) and new.
    void add(const std::string& path, std::string_view bytes, base::Digests digests);

    /// A file of the payload that the base bag has, with the same path and bytes.
    void refer(const std::string& path, std::uint64_t size, base::Digests digests);

    /// All so far.
    const Payload& payload() const { return payload_; }

    /// The tag files. `info`: without Payload-Oxum, which is added; values are one line each.
    void finish(const BagInfo& info);

private:
    void add_tag(std::string_view name, const std::string& text);
    void add_fetch();
    void add_manifests();
    void add_tag_manifests();

    ZipWriter& zip_;
    std::string folder_;
    Payload payload_;
    std::map<std::string, base::Digests> tags_;
};

}  // namespace gongkai::archive
