// {% if %}, {% for %}, {% break %}, {% continue %}.

#include "jinja/compile/statement_compiler.hpp"

namespace gongkai::jinja {

void StatementCompiler::condition(const Statement& statement)
{
    std::vector<std::size_t> ends;
    for (const auto& branch : statement.branches) {
        std::size_t skip = 0;
        if (branch.condition) {
            expressions_.push_question(*branch.condition);
            skip = code_.emit(Op::jump_if_false);
        }
        body(branch.body);
        if (&branch != &statement.branches.back())
            ends.push_back(code_.emit(Op::jump));
        if (branch.condition)
            code_.patch(skip);
    }
    for (const auto end : ends)
        code_.patch(end);
}

void StatementCompiler::loop(const Statement& statement)
{
    expressions_.push(*statement.expression);
    if (!statement.is_recursive) {
        loop_over_top(statement, false);
        return;
    }
    MacroInfo info;
    info.name = "loop";
    info.program = subprogram("循环", &scope(), [&](Scope& frame) {
        info.parameter_slots.push_back(frame.declare(""));
        enter(frame, [&] {
            code_.emit(Op::slot, info.parameter_slots[0], code_.name("loop"));
            loop_over_top(statement, true);
        });
    });
    code_.emit_at(statement.expression->span, Op::loop_function, code_.macro(std::move(info)));
}

void StatementCompiler::loop_over_top(const Statement& statement, bool is_recursive)
{
    code_.emit_at(statement.expression->span, Op::loop_begin);
    const auto level = function_->loops++;
    if (statement.condition)
        keep_items(statement);
    Scope inner(&scope(), *function_);
    inner.declare_target(*statement.target);
    if (is_recursive || mentions(statement.body, "loop") || has_scoped_block(statement.body)) {
        inner.loop.is_in_use = true;
        inner.loop.level = level;
        inner.loop.object_instruction = code_.emit(Op::no_operation, inner.declare("loop"), level);
    }
    inner.look_through(statement.body);
    enter(inner, [&] { loop_body(statement); });
    --function_->loops;
    if (statement.else_body.empty()) {
        code_.emit(Op::loop_end);
        return;
    }
    const auto done = code_.emit(Op::loop_end_else);
    scoped_body(statement.else_body);
    code_.patch(done);
}

void StatementCompiler::loop_body(const Statement& statement)
{
    loops_.push_back({{}, {}, captures_});
    const auto next = next_item(*statement.target);
    begin_variables();
    body(statement.body);
    if (!statement.else_body.empty())
        code_.emit(Op::loop_completed);
    for (const auto jump : loops_.back().continues)
        code_.patch(jump);
    code_.emit(Op::jump, next);
    code_.patch(next);
    for (const auto jump : loops_.back().breaks)
        code_.patch(jump);
    loops_.pop_back();
}

void StatementCompiler::keep_items(const Statement& statement)
{
    Scope inner(&scope(), *function_);
    inner.declare_target(*statement.target);
    inner.look_through(statement.condition.get());
    enter(inner, [&] {
        const auto next = next_item(*statement.target);
        expressions_.push_question(*statement.condition);
        code_.emit(Op::jump_if_false, next);
        code_.emit(Op::loop_keep);
        code_.emit(Op::jump, next);
        code_.patch(next);
        code_.emit(Op::loop_restart);
    });
}

std::size_t StatementCompiler::next_item(const Expression& target)
{
    if (target.kind == ExpressionKind::name)
        return code_.emit(Op::loop_next, 0, scope().names().symbols.find(target.text)->second.slot);
    const auto next = code_.emit(Op::loop_next, 0, in_stack);
    store_given(target);
    return next;
}

void StatementCompiler::jump_out(std::vector<std::size_t>& jumps)
{
    for (int i = captures_; i > loops_.back().captures; --i)
        code_.emit(Op::capture_drop);
    jumps.push_back(code_.emit(Op::jump));
}

}  // namespace gongkai::jinja
