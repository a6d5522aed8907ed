// Zip files of which every field can be a lie (APPNOTE.TXT 6.3.10, 4.3). Knows nothing of
// src/archive/zip_format: what it makes without lies is compared with ZipWriter's bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace archive_test {

/// Deflated, raw, as libarchive would.
std::string deflated(std::string_view bytes, int level = 6);
/// In one stored block.
std::string stored_block(std::string_view bytes);

/// What both headers of an entry say.
struct Header {
    std::uint64_t made_by = 0x314;
    std::uint64_t needed = 20;
    std::uint64_t flags = 8;
    std::uint64_t method = 8;
    std::uint64_t dos_time = 0x576eb1aa;  ///< of sample_time
    std::uint64_t crc = 0;
    std::uint64_t compressed_size = 0;
    std::uint64_t size = 0;
    std::string name;
    std::string extra;
    std::string comment;
    std::uint64_t disk = 0;
    std::uint64_t internal = 0;
    std::uint64_t external = 0100644ull << 16;
    std::optional<std::uint64_t> offset;  ///< else the true one
};

/// In the file: local header, data, descriptor; in the directory: a record. Without lies unless changed.
struct BuiltEntry {
    Header local;
    std::string data;
    std::string descriptor;
    Header central;
    std::string before;  ///< bytes in front of the local header
    bool is_in_file = true;
    bool is_in_directory = true;

    BuiltEntry(const std::string& name, std::string_view content);
    /// Renames both.
    void rename(const std::string& name);
};

struct BuiltZip {
    std::vector<BuiltEntry> entries;
    std::string before_directory;
    std::string behind_directory;
    std::string end;  ///< if not empty, in place of the end record
    std::string behind;

    std::string bytes() const;
};

/// A number of so many bytes, little-endian.
std::string little(std::uint64_t value, unsigned width);
std::string descriptor_of(std::uint64_t crc, std::uint64_t compressed_size, std::uint64_t size, unsigned width = 4);
std::string end_of(std::uint64_t entries, std::uint64_t directory_size, std::uint64_t directory_offset);
std::string zip64_end_of(std::uint64_t entries, std::uint64_t directory_size, std::uint64_t directory_offset);

}  // namespace archive_test
