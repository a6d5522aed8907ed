// {% filter %}, {% autoescape %}; text that is gathered before it is printed.

#include "jinja/compile/statement_compiler.hpp"

namespace gongkai::jinja {

bool StatementCompiler::is_silent() const { return is_extended_ && function_->program == 0 && captures_ == silent_captures_; }

void StatementCompiler::captured(const Statements& statements)
{
    code_.emit(Op::capture_begin);
    ++captures_;
    scoped_body(statements);
    --captures_;
    code_.emit(Op::capture_end, expressions_.escapes() ? 0 : 1);
}

void StatementCompiler::filter_block(const Statement& statement)
{
    // What is printed behind extends is not seen, and so not filtered either.
    ++silent_captures_;
    captured(statement.body);
    --silent_captures_;
    expressions_.push(*statement.expression);
    code_.emit_at(statement.expression->span, expressions_.escapes() ? Op::emit : Op::emit_raw);
}

void StatementCompiler::autoescape(const Statement& statement)
{
    const bool outer = expressions_.escapes();
    expressions_.set_escapes(statement.expression->value.as_boolean());
    scoped_body(statement.body);
    expressions_.set_escapes(outer);
}

}  // namespace gongkai::jinja
