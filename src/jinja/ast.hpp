// The syntax tree of a template. One node type for expressions, one for
// statements; which fields a kind uses stands beside it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/source.hpp"
#include "jinja/value.hpp"

namespace gongkai::jinja {

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;
using Keyword = std::pair<std::string, ExpressionPtr>;

enum class ExpressionKind {
    constant,     ///< value
    name,         ///< text
    attribute,    ///< items[0] . text
    item,         ///< items[0] [ items[1] ]
    slice,        ///< items: start, stop, step (null: left out)
    call,         ///< items[0] ( items[1…], keywords )
    filter,       ///< items[0] | text ( items[1…], keywords )
    test,         ///< items[0] is text ( items[1…] )
    unary,        ///< text: - + not
    binary,       ///< text: + - * / // % ** and or in (not in: unary not over in)
    compare,      ///< items[0] texts[0] items[1] texts[1] items[2] …
    concat,       ///< items joined by ~
    conditional,  ///< items: condition, then, else (null: left out)
    list,         ///< items (tuples too)
    map,          ///< items: key, value, key, value …
};

struct Expression {
    ExpressionKind kind = ExpressionKind::constant;
    base::Span span;
    std::string text;
    std::vector<std::string> texts;
    Value value;
    std::vector<ExpressionPtr> items;
    std::vector<Keyword> keywords;
};

struct Statement;
using Statements = std::vector<std::unique_ptr<Statement>>;

enum class StatementKind {
    text,       ///< text
    output,     ///< expression
    condition,  ///< branches of (expression, body); the last may have no expression (else)
    loop,       ///< targets in expression [if condition]: body, else_body
    set,        ///< targets = expression, or block set: body [| filters in expression]
    with,       ///< names[i] = values[i]: body
    block,      ///< name: body
    extends,    ///< name
    include,    ///< names (alternatives); ignore_missing
    import,     ///< name as alias
    from_import,///< name: aliases of names
    macro,      ///< name, parameters names/values(defaults): body
    call,       ///< expression (a call), parameters: body
    filter,     ///< expression (filters over a placeholder): body
    evaluate,   ///< do expression
};

struct Branch {
    ExpressionPtr condition;
    Statements body;
};

struct Statement {
    StatementKind kind = StatementKind::text;
    base::Span span;
    std::string text;
    std::string name;
    std::vector<std::string> names;
    std::vector<std::string> aliases;
    std::vector<ExpressionPtr> values;
    ExpressionPtr target;      ///< set: name, attribute (namespace) or list of names; loop: name or list
    ExpressionPtr expression;
    ExpressionPtr condition;
    std::vector<Branch> branches;
    Statements body;
    Statements else_body;
    bool ignore_missing = false;
    bool with_context = false;  ///< import, from_import
    bool recursive = false;
};

}  // namespace gongkai::jinja
