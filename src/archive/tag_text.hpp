// The texts of a bag's tag files (RFC 8493, 2.1 and 2.2), parsed; says nothing of what they mean.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "archive/bag.hpp"

namespace gongkai::archive {

/// A line, from 1, that is not as it should be, and why.
struct MalformedLine {
    std::size_t line = 0;
    std::string why;
};
using MalformedLines = std::vector<MalformedLine>;

struct Manifest {
    std::map<std::string, std::string, std::less<>> digests;  ///< path → lower-case hexadecimal
    MalformedLines malformed;                                 ///< left out
};

/// Lines `digest path` (2.1.3): a digest of `digits` hexadecimal digits in either case, blanks,
/// and an encoded, safe path that begins with `folder`, which is left off.
Manifest parse_manifest(std::string_view text, std::size_t digits, std::string_view folder);

struct FetchLine {
    std::string uri;
    std::uint64_t size = 0;
    std::string path;  ///< below data/
};

struct Fetch {
    std::vector<FetchLine> lines;
    MalformedLines malformed;
};

/// Lines `uri length path` (2.2.3). The length is a number here, never "-".
Fetch parse_fetch(std::string_view text);

struct InfoText {
    BagInfo info;
    MalformedLines malformed;
};

/// Lines `label: value` (2.2.2); one that begins with a blank goes on with the value, after a space.
InfoText parse_info(std::string_view text);

/// The values of a label, of which case does not matter (2.2.2).
std::vector<std::string> values_of(const BagInfo& info, std::string_view label);

}  // namespace gongkai::archive
