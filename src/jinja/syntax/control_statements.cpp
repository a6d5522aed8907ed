// {% if %}, {% for %}, {% break %}, {% continue %}.

#include "jinja/syntax/statement_parser.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace gongkai::jinja {

StatementPtr StatementParser::condition(const base::Span& first)
{
    auto result = make(StatementKind::condition, first);
    auto keyword = std::string("if");
    do {
        ExpressionPtr test;
        inside([&] {
            if (keyword != "else")
                test = expressions_.tuple(false);
        });
        const Names closers = keyword == "else" ? Names{"endif"} : Names{"elif", "else", "endif"};
        auto statements = enclosed("if", first, closers);
        result->branches.push_back({std::move(test), std::move(statements)});
        keyword = closer(closers);
    } while (keyword == "elif" || keyword == "else");
    if (!keyword.empty())
        inside([] {});
    return result;
}

StatementPtr StatementParser::loop(const base::Span& first)
{
    auto result = make(StatementKind::loop, first);
    inside([&] {
        const auto& target = tokens_.peek();
        result->target = expressions_.target(false);
        if (names_loop(*result->target))
            tokens_.fail(target, "“loop”是循环自己的变量，不能作循环变量", "换一个名称");
        if (!tokens_.accept_name("in"))
            tokens_.fail(tokens_.peek(), fmt::format("此处应为“in”，得到{}", describe(tokens_.peek())), "写成“{% for 项 in 列表 %}”");
        result->expression = expressions_.tuple(false);
        if (tokens_.accept_name("if"))
            result->condition = expressions_.expression();
        result->is_recursive = tokens_.accept_name("recursive");
        result->span = tokens_.span_from(first);
    });
    ++loops_;
    result->body = enclosed("for", first, {"else", "endfor"});
    --loops_;
    const auto end = closer({"else", "endfor"});
    if (!end.empty())
        inside([] {});
    if (end == "else")
        result->else_body = closed_body("for", first, "endfor");
    return result;
}

bool StatementParser::names_loop(const Expression& target)
{
    return target.is_name("loop") ||
           std::any_of(target.items.begin(), target.items.end(), [](const auto& item) { return names_loop(*item); });
}

StatementPtr StatementParser::jump(StatementKind kind, const base::Span& first)
{
    auto result = make(kind, first);
    inside([&] {
        if (loops_ == 0)
            throw SyntaxProblem{base::error("T-SYNTAX", result->span, "break 和 continue 只能用在 for 中")};
    });
    return result;
}

StatementPtr StatementParser::break_loop(const base::Span& first) { return jump(StatementKind::break_loop, first); }

StatementPtr StatementParser::continue_loop(const base::Span& first) { return jump(StatementKind::continue_loop, first); }

}  // namespace gongkai::jinja
