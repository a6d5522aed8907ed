// Template source → tokens. Whitespace control is settled here: trim_blocks and
// lstrip_blocks are on, "-" strips more and "+" strips nothing, as in Jinja.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.hpp"

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
    broken,        ///< what could not be read; its problem is reported already
    end,
};

struct Token {
    TokenKind kind = TokenKind::end;
    std::string text;  ///< decoded for strings, as it will be output for text
    base::Span span;
};

/// Problems of one file that are told.
constexpr std::size_t most_problems = 20;

struct Tokens {
    std::vector<Token> tokens;   ///< the last is of kind `end`
    base::Diagnostics problems;  ///< T-SYNTAX: tags that are not closed, unknown characters, strings without an end
};

/// Goes on behind a broken tag, so that a file's other problems are found too.
Tokens tokenize(const base::SourceFile& file, base::Span part);

}  // namespace gongkai::jinja
