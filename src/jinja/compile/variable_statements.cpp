// {% set %}, {% with %}; how values are stored.

#include "jinja/compile/statement_compiler.hpp"

namespace gongkai::jinja {

void StatementCompiler::store(const Expression& target)
{
    if (target.kind == ExpressionKind::list) {
        code_.emit_at(target.span, Op::unpack, target.items.size());
        for (const auto& item : target.items)
            store(*item);
    } else if (target.kind == ExpressionKind::attribute) {
        expressions_.push(*target.items[0]);
        code_.emit_at(target.span, Op::store_attribute, code_.name(target.text));
    } else {
        store(target.text);
    }
}

void StatementCompiler::store(const std::string& name, Op export_op)
{
    const auto slot = scope().names().symbols.find(name)->second.slot;
    code_.emit(Op::store_slot, slot);
    if (!is_top_level() || function_->program != 0)
        return;
    code_.emit(export_op, slot, code_.name(name));
    if (export_op == Op::export_slot)
        code_.result().exports.push_back(name);
}

void StatementCompiler::store_given(const Expression& target)
{
    if (target.kind == ExpressionKind::name) {
        code_.emit(Op::store_slot, scope().names().symbols.find(target.text)->second.slot);
        return;
    }
    code_.emit_at(target.span, Op::unpack, target.items.size());
    for (const auto& item : target.items)
        store_given(*item);
}

void StatementCompiler::set_block(const Statement& statement)
{
    captured(statement.body);
    if (statement.expression)
        expressions_.push(*statement.expression);
    store(*statement.target);
}

void StatementCompiler::with(const Statement& statement)
{
    // The values are those of the scope outside, so they come before its variables begin.
    for (const auto& value : statement.values)
        expressions_.push(*value);
    Scope inner(&scope(), *function_);
    for (const auto& target : statement.targets)
        inner.declare_target(*target);
    inner.look_through(statement.body);
    enter(inner, [&] {
        for (auto target = statement.targets.rbegin(); target != statement.targets.rend(); ++target)
            store_given(**target);
        begin_and_body(statement.body);
    });
}

}  // namespace gongkai::jinja
