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
    // Operators, the loosest first (expression_parser.cpp).
    ExpressionPtr disjunction();
    ExpressionPtr conjunction();
    ExpressionPtr negation();
    ExpressionPtr comparison();
    ExpressionPtr sum();
    ExpressionPtr concatenation();
    ExpressionPtr product();
    ExpressionPtr unary(bool with_filters = true);
    ExpressionPtr power();
    ExpressionPtr binary(std::string symbol, ExpressionPtr left, ExpressionPtr right);

    // Operands (expression_operands.cpp).
    ExpressionPtr primary();
    ExpressionPtr constant();
    ExpressionPtr bracketed();
    ExpressionPtr list_display();
    ExpressionPtr map_display();
    /// The . [] () behind a value.
    ExpressionPtr postfix(ExpressionPtr subject);
    ExpressionPtr attribute(ExpressionPtr subject);
    ExpressionPtr subscript(ExpressionPtr subject);

    // Calls, filters and tests (expression_calls.cpp).
    ExpressionPtr call(ExpressionPtr subject);
    void arguments(Expression& call);
    /// value, name=value, *values or **names, in this order.
    void argument(Expression& call);
    ExpressionPtr filters_and_tests(ExpressionPtr subject);
    /// The names of filters and tests may have dots, so x|first.name is no attribute.
    std::string dotted_name(std::string_view what);
    /// The filter whose name is next.
    ExpressionPtr filter(ExpressionPtr subject);
    ExpressionPtr filter_chain(ExpressionPtr subject);
    ExpressionPtr test(ExpressionPtr subject);

    // Targets (expression_targets.cpp).
    ExpressionPtr single_target(bool allow_attribute);

    /// Counts an operator of a chain: 1+1+… nests the tree though not the parser.
    void grow();
    /// A new node that begins at `first` and, so far, ends with the last token taken.
    ExpressionPtr node(ExpressionKind kind, const base::Span& first);

    /// Counts nesting; a SyntaxProblem beyond a limit instead of an exhausted stack.
    class Depth {
    public:
        explicit Depth(ExpressionParser& parser);
        Depth(const Depth&) = delete;
        Depth& operator=(const Depth&) = delete;
        ~Depth() { --parser_.depth_; }

    private:
        ExpressionParser& parser_;
    };

    TokenStream& tokens_;
    int depth_ = 0;
    int operators_ = 0;  ///< of the outermost expression
};

}  // namespace gongkai::jinja
