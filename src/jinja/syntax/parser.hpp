// Tokens → syntax tree. A tag that cannot be read is reported and skipped, so
// that all problems of a file are told at once.
#pragma once

#include "base/diagnostic.hpp"
#include "jinja/syntax/ast.hpp"
#include "jinja/syntax/lexer.hpp"

namespace gongkai::jinja {

struct Parsed {
    Statements statements;
    base::Diagnostics problems;  ///< those of the tokens among them, in the order of the file; at most 20
};

Parsed parse(Tokens tokens);

}  // namespace gongkai::jinja
