// The data of one zip entry, unpacked piece by piece.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "archive/input_file.hpp"
#include "archive/zip_format.hpp"

namespace gongkai::archive {

/// Deflated data (RFC 1951) of which size and CRC are known beforehand.
class Unpacking {
public:
    /// `take` gets at most 64 KiB at once and never more than the entry's size. Both
    /// arguments outlive this.
    Unpacking(const ZipEntry& entry, const TakeBytes& take);
    ~Unpacking();
    Unpacking(const Unpacking&) = delete;
    Unpacking& operator=(const Unpacking&) = delete;

    /// Nothing is done after a failure.
    void add(std::string_view compressed);

    /// What does not hold, in words; empty when the data were whole and as the entry says.
    std::string finish();
    /// More came out than the entry says.
    bool is_too_long() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gongkai::archive
