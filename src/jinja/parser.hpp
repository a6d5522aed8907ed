// Tokens → syntax tree.
#pragma once

#include "base/result.hpp"
#include "jinja/ast.hpp"
#include "jinja/lexer.hpp"

namespace gongkai::jinja {

/// Problems (T-SYNTAX): what was found, what was wanted, and which tag is still open.
base::Result<Statements> parse(const std::vector<Token>& tokens);

}  // namespace gongkai::jinja
