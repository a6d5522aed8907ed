// The parts of a body that a request asks for (RFC 9110, section 14.1.2 and 14.2).
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace gongkai::serve {

/// The bytes [begin, end) of a body; never empty.
struct ByteRange {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const ByteRange&) const = default;
};

/// The ranges of a Range field that a body of `size` bytes (> 0) can satisfy, in the order asked
/// for, cut to its length; none if it can satisfy none (to be answered with 416). nullopt if the
/// field is to be ignored: another unit, malformed, more than `limit` ranges, or ranges that
/// together are longer than the body (RFC 9110, section 14.2, allows that for such abuse).
std::optional<std::vector<ByteRange>> parse_ranges(std::string_view field, std::size_t size, std::size_t limit);

}  // namespace gongkai::serve
