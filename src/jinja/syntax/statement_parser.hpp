// Statements: one function for each tag, all of one class because tags stand
// within each other. Where a function is: text, bodies and the table of tags in
// statement_parser.cpp, the tags in *_statements.cpp, what cannot be read in
// broken_tags.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "jinja/syntax/ast.hpp"
#include "jinja/syntax/expression_parser.hpp"
#include "jinja/syntax/token_stream.hpp"

namespace gongkai::jinja {

/// Ends the parsing of a file: what follows cannot be made sense of. Its problem was reported.
struct GiveUp {};

class StatementParser {
public:
    /// Both must outlive the parser; problems (T-SYNTAX) are added to `problems`.
    StatementParser(const std::vector<Token>& tokens, base::Diagnostics& problems)
        : tokens_(tokens), expressions_(tokens_), problems_(problems)
    {
    }

    /// All statements that can be read; GiveUp after most_problems problems or too deep nesting.
    Statements run();

private:
    using Names = std::vector<std::string>;

    /// A tag whose end is still to come.
    struct OpenTag {
        std::string name;
        base::Span span;
        Names closers;  ///< any of which may be next
    };

    // What cannot be read (broken_tags.cpp).
    void report(const SyntaxProblem& problem);
    /// A problem of the innermost open tag that shows at `place`.
    base::Diagnostic about_innermost(const base::Span& place, std::string message) const;
    void report_unclosed(const Token& end);
    [[noreturn]] void report_unknown(const Token& token) const;
    /// A closing tag that does not fit the innermost open one, or any.
    void report_stray_closer(const Token& token);
    void skip_stray_closer();
    /// Reads a tag's inside and its end; if it cannot be read, it is reported and skipped.
    template <class Read>
    void inside(const Read& read)
    {
        try {
            read();
            tokens_.expect(TokenKind::block_end, "“%}”");
        } catch (const SyntaxProblem& problem) {
            report(problem);
            tokens_.skip_tag();
        }
    }

    // Bodies and their ends (statement_parser.cpp).
    static bool is_among(const Names& names, const std::string& name);
    bool closes_an_outer_tag(const Token& token) const;
    /// Statements up to a tag that is among the closers, or closes something outside (left unread), or the end.
    Statements body(const Names& closers);
    /// The body of a tag, up to and without one of its closers.
    Statements enclosed(const std::string& name, const base::Span& span, const Names& closers);
    /// A body with a closing tag of its own.
    Statements closed_body(const std::string& name, const base::Span& span, const std::string& end);
    /// The name of the closing tag that is next, or "" if it is missing (which was reported).
    std::string closer(const Names& closers);
    /// Reads the closing tag `end`, in which `optional_name` may be repeated.
    void close(const std::string& end, std::string_view optional_name = {});

    // Statements; null if one could not be read. `first`: where the tag begins.
    StatementPtr make(StatementKind kind, const base::Span& first) const;
    StatementPtr statement();
    StatementPtr tag(const base::Span& first);

    // control_statements.cpp
    StatementPtr condition(const base::Span& first);
    StatementPtr loop(const base::Span& first);
    static bool names_loop(const Expression& target);
    StatementPtr jump(StatementKind kind, const base::Span& first);
    StatementPtr break_loop(const base::Span& first);
    StatementPtr continue_loop(const base::Span& first);

    // variable_statements.cpp
    StatementPtr set(const base::Span& first);
    StatementPtr with(const base::Span& first);
    StatementPtr evaluate(const base::Span& first);

    // output_statements.cpp
    StatementPtr output();
    StatementPtr filter(const base::Span& first);
    StatementPtr autoescape(const base::Span& first);

    // template_statements.cpp
    StatementPtr block(const base::Span& first);
    void require_empty(const Statement& block);
    StatementPtr extends(const base::Span& first);
    StatementPtr include(const base::Span& first);
    StatementPtr import(const base::Span& first);
    StatementPtr from_import(const base::Span& first);
    /// The template that `keyword` names: the statement's name, and the end of its place.
    void template_name(Statement& statement, std::string_view keyword, const base::Span& first);
    bool at_context_modifier() const;
    /// `with context` or `without context`; `fallback` if neither is there.
    bool context_modifier(bool fallback);

    // macro_statements.cpp
    StatementPtr macro(const base::Span& first);
    StatementPtr call(const base::Span& first);
    void parameters(Statement& statement);
    /// The body of a macro or call: a loop around it does not enclose it.
    Statements function_body(const std::string& name, const base::Span& first, const std::string& end);

    TokenStream tokens_;
    ExpressionParser expressions_;
    base::Diagnostics& problems_;
    std::vector<OpenTag> open_;  ///< the innermost last
    int loops_ = 0;              ///< around here, as far as break and continue see
    bool is_end_reported_ = false;
};

}  // namespace gongkai::jinja
