#include "jinja/syntax/parser.hpp"

#include <algorithm>

#include "jinja/syntax/statement_parser.hpp"

namespace gongkai::jinja {

Parsed parse(Tokens tokens)
{
    Parsed result;
    result.problems = std::move(tokens.problems);
    try {
        result.statements = StatementParser(tokens.tokens, result.problems).run();
    } catch (const GiveUp&) {
        result.statements.clear();
    }
    std::stable_sort(result.problems.begin(), result.problems.end(),
                     [](const base::Diagnostic& a, const base::Diagnostic& b) { return a.span.begin < b.span.begin; });
    if (result.problems.size() > most_problems)
        result.problems.resize(most_problems);
    return result;
}

}  // namespace gongkai::jinja
