// Expressions, with Jinja's precedence (lowest first): if-else; or; and; not;
// comparisons, in; + -; ~; * / // %; **; unary; then . [] () and | is. So -2**2
// is 4, and ** groups from the left: Jinja's way, not Python's.
#pragma once

#include "jinja/ast.hpp"
#include "jinja/token_stream.hpp"

namespace gongkai::jinja {

class ExpressionParser {
public:
    explicit ExpressionParser(TokenStream& tokens) : tokens_(tokens) {}

    /// a, b, c without brackets is a tuple; `with_condition` false leaves a
    /// trailing "if" alone (as in `for x in xs if c`).
    ExpressionPtr tuple(bool with_condition = true);
    ExpressionPtr expression(bool with_condition = true);
    /// The target of set and for: a name, names, or (set only) namespace.attribute.
    ExpressionPtr target(bool allow_attribute);
    /// Filters behind a block: `{% filter a|b %}`, `{% set x | a %}`.
    ExpressionPtr filter_chain(ExpressionPtr subject);
    /// Arguments behind a callee whose "(" is next.
    void arguments(Expression& call);

private:
    ExpressionPtr disjunction();
    ExpressionPtr conjunction();
    ExpressionPtr negation();
    ExpressionPtr comparison();
    ExpressionPtr sum();
    ExpressionPtr concatenation();
    ExpressionPtr product();
    ExpressionPtr unary(bool with_filters = true);
    ExpressionPtr power();
    ExpressionPtr primary();
    ExpressionPtr postfix(ExpressionPtr subject);
    ExpressionPtr filters_and_tests(ExpressionPtr subject);
    ExpressionPtr filter(ExpressionPtr subject);
    ExpressionPtr test(ExpressionPtr subject);
    ExpressionPtr subscript(ExpressionPtr subject);
    ExpressionPtr list_display();
    ExpressionPtr map_display();
    ExpressionPtr bracketed();
    ExpressionPtr constant();
    ExpressionPtr binary(std::string symbol, ExpressionPtr left, ExpressionPtr right);
    /// Counts an operator of a chain: 1+1+… nests the tree though not the parser.
    void grow();
    ExpressionPtr node(ExpressionKind kind, const base::Span& first);

    /// Counts nesting; Failure beyond a limit instead of an exhausted stack.
    class Depth;
    TokenStream& tokens_;
    int depth_ = 0;
    int operators_ = 0;  ///< of the outermost expression
};

}  // namespace gongkai::jinja
