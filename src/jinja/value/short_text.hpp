// Texts of a few bytes, made and read without memory: in two words, as they stand
// in a Value. A processor that reads a word from bytes just written waits for them;
// most of what a table prints is such a text.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace gongkai::jinja {

struct ShortText {
    static constexpr std::size_t longest = 14;

    std::uint64_t first = 0;  ///< eight bytes, the first in the lowest place
    std::uint64_t others = 0;
    std::size_t size = 0;

    /// No more than `longest` bytes.
    static ShortText of(const char* text, std::size_t size);

    /// There must be room.
    void prepend(char c)
    {
        others = others << 8 | first >> 56;
        first = first << 8 | static_cast<unsigned char>(c);
        ++size;
    }

    char operator[](std::size_t i) const
    {
        return static_cast<char>(i < 8 ? first >> (8 * i) : others >> (8 * (i - 8)));
    }
};

static_assert(std::endian::native == std::endian::little, "the bytes of a text are in the order of the words");

inline ShortText ShortText::of(const char* text, std::size_t size)
{
    ShortText result;
    result.size = size;
    if (size >= 8) {
        std::uint64_t last;
        std::memcpy(&result.first, text, 8);
        std::memcpy(&last, text + size - 8, 8);
        result.others = size == 8 ? 0 : last >> (8 * (16 - size));
    } else if (size >= 4) {
        std::uint32_t begin;
        std::uint32_t end;
        std::memcpy(&begin, text, 4);
        std::memcpy(&end, text + size - 4, 4);
        result.first = begin | static_cast<std::uint64_t>(end) << (8 * (size - 4));
    } else {
        for (std::size_t i = 0; i < size; ++i)
            result.first |= static_cast<std::uint64_t>(static_cast<unsigned char>(text[i])) << (8 * i);
    }
    return result;
}

}  // namespace gongkai::jinja
