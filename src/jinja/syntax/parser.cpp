#include "jinja/syntax/parser.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/spelling.hpp"
#include "jinja/syntax/expression_parser.hpp"

namespace gongkai::jinja {
namespace {

constexpr int deepest = 60;

using StatementPtr = std::unique_ptr<Statement>;
using Names = std::vector<std::string>;

/// Ends the parsing of a file: what follows cannot be made sense of.
struct GiveUp {};

class StatementParser {
public:
    StatementParser(const std::vector<Token>& tokens, base::Diagnostics& problems)
        : tokens_(tokens), expressions_(tokens_), problems_(problems)
    {
    }

    Statements run()
    {
        Statements all;
        while (tokens_.peek().kind != TokenKind::end) {
            auto part = body({});
            std::move(part.begin(), part.end(), std::back_inserter(all));
            if (tokens_.peek().kind == TokenKind::block_begin)
                skip_stray_closer();
        }
        return all;
    }

private:
    struct OpenTag {
        std::string name;
        base::Span span;
        Names closers;
    };

    // --- problems ---------------------------------------------------------

    void report(const SyntaxProblem& problem)
    {
        if (!problem.diagnostic)
            return;
        problems_.push_back(*problem.diagnostic);
        if (problems_.size() >= most_problems)
            throw GiveUp{};
    }

    /// Reads a tag's inside and its end; if it cannot be read, it is reported and skipped.
    template <class Read>
    void inside(const Read& read)
    {
        try {
            read();
            tokens_.expect(TokenKind::block_end, "“%}”");
        } catch (const SyntaxProblem& problem) {
            report(problem);
            tokens_.skip_tag();
        }
    }

    void report_unclosed(const Token& end)
    {
        if (is_end_reported_)
            return;
        is_end_reported_ = true;
        const auto& open = open_.back();
        auto problem = base::error("T-SYNTAX", end.span, fmt::format("模板在此结束，但“{}”还没有闭合", open.name),
                                   fmt::format("应有“{{% {} %}}”", fmt::join(open.closers, " %}”或“{% ")));
        problem.related.push_back({open.span, fmt::format("“{}”从这里开始", open.name)});
        report({std::move(problem)});
    }

    [[noreturn]] void report_unknown(const Token& token) const
    {
        static const Names known = {"if",    "elif",     "else",   "endif",     "for",  "endfor",     "set",           "endset",
                                    "block", "endblock", "with",   "endwith",   "extends", "include", "import",        "from",
                                    "macro", "endmacro", "call",   "endcall",   "filter",  "endfilter", "do",          "raw",
                                    "break", "continue", "autoescape", "endautoescape"};
        const auto near = base::nearest(token.text, known);
        tokens_.fail(token, fmt::format("没有“{}”这种标签", token.text),
                     near && *near != token.text ? fmt::format("是否为“{}”？", *near) : "");
    }

    static bool is_closer(std::string_view name) { return name.starts_with("end") || name == "else" || name == "elif"; }

    /// A closing tag that does not fit the innermost open one, or any.
    void report_stray_closer(const Token& token)
    {
        auto message = open_.empty() ? fmt::format("“{}”没有与之对应的开始标签", token.text)
                                     : fmt::format("此处不应有“{}”：最内层未闭合的是“{}”", token.text, open_.back().name);
        auto problem = base::error("T-SYNTAX", token.span, std::move(message),
                                   open_.empty() ? ""
                                                 : fmt::format("应有“{{% {} %}}”", fmt::join(open_.back().closers, " %}”或“{% ")));
        if (!open_.empty())
            problem.related.push_back({open_.back().span, fmt::format("“{}”从这里开始", open_.back().name)});
        report({std::move(problem)});
    }

    bool closes_an_outer_tag(const Token& token) const
    {
        return std::any_of(open_.begin(), open_.end(), [&](const OpenTag& open) { return contains(open.closers, token.text); });
    }

    void skip_stray_closer()
    {
        tokens_.next();
        report_stray_closer(tokens_.peek());
        tokens_.skip_tag();
    }

    // --- bodies -----------------------------------------------------------

    static bool contains(const Names& names, const std::string& name)
    {
        return std::find(names.begin(), names.end(), name) != names.end();
    }

    /// Statements up to a tag that is among the closers, or closes something outside (left unread), or the end.
    Statements body(const Names& closers)
    {
        Statements statements;
        for (;;) {
            const auto& token = tokens_.peek();
            if (token.kind == TokenKind::end) {
                if (!open_.empty())
                    report_unclosed(token);
                return statements;
            }
            if (token.kind == TokenKind::block_begin) {
                const auto& name = tokens_.peek(1);
                if (name.kind == TokenKind::name && contains(closers, name.text))
                    return statements;
                if (name.kind == TokenKind::name && is_closer(name.text)) {
                    if (open_.empty() || closes_an_outer_tag(name)) {
                        if (!open_.empty())
                            report_stray_closer(name);
                        return statements;
                    }
                    skip_stray_closer();
                    continue;
                }
            }
            if (auto next = statement())
                statements.push_back(std::move(next));
        }
    }

