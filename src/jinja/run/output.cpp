#include "jinja/run/output.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "base/html.hpp"

namespace gongkai::jinja {

void Output::grow(std::size_t count)
{
    constexpr std::size_t smallest = 256;
    const auto capacity = std::max({smallest, 2 * capacity_, size_ + count});
    auto buffer = std::make_unique_for_overwrite<char[]>(capacity);
    if (size_ > 0)
        std::memcpy(buffer.get(), buffer_.get(), size_);
    buffer_ = std::move(buffer);
    capacity_ = capacity;
}

namespace {

constexpr std::uint64_t every_byte = 0x0101010101010101;

/// The highest bit of a byte is set if the byte is zero (and perhaps of one above it).
constexpr std::uint64_t zero_bytes(std::uint64_t bytes) { return (bytes - every_byte) & ~bytes & (every_byte << 7); }

/// Whether any of eight bytes is &, ', ", < or >: & and ' differ in one bit, < and > too.
bool has_special(std::uint64_t bytes)
{
    return (zero_bytes((bytes | every_byte) ^ (every_byte * '\'')) | zero_bytes((bytes | (every_byte * 2)) ^ (every_byte * '>')) |
            zero_bytes(bytes ^ (every_byte * '"'))) != 0;
}

char* write_escaped(char* to, std::string_view text)
{
    for (const char c : text) {
        if (!base::needs_reference[static_cast<unsigned char>(c)]) {
            *to++ = c;
            continue;
        }
        const auto reference = base::character_reference(c);
        to = std::copy(reference.begin(), reference.end(), to);
    }
    return to;
}

}  // namespace

void Output::append_escaped(std::string_view text)
{
    // In parts, so that the room for the worst case stays small.
    constexpr std::size_t part_size = 1024;
    for (; text.size() > part_size; text.remove_prefix(part_size))
        append_escaped(text.substr(0, part_size));
    make_room(longest_reference * text.size());
    auto* to = buffer_.get() + size_;
    for (; text.size() >= sizeof(std::uint64_t); text.remove_prefix(sizeof(std::uint64_t))) {
        std::uint64_t bytes;
        std::memcpy(&bytes, text.data(), sizeof bytes);
        if (has_special(bytes)) {
            to = write_escaped(to, text.substr(0, sizeof bytes));
        } else {
            std::memcpy(to, &bytes, sizeof bytes);
            to += sizeof bytes;
        }
    }
    to = write_escaped(to, text);
    size_ = static_cast<std::size_t>(to - buffer_.get());
}

}  // namespace gongkai::jinja
