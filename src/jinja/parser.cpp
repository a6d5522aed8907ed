#include "jinja/parser.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/spelling.hpp"
#include "jinja/expression_parser.hpp"

namespace gongkai::jinja {
namespace {

constexpr int deepest = 60;

using StatementPtr = std::unique_ptr<Statement>;

class StatementParser {
public:
    explicit StatementParser(const std::vector<Token>& tokens) : tokens_(tokens), expressions_(tokens_) {}

    Statements run()
    {
        auto statements = body({});
        return statements;
    }

private:
    struct OpenTag {
        std::string name;
        base::Span span;
        std::vector<std::string> closers;
    };

    /// Statements up to a tag that is among the closers (left unread) or the end.
    Statements body(const std::vector<std::string>& closers)
    {
        Statements statements;
        for (;;) {
            const auto& token = tokens_.peek();
            if (token.kind == TokenKind::end) {
                if (!open_.empty())
                    report_unclosed(token);
                return statements;
            }
            if (token.kind == TokenKind::block_begin && is_one_of(tokens_.peek(1), closers))
                return statements;
            statements.push_back(statement());
        }
    }

    static bool is_one_of(const Token& token, const std::vector<std::string>& names)
    {
        return token.kind == TokenKind::name && std::find(names.begin(), names.end(), token.text) != names.end();
    }

    [[noreturn]] void report_unclosed(const Token& end) const
    {
        const auto& open = open_.back();
        auto problem = base::error("T-SYNTAX", end.span, fmt::format("模板在此结束，但“{}”还没有闭合", open.name),
                                   fmt::format("应有“{{% {} %}}”", fmt::join(open.closers, " %}”或“{% ")));
        problem.related.push_back({open.span, fmt::format("“{}”从这里开始", open.name)});
        throw SyntaxProblem{std::move(problem)};
    }

    StatementPtr make(StatementKind kind, const base::Span& first) const
    {
        auto statement = std::make_unique<Statement>();
        statement->kind = kind;
        statement->span = tokens_.span_from(first);
        return statement;
    }

    StatementPtr statement()
    {
        const auto& token = tokens_.peek();
        if (token.kind == TokenKind::text) {
            auto result = make(StatementKind::text, token.span);
            result->text = tokens_.next().text;
            return result;
        }
        if (token.kind == TokenKind::variable_begin) {
            tokens_.next();
            auto result = make(StatementKind::output, token.span);
            result->expression = expressions_.tuple();
            result->span = result->expression->span;
            tokens_.expect(TokenKind::variable_end, "“}}”");
            return result;
        }
        tokens_.expect(TokenKind::block_begin, "标签");
        return tag(token.span);
    }

    StatementPtr tag(const base::Span& first)
    {
        const auto& name_token = tokens_.peek();
        const auto name = tokens_.expect_name("标签的名称");
        static const std::array<std::pair<std::string_view, StatementPtr (StatementParser::*)(const base::Span&)>, 13> tags = {{
            {"if", &StatementParser::condition},
            {"for", &StatementParser::loop},
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
            {"do", &StatementParser::evaluate},
        }};
        for (const auto& [known, parse_tag] : tags)
            if (name == known) {
                if (++depth_ > deepest)
                    tokens_.fail(name_token, fmt::format("标签嵌套超过 {} 层", deepest));
                auto result = (this->*parse_tag)(first);
                --depth_;
                return result;
            }
        report_unknown(name_token);
    }

    [[noreturn]] void report_unknown(const Token& token) const
    {
        static const std::vector<std::string> known = {"if",     "elif",  "else",   "endif",   "for",     "endfor", "set",
                                                       "endset", "block", "with",   "endwith", "extends", "include", "import",
                                                       "from",   "macro", "endmacro", "call",  "endcall", "filter", "endfilter",
                                                       "do",     "endblock", "raw"};
        std::string message = fmt::format("没有“{}”这种标签", token.text);
        if (token.text.starts_with("end") || token.text == "else" || token.text == "elif")
            message = open_.empty() ? fmt::format("“{}”没有与之对应的开始标签", token.text)
                                    : fmt::format("此处不应有“{}”：最内层未闭合的是“{}”", token.text, open_.back().name);
        const auto near = base::nearest(token.text, known);
        tokens_.fail(token, std::move(message), near && *near != token.text ? fmt::format("是否为“{}”？", *near) : "");
    }

    void end_tag() { tokens_.expect(TokenKind::block_end, "“%}”"); }