    /// The body of a tag, up to and without one of its closers.
    Statements enclosed(const std::string& name, const base::Span& span, const Names& closers)
    {
        if (open_.size() >= deepest) {
            report({base::error("T-SYNTAX", span, fmt::format("标签嵌套超过 {} 层", deepest))});
            throw GiveUp{};
        }
        open_.push_back({name, span, closers});
        auto statements = body(closers);
        open_.pop_back();
        return statements;
    }

    /// The name of the closing tag that is next, or "" if it is missing (which was reported).
    std::string closer(const Names& closers)
    {
        const auto& name = tokens_.peek(1);
        const bool is_there = tokens_.peek().kind == TokenKind::block_begin && name.kind == TokenKind::name && contains(closers, name.text);
        if (!is_there)
            return "";
        tokens_.next();
        return tokens_.next().text;
    }

    void close(const Names& closers, std::string_view optional_name = {})
    {
        if (!closer(closers).empty())
            inside([&] {
                if (!optional_name.empty())
                    tokens_.accept_name(optional_name);
            });
    }

    /// A body with a closing tag of its own.
    Statements closed_body(const std::string& name, const base::Span& span, const std::string& end)
    {
        auto statements = enclosed(name, span, {end});
        close({end});
        return statements;
    }

    // --- statements -------------------------------------------------------

    StatementPtr make(StatementKind kind, const base::Span& first) const
    {
        auto statement = std::make_unique<Statement>();
        statement->kind = kind;
        statement->span = tokens_.span_from(first);
        return statement;
    }

    /// Null if it could not be read.
    StatementPtr statement()
    {
        const auto& token = tokens_.peek();
        if (token.kind == TokenKind::text) {
            auto result = make(StatementKind::text, token.span);
            result->text = tokens_.next().text;
            return result;
        }
        if (token.kind == TokenKind::variable_begin)
            return output();
        if (token.kind != TokenKind::block_begin) {  // what is left of a comment without an end
            tokens_.next();
            return nullptr;
        }
        tokens_.next();
        return tag(token.span);
    }

    StatementPtr output()
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

    StatementPtr tag(const base::Span& first)
    {
        static const std::array<std::pair<std::string_view, StatementPtr (StatementParser::*)(const base::Span&)>, 16> tags = {{
            {"if", &StatementParser::condition},
            {"for", &StatementParser::loop},
            {"break", &StatementParser::break_loop},
            {"continue", &StatementParser::continue_loop},
            {"set", &StatementParser::set},
            {"with", &StatementParser::with},
            {"block", &StatementParser::block},
            {"extends", &StatementParser::extends},
            {"include", &StatementParser::include},
            {"import", &StatementParser::import},
            {"from", &StatementParser::from_import},
            {"macro", &StatementParser::macro},
            {"call", &StatementParser::call},
            {"filter", &StatementParser::filter},
            {"autoescape", &StatementParser::autoescape},
            {"do", &StatementParser::evaluate},
        }};
        const auto& token = tokens_.peek();
        for (const auto& [name, parse_tag] : tags)
            if (tokens_.accept_name(name))
                return (this->*parse_tag)(first);
        inside([&] {
            tokens_.expect_name("标签的名称");
            report_unknown(token);
        });
        return nullptr;
    }

    StatementPtr condition(const base::Span& first)
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

    StatementPtr loop(const base::Span& first)
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

    static bool names_loop(const Expression& target)
    {
        return (target.kind == ExpressionKind::name && target.text == "loop") ||
               std::any_of(target.items.begin(), target.items.end(), [](const auto& item) { return names_loop(*item); });
    }

    StatementPtr jump(StatementKind kind, const base::Span& first)
    {
        auto result = make(kind, first);
        inside([&] {
            if (loops_ == 0)
                throw SyntaxProblem{base::error("T-SYNTAX", result->span, "break 和 continue 只能用在 for 中")};
        });
        return result;
    }
    StatementPtr break_loop(const base::Span& first) { return jump(StatementKind::break_loop, first); }
    StatementPtr continue_loop(const base::Span& first) { return jump(StatementKind::continue_loop, first); }

    StatementPtr set(const base::Span& first)
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

    StatementPtr with(const base::Span& first)
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

    StatementPtr block(const base::Span& first)
    {
        auto result = make(StatementKind::block, first);
        inside([&] {
            result->name = tokens_.expect_name("块的名称");
            result->span = tokens_.span_from(first);
            result->is_scoped = tokens_.accept_name("scoped");
            result->is_required = tokens_.accept_name("required");
        });
        // A loop around a block does not enclose what the block becomes.
        const auto outer_loops = std::exchange(loops_, 0);
        result->body = enclosed("block " + result->name, first, {"endblock"});
        loops_ = outer_loops;
        close({"endblock"}, result->name);
        if (result->is_required)
            require_empty(*result);
        return result;
    }

