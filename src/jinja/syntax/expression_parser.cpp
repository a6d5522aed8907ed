#include "jinja/syntax/expression_parser.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace gongkai::jinja {
namespace {

constexpr int deepest = 150;         ///< brackets and other expressions within each other
constexpr int most_operators = 500;  ///< of one expression

constexpr std::array<std::string_view, 6> comparisons = {"==", "!=", "<", "<=", ">", ">="};

bool is_comparison(const Token& token)
{
    return token.kind == TokenKind::symbol &&
           std::find(comparisons.begin(), comparisons.end(), token.text) != comparisons.end();
}

}  // namespace

ExpressionParser::Depth::Depth(ExpressionParser& parser) : parser_(parser)
{
    if (++parser_.depth_ > deepest)
        parser_.tokens_.fail(parser_.tokens_.peek(), "表达式的括号嵌套太深", "请用 set 分成几步");
    if (parser_.depth_ == 1)
        parser_.operators_ = 0;
}

void ExpressionParser::grow()
{
    if (++operators_ > most_operators)
        tokens_.fail(tokens_.peek(), fmt::format("一个表达式中的运算超过 {} 个", most_operators), "请用 set 分成几步");
}

ExpressionPtr ExpressionParser::node(ExpressionKind kind, const base::Span& first)
{
    auto result = std::make_unique<Expression>();
    result->kind = kind;
    result->span = tokens_.span_from(first);
    return result;
}

ExpressionPtr ExpressionParser::tuple(bool with_condition)
{
    auto first = expression(with_condition);
    if (!tokens_.at_symbol(","))
        return first;
    auto result = node(ExpressionKind::list, first->span);
    result->items.push_back(std::move(first));
    while (tokens_.accept_symbol(",")) {
        const auto kind = tokens_.peek().kind;
        if (kind == TokenKind::variable_end || kind == TokenKind::block_end || tokens_.at_symbol(")"))
            break;
        result->items.push_back(expression(with_condition));
    }
    result->span = tokens_.span_from(result->span);
    return result;
}

ExpressionPtr ExpressionParser::expression(bool with_condition)
{
    const Depth depth(*this);
    auto value = disjunction();
    while (with_condition && tokens_.accept_name("if")) {
        grow();
        auto condition = disjunction();
        auto otherwise = tokens_.accept_name("else") ? expression() : nullptr;
        auto result = node(ExpressionKind::conditional, value->span);
        result->items.push_back(std::move(condition));
        result->items.push_back(std::move(value));
        result->items.push_back(std::move(otherwise));
        value = std::move(result);
    }
    return value;
}

ExpressionPtr ExpressionParser::binary(std::string symbol, ExpressionPtr left, ExpressionPtr right)
{
    grow();
    auto result = node(ExpressionKind::binary, left->span);
    result->text = std::move(symbol);
    result->items.push_back(std::move(left));
    result->items.push_back(std::move(right));
    return result;
}

ExpressionPtr ExpressionParser::disjunction()
{
    auto left = conjunction();
    while (tokens_.accept_name("or"))
        left = binary("or", std::move(left), conjunction());
    return left;
}

ExpressionPtr ExpressionParser::conjunction()
{
    auto left = negation();
    while (tokens_.accept_name("and"))
        left = binary("and", std::move(left), negation());
    return left;
}

ExpressionPtr ExpressionParser::negation()
{
    if (!tokens_.at_name("not"))
        return comparison();
    const Depth depth(*this);
    const auto first = tokens_.next().span;
    auto operand = negation();
    auto result = node(ExpressionKind::unary, first);
    result->text = "not";
    result->items.push_back(std::move(operand));
    return result;
}

ExpressionPtr ExpressionParser::comparison()
{
    auto left = sum();
    const auto at_not_in = [&] { return tokens_.at_name("not") && tokens_.at_name("in", 1); };
    if (!is_comparison(tokens_.peek()) && !tokens_.at_name("in") && !at_not_in())
        return left;
    auto result = node(ExpressionKind::compare, left->span);
    result->items.push_back(std::move(left));
    for (;;) {
        if (is_comparison(tokens_.peek()))
            result->texts.push_back(tokens_.next().text);
        else if (tokens_.accept_name("in"))
            result->texts.emplace_back("in");
        else if (at_not_in()) {
            tokens_.next();
            tokens_.next();
            result->texts.emplace_back("not in");
        } else
            break;
        grow();
        result->items.push_back(sum());
    }
    result->span = tokens_.span_from(result->span);
    return result;
}

ExpressionPtr ExpressionParser::sum()
{
    auto left = concatenation();
    while (tokens_.at_symbol("+") || tokens_.at_symbol("-")) {
        auto symbol = tokens_.next().text;
        left = binary(std::move(symbol), std::move(left), concatenation());
    }
    return left;
}

ExpressionPtr ExpressionParser::concatenation()
{
    auto left = product();
    if (!tokens_.at_symbol("~"))
        return left;
    auto result = node(ExpressionKind::concat, left->span);
    result->items.push_back(std::move(left));
    while (tokens_.accept_symbol("~"))
        result->items.push_back(product());
    result->span = tokens_.span_from(result->span);
    return result;
}

ExpressionPtr ExpressionParser::product()
{
    auto left = power();
    while (tokens_.at_symbol("*") || tokens_.at_symbol("/") || tokens_.at_symbol("//") || tokens_.at_symbol("%")) {
        auto symbol = tokens_.next().text;
        left = binary(std::move(symbol), std::move(left), power());
    }
    return left;
}

ExpressionPtr ExpressionParser::unary(bool with_filters)
{
    const Depth depth(*this);
    ExpressionPtr result;
    if (tokens_.at_symbol("-") || tokens_.at_symbol("+")) {
        const auto& token = tokens_.next();
        auto operand = unary(false);
        result = node(ExpressionKind::unary, token.span);
        result->text = token.text;
        result->items.push_back(std::move(operand));
    } else {
        result = postfix(primary());
    }
    return with_filters ? filters_and_tests(std::move(result)) : std::move(result);
}

ExpressionPtr ExpressionParser::power()
{
    auto left = unary();
    while (tokens_.accept_symbol("**"))
        left = binary("**", std::move(left), unary());
    return left;
}

}  // namespace gongkai::jinja
