// {% macro %}, {% call %}.

#include "jinja/compile/statement_compiler.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace gongkai::jinja {

MacroInfo StatementCompiler::function(const Statement& statement, std::string name, std::string what)
{
    MacroInfo info;
    info.name = std::move(name);
    info.parameters = statement.names;
    for (const auto& value : statement.values)
        info.has_default.push_back(value != nullptr);
    info.program = subprogram(std::move(what), &scope(), [&](Scope& frame) {
        look_through_function(frame, statement, info);
        enter(frame, [&] {
            begin_variables();
            default_values(statement, info);
            body(statement.body);
        });
    });
    return info;
}

void StatementCompiler::look_through_function(Scope& frame, const Statement& statement, MacroInfo& info)
{
    for (const auto& parameter : statement.names)
        info.parameter_slots.push_back(frame.declare(parameter));
    for (auto [name, slot] : {std::pair{"varargs", &info.varargs_slot}, std::pair{"kwargs", &info.kwargs_slot},
                              std::pair{"caller", &info.caller_slot}})
        if (!frame.has(name) && mentions(statement.body, name))
            *slot = frame.declare(name);
    for (const auto& value : statement.values)
        frame.look_through(value.get());
    frame.look_through(statement.body);
}

void StatementCompiler::default_values(const Statement& statement, const MacroInfo& info)
{
    for (std::size_t i = 0; i < statement.names.size(); ++i) {
        if (!statement.values[i])
            continue;
        const auto skip = code_.emit(Op::jump_if_set, 0, info.parameter_slots[i]);
        expressions_.push(*statement.values[i]);
        code_.emit(Op::store_slot, info.parameter_slots[i]);
        code_.patch(skip);
    }
}

void StatementCompiler::check_parameters(const Statement& statement)
{
    for (std::size_t i = 0; i < statement.names.size(); ++i) {
        if (statement.names[i] == "caller" && !statement.values[i])
            code_.problem(statement.span, "T-SYNTAX", "参数“caller”必须有默认值，或者不写", "宏内可以直接用 caller()");
        if (std::count(statement.names.begin(), statement.names.end(), statement.names[i]) > 1)
            code_.problem(statement.span, "T-SYNTAX", fmt::format("参数“{}”写了两次", statement.names[i]));
    }
}

void StatementCompiler::macro(const Statement& statement)
{
    check_parameters(statement);
    const auto index = code_.macro(function(statement, statement.name, fmt::format("宏“{}”", statement.name)));
    code_.emit(Op::macro, index);
    store(statement.name);
}

void StatementCompiler::call_block(const Statement& statement)
{
    check_parameters(statement);
    auto info = function(statement, "caller", "call 的内容");
    info.is_caller = true;
    expressions_.print_call_block(*statement.expression, code_.macro(std::move(info)));
}

}  // namespace gongkai::jinja
