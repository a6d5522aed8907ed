#include "jinja/expression_parser.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace gongkai::jinja {
namespace {

constexpr int deepest = 150;
constexpr int most_operators = 500;

constexpr std::array<std::string_view, 6> comparisons = {"==", "!=", "<", "<=", ">", ">="};

bool is_comparison(const Token& token)
{
    return token.kind == TokenKind::symbol &&
           std::find(comparisons.begin(), comparisons.end(), token.text) != comparisons.end();
}

}  // namespace

class ExpressionParser::Depth {
public:
    explicit Depth(ExpressionParser& parser) : parser_(parser)
    {
        if (++parser_.depth_ > deepest)
            parser_.tokens_.fail(parser_.tokens_.peek(), fmt::format("表达式嵌套超过 {} 层", deepest), "请用 set 分成几步");
        if (parser_.depth_ == 1)
            parser_.operators_ = 0;
    }
    ~Depth() { --parser_.depth_; }

private:
    ExpressionParser& parser_;
};

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
    if (!is_comparison(tokens_.peek()) && !tokens_.at_name("in") &&
        !(tokens_.at_name("not") && tokens_.peek(1).text == "in"))
        return left;
    auto result = node(ExpressionKind::compare, left->span);
    result->items.push_back(std::move(left));
    for (;;) {
        if (is_comparison(tokens_.peek()))
            result->texts.push_back(tokens_.next().text);
        else if (tokens_.accept_name("in"))
            result->texts.emplace_back("in");
        else if (tokens_.at_name("not") && tokens_.peek(1).text == "in") {
            tokens_.next();
            tokens_.next();
            result->texts.emplace_back("not in");
        } else
            break;
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

ExpressionPtr ExpressionParser::constant()
{
    const auto& token = tokens_.next();
    auto result = node(ExpressionKind::constant, token.span);
    if (token.kind == TokenKind::string) {
        auto text = token.text;
        while (tokens_.peek().kind == TokenKind::string)
            text += tokens_.next().text;
        result->value = Value::string(std::move(text));
    } else if (token.kind == TokenKind::integer) {
        std::int64_t number = 0;
        const auto* end = token.text.data() + token.text.size();
        if (std::from_chars(token.text.data(), end, number).ec != std::errc())
            tokens_.fail(token, fmt::format("整数“{}”太大", token.text), "整数最大为 9223372036854775807");
        result->value = Value::integer(number);
    } else {
        double number = 0;
        std::from_chars(token.text.data(), token.text.data() + token.text.size(), number);
        result->value = Value::real(number);
    }
    return result;
}

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
        if (tokens_.accept_symbol(".")) {
            const auto& token = tokens_.peek();
            if (token.kind != TokenKind::name && token.kind != TokenKind::integer)
                tokens_.fail(token, fmt::format("“.”后应为名称，得到{}", describe(token)));
            tokens_.next();
            auto result = node(token.kind == TokenKind::name ? ExpressionKind::attribute : ExpressionKind::item, subject->span);
            result->text = token.text;
            result->items.push_back(std::move(subject));
            if (token.kind == TokenKind::integer) {
                auto index = node(ExpressionKind::constant, token.span);
                index->value = Value::integer(std::stoll(token.text.substr(0, 9)));
                result->items.push_back(std::move(index));
            }
            subject = std::move(result);
        } else if (tokens_.at_symbol("[")) {
            subject = subscript(std::move(subject));
        } else if (tokens_.at_symbol("(")) {
            auto result = node(ExpressionKind::call, subject->span);
            result->items.push_back(std::move(subject));
            arguments(*result);
            subject = std::move(result);
        } else {
            return subject;
        }
    }
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

