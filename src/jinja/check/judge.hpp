// May this expression be printed here? Decided by the HTML state of the place and
// the outermost operation of the expression.
#pragma once

#include <optional>

#include "jinja/check/html_state.hpp"
#include "jinja/library/registry.hpp"
#include "jinja/syntax/ast.hpp"

namespace gongkai::jinja {

/// What the place takes the output for; decides which operations make it safe.
enum class Site {
    text,            ///< data, <title>, <textarea>: escaping is enough
    attribute,       ///< in quotes: escaping is enough
    address,
    code_address,    ///< behind "javascript:"
    handler,
    style_attribute,
    document,        ///< srcdoc
    unknown_attribute,
    unquoted,
    script,
    style,
    comment,
    declaration,
    tag_name,
    attribute_name,
};

/// Which part of an expression fails, and why.
struct Refusal {
    enum class Reason {
        text,  ///< escaping is not enough here
        json_in_double_quotes,
        unescaped,
    };
    const Expression* part = nullptr;
    Site site = Site::text;
    Reason reason = Reason::text;
};

/// nullopt if `expression` may be printed in `state`. `escapes` is false inside
/// {% autoescape false %}.
std::optional<Refusal> judge(const Expression& expression, const HtmlState& state, bool escapes, const Registry& registry);

}  // namespace gongkai::jinja
