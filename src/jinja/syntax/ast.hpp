// The syntax tree of a template. One node type for expressions, one for
// statements; which fields a kind uses stands beside it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/source.hpp"
#include "jinja/value/value.hpp"

namespace gongkai::jinja {

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;
using Keyword = std::pair<std::string, ExpressionPtr>;

enum class ExpressionKind {
    constant,     ///< value
    name,         ///< text
    captured,     ///< the text that {% filter %} or {% set %}…{% endset %} caught
    attribute,    ///< items[0] . text
    item,         ///< items[0] [ items[1] ]
    slice,        ///< only as items[1] of item: start, stop, step (null: left out)
    call,         ///< items[0] ( items[1…], keywords, *rest, **named_rest )
    filter,       ///< items[0] | text ( items[1…], keywords, *rest, **named_rest )
    test,         ///< items[0] is text ( items[1…], keywords, *rest, **named_rest )
    unary,        ///< text: - + not
    binary,       ///< text: + - * / // % ** and or
    compare,      ///< items[0] texts[0] items[1] texts[1] items[2] …; == != < <= > >= in, not in
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
    ExpressionPtr rest;
    ExpressionPtr named_rest;

    bool is_name(std::string_view name) const { return kind == ExpressionKind::name && text == name; }
};

struct Statement;
using StatementPtr = std::unique_ptr<Statement>;
using Statements = std::vector<StatementPtr>;

enum class StatementKind {
    text,         ///< text
    output,       ///< expression
    condition,    ///< branches of (condition, body); the last may have no condition (else)
    loop,         ///< target in expression [if condition] [recursive]: body, else_body
    break_loop,
    continue_loop,
    set,          ///< target = expression
    set_block,    ///< target = the text of body, through the filters in expression (null: none)
    with,         ///< targets[i] = values[i]: body
    block,        ///< name [scoped] [required]: body
    extends,      ///< name
    include,      ///< names (alternatives), ignore_missing, with_context
    import,       ///< name as aliases[0], with_context
    from_import,  ///< name: names as aliases, with_context
    macro,        ///< name, parameters names with defaults values (null: none): body
    call,         ///< expression (a call), parameters names with defaults values: body
    filter,       ///< expression (filters over what body prints): body
    autoescape,   ///< expression (constant true or false): body
    evaluate,     ///< do expression
};

struct Branch {
    ExpressionPtr condition;
    Statements body;
};

struct Statement {
    StatementKind kind = StatementKind::text;
    base::Span span;  ///< of the opening tag, or of the expression that is printed
    std::string text;
    std::string name;
    std::vector<std::string> names;
    std::vector<std::string> aliases;
    std::vector<ExpressionPtr> targets;
    std::vector<ExpressionPtr> values;
    ExpressionPtr target;      ///< a name, an attribute (of a namespace) or a list of targets
    ExpressionPtr expression;
    ExpressionPtr condition;
    std::vector<Branch> branches;
    Statements body;
    Statements else_body;
    bool ignore_missing = false;
    bool with_context = false;
    bool is_recursive = false;
    bool is_scoped = false;
    bool is_required = false;
};

}  // namespace gongkai::jinja
