// Calls, filters and tests with their arguments.

#include "jinja/syntax/expression_parser.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace gongkai::jinja {

ExpressionPtr ExpressionParser::call(ExpressionPtr subject)
{
    auto result = node(ExpressionKind::call, subject->span);
    result->items.push_back(std::move(subject));
    arguments(*result);
    return result;
}

void ExpressionParser::arguments(Expression& call)
{
    tokens_.expect_symbol("(");
    while (!tokens_.at_symbol(")")) {
        if (call.items.size() + call.keywords.size() > most_arguments)
            tokens_.fail(tokens_.peek(), fmt::format("参数超过 {} 个", most_arguments), "请用列表或映射");
        argument(call);
        if (!tokens_.accept_symbol(","))
            break;
    }
    tokens_.expect_symbol(")");
    call.span = tokens_.span_from(call.span);
}

void ExpressionParser::argument(Expression& call)
{
    const auto& token = tokens_.peek();
    const bool is_named = token.kind == TokenKind::name && tokens_.at_symbol("=", 1);
    const bool is_spread = tokens_.at_symbol("*");
    if (call.named_rest || (is_spread && call.rest) || (!is_named && !tokens_.at_symbol("**") && call.rest))
        tokens_.fail(token, "参数的次序不对", "先是逐个的参数，然后是 名称=值、*列表，最后是 **映射");
    if (tokens_.accept_symbol("**")) {
        call.named_rest = expression();
    } else if (tokens_.accept_symbol("*")) {
        call.rest = expression();
    } else if (is_named) {
        auto name = tokens_.next().text;
        if (std::any_of(call.keywords.begin(), call.keywords.end(), [&](const Keyword& k) { return k.first == name; }))
            tokens_.fail(token, fmt::format("参数“{}”给了两次", name));
        tokens_.next();
        call.keywords.emplace_back(std::move(name), expression());
    } else if (!call.keywords.empty()) {
        tokens_.fail(token, "按位置的参数应在按名称的参数之前");
    } else {
        call.items.push_back(expression());
    }
}

ExpressionPtr ExpressionParser::filters_and_tests(ExpressionPtr subject)
{
    for (;; grow()) {
        if (tokens_.accept_symbol("|"))
            subject = filter(std::move(subject));
        else if (tokens_.at_name("is"))
            subject = test(std::move(subject));
        else if (tokens_.at_symbol("("))
            subject = call(std::move(subject));
        else
            return subject;
    }
}

std::string ExpressionParser::dotted_name(std::string_view what)
{
    auto name = tokens_.expect_name(what);
    while (tokens_.accept_symbol("."))
        name += "." + tokens_.expect_name(what);
    return name;
}

ExpressionPtr ExpressionParser::filter(ExpressionPtr subject)
{
    const auto name_span = tokens_.peek().span;
    auto result = node(ExpressionKind::filter, name_span);
    result->text = dotted_name("过滤器的名称");
    result->span = tokens_.span_from(name_span);
    result->items.push_back(std::move(subject));
    if (tokens_.at_symbol("("))
        arguments(*result);
    return result;
}

ExpressionPtr ExpressionParser::filter_chain(ExpressionPtr subject)
{
    const Depth depth(*this);
    for (; tokens_.accept_symbol("|"); grow())
        subject = filter(std::move(subject));
    return subject;
}

ExpressionPtr ExpressionParser::captured_filters(bool name_is_next)
{
    if (!name_is_next && !tokens_.at_symbol("|"))
        return nullptr;
    auto subject = node(ExpressionKind::captured, tokens_.peek().span);
    if (name_is_next)
        subject = filter(std::move(subject));
    return filter_chain(std::move(subject));
}

ExpressionPtr ExpressionParser::test(ExpressionPtr subject)
{
    tokens_.next();
    const bool negated = tokens_.accept_name("not");
    const auto name_span = tokens_.peek().span;
    auto result = node(ExpressionKind::test, name_span);
    result->text = dotted_name("测试的名称");
    result->span = tokens_.span_from(name_span);
    const auto subject_span = subject->span;
    result->items.push_back(std::move(subject));
    const auto& next = tokens_.peek();
    const bool is_operator = next.text == "else" || next.text == "or" || next.text == "and";
    if (tokens_.at_symbol("("))
        arguments(*result);
    else if (tokens_.at_name("is"))
        tokens_.fail(next, "“is”不能连用", "用 and 连接两个测试");
    else if (next.kind == TokenKind::string || next.kind == TokenKind::integer || next.kind == TokenKind::real ||
             (next.kind == TokenKind::name && !is_operator) || tokens_.at_symbol("[") || tokens_.at_symbol("{"))
        result->items.push_back(postfix(primary()));
    if (!negated)
        return result;
    auto negation = node(ExpressionKind::unary, subject_span);
    negation->text = "not";
    negation->items.push_back(std::move(result));
    return negation;
}

}  // namespace gongkai::jinja
