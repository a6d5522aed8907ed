// A file that is read at any place, by many threads at once, and never written.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/descriptor.hpp"
#include "base/hash.hpp"
#include "base/result.hpp"

namespace gongkai::archive {

/// Takes bytes in pieces; what it is given lives for the call only.
using TakeBytes = std::function<void(std::string_view)>;

class InputFile {
public:
    /// B-READ for what cannot be opened or is no regular file.
    static base::Result<InputFile> open(const std::string& path);

    const std::string& path() const { return path_; }
    /// When it was opened.
    std::uint64_t size() const { return size_; }

    /// Fills all of `bytes`; B-READ when they cannot be had.
    std::optional<base::Diagnostic> read_at(std::uint64_t offset, std::span<char> bytes) const;

    /// The bytes [offset, offset + size), in pieces of at most 64 KiB.
    std::optional<base::Diagnostic> read_pieces(std::uint64_t offset, std::uint64_t size, const TakeBytes& take) const;

    /// Of the whole file, read in pieces.
    base::Result<base::Digests> digests() const;

private:
    InputFile(std::string path, base::Descriptor file, std::uint64_t size);

    std::string path_;
    base::Descriptor file_;
    std::uint64_t size_;
};

}  // namespace gongkai::archive
