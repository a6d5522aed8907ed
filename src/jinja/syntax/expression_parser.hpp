// Expressions, with Jinja's precedence (lowest first): if-else; or; and; not;
// comparisons, in; + -; ~; * / // %; **; unary; then . [] () and | is. So -2**2
// is 4, and ** groups from the left: Jinja's way, not Python's.
#pragma once

#include "jinja/syntax/ast.hpp"
#include "jinja/syntax/token_stream.hpp"

namespace gongkai::jinja {

/// Arguments of one call, parameters of one macro: names are sought one by one.
constexpr std::size_t most_arguments = 1000;

class ExpressionParser {
public:
    explicit ExpressionParser(TokenStream& tokens) : tokens_(tokens) {}

    /// a, b, c without brackets is a tuple; `with_condition` false leaves a
    /// trailing "if" alone (as in `for x in xs if c`).
    ExpressionPtr tuple(bool with_condition = true);
    ExpressionPtr expression(bool with_condition = true);
    /// The target of set, with and for: a name, names, or (set only) namespace.attribute.
    ExpressionPtr target(bool allow_attribute);
    /// The name of a variable or macro to be made: any but true, false and none.
    std::string new_name(std::string_view what);
    /// Filters over captured text: `{% filter a|b %}` (first: the name is next)
    /// and `{% set x | a %}`; null if there are none.
    ExpressionPtr captured_filters(bool name_is_next);

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
    /// The filter whose name is next.
    ExpressionPtr filter(ExpressionPtr subject);
    ExpressionPtr filter_chain(ExpressionPtr subject);
    std::string dotted_name(std::string_view what);
    void arguments(Expression& call);
    void argument(Expression& call);
    ExpressionPtr test(ExpressionPtr subject);
    ExpressionPtr attribute(ExpressionPtr subject);
    ExpressionPtr subscript(ExpressionPtr subject);
    ExpressionPtr call(ExpressionPtr subject);
    ExpressionPtr single_target(bool allow_attribute);
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
