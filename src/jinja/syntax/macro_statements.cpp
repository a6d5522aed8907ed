// {% macro %}, {% call %}.

#include "jinja/syntax/statement_parser.hpp"

#include <utility>

#include <fmt/format.h>

namespace gongkai::jinja {

void StatementParser::parameters(Statement& statement)
{
    tokens_.expect_symbol("(");
    while (!tokens_.at_symbol(")")) {
        if (statement.names.size() >= most_arguments)
            tokens_.fail(tokens_.peek(), fmt::format("参数超过 {} 个", most_arguments), "请用列表或映射");
        statement.names.push_back(expressions_.new_name("参数名"));
        const bool has_default = tokens_.accept_symbol("=");
        if (!has_default && !statement.values.empty() && statement.values.back())
            tokens_.fail(tokens_.peek(), "没有默认值的参数应在有默认值的参数之前");
        statement.values.push_back(has_default ? expressions_.expression() : nullptr);
        if (!tokens_.at_symbol(")"))
            tokens_.expect_symbol(",");
    }
    tokens_.expect_symbol(")");
}

Statements StatementParser::function_body(const std::string& name, const base::Span& first, const std::string& end)
{
    const auto outer_loops = std::exchange(loops_, 0);
    auto statements = closed_body(name, first, end);
    loops_ = outer_loops;
    return statements;
}

StatementPtr StatementParser::macro(const base::Span& first)
{
    auto result = make(StatementKind::macro, first);
    inside([&] {
        result->name = expressions_.new_name("宏的名称");
        result->span = tokens_.span_from(first);
        parameters(*result);
    });
    result->body = function_body("macro " + result->name, first, "endmacro");
    return result;
}

StatementPtr StatementParser::call(const base::Span& first)
{
    auto result = make(StatementKind::call, first);
    inside([&] {
        if (tokens_.at_symbol("("))
            parameters(*result);
        result->expression = expressions_.expression();
        if (result->expression->kind != ExpressionKind::call)
            tokens_.fail(tokens_.peek(), "call 后应为一次宏调用", "写成“{% call 宏名() %}”");
    });
    result->body = function_body("call", first, "endcall");
    return result;
}

}  // namespace gongkai::jinja
