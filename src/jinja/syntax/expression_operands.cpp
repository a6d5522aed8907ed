// What operators stand between: constants, names, brackets, and the . [] () behind them.

#include "jinja/syntax/expression_parser.hpp"

#include <charconv>

#include <fmt/format.h>

namespace gongkai::jinja {
namespace {

/// Digits with a prefix for their base, as the lexer gives them.
bool read_integer(std::string_view text, std::int64_t& number)
{
    int base = 10;
    if (text.size() > 2 && text[0] == '0' && !(text[1] >= '0' && text[1] <= '9')) {
        base = (text[1] | 0x20) == 'x' ? 16 : (text[1] | 0x20) == 'o' ? 8 : 2;
        text.remove_prefix(2);
    }
    return std::from_chars(text.data(), text.data() + text.size(), number, base).ec == std::errc();
}

}  // namespace

ExpressionPtr ExpressionParser::primary()
{
    const auto& token = tokens_.peek();
    switch (token.kind) {
    case TokenKind::string:
    case TokenKind::integer:
    case TokenKind::real: return constant();
    case TokenKind::name: break;
    case TokenKind::symbol:
        if (token.text == "(")
            return bracketed();
        if (token.text == "[")
            return list_display();
        if (token.text == "{")
            return map_display();
        [[fallthrough]];
    default: tokens_.fail(token, fmt::format("此处应为一个值，得到{}", describe(token)));
    }
    tokens_.next();
    auto result = node(ExpressionKind::constant, token.span);
    if (token.text == "true" || token.text == "True")
        result->value = Value::boolean(true);
    else if (token.text == "false" || token.text == "False")
        result->value = Value::boolean(false);
    else if (token.text != "none" && token.text != "None") {
        result->kind = ExpressionKind::name;
        result->text = token.text;
    }
    return result;
}

ExpressionPtr ExpressionParser::constant()
{
    const auto& token = tokens_.next();
    auto result = node(ExpressionKind::constant, token.span);
    if (token.kind == TokenKind::string) {
        auto text = token.text;
        while (tokens_.peek().kind == TokenKind::string)
            text += tokens_.next().text;
        result->value = Value::string(std::move(text));
        result->span = tokens_.span_from(token.span);
    } else if (token.kind == TokenKind::integer) {
        std::int64_t number = 0;
        if (!read_integer(token.text, number))
            tokens_.fail(token, fmt::format("整数“{}”太大", token.text), "整数最大为 9223372036854775807");
        result->value = Value::integer(number);
    } else {
        double number = 0;
        const auto read = std::from_chars(token.text.data(), token.text.data() + token.text.size(), number);
        if (read.ec != std::errc())
            tokens_.fail(token, fmt::format("数“{}”超出浮点数的范围", token.text));
        result->value = Value::real(number);
    }
    return result;
}

ExpressionPtr ExpressionParser::bracketed()
{
    const auto first = tokens_.next().span;
    if (tokens_.accept_symbol(")"))
        return node(ExpressionKind::list, first);
    auto result = tuple();
    tokens_.expect_symbol(")");
    return result;
}

ExpressionPtr ExpressionParser::list_display()
{
    const auto first = tokens_.next().span;
    auto result = node(ExpressionKind::list, first);
    while (!tokens_.at_symbol("]")) {
        result->items.push_back(expression());
        if (!tokens_.accept_symbol(","))
            break;
    }
    tokens_.expect_symbol("]");
    result->span = tokens_.span_from(first);
    return result;
}

ExpressionPtr ExpressionParser::map_display()
{
    const auto first = tokens_.next().span;
    auto result = node(ExpressionKind::map, first);
    while (!tokens_.at_symbol("}")) {
        result->items.push_back(expression());
        tokens_.expect_symbol(":");
        result->items.push_back(expression());
        if (!tokens_.accept_symbol(","))
            break;
    }
    tokens_.expect_symbol("}");
    result->span = tokens_.span_from(first);
    return result;
}

ExpressionPtr ExpressionParser::postfix(ExpressionPtr subject)
{
    for (;; grow()) {
        if (tokens_.at_symbol("."))
            subject = attribute(std::move(subject));
        else if (tokens_.at_symbol("["))
            subject = subscript(std::move(subject));
        else if (tokens_.at_symbol("("))
            subject = call(std::move(subject));
        else
            return subject;
    }
}

ExpressionPtr ExpressionParser::attribute(ExpressionPtr subject)
{
    tokens_.expect_symbol(".");
    const auto& token = tokens_.peek();
    if (token.kind != TokenKind::name && token.kind != TokenKind::integer)
        tokens_.fail(token, fmt::format("“.”后应为名称，得到{}", describe(token)));
    tokens_.next();
    auto result = node(token.kind == TokenKind::name ? ExpressionKind::attribute : ExpressionKind::item, subject->span);
    result->text = token.text;
    result->items.push_back(std::move(subject));
    if (token.kind == TokenKind::integer) {
        auto index = node(ExpressionKind::constant, token.span);
        std::int64_t number = 0;
        if (!read_integer(token.text, number))
            tokens_.fail(token, fmt::format("序号“{}”太大", token.text));
        index->value = Value::integer(number);
        result->items.push_back(std::move(index));
    }
    return result;
}

ExpressionPtr ExpressionParser::subscript(ExpressionPtr subject)
{
    const auto first = tokens_.next().span;
    auto result = node(ExpressionKind::item, subject->span);
    auto index = tokens_.at_symbol(":") ? nullptr : expression();
    if (tokens_.at_symbol(":")) {
        auto slice = node(ExpressionKind::slice, first);
        slice->items.push_back(std::move(index));
        for (int part = 0; part < 2 && tokens_.accept_symbol(":"); ++part)
            slice->items.push_back(tokens_.at_symbol(":") || tokens_.at_symbol("]") ? nullptr : expression());
        slice->items.resize(3);
        index = std::move(slice);
    }
    tokens_.expect_symbol("]");
    result->items.push_back(std::move(subject));
    result->items.push_back(std::move(index));
    result->span = tokens_.span_from(result->span);
    return result;
}

}  // namespace gongkai::jinja
