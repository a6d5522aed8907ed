#include "serve/http/byte_range.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "serve/http/fields.hpp"

namespace gongkai::serve {
namespace {

/// A number of digits only; one too large to hold is the largest.
std::optional<std::size_t> parse_number(std::string_view digits)
{
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    std::size_t number = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return failure == std::errc::result_out_of_range ? std::numeric_limits<std::size_t>::max() : number;
}

/// One range as it is written; an empty one if the body cannot satisfy it.
std::optional<ByteRange> parse_range(std::string_view text, std::size_t size)
{
    const auto dash = std::min(text.find('-'), text.size());
    const auto first = parse_number(text.substr(0, dash));
    const auto last = parse_number(text.substr(std::min(dash + 1, text.size())));
    if (dash == 0 && last)  // the last bytes
        return ByteRange{size - std::min(*last, size), size};
    if (!first || (last && *last < *first) || (!last && dash + 1 != text.size()))
        return std::nullopt;
    const auto begin = std::min(*first, size);
    return ByteRange{begin, last && *last < size ? *last + 1 : size};
}

/// The comma-separated ranges; nullopt if one is malformed or there are too many.
std::optional<std::vector<ByteRange>> parse_list(std::string_view list, std::size_t size, std::size_t limit)
{
    std::vector<ByteRange> ranges;
    for (bool more = true; more;) {
        const auto comma = std::min(list.find(','), list.size());
        const auto range = parse_range(trimmed(list.substr(0, comma)), size);
        if (!range || ranges.size() == limit)
            return std::nullopt;
        ranges.push_back(*range);
        more = comma < list.size();
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return ranges;
}

}  // namespace

std::optional<std::vector<ByteRange>> parse_ranges(std::string_view field, std::size_t size, std::size_t limit)
{
    constexpr std::string_view unit = "bytes=";
    if (!same_ignoring_case(field.substr(0, unit.size()), unit))
        return std::nullopt;
    auto ranges = parse_list(field.substr(unit.size()), size, limit);
    if (!ranges)
        return std::nullopt;
    std::erase_if(*ranges, [](const ByteRange& range) { return range.begin >= range.end; });
    std::size_t total = 0;
    for (const auto& range : *ranges)
        total += range.end - range.begin;
    return total <= size ? ranges : std::nullopt;
}

}  // namespace gongkai::serve
