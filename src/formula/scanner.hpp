// Words and signs of a formula.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gongkai::formula {

enum class TokenKind { word, fact, open, close, plus, minus, equal, at_least, at_most, ellipsis, end };

struct Token {
    TokenKind kind = TokenKind::end;
    std::string_view text;
    std::size_t offset = 0;  ///< in bytes, from the start of the formula
};

/// Full-width signs mean the same as half-width ones; white space separates
/// words. The last token is `end`.
std::vector<Token> scan(std::string_view formula);

}  // namespace gongkai::formula
