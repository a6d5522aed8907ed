// Tags that cannot be read, do not fit or are not closed.

#include "jinja/syntax/statement_parser.hpp"

#include <fmt/format.h>

#include "base/spelling.hpp"

namespace gongkai::jinja {

void StatementParser::report(const SyntaxProblem& problem)
{
    if (!problem.diagnostic)
        return;
    problems_.push_back(*problem.diagnostic);
    if (problems_.size() >= most_problems)
        throw GiveUp{};
}

base::Diagnostic StatementParser::about_innermost(const base::Span& place, std::string message) const
{
    const auto& open = open_.back();
    auto problem = base::error("T-SYNTAX", place, std::move(message),
                               fmt::format("应有“{{% {} %}}”", fmt::join(open.closers, " %}”或“{% ")));
    problem.related.push_back({open.span, fmt::format("“{}”从这里开始", open.name)});
    return problem;
}

void StatementParser::report_unclosed(const Token& end)
{
    if (is_end_reported_)
        return;
    is_end_reported_ = true;
    report({about_innermost(end.span, fmt::format("模板在此结束，但“{}”还没有闭合", open_.back().name))});
}

void StatementParser::report_unknown(const Token& token) const
{
    static const Names known = {"if", "elif", "else", "endif", "for", "endfor", "break", "continue", "set", "endset",
                                "with", "endwith", "do", "filter", "endfilter", "autoescape", "endautoescape",
                                "block", "endblock", "extends", "include", "import", "from",
                                "macro", "endmacro", "call", "endcall", "raw"};
    tokens_.fail(token, fmt::format("没有“{}”这种标签", token.text), is_among(known, token.text) ? "" : base::suggestion(token.text, known));
}

void StatementParser::report_stray_closer(const Token& token)
{
    if (open_.empty())
        report({base::error("T-SYNTAX", token.span, fmt::format("“{}”没有与之对应的开始标签", token.text))});
    else
        report({about_innermost(token.span, fmt::format("此处不应有“{}”：最内层未闭合的是“{}”", token.text, open_.back().name))});
}

void StatementParser::skip_stray_closer()
{
    tokens_.next();
    report_stray_closer(tokens_.peek());
    tokens_.skip_tag();
}

}  // namespace gongkai::jinja
