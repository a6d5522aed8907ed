// Names: variables, paths a.b.c, the fields of loop.

#include "jinja/compile/expression_compiler.hpp"

#include <algorithm>

#include "jinja/compile/loop_field.hpp"

namespace gongkai::jinja {

void ExpressionCompiler::name(const Expression& e)
{
    const auto place = find_place(*scope_, e.text);
    if (!place.scope) {
        use_context(e);
        code_.emit_at(e.span, Op::context, context_slot(e.text), code_.name(e.text));
        return;
    }
    if (e.text == "loop" && place.scope->loop.is_in_use)
        make_loop_object(*place.scope);
    if (place.variable.hops == 0) {
        code_.emit_at(e.span, Op::slot, place.variable.slot, code_.name(e.text));
        return;
    }
    auto variable = place.variable;
    variable.name = code_.name(e.text);
    code_.emit_at(e.span, Op::outer, code_.outer_variable(variable));
}

void ExpressionCompiler::attribute(const Expression& e)
{
    if (loop_field(e) || path(e, Op::path))
        return;
    push(*e.items[0]);
    code_.emit_at(e.span, Op::attribute, code_.name(e.text));
}

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

bool ExpressionCompiler::loop_field(const Expression& e)
{
    if (!e.items[0]->is_name("loop"))
        return false;
    const auto place = find_place(*scope_, "loop");
    const auto field = jinja::loop_field(e.text);
    if (!place.scope || !place.scope->loop.is_in_use || place.variable.hops > 0 || !field)
        return false;
    code_.emit_at(e.span, Op::loop_field, static_cast<std::size_t>(*field), place.scope->loop.level);
    return true;
}

void ExpressionCompiler::use_context(const Expression& name)
{
    code_.result().context_uses.push_back({name.text, name.span, &name == question_});
}

std::uint32_t ExpressionCompiler::context_slot(const std::string& name)
{
    auto& function = scope_->function();
    const auto [found, is_new] = function.context_slots.try_emplace(name, function.slots);
    if (is_new)
        ++function.slots;
    return found->second;
}

void ExpressionCompiler::make_loop_object(const Scope& body)
{
    code_.result().programs[body.function().program].code[body.loop.object_instruction].op = Op::loop_object;
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
                make_loop_object(*place.scope);
            result.push_back({name, place.variable});
        }
    }
    return result;
}

}  // namespace gongkai::jinja
