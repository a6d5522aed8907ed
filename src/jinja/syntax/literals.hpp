// Numbers and texts as they are written in tags.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "jinja/syntax/lexer.hpp"

namespace gongkai::jinja {

/// A literal that was read, and the offset behind it.
struct Literal {
    TokenKind kind = TokenKind::string;  ///< integer, real or string
    std::string text;  ///< of a number without underscores, with the prefix of its base; of a text what it means
    std::size_t end = 0;
};

/// Why a text cannot be read: the offsets to point at, and where reading goes on.
struct LiteralProblem {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t resume = 0;
    std::string message;
};

/// The number whose first digit is at `begin`.
Literal read_number(std::string_view source, std::size_t begin);
/// The text whose opening quote is at `begin`, with the escapes of Python's texts but
/// \N{names}; throws LiteralProblem.
Literal read_string(std::string_view source, std::size_t begin);

}  // namespace gongkai::jinja