    Statements enclosed(const std::string& name, const base::Span& span, const std::vector<std::string>& closers)
    {
        open_.push_back({name, span, closers});
        auto statements = body(closers);
        open_.pop_back();
        return statements;
    }

    /// Takes the closing tag: "{%" name … "%}".
    void close(std::string_view optional_name = {})
    {
        tokens_.next();
        tokens_.next();
        if (!optional_name.empty() && tokens_.peek().kind == TokenKind::name) {
            if (!tokens_.at_name(optional_name))
                tokens_.fail(tokens_.peek(), fmt::format("闭合的是“{}”，不是“{}”", optional_name, tokens_.peek().text));
            tokens_.next();
        }
        end_tag();
    }

    StatementPtr condition(const base::Span& first)
    {
        auto result = make(StatementKind::condition, first);
        auto test = expressions_.tuple();
        for (;;) {
            end_tag();
            const bool is_else = test == nullptr;
            auto statements = enclosed("if", first, is_else ? std::vector<std::string>{"endif"}
                                                            : std::vector<std::string>{"elif", "else", "endif"});
            result->branches.push_back({std::move(test), std::move(statements)});
            tokens_.next();
            const auto closer = tokens_.next().text;
            if (closer == "endif") {
                end_tag();
                return result;
            }
            test = closer == "elif" ? expressions_.tuple() : nullptr;
        }
    }

    StatementPtr loop(const base::Span& first)
    {
        auto result = make(StatementKind::loop, first);
        result->target = expressions_.target(false);
        if (!tokens_.accept_name("in"))
            tokens_.fail(tokens_.peek(), fmt::format("此处应为“in”，得到{}", describe(tokens_.peek())), "写成“{% for 项 in 列表 %}”");
        result->expression = expressions_.tuple(false);
        if (tokens_.accept_name("if"))
            result->condition = expressions_.expression();
        result->recursive = tokens_.accept_name("recursive");
        end_tag();
        result->body = enclosed("for", first, {"else", "endfor"});
        if (tokens_.peek(1).text == "else") {
            close();
            result->else_body = enclosed("for", first, {"endfor"});
        }
        close();
        return result;
    }

    StatementPtr set(const base::Span& first)
    {
        auto result = make(StatementKind::set, first);
        result->target = expressions_.target(true);
        if (tokens_.accept_symbol("=")) {
            result->expression = expressions_.tuple();
            end_tag();
            return result;
        }
        // Block set: the filters apply to a placeholder for the captured text.
        if (tokens_.at_symbol("|"))
            result->condition = expressions_.filter_chain(placeholder(first));
        end_tag();
        result->body = enclosed("set", first, {"endset"});
        close();
        return result;
    }

    static ExpressionPtr placeholder(const base::Span& span)
    {
        auto result = std::make_unique<Expression>();
        result->kind = ExpressionKind::name;
        result->span = span;
        return result;
    }

    StatementPtr with(const base::Span& first)
    {
        auto result = make(StatementKind::with, first);
        while (tokens_.peek().kind == TokenKind::name) {
            result->names.push_back(tokens_.next().text);
            tokens_.expect_symbol("=");
            result->values.push_back(expressions_.expression());
            if (!tokens_.accept_symbol(","))
                break;
        }
        end_tag();
        result->body = enclosed("with", first, {"endwith"});
        close();
        return result;
    }

    StatementPtr block(const base::Span& first)
    {
        auto result = make(StatementKind::block, first);
        result->name = tokens_.expect_name("块的名称");
        if (tokens_.at_name("scoped") || tokens_.at_name("required"))
            tokens_.fail(tokens_.peek(), fmt::format("不支持块的“{}”", tokens_.peek().text));
        end_tag();
        result->body = enclosed("block " + result->name, first, {"endblock"});
        close(result->name);
        return result;
    }

    StatementPtr extends(const base::Span& first)
    {
        auto result = make(StatementKind::extends, first);
        result->name = tokens_.expect_string("extends 的模板名");
        result->span = tokens_.span_from(first);
        end_tag();
        return result;
    }

    bool at_context_modifier() const
    {
        return (tokens_.at_name("with") || tokens_.at_name("without")) && tokens_.peek(1).text == "context";
    }

    void reject_context_modifier() const
    {
        if (at_context_modifier())
            tokens_.fail(tokens_.peek(), "include 不支持 with/without context", "include 总能看到当前变量");
    }

    /// `with context` or `without context`; an import is without unless told.
    bool context_modifier()
    {
        if (!at_context_modifier())
            return false;
        const bool with_context = tokens_.next().text == "with";
        tokens_.next();
        return with_context;
    }

