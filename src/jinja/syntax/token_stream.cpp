#include "jinja/syntax/token_stream.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace gongkai::jinja {

const Token& TokenStream::peek(std::size_t ahead) const { return tokens_[std::min(position_ + ahead, tokens_.size() - 1)]; }

const Token& TokenStream::next()
{
    const auto& token = peek();
    if (position_ + 1 < tokens_.size())
        ++position_;
    return token;
}

bool TokenStream::accept_symbol(std::string_view symbol)
{
    if (!at_symbol(symbol))
        return false;
    next();
    return true;
}

bool TokenStream::accept_name(std::string_view name)
{
    if (!at_name(name))
        return false;
    next();
    return true;
}

void TokenStream::expect_symbol(std::string_view symbol)
{
    if (!accept_symbol(symbol))
        fail(peek(), fmt::format("此处应为“{}”，得到{}", symbol, describe(peek())));
}

std::string TokenStream::expect_name(std::string_view what)
{
    if (peek().kind != TokenKind::name)
        fail(peek(), fmt::format("此处应为{}，得到{}", what, describe(peek())));
    return next().text;
}

std::string TokenStream::expect_string(std::string_view what)
{
    if (peek().kind != TokenKind::string)
        fail(peek(), fmt::format("{}应是引号中的文字，得到{}", what, describe(peek())),
             "模板名只能直接写出，不能是变量：这样每页依赖哪些模板才可知");
    return next().text;
}

void TokenStream::expect(TokenKind kind, std::string_view what)
{
    if (peek().kind != kind)
        fail(peek(), fmt::format("此处应为{}，得到{}", what, describe(peek())));
    next();
}

void TokenStream::skip_tag()
{
    while (peek().kind != TokenKind::end) {
        const auto kind = peek().kind;
        if (kind == TokenKind::text || kind == TokenKind::variable_begin || kind == TokenKind::block_begin)
            return;
        next();
        if (kind == TokenKind::variable_end || kind == TokenKind::block_end)
            return;
    }
}

void TokenStream::fail(const Token& token, std::string message, std::string hint) const
{
    if (peek().kind == TokenKind::broken || token.kind == TokenKind::broken)
        throw SyntaxProblem{};
    throw SyntaxProblem{base::error("T-SYNTAX", token.span, std::move(message), std::move(hint))};
}

base::Span TokenStream::span_from(const base::Span& first) const
{
    const auto& last = tokens_[position_ > 0 ? position_ - 1 : 0].span;
    return {first.file, first.begin, std::max(first.end, last.end)};
}

std::string describe(const Token& token)
{
    switch (token.kind) {
    case TokenKind::text: return "普通文字";
    case TokenKind::variable_begin: return "“{{”";
    case TokenKind::variable_end: return "“}}”";
    case TokenKind::block_begin: return "“{%”";
    case TokenKind::block_end: return "“%}”";
    case TokenKind::string: return fmt::format("文字“{}”", token.text);
    case TokenKind::name:
    case TokenKind::integer:
    case TokenKind::real:
    case TokenKind::symbol: return fmt::format("“{}”", token.text);
    case TokenKind::broken: return "不能辨认的内容";
    case TokenKind::end: return "模板末尾";
    }
    return "";
}

}  // namespace gongkai::jinja
