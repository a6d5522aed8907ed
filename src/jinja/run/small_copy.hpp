// Copying a few bytes: two overlapping moves of a fixed size are quicker than a
// call of memcpy, which is what a variable size costs.
#pragma once

#include <cstddef>
#include <cstring>

namespace gongkai::jinja {

template <std::size_t size>
void copy_ends(char* to, const char* from, std::size_t count)
{
    char first[size];
    char last[size];
    std::memcpy(first, from, size);
    std::memcpy(last, from + count - size, size);
    std::memcpy(to, first, size);
    std::memcpy(to + count - size, last, size);
}

/// As memcpy.
inline void small_copy(char* to, const char* from, std::size_t count)
{
    if (count > 32)
        std::memcpy(to, from, count);
    else if (count >= 16)
        copy_ends<16>(to, from, count);
    else if (count >= 8)
        copy_ends<8>(to, from, count);
    else if (count >= 4)
        copy_ends<4>(to, from, count);
    else
        for (std::size_t i = 0; i < count; ++i)
            to[i] = from[i];
}

}  // namespace gongkai::jinja