    void require_empty(const Statement& block)
    {
        const bool is_empty = std::all_of(block.body.begin(), block.body.end(), [](const auto& part) {
            return part->kind == StatementKind::text && part->text.find_first_not_of(" \t\n") == std::string::npos;
        });
        if (!is_empty)
            report({base::error("T-SYNTAX", block.span, fmt::format("required 的块“{}”中不能有内容", block.name),
                                "内容写在继承它的模板里；这里只能有空白和注释")});
    }

    StatementPtr extends(const base::Span& first)
    {
        auto result = make(StatementKind::extends, first);
        inside([&] {
            result->name = tokens_.expect_string("extends 的模板名");
            result->span = tokens_.span_from(first);
        });
        if (!open_.empty())
            report({base::error("T-SYNTAX", result->span, "extends 只能在最外层，不能在别的标签中",
                                "每页依赖哪些模板必须能从文字看出；要按条件变化，用 block 或 include")});
        return result;
    }

    bool at_context_modifier() const
    {
        return (tokens_.at_name("with") || tokens_.at_name("without")) &&
               tokens_.peek(1).kind == TokenKind::name && tokens_.peek(1).text == "context";
    }

    /// `with context` or `without context`; `fallback` if neither is there.
    bool context_modifier(bool fallback)
    {
        if (!at_context_modifier())
            return fallback;
        const bool with_context = tokens_.next().text == "with";
        tokens_.next();
        return with_context;
    }

    StatementPtr include(const base::Span& first)
    {
        auto result = make(StatementKind::include, first);
        inside([&] {
            const bool in_brackets = tokens_.at_symbol("[");
            if (in_brackets || tokens_.at_symbol("(")) {
                tokens_.next();
                do
                    result->names.push_back(tokens_.expect_string("include 的模板名"));
                while (tokens_.accept_symbol(","));
                tokens_.expect_symbol(in_brackets ? "]" : ")");
            } else {
                result->names.push_back(tokens_.expect_string("include 的模板名"));
            }
            result->span = tokens_.span_from(first);
            if (tokens_.accept_name("ignore")) {
                if (!tokens_.accept_name("missing"))
                    tokens_.fail(tokens_.peek(), "“ignore”后应为“missing”");
                result->ignore_missing = true;
            }
            result->with_context = context_modifier(true);
        });
        return result;
    }

    StatementPtr import(const base::Span& first)
    {
        auto result = make(StatementKind::import, first);
        inside([&] {
            result->name = tokens_.expect_string("import 的模板名");
            result->span = tokens_.span_from(first);
            if (!tokens_.accept_name("as"))
                tokens_.fail(tokens_.peek(), "import 后应有“as 名称”");
            result->aliases.push_back(expressions_.new_name("名称"));
            result->with_context = context_modifier(false);
        });
        return result;
    }

    StatementPtr from_import(const base::Span& first)
    {
        auto result = make(StatementKind::from_import, first);
        inside([&] {
            result->name = tokens_.expect_string("from 的模板名");
            result->span = tokens_.span_from(first);
            if (!tokens_.accept_name("import"))
                tokens_.fail(tokens_.peek(), "此处应为“import”");
            do {
                const auto& token = tokens_.peek();
                result->names.push_back(tokens_.expect_name("要引入的名称"));
                if (token.text.starts_with('_'))
                    tokens_.fail(token, fmt::format("以下划线开头的“{}”不能引入", token.text));
                result->aliases.push_back(tokens_.accept_name("as") ? expressions_.new_name("名称") : result->names.back());
            } while (tokens_.accept_symbol(",") && !at_context_modifier());
            result->with_context = context_modifier(false);
        });
        return result;
    }

    void parameters(Statement& statement)
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

    /// The body of a macro or call: a loop around it does not enclose it.
    Statements function_body(const std::string& name, const base::Span& first, const std::string& end)
    {
        const auto outer_loops = std::exchange(loops_, 0);
        auto statements = closed_body(name, first, end);
        loops_ = outer_loops;
        return statements;
    }

    StatementPtr macro(const base::Span& first)
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

    StatementPtr call(const base::Span& first)
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

    StatementPtr filter(const base::Span& first)
    {
        auto result = make(StatementKind::filter, first);
        inside([&] { result->expression = expressions_.captured_filters(true); });
        result->body = closed_body("filter", first, "endfilter");
        return result;
    }

    StatementPtr autoescape(const base::Span& first)
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

    StatementPtr evaluate(const base::Span& first)
    {
        auto result = make(StatementKind::evaluate, first);
        inside([&] { result->expression = expressions_.tuple(); });
        return result;
    }

    TokenStream tokens_;
    ExpressionParser expressions_;
    base::Diagnostics& problems_;
    std::vector<OpenTag> open_;
    int loops_ = 0;
    bool is_end_reported_ = false;
};

}  // namespace

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