void ExpressionParser::arguments(Expression& call)
{
    tokens_.expect_symbol("(");
    while (!tokens_.at_symbol(")")) {
        if (tokens_.at_symbol("*") || tokens_.at_symbol("**"))
            tokens_.fail(tokens_.peek(), "不支持 * 和 ** 展开参数", "请逐个写出参数");
        const bool is_named = tokens_.peek().kind == TokenKind::name && tokens_.peek(1).kind == TokenKind::symbol &&
                              tokens_.peek(1).text == "=";
        if (is_named) {
            const auto& token = tokens_.next();
            auto name = token.text;
            if (std::any_of(call.keywords.begin(), call.keywords.end(), [&](const Keyword& k) { return k.first == name; }))
                tokens_.fail(token, fmt::format("参数“{}”给了两次", name));
            tokens_.next();
            call.keywords.emplace_back(std::move(name), expression());
        } else if (!call.keywords.empty()) {
            tokens_.fail(tokens_.peek(), "按位置的参数应在按名称的参数之前");
        } else {
            call.items.push_back(expression());
        }
        if (!tokens_.accept_symbol(","))
            break;
    }
    tokens_.expect_symbol(")");
    call.span = tokens_.span_from(call.span);
}

ExpressionPtr ExpressionParser::filters_and_tests(ExpressionPtr subject)
{
    for (;; grow()) {
        if (tokens_.at_symbol("|"))
            subject = filter(std::move(subject));
        else if (tokens_.at_name("is"))
            subject = test(std::move(subject));
        else if (tokens_.at_symbol("(") || tokens_.at_symbol("[") || tokens_.at_symbol("."))
            subject = postfix(std::move(subject));
        else
            return subject;
    }
}

ExpressionPtr ExpressionParser::filter(ExpressionPtr subject)
{
    tokens_.expect_symbol("|");
    const auto name_span = tokens_.peek().span;
    auto name = tokens_.expect_name("过滤器的名称");
    auto result = node(ExpressionKind::filter, name_span);
    result->text = std::move(name);
    result->items.push_back(std::move(subject));
    if (tokens_.at_symbol("("))
        arguments(*result);
    return result;
}

ExpressionPtr ExpressionParser::filter_chain(ExpressionPtr subject)
{
    const Depth depth(*this);
    for (; tokens_.at_symbol("|"); grow())
        subject = filter(std::move(subject));
    return subject;
}

ExpressionPtr ExpressionParser::test(ExpressionPtr subject)
{
    tokens_.next();
    const bool negated = tokens_.accept_name("not");
    const auto name_span = tokens_.peek().span;
    auto result = node(ExpressionKind::test, name_span);
    result->span = name_span;
    result->text = tokens_.expect_name("测试的名称");
    const auto subject_span = subject->span;
    result->items.push_back(std::move(subject));
    const auto& next = tokens_.peek();
    const bool reserved = next.text == "else" || next.text == "or" || next.text == "and" || next.text == "is" || next.text == "if" ||
                          next.text == "in" || next.text == "not";
    if (tokens_.at_symbol("("))
        arguments(*result);
    else if (next.kind == TokenKind::string || next.kind == TokenKind::integer || next.kind == TokenKind::real ||
             (next.kind == TokenKind::name && !reserved) || tokens_.at_symbol("[") || tokens_.at_symbol("{"))
        result->items.push_back(postfix(primary()));
    if (!negated)
        return result;
    auto negation = node(ExpressionKind::unary, subject_span);
    negation->text = "not";
    negation->items.push_back(std::move(result));
    return negation;
}

ExpressionPtr ExpressionParser::target(bool allow_attribute)
{
    const auto first = tokens_.peek().span;
    const bool in_brackets = tokens_.accept_symbol("(");
    std::vector<ExpressionPtr> names;
    bool is_list = in_brackets;
    do {
        if (tokens_.peek().kind != TokenKind::name && is_list)
            break;
        auto name = node(ExpressionKind::name, tokens_.peek().span);
        name->text = tokens_.expect_name("变量名");
        if (allow_attribute && tokens_.accept_symbol(".")) {
            auto attribute = node(ExpressionKind::attribute, name->span);
            attribute->text = tokens_.expect_name("属性名");
            attribute->items.push_back(std::move(name));
            name = std::move(attribute);
        }
        names.push_back(std::move(name));
        is_list = is_list || tokens_.at_symbol(",");
    } while (tokens_.accept_symbol(","));
    if (in_brackets)
        tokens_.expect_symbol(")");
    if (!is_list)
        return std::move(names.front());
    auto result = node(ExpressionKind::list, first);
    result->items = std::move(names);
    return result;
}

}  // namespace gongkai::jinja