    StatementPtr include(const base::Span& first)
    {
        auto result = make(StatementKind::include, first);
        if (tokens_.accept_symbol("[")) {
            do
                result->names.push_back(tokens_.expect_string("include 的模板名"));
            while (tokens_.accept_symbol(","));
            tokens_.expect_symbol("]");
        } else {
            result->names.push_back(tokens_.expect_string("include 的模板名"));
        }
        result->span = tokens_.span_from(first);
        if (tokens_.accept_name("ignore")) {
            if (!tokens_.accept_name("missing"))
                tokens_.fail(tokens_.peek(), "“ignore”后应为“missing”");
            result->ignore_missing = true;
        }
        reject_context_modifier();
        end_tag();
        return result;
    }

    StatementPtr import(const base::Span& first)
    {
        auto result = make(StatementKind::import, first);
        result->name = tokens_.expect_string("import 的模板名");
        result->span = tokens_.span_from(first);
        if (!tokens_.accept_name("as"))
            tokens_.fail(tokens_.peek(), "import 后应有“as 名称”");
        result->aliases.push_back(tokens_.expect_name("名称"));
        result->with_context = context_modifier();
        end_tag();
        return result;
    }

    StatementPtr from_import(const base::Span& first)
    {
        auto result = make(StatementKind::from_import, first);
        result->name = tokens_.expect_string("from 的模板名");
        result->span = tokens_.span_from(first);
        if (!tokens_.accept_name("import"))
            tokens_.fail(tokens_.peek(), "此处应为“import”");
        do {
            result->names.push_back(tokens_.expect_name("要引入的名称"));
            result->aliases.push_back(tokens_.accept_name("as") ? tokens_.expect_name("名称") : result->names.back());
        } while (tokens_.accept_symbol(","));
        result->with_context = context_modifier();
        end_tag();
        return result;
    }

    void parameters(Statement& statement)
    {
        tokens_.expect_symbol("(");
        while (!tokens_.at_symbol(")")) {
            statement.names.push_back(tokens_.expect_name("参数名"));
            statement.values.push_back(tokens_.accept_symbol("=") ? expressions_.expression() : nullptr);
            if (!statement.values.back() && statement.values.size() > 1 && statement.values[statement.values.size() - 2])
                tokens_.fail(tokens_.peek(), "没有默认值的参数应在有默认值的参数之前");
            if (!tokens_.accept_symbol(","))
                break;
        }
        tokens_.expect_symbol(")");
    }

    StatementPtr macro(const base::Span& first)
    {
        auto result = make(StatementKind::macro, first);
        result->name = tokens_.expect_name("宏的名称");
        parameters(*result);
        end_tag();
        result->body = enclosed("macro " + result->name, first, {"endmacro"});
        close(result->name);
        return result;
    }

    StatementPtr call(const base::Span& first)
    {
        auto result = make(StatementKind::call, first);
        if (tokens_.at_symbol("("))
            parameters(*result);
        result->expression = expressions_.expression();
        if (result->expression->kind != ExpressionKind::call)
            tokens_.fail(tokens_.peek(), "call 后应为一次宏调用", "写成“{% call 宏名() %}”");
        end_tag();
        result->body = enclosed("call", first, {"endcall"});
        close();
        return result;
    }

    StatementPtr filter(const base::Span& first)
    {
        auto result = make(StatementKind::filter, first);
        auto subject = std::make_unique<Expression>();
        subject->kind = ExpressionKind::filter;
        subject->span = tokens_.peek().span;
        subject->text = tokens_.expect_name("过滤器的名称");
        subject->items.push_back(placeholder(first));
        if (tokens_.at_symbol("("))
            expressions_.arguments(*subject);
        result->expression = expressions_.filter_chain(std::move(subject));
        end_tag();
        result->body = enclosed("filter", first, {"endfilter"});
        close();
        return result;
    }

    StatementPtr evaluate(const base::Span& first)
    {
        auto result = make(StatementKind::evaluate, first);
        result->expression = expressions_.tuple();
        end_tag();
        return result;
    }

    TokenStream tokens_;
    ExpressionParser expressions_;
    std::vector<OpenTag> open_;
    int depth_ = 0;
};

}  // namespace

base::Result<Statements> parse(const std::vector<Token>& tokens)
{
    try {
        return StatementParser(tokens).run();
    } catch (const SyntaxProblem& problem) {
        return problem.diagnostic;
    }
}

}  // namespace gongkai::jinja
