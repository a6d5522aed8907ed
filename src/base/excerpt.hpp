// The line of a source that a message is about, short enough to be shown.
#pragma once

#include <cstddef>
#include <string>

#include "base/source.hpp"

namespace gongkai::base {

struct Excerpt {
    std::size_t line = 1;   ///< from 1
    std::string text;       ///< of a long line what is around the place, after "…"; control characters are blanks
    std::size_t begin = 0;  ///< bytes of `text` that are meant
    std::size_t end = 0;    ///< may equal begin
};

/// The span must belong to a file.
Excerpt excerpt_of(const Span& span);

}  // namespace gongkai::base
