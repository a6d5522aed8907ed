// How templates take part in each other: {% block %}, {% extends %}, {% include %}, {% import %}, {% from %}.

#include "jinja/syntax/statement_parser.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace gongkai::jinja {

StatementPtr StatementParser::block(const base::Span& first)
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
    close("endblock", result->name);
    if (result->is_required)
        require_empty(*result);
    return result;
}

void StatementParser::require_empty(const Statement& block)
{
    const bool is_empty = std::all_of(block.body.begin(), block.body.end(), [](const auto& part) {
        return part->kind == StatementKind::text && part->text.find_first_not_of(" \t\n") == std::string::npos;
    });
    if (!is_empty)
        report({base::error("T-SYNTAX", block.span, fmt::format("required 的块“{}”中不能有内容", block.name),
                            "内容写在继承它的模板里；这里只能有空白和注释")});
}

void StatementParser::template_name(Statement& statement, std::string_view keyword, const base::Span& first)
{
    statement.name = tokens_.expect_string(fmt::format("{} 的模板名", keyword));
    statement.span = tokens_.span_from(first);
}

StatementPtr StatementParser::extends(const base::Span& first)
{
    auto result = make(StatementKind::extends, first);
    inside([&] {
        template_name(*result, "extends", first);
    });
    if (!open_.empty())
        report({base::error("T-SYNTAX", result->span, "extends 只能在最外层，不能在别的标签中",
                            "每页依赖哪些模板必须能从文字看出；要按条件变化，用 block 或 include")});
    return result;
}

bool StatementParser::at_context_modifier() const
{
    return (tokens_.at_name("with") || tokens_.at_name("without")) && tokens_.at_name("context", 1);
}

bool StatementParser::context_modifier(bool fallback)
{
    if (!at_context_modifier())
        return fallback;
    const bool with_context = tokens_.next().text == "with";
    tokens_.next();
    return with_context;
}

StatementPtr StatementParser::include(const base::Span& first)
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

StatementPtr StatementParser::import(const base::Span& first)
{
    auto result = make(StatementKind::import, first);
    inside([&] {
        template_name(*result, "import", first);
        if (!tokens_.accept_name("as"))
            tokens_.fail(tokens_.peek(), "import 后应有“as 名称”");
        result->aliases.push_back(expressions_.new_name("名称"));
        result->with_context = context_modifier(false);
    });
    return result;
}

StatementPtr StatementParser::from_import(const base::Span& first)
{
    auto result = make(StatementKind::from_import, first);
    inside([&] {
        template_name(*result, "from", first);
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

}  // namespace gongkai::jinja
