#include "jinja/compile/expression_compiler.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/html.hpp"

namespace gongkai::jinja {
namespace {

const std::map<std::string_view, Op> binary_ops = {
    {"+", Op::add}, {"-", Op::subtract}, {"*", Op::multiply}, {"/", Op::divide},
    {"//", Op::floor_divide}, {"%", Op::modulo}, {"**", Op::power},
};

const std::map<std::string_view, Op> comparison_ops = {
    {"==", Op::equal}, {"!=", Op::not_equal}, {"<", Op::less}, {"<=", Op::less_equal},
    {">", Op::greater}, {">=", Op::greater_equal}, {"in", Op::contains}, {"not in", Op::not_contains},
};

}  // namespace

void ExpressionCompiler::push(const Expression& e)
{
    switch (e.kind) {
    case ExpressionKind::constant: code_.emit(Op::constant, code_.constant(e.value)); break;
    case ExpressionKind::name: name(e); break;
    case ExpressionKind::captured: break;  // it is on the stack
    case ExpressionKind::attribute: attribute(e); break;
    case ExpressionKind::item: item(e); break;
    case ExpressionKind::slice: break;  // a part of item
    case ExpressionKind::call: call(e, Op::call); break;
    case ExpressionKind::filter: filter(e); break;
    case ExpressionKind::test: test(e); break;
    case ExpressionKind::unary: unary(e); break;
    case ExpressionKind::binary: binary(e); break;
    case ExpressionKind::compare: compare(e); break;
    case ExpressionKind::concat:
        push_all(e.items);
        code_.emit_at(e.span, escapes_ ? Op::concat : Op::concat_raw, e.items.size());
        break;
    case ExpressionKind::conditional: conditional(e); break;
    case ExpressionKind::list: list(e); break;
    case ExpressionKind::map:
        push_all(e.items);
        code_.emit_at(e.span, Op::build_map, e.items.size() / 2);
        break;
    }
}

void ExpressionCompiler::push_question(const Expression& e)
{
    const auto* outer = std::exchange(question_, &e);
    push(e);
    question_ = outer;
}

void ExpressionCompiler::push_alike(const Expression& part, const Expression& whole)
{
    if (&whole == question_)
        push_question(part);
    else
        push(part);
}

void ExpressionCompiler::push_all(const std::vector<ExpressionPtr>& expressions)
{
    for (const auto& expression : expressions)
        push(*expression);
}

void ExpressionCompiler::print(const Expression& e)
{
    if (!escapes_) {
        push(e);
        code_.emit_at(e.span, Op::emit_raw);
    } else if (e.kind == ExpressionKind::constant && e.value.is_text()) {
        std::string html;
        base::append_escaped(html, e.value.as_text());
        code_.emit(Op::emit_text, code_.text(std::move(html)));
    } else if (is_super_call(e)) {
        code_.emit_at(e.span, Op::super_block);
    } else if (e.kind == ExpressionKind::call) {
        call(e, Op::emit_call);
    } else if (e.kind != ExpressionKind::attribute || !path(e, Op::emit_path)) {
        push(e);
        code_.emit_at(e.span, Op::emit);
    }
}

void ExpressionCompiler::unary(const Expression& e)
{
    if (e.text == "not")
        push_question(*e.items[0]);
    else
        push(*e.items[0]);
    code_.emit_at(e.span, e.text == "not" ? Op::logical_not : e.text == "-" ? Op::negate : Op::positive);
}

void ExpressionCompiler::binary(const Expression& e)
{
    const bool is_logical = e.text == "and" || e.text == "or";
    if (is_logical) {
        push_question(*e.items[0]);
        const auto jump = code_.emit(e.text == "and" ? Op::jump_if_false_or_pop : Op::jump_if_true_or_pop);
        push_alike(*e.items[1], e);
        code_.patch(jump);
        return;
    }
    push(*e.items[0]);
    push(*e.items[1]);
    code_.emit_at(e.span, binary_ops.at(e.text));
}

void ExpressionCompiler::compare(const Expression& e)
{
    push(*e.items[0]);
    std::vector<std::size_t> failed;
    for (std::size_t i = 0; i < e.texts.size(); ++i) {
        const bool is_last = i + 1 == e.texts.size();
        push(*e.items[i + 1]);
        if (!is_last)
            code_.emit(Op::duplicate_below);
        code_.emit_at(e.span, comparison_ops.at(e.texts[i]));
        if (!is_last)
            failed.push_back(code_.emit(Op::jump_if_false_or_pop));
    }
    if (failed.empty())
        return;
    const auto height = code_.height();
    const auto done = code_.emit(Op::jump);
    for (const auto jump : failed)
        code_.patch(jump);
    code_.set_height(height + 1);
    code_.emit(Op::drop_below);
    code_.patch(done);
}

void ExpressionCompiler::conditional(const Expression& e)
{
    push_question(*e.items[0]);
    const auto otherwise = code_.emit(Op::jump_if_false);
    const auto height = code_.height();
    push_alike(*e.items[1], e);
    const auto done = code_.emit(Op::jump);
    code_.patch(otherwise);
    code_.set_height(height);
    if (e.items[2])
        push_alike(*e.items[2], e);
    else
        code_.emit(Op::constant, code_.constant(Value::absent()));
    code_.patch(done);
}

void ExpressionCompiler::list(const Expression& e)
{
    const bool is_constant = std::all_of(e.items.begin(), e.items.end(),
                                         [](const auto& item) { return item->kind == ExpressionKind::constant; });
    if (is_constant) {
        std::vector<Value> items;
        for (const auto& item : e.items)
            items.push_back(item->value);
        code_.emit(Op::constant, code_.constant(Value::list(std::move(items))));
        return;
    }
    push_all(e.items);
    code_.emit_at(e.span, Op::build_list, e.items.size());
}

void ExpressionCompiler::item(const Expression& e)
{
    push(*e.items[0]);
    if (e.items[1]->kind != ExpressionKind::slice) {
        push(*e.items[1]);
        code_.emit_at(e.span, Op::item);
        return;
    }
    for (const auto& part : e.items[1]->items) {
        if (part)
            push(*part);
        else
            code_.emit(Op::constant, code_.constant(Value::none()));
    }
    code_.emit_at(e.span, Op::slice);
}

}  // namespace gongkai::jinja
