// A zip file as ZipWriter writes it, and no other, read without writing anything.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "archive/input_file.hpp"
#include "archive/zip_format.hpp"
#include "base/result.hpp"

namespace gongkai::archive {

/// Of an open zip holds: every byte is part of an entry's data or has the one value that
/// zip_format tells, so nothing can hide in it; names are safe, and no two are one
/// (zip_names); no entry is a bomb. Memory is that of the names, whatever the files' sizes.
class ZipReader {
public:
    /// All B-NAME, B-TWICE and B-BOMB together; of B-ZIP and B-READ the first.
    static base::Result<std::unique_ptr<ZipReader>> open(const std::string& path);
    static base::Result<std::unique_ptr<ZipReader>> open(InputFile file);

    const InputFile& file() const { return file_; }
    /// In the order of the file. Addresses stay.
    const std::vector<ZipEntry>& entries() const { return entries_; }

    /// The content of one of `entries()` in pieces of at most 64 KiB, never more than its size.
    /// B-ZIP when data, size or CRC are not right, B-BOMB when more comes out than the entry says,
    /// B-READ; pieces that were taken by then are worth nothing. Threads may read at once.
    std::optional<base::Diagnostic> read(const ZipEntry& entry, const TakeBytes& take) const;

private:
    ZipReader(InputFile file, std::vector<ZipEntry> entries) : file_(std::move(file)), entries_(std::move(entries)) {}

    std::optional<base::Diagnostic> check_around(const ZipEntry& entry) const;

    InputFile file_;
    std::vector<ZipEntry> entries_;
};

}  // namespace gongkai::archive
