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

/// `what` names in Chinese what should be next; the expect functions fail with T-SYNTAX if it is not.
class TokenStream {
public:
    explicit TokenStream(const std::vector<Token>& tokens) : tokens_(tokens) {}

    /// The next token, or so many behind it; at the end, the token `end`.
    const Token& peek(std::size_t ahead = 0) const;
    const Token& next();
    /// What is next, or so many tokens behind it.
    bool at_symbol(std::string_view symbol, std::size_t ahead = 0) const { return at(TokenKind::symbol, symbol, ahead); }
    bool at_name(std::string_view name, std::size_t ahead = 0) const { return at(TokenKind::name, name, ahead); }
    /// Goes on if that is next.
    bool accept_symbol(std::string_view symbol);
    bool accept_name(std::string_view name);
    void expect_symbol(std::string_view symbol);
    std::string expect_name(std::string_view what);
    /// Of template names, which have to be written out.
    std::string expect_string(std::string_view what);
    void expect(TokenKind kind, std::string_view what);
    /// Goes behind the end of the tag in which a problem was found.
    void skip_tag();

    /// T-SYNTAX at the token. Says nothing where the lexer has told its problem already.
    [[noreturn]] void fail(const Token& token, std::string message, std::string hint = {}) const;

    /// Where a node that began at `first` ends: after the last token taken.
    base::Span span_from(const base::Span& first) const;

private:
    bool at(TokenKind kind, std::string_view text, std::size_t ahead) const
    {
        return peek(ahead).kind == kind && peek(ahead).text == text;
    }

    const std::vector<Token>& tokens_;
    std::size_t position_ = 0;
};

/// How a token is called in a message.
std::string describe(const Token& token);

}  // namespace gongkai::jinja
