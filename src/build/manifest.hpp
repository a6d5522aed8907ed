// The list of files of a published site.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace gongkai::build {

struct ManifestEntry {
    std::uint64_t size = 0;
    std::string sha256;  ///< 64 hexadecimal digits

    bool operator==(const ManifestEntry&) const = default;
};

/// By path, in byte order.
using Manifest = std::map<std::string, ManifestEntry, std::less<>>;

/// JSON with one line for each file; the same manifest gives the same bytes.
std::string to_json(const Manifest& manifest);

/// nullopt if the text is no manifest of ours.
std::optional<Manifest> parse_manifest(std::string_view json);

}  // namespace gongkai::build
