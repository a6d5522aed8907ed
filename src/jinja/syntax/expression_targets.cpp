// What set, with, for and macro give names to.

#include "jinja/syntax/expression_parser.hpp"

#include <fmt/format.h>

namespace gongkai::jinja {

ExpressionPtr ExpressionParser::target(bool allow_attribute)
{
    const Depth depth(*this);
    auto first = single_target(allow_attribute);
    if (!tokens_.at_symbol(",") || first->kind == ExpressionKind::attribute)
        return first;
    auto result = node(ExpressionKind::list, first->span);
    result->items.push_back(std::move(first));
    while (tokens_.accept_symbol(",")) {
        if (tokens_.peek().kind != TokenKind::name && !tokens_.at_symbol("("))
            break;
        result->items.push_back(single_target(false));
    }
    result->span = tokens_.span_from(result->span);
    return result;
}

ExpressionPtr ExpressionParser::single_target(bool allow_attribute)
{
    const auto first = tokens_.peek().span;
    if (tokens_.accept_symbol("(")) {
        auto inner = target(allow_attribute);
        tokens_.expect_symbol(")");
        return inner;
    }
    auto name = node(ExpressionKind::name, first);
    name->text = new_name("变量名");
    name->span = tokens_.span_from(first);
    if (!allow_attribute || !tokens_.accept_symbol("."))
        return name;
    auto attribute = node(ExpressionKind::attribute, first);
    attribute->text = tokens_.expect_name("属性名");
    attribute->span = tokens_.span_from(first);
    attribute->items.push_back(std::move(name));
    return attribute;
}

std::string ExpressionParser::new_name(std::string_view what)
{
    const auto& token = tokens_.peek();
    auto name = tokens_.expect_name(what);
    for (const auto* constant : {"true", "false", "none", "True", "False", "None"})
        if (name == constant)
            tokens_.fail(token, fmt::format("不能给“{}”赋值", name));
    return name;
}

}  // namespace gongkai::jinja
