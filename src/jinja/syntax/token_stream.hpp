// Reading tokens one by one, with the errors that all parsing shares.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "jinja/syntax/lexer.hpp"

namespace gongkai::jinja {

/// Ends the parsing of a tag; carries the diagnostic, unless the lexer gave it already.
struct SyntaxProblem {
    std::optional<base::Diagnostic> diagnostic;
};

class TokenStream {
public:
    explicit TokenStream(const std::vector<Token>& tokens) : tokens_(tokens) {}

    const Token& peek(std::size_t ahead = 0) const;
    const Token& next();
    bool at_symbol(std::string_view symbol) const { return at(TokenKind::symbol, symbol); }
    bool at_name(std::string_view name) const { return at(TokenKind::name, name); }
    bool accept_symbol(std::string_view symbol);
    bool accept_name(std::string_view name);
    void expect_symbol(std::string_view symbol);
    std::string expect_name(std::string_view what);
    std::string expect_string(std::string_view what);
    void expect(TokenKind kind, std::string_view what);
    /// Goes behind the end of the tag in which a problem was found.
    void skip_tag();

    [[noreturn]] void fail(const Token& token, std::string message, std::string hint = {}) const;

    /// Where a node that began at `first` ends: after the last token taken.
    base::Span span_from(const base::Span& first) const;

private:
    bool at(TokenKind kind, std::string_view text) const { return peek().kind == kind && peek().text == text; }

    const std::vector<Token>& tokens_;
    std::size_t position_ = 0;
};

/// How a token is called in a message.
std::string describe(const Token& token);

}  // namespace gongkai::jinja
