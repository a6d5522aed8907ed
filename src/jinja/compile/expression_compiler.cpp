#include "jinja/compile/expression_compiler.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/html.hpp"
#include "base/spelling.hpp"

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

const std::map<std::string_view, LoopField> loop_fields = {
    {"index", LoopField::index}, {"index0", LoopField::index0}, {"revindex", LoopField::revindex},
    {"revindex0", LoopField::revindex0}, {"first", LoopField::first}, {"last", LoopField::last},
    {"length", LoopField::length}, {"previtem", LoopField::previtem}, {"nextitem", LoopField::nextitem},
    {"depth", LoopField::depth}, {"depth0", LoopField::depth0},
};

bool is_name(const Expression& e, std::string_view name) { return e.kind == ExpressionKind::name && e.text == name; }

bool is_super_call(const Expression& e)
{
    return e.kind == ExpressionKind::call && e.items.size() == 1 && e.keywords.empty() && is_name(*e.items[0], "super");
}

std::string callee_text(const Expression& call)
{
    const auto& callee = *call.items[0];
    return callee.kind == ExpressionKind::name || callee.kind == ExpressionKind::attribute ? callee.text : "函数";
}

std::string usage(const OperationEntry& entry)
{
    return entry.signature.text.empty() ? entry.name : fmt::format("{}({})", entry.name, entry.signature.text);
}

bool accepts_undefined(const OperationTable& table, const std::string& name)
{
    const auto found = table.find(name);
    return found && table[*found].accepts_undefined;
}

base::Span name_span(const Expression& operation)
{
    return {operation.span.file, operation.span.begin, operation.span.begin + static_cast<std::uint32_t>(operation.text.size())};
}

}  // namespace

Place find_place(Scope& from, std::string_view name)
{
    OuterVariable variable;
    for (auto* scope = &from; scope; scope = scope->parent()) {
        const auto found = scope->names().symbols.find(name);
        if (found != scope->names().symbols.end()) {
            if (found->second.start == Start::resolved && !scope->stores(name))
                return {};
            variable.slot = found->second.slot;
            return {scope, variable};
        }
        if (scope->parent() && &scope->parent()->function() != &scope->function())
            ++variable.hops;
    }
    return {};
}

void ExpressionCompiler::push(const Expression& e)
{
    switch (e.kind) {
    case ExpressionKind::constant: code_.emit(Op::constant, code_.constant(e.value)); break;
    case ExpressionKind::name: name(e); break;
    case ExpressionKind::captured: break;  // it is on the stack
    case ExpressionKind::attribute:
        if (loop_field(e) || path(e, Op::path))
            break;
        push(*e.items[0]);
        code_.emit_at(e.span, Op::attribute, code_.name(e.text));
        break;
    case ExpressionKind::item: item(e); break;
    case ExpressionKind::slice: break;
    case ExpressionKind::call: call(e, Op::call); break;
    case ExpressionKind::filter: filter(e); break;
    case ExpressionKind::test: test(e); break;
    case ExpressionKind::unary: unary(e); break;
    case ExpressionKind::binary: binary(e); break;
    case ExpressionKind::compare: compare(e); break;
    case ExpressionKind::concat:
        for (const auto& part : e.items)
            push(*part);
        code_.emit_at(e.span, escapes_ ? Op::concat : Op::concat_raw, e.items.size());
        break;
    case ExpressionKind::conditional: conditional(e); break;
    case ExpressionKind::list: list(e); break;
    case ExpressionKind::map:
        for (const auto& element : e.items)
            push(*element);
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

/// What `whole` gives may be what `part` gives: a question about one is a question about both.
void ExpressionCompiler::push_alike(const Expression& part, const Expression& whole)
{
    if (&whole == question_)
        push_question(part);
    else
        push(part);
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
    } else if (is_super_call(e) && !find_place(*scope_, "super").scope) {
        code_.emit_at(e.span, Op::super_block);
    } else if (e.kind == ExpressionKind::call) {
        call(e, Op::emit_call);
    } else if (e.kind != ExpressionKind::attribute || !path(e, Op::emit_path)) {
        push(e);
        code_.emit_at(e.span, Op::emit);
    }
}

// --- names ----------------------------------------------------------------

std::uint32_t ExpressionCompiler::context_slot(const std::string& name)
{
    auto& function = scope_->function();
    const auto [found, is_new] = function.context_slots.try_emplace(name, function.slots);
    if (is_new)
        ++function.slots;
    return found->second;
}

/// A question is about the whole of what is asked: of `a.b is defined` a must be there.
void ExpressionCompiler::use_context(const Expression& name)
{
    code_.result().context_uses.push_back({name.text, name.span, &name == question_});
}

void ExpressionCompiler::name(const Expression& e)
{
    const auto place = find_place(*scope_, e.text);
    if (!place.scope) {
        use_context(e);
        code_.emit_at(e.span, Op::context, context_slot(e.text), code_.name(e.text));
        return;
    }
    if (e.text == "loop" && place.scope->loop.is_in_use)
        code_.result().programs[place.scope->function().program].code[place.scope->loop.object_instruction].op = Op::loop_object;
    if (place.variable.hops == 0) {
        code_.emit_at(e.span, Op::slot, place.variable.slot, code_.name(e.text));
        return;
    }
    auto variable = place.variable;
    variable.name = code_.name(e.text);
    code_.emit_at(e.span, Op::outer, code_.outer_variable(variable));
}

/// a.b.c of a variable of this program or of the context, in one instruction.
bool ExpressionCompiler::path(const Expression& e, Op op)
{
    std::vector<const Expression*> parts;
    const auto* base = &e;
    for (; base->kind == ExpressionKind::attribute; base = base->items[0].get())
        parts.push_back(base);
    if (base->kind != ExpressionKind::name || (base->text == "loop" && find_place(*scope_, "loop").scope))
        return false;
    const auto place = find_place(*scope_, base->text);
    if (place.scope && place.variable.hops > 0)
        return false;
    Path result;
    result.is_context = !place.scope;
    result.slot = place.scope ? place.variable.slot : context_slot(base->text);
    result.name = code_.name(base->text);
    result.spans.push_back(base->span);
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        result.attributes.push_back(code_.name((*part)->text));
        result.spans.push_back((*part)->span);
    }
    if (result.is_context)
        use_context(*base);
    code_.emit_at(e.span, op, code_.path(std::move(result)));
    return true;
}

