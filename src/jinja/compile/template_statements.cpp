// How templates take part in each other: {% block %}, {% extends %}, {% include %}, {% import %}, {% from %}.

#include "jinja/compile/statement_compiler.hpp"

#include <fmt/format.h>

namespace gongkai::jinja {

void StatementCompiler::extends(const Statement& statement)
{
    auto& result = code_.result();
    if (!result.parent.empty())
        code_.problem(statement.span, "T-SYNTAX", "一个模板只能有一个 extends");
    result.parent = statement.name;
    refer(statement.name, statement.span, true);
    is_extended_ = true;
}

void StatementCompiler::refer(const std::string& name, const base::Span& span, bool required)
{
    code_.result().references.push_back({name, span});
    if (required)
        code_.result().required.push_back({name, span});
}

void StatementCompiler::block(const Statement& statement)
{
    auto& result = code_.result();
    if (result.blocks.contains(statement.name)) {
        code_.problem(statement.span, "T-SYNTAX", fmt::format("块“{}”在同一模板中重复", statement.name));
        return;
    }
    result.blocks[statement.name] = 0;
    if (function_->program == 0)
        result.replacing.push_back({statement.name, statement.span});
    const bool is_silent_here = is_top_level() && is_silent();
    const bool escapes = expressions_.escapes();
    expressions_.set_escapes(true);
    const auto index = subprogram(fmt::format("块“{}”", statement.name), nullptr, [&](Scope& frame) {
        frame.look_through(statement.body);
        enter(frame, [&] { begin_and_body(statement.body); });
    });
    expressions_.set_escapes(escapes);
    code_.result().blocks[statement.name] = index;
    if (is_silent_here)
        return;
    BlockCall call{statement.name, statement.is_scoped, statement.is_required, {}};
    if (statement.is_scoped)
        call.visible = expressions_.visible_variables();
    code_.emit_at(statement.span, Op::block, code_.block_call(std::move(call)));
}

void StatementCompiler::include(const Statement& statement)
{
    for (const auto& name : statement.names)
        refer(name, statement.span, !statement.ignore_missing && statement.names.size() == 1);
    IncludeInfo info{statement.names, statement.ignore_missing, statement.with_context, {}};
    if (statement.with_context)
        info.visible = expressions_.visible_variables();
    code_.emit_at(statement.span, Op::include, code_.include(std::move(info)));
}

std::size_t StatementCompiler::import_info(const Statement& statement, std::vector<std::string> names)
{
    refer(statement.name, statement.span, true);
    ImportInfo info{statement.name, std::move(names), statement.with_context, {}};
    if (statement.with_context)
        info.visible = expressions_.visible_variables();
    return code_.import(std::move(info));
}

void StatementCompiler::import(const Statement& statement)
{
    code_.emit_at(statement.span, Op::import_module, import_info(statement, {}));
    store(statement.aliases[0], Op::export_private);
}

void StatementCompiler::from_import(const Statement& statement)
{
    for (const auto& name : statement.names)
        code_.result().imported_names.push_back({statement.name, {name, statement.span}});
    code_.emit_at(statement.span, Op::import_names, import_info(statement, statement.names));
    // The values are on the stack, the last on top.
    for (auto alias = statement.aliases.rbegin(); alias != statement.aliases.rend(); ++alias)
        store(*alias, Op::export_private);
}

}  // namespace gongkai::jinja
