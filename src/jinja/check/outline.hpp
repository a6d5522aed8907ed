// What a template refers to, and what in it is not printed where it is written.
#pragma once

#include <string>
#include <vector>

#include "jinja/syntax/ast.hpp"

namespace gongkai::jinja {

/// A block, macro or {% set %}…{% endset %}, and whether what is printed in it is escaped.
struct Body {
    const Statement* statement;
    bool escapes;
};

struct Outline {
    std::string parent;
    std::vector<std::string> used;  ///< parent, included and imported
    std::vector<Body> blocks;
    std::vector<Body> captured;     ///< macros and set blocks
};

Outline outline_of(const Statements& statements);
/// What {% autoescape %} says.
bool turns_escaping_on(const Statement& autoescape);

}  // namespace gongkai::jinja
