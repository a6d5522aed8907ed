// Calls, filters and tests with their arguments.

#include "jinja/compile/expression_compiler.hpp"

#include <fmt/format.h>

#include "base/spelling.hpp"

namespace gongkai::jinja {
namespace {

std::string callee_text(const Expression& call)
{
    const auto& callee = *call.items[0];
    return callee.kind == ExpressionKind::name || callee.kind == ExpressionKind::attribute ? callee.text : "函数";
}

std::string usage(const OperationEntry& entry)
{
    return entry.signature.text.empty() ? entry.name : fmt::format("{}({})", entry.name, entry.signature.text);
}

base::Span name_span(const Expression& operation)
{
    return {operation.span.file, operation.span.begin, operation.span.begin + static_cast<std::uint32_t>(operation.text.size())};
}

}  // namespace

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

void ExpressionCompiler::finish_call(CallShape shape, const base::Span& span, Op op)
{
    const bool is_spread = shape.is_spread();
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

bool ExpressionCompiler::special_call(const Expression& e)
{
    const auto& callee = *e.items[0];
    if (is_super_call(e)) {
        code_.emit_at(e.span, Op::super_capture);
        return true;
    }
    if (callee.kind != ExpressionKind::attribute || !callee.items[0]->is_name("self") || find_place(*scope_, "self").scope)
        return false;
    if (e.items.size() > 1 || !e.keywords.empty() || e.rest || e.named_rest)
        code_.problem(e.span, "T-CALL", fmt::format("self.{} 没有参数", callee.text));
    code_.result().self_calls.push_back({callee.text, e.span});
    code_.emit_at(e.span, Op::self_capture, code_.name(callee.text));
    return true;
}

bool ExpressionCompiler::is_super_call(const Expression& e)
{
    return e.kind == ExpressionKind::call && e.items.size() == 1 && e.keywords.empty() && e.items[0]->is_name("super") &&
           !find_place(*scope_, "super").scope;
}

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

void ExpressionCompiler::filter(const Expression& e)
{
    subject(e, registry_.filters);
    check_named_operation(e);
    operation(e, registry_.filters, Op::filter, "过滤器");
}

void ExpressionCompiler::test(const Expression& e)
{
    subject(e, registry_.tests);
    operation(e, registry_.tests, Op::test, "测试");
}

void ExpressionCompiler::subject(const Expression& e, const OperationTable& table)
{
    const auto index = table.find(e.text);
    if (index && table[*index].accepts_undefined)
        push_question(*e.items[0]);
    else
        push(*e.items[0]);
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
    const bool is_spread = shape.is_spread();
    const auto index = code_.shape(std::move(shape));
    if (is_spread)
        code_.emit_at(e.span, Op::spread_call, op == Op::filter ? 1 : 2, index);
    else
        code_.emit_at(e.span, op, 0, index);
}

const OperationEntry* ExpressionCompiler::find_operation(const OperationTable& table, const std::string& name,
                                                         const base::Span& span, std::string_view what)
{
    if (const auto index = table.find(name)) {
        (&table == &registry_.filters ? code_.result().filters : code_.result().tests).push_back(name);
        return &table[*index];
    }
    code_.problem(span, "T-NAME", fmt::format("没有{}“{}”", what, name), base::suggestion(name, table.names()));
    return nullptr;
}

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

}  // namespace gongkai::jinja
