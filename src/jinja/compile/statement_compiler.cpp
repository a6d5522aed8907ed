#include "jinja/compile/statement_compiler.hpp"

#include <algorithm>

namespace gongkai::jinja {

base::Result<CompiledTemplate> StatementCompiler::run(const Statements& statements)
{
    FunctionUnit root;
    const auto previous = code_.begin_program("");
    Scope scope(nullptr, root);
    function_ = &root;
    scope.look_through(statements);
    enter(scope, [&] { begin_and_body(statements); });
    code_.end_program(root.slots, previous);
    if (!code_.problems().empty())
        return std::move(code_.problems());
    list_names();
    return std::move(code_.result());
}

void StatementCompiler::list_names()
{
    auto& result = code_.result();
    for (auto* names : {&result.exports, &result.locals, &result.filters, &result.tests}) {
        std::sort(names->begin(), names->end());
        names->erase(std::unique(names->begin(), names->end()), names->end());
    }
}

void StatementCompiler::begin_variables()
{
    auto& inner = scope();
    for (const auto& [name, symbol] : inner.names().symbols) {
        if (symbol.start == Start::resolved && !inner.stores(name))
            continue;
        code_.result().locals.push_back(name);
        if (symbol.start == Start::given)
            continue;
        const auto outside = symbol.start == Start::copied ? find_place(*inner.parent(), name) : Place{};
        if (symbol.start == Start::unset) {
            code_.emit(Op::unset_slot, symbol.slot);
        } else if (!outside.scope) {
            code_.emit(Op::resolve_slot, symbol.slot, code_.name(name));
        } else {
            auto variable = outside.variable;
            if (&inner.function() != &inner.parent()->function())
                ++variable.hops;
            if (variable.hops == 0)
                code_.emit(Op::copy_slot, symbol.slot, variable.slot);
            else
                code_.emit(Op::copy_outer, symbol.slot, code_.outer_variable(variable));
        }
    }
}

void StatementCompiler::begin_and_body(const Statements& statements)
{
    begin_variables();
    body(statements);
}

void StatementCompiler::scoped_body(const Statements& statements)
{
    Scope inner(&scope(), *function_);
    inner.look_through(statements);
    enter(inner, [&] { begin_and_body(statements); });
}

void StatementCompiler::body(const Statements& statements)
{
    for (const auto& statement : statements)
        compile(*statement);
}

void StatementCompiler::compile(const Statement& statement)
{
    code_.begin_statement();
    switch (statement.kind) {
    case StatementKind::text:
        if (!is_silent())
            code_.emit(Op::emit_text, code_.text(statement.text));
        break;
    case StatementKind::output:
        if (!is_silent())
            expressions_.print(*statement.expression);
        break;
    case StatementKind::condition: condition(statement); break;
    case StatementKind::loop: loop(statement); break;
    case StatementKind::break_loop: jump_out(loops_.back().breaks); break;
    case StatementKind::continue_loop: jump_out(loops_.back().continues); break;
    case StatementKind::set:
        expressions_.push(*statement.expression);
        store(*statement.target);
        break;
    case StatementKind::set_block: set_block(statement); break;
    case StatementKind::with: with(statement); break;
    case StatementKind::block: block(statement); break;
    case StatementKind::extends: extends(statement); break;
    case StatementKind::include: include(statement); break;
    case StatementKind::import: import(statement); break;
    case StatementKind::from_import: from_import(statement); break;
    case StatementKind::macro: macro(statement); break;
    case StatementKind::call: call_block(statement); break;
    case StatementKind::filter: filter_block(statement); break;
    case StatementKind::autoescape: autoescape(statement); break;
    case StatementKind::evaluate:
        expressions_.push(*statement.expression);
        code_.emit(Op::pop);
        break;
    }
}

}  // namespace gongkai::jinja