/// loop.index and its like, of a loop in this program.
bool ExpressionCompiler::loop_field(const Expression& e)
{
    if (!is_name(*e.items[0], "loop"))
        return false;
    const auto place = find_place(*scope_, "loop");
    const auto field = loop_fields.find(e.text);
    if (!place.scope || !place.scope->loop.is_in_use || place.variable.hops > 0 || field == loop_fields.end())
        return false;
    code_.emit_at(e.span, Op::loop_field, static_cast<std::size_t>(field->second), place.scope->loop.level);
    return true;
}

std::vector<VisibleVariable> ExpressionCompiler::visible_variables()
{
    std::vector<VisibleVariable> result;
    for (auto* scope = scope_; scope; scope = scope->parent()) {
        // What the top level stores is seen through the module.
        if (!scope->parent() && scope->function().program == 0)
            break;
        for (const auto& name : scope->names().stores) {
            const auto is_known = std::any_of(result.begin(), result.end(), [&](const auto& v) { return v.name == name; });
            const auto place = find_place(*scope_, name);
            if (is_known || !place.scope)
                continue;
            if (name == "loop" && place.scope->loop.is_in_use)
                code_.result().programs[place.scope->function().program].code[place.scope->loop.object_instruction].op = Op::loop_object;
            result.push_back({name, place.variable});
        }
    }
    return result;
}

// --- operators ------------------------------------------------------------

