// {{ … }}, {% filter %}, {% autoescape %}.

#include "jinja/syntax/statement_parser.hpp"

namespace gongkai::jinja {

StatementPtr StatementParser::output()
{
    const auto& token = tokens_.next();
    auto result = make(StatementKind::output, token.span);
    try {
        result->expression = expressions_.tuple();
        result->span = result->expression->span;
        tokens_.expect(TokenKind::variable_end, "“}}”");
    } catch (const SyntaxProblem& problem) {
        report(problem);
        tokens_.skip_tag();
    }
    return result->expression ? std::move(result) : nullptr;
}

StatementPtr StatementParser::filter(const base::Span& first)
{
    auto result = make(StatementKind::filter, first);
    inside([&] { result->expression = expressions_.captured_filters(true); });
    result->body = closed_body("filter", first, "endfilter");
    return result;
}

StatementPtr StatementParser::autoescape(const base::Span& first)
{
    auto result = make(StatementKind::autoescape, first);
    inside([&] {
        result->expression = expressions_.expression();
        if (result->expression->kind != ExpressionKind::constant || result->expression->value.kind() != Kind::boolean)
            throw SyntaxProblem{base::error("T-SYNTAX", result->expression->span, "autoescape 后应直接写 true 或 false",
                                            "是否转义必须能从文字看出")};
    });
    result->body = closed_body("autoescape", first, "endautoescape");
    return result;
}

}  // namespace gongkai::jinja
