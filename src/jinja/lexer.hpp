// Template source → tokens. Whitespace control is settled here: trim_blocks and
// lstrip_blocks are on, "-" strips more and "+" strips nothing, as in Jinja.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"

namespace gongkai::jinja {

enum class TokenKind {
    text,          ///< literal output
    variable_begin,
    variable_end,
    block_begin,
    block_end,
    name,
    string,
    integer,
    real,
    symbol,        ///< an operator or punctuation mark
    end,
};

struct Token {
    TokenKind kind = TokenKind::end;
    std::string text;  ///< decoded for strings, as it will be output for text
    base::Span span;
};

/// Problems (T-SYNTAX): tags that are not closed, unknown characters, strings
/// without an end. The list ends with a token of kind `end`.
base::Result<std::vector<Token>> tokenize(const base::SourceFile& file, base::Span part);

}  // namespace gongkai::jinja