void ExpressionCompiler::unary(const Expression& e)
{
    if (e.text == "not")
        push_question(*e.items[0]);
    else
        push(*e.items[0]);
    code_.emit_at(e.span, e.text == "not" ? Op::logical_not : e.text == "-" ? Op::negate : Op::positive);
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
    for (const auto& element : e.items)
        push(*element);
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

/// a < b < c is (a < b) and (b < c), with b evaluated once.
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

// --- calls ----------------------------------------------------------------

CallShape ExpressionCompiler::arguments(const Expression& e, std::size_t first, std::optional<std::size_t> caller)
{
    for (std::size_t i = 1; i < e.items.size(); ++i)
        push(*e.items[i]);
    CallShape shape;
    for (const auto& [name, value] : e.keywords) {
        push(*value);
        shape.names.push_back(name);
    }
    if (caller) {
        code_.emit(Op::macro, *caller);
        shape.names.emplace_back("caller");
    }
    shape.count = e.items.size() - first + shape.names.size();
    shape.escapes = escapes_;
    shape.has_rest = e.rest != nullptr;
    shape.has_named_rest = e.named_rest != nullptr;
    if (e.rest)
        push(*e.rest);
    if (e.named_rest)
        push(*e.named_rest);
    return shape;
}

/// super() and self.name(), which are no values.
bool ExpressionCompiler::special_call(const Expression& e)
{
    const auto& callee = *e.items[0];
    if (is_super_call(e) && !find_place(*scope_, "super").scope) {
        code_.emit_at(e.span, Op::super_capture);
        return true;
    }
    if (callee.kind != ExpressionKind::attribute || !is_name(*callee.items[0], "self") || find_place(*scope_, "self").scope)
        return false;
    if (e.items.size() > 1 || !e.keywords.empty() || e.rest || e.named_rest)
        code_.problem(e.span, "T-CALL", fmt::format("self.{} 没有参数", callee.text));
    code_.result().self_calls.push_back({callee.text, e.span});
    code_.emit_at(e.span, Op::self_capture, code_.name(callee.text));
    return true;
}

void ExpressionCompiler::call(const Expression& e, Op op)
{
    if (special_call(e)) {
        if (op == Op::emit_call)
            code_.emit_at(e.span, Op::emit);
        return;
    }
    push(*e.items[0]);
    auto shape = arguments(e, 1);
    shape.callee = callee_text(e);
    finish_call(std::move(shape), e.span, op);
}

/// The call itself: its callee and arguments are on the stack. Printed if `op` is emit_call.
void ExpressionCompiler::finish_call(CallShape shape, const base::Span& span, Op op)
{
    const bool is_spread = shape.has_rest || shape.has_named_rest;
    const auto index = code_.shape(std::move(shape));
    if (!is_spread) {
        code_.emit_at(span, op, 0, index);
        return;
    }
    code_.emit_at(span, Op::spread_call, 0, index);
    if (op == Op::emit_call)
        code_.emit_at(span, Op::emit);
}

void ExpressionCompiler::print_call_block(const Expression& call, std::size_t caller_macro)
{
    push(*call.items[0]);
    auto shape = arguments(call, 1, caller_macro);
    shape.callee = callee_text(call);
    finish_call(std::move(shape), call.span, Op::emit_call);
}

const OperationEntry* ExpressionCompiler::find_operation(const OperationTable& table, const std::string& name,
                                                         const base::Span& span, std::string_view what)
{
    if (const auto index = table.find(name)) {
        (&table == &registry_.filters ? code_.result().filters : code_.result().tests).push_back(name);
        return &table[*index];
    }
    const auto near = base::nearest(name, table.names());
    code_.problem(span, "T-NAME", fmt::format("没有{}“{}”", what, name), near ? fmt::format("是否为“{}”？", *near) : "");
    return nullptr;
}

/// map('upper'), select('defined'): the name is proven where it is written out.
void ExpressionCompiler::check_named_operation(const Expression& e)
{
    const bool by_filter = e.text == "map";
    const bool by_attribute = e.text == "selectattr" || e.text == "rejectattr";
    const bool by_test = by_attribute || e.text == "select" || e.text == "reject";
    const std::size_t position = by_attribute ? 2 : 1;
    if ((!by_filter && !by_test) || e.items.size() <= position)
        return;
    const auto& given = *e.items[position];
    if (given.kind == ExpressionKind::constant && given.value.is_text())
        find_operation(by_filter ? registry_.filters : registry_.tests, std::string(given.value.as_text()), given.span,
                       by_filter ? "过滤器" : "测试");
}

void ExpressionCompiler::check_arguments(const Expression& e, const OperationEntry& entry)
{
    if (e.rest || e.named_rest)
        return;
    std::vector<std::string> names;
    for (const auto& keyword : e.keywords)
        names.push_back(keyword.first);
    if (auto complaint = entry.signature.complaint(e.text, e.items.size() - 1, names); !complaint.empty())
        code_.problem(e.span, "T-CALL", std::move(complaint), fmt::format("用法：{}", usage(entry)));
}

void ExpressionCompiler::operation(const Expression& e, const OperationTable& table, Op op, std::string_view what)
{
    const auto* entry = find_operation(table, e.text, name_span(e), what);
    if (entry)
        check_arguments(e, *entry);
    auto shape = arguments(e, 0);
    shape.callee = e.text;
    shape.subject = e.items[0]->span;
    shape.operation = entry;
    const bool is_spread = shape.has_rest || shape.has_named_rest;
    const auto index = code_.shape(std::move(shape));
    if (is_spread)
        code_.emit_at(e.span, Op::spread_call, op == Op::filter ? 1 : 2, index);
    else
        code_.emit_at(e.span, op, 0, index);
}

void ExpressionCompiler::filter(const Expression& e)
{
    if (accepts_undefined(registry_.filters, e.text))
        push_question(*e.items[0]);
    else
        push(*e.items[0]);
    check_named_operation(e);
    operation(e, registry_.filters, Op::filter, "过滤器");
}

void ExpressionCompiler::test(const Expression& e)
{
    if (accepts_undefined(registry_.tests, e.text))
        push_question(*e.items[0]);
    else
        push(*e.items[0]);
    operation(e, registry_.tests, Op::test, "测试");
}

}  // namespace gongkai::jinja
