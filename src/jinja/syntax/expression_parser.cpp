#include "jinja/syntax/expression_parser.hpp"

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
            parser_.tokens_.fail(parser_.tokens_.peek(), "表达式的括号嵌套太深", "请用 set 分成几步");
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
    const auto at_not_in = [&] { return tokens_.at_name("not") && tokens_.peek(1).kind == TokenKind::name && tokens_.peek(1).text == "in"; };
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

ExpressionPtr ExpressionParser::call(ExpressionPtr subject)
{
    auto result = node(ExpressionKind::call, subject->span);
    result->items.push_back(std::move(subject));
    arguments(*result);
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

/// value, name=value, *values or **names, in this order.
void ExpressionParser::argument(Expression& call)
{
    const auto& token = tokens_.peek();
    const bool is_named = token.kind == TokenKind::name && tokens_.peek(1).kind == TokenKind::symbol && tokens_.peek(1).text == "=";
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

/// The names of filters and tests may have dots, so x|first.name is no attribute.
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

std::string ExpressionParser::new_name(std::string_view what)
{
    const auto& token = tokens_.peek();
    auto name = tokens_.expect_name(what);
    for (const auto* constant : {"true", "false", "none", "True", "False", "None"})
        if (name == constant)
            tokens_.fail(token, fmt::format("不能给“{}”赋值", name));
    return name;
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

}  // namespace gongkai::jinja
