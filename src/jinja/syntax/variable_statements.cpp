// {% set %}, {% with %}; {% do %}, which sets nothing.

#include "jinja/syntax/statement_parser.hpp"

namespace gongkai::jinja {

StatementPtr StatementParser::set(const base::Span& first)
{
    auto result = make(StatementKind::set, first);
    inside([&] {
        result->target = expressions_.target(true);
        if (tokens_.accept_symbol("=")) {
            result->expression = expressions_.tuple();
        } else {
            result->kind = StatementKind::set_block;
            result->expression = expressions_.captured_filters(false);
        }
    });
    if (result->kind == StatementKind::set_block)
        result->body = closed_body("set", first, "endset");
    return result;
}

StatementPtr StatementParser::with(const base::Span& first)
{
    auto result = make(StatementKind::with, first);
    inside([&] {
        while (tokens_.peek().kind != TokenKind::block_end) {
            if (!result->targets.empty())
                tokens_.expect_symbol(",");
            auto target = expressions_.target(false);
            tokens_.expect_symbol("=");
            result->values.push_back(expressions_.expression());
            result->targets.push_back(std::move(target));
        }
    });
    result->body = closed_body("with", first, "endwith");
    return result;
}

StatementPtr StatementParser::evaluate(const base::Span& first)
{
    auto result = make(StatementKind::evaluate, first);
    inside([&] { result->expression = expressions_.tuple(); });
    return result;
}

}  // namespace gongkai::jinja
