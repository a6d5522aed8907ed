// Calls of filters, tests and functions, with the arguments that are on the stack.

#include <algorithm>

#include <fmt/format.h>

#include "jinja/run/machine.hpp"
#include "jinja/value/operators.hpp"

namespace gongkai::jinja {
namespace {

/// Adds what **map passes to the names and values of a call.
void add_named(const Value& map, std::vector<std::string>& names, std::vector<Value>& values)
{
    require_defined(map);
    if (map.kind() != Kind::map)
        throw Failure{"T-TYPE", fmt::format("** 后应是映射，得到{}", map.kind_name()), ""};
    constexpr std::size_t most_names = 1000;  // each is sought among the others
    if (map.as_map().size() > most_names)
        throw Failure{"T-LIMIT", fmt::format("** 后的映射超过 {} 项", most_names), ""};
    for (const auto& [name, value] : map.as_map()) {
        if (std::find(names.begin(), names.end(), name) != names.end())
            throw Failure{"T-CALL", fmt::format("参数“{}”给了两次", name), ""};
        names.push_back(name);
        values.push_back(value);
    }
}

void require_callable(const Value& callee, std::string_view name)
{
    require_defined(callee);
    if (callee.kind() != Kind::object || !callee.as_object().is_callable())
        throw Failure{"T-TYPE", fmt::format("“{}”不是函数，而是{}", name, callee.kind_name()), ""};
}

}  // namespace

Value* Machine::apply(const CallShape& shape, Value* top)
{
    auto* first = top - shape.count;
    // An undefined argument must not pass unseen; the subject may, where that is the point.
    if (first->is_undefined() && !shape.operation->accepts_undefined)
        fail_undefined(*first, shape.subject);
    for (auto* argument = first + 1; argument != top; ++argument)
        require_defined(*argument);
    cost_.charge(*first);
    escapes_ = shape.escapes;
    *first = shape.operation->run(*this, Arguments(first, shape.count, shape.names, shape.callee));
    while (top != first + 1)
        (--top)->clear();
    return top;
}

Value Machine::call(const Value& callee, const Arguments& arguments)
{
    require_callable(callee, arguments.callee());
    return callee.as_object().call(*this, arguments);
}

Value* Machine::call_value(const CallShape& shape, Value* top)
{
    auto* first = top - shape.count;
    escapes_ = shape.escapes;
    first[-1] = call(first[-1], Arguments(first, shape.count, shape.names, shape.callee));
    while (top != first)
        (--top)->clear();
    return top;
}

Value* Machine::print_call(const CallShape& shape, Value* top)
{
    auto* first = top - shape.count;
    const Arguments arguments(first, shape.count, shape.names, shape.callee);
    require_callable(first[-1], shape.callee);
    // The callee may replace the variable that holds it.
    const auto callee = std::move(first[-1]);
    if (!callee.as_object().print_call(*this, arguments))
        print(callee.as_object().call(*this, arguments));
    while (top != first - 1)
        (--top)->clear();
    return top;
}

Value Machine::apply_checked(const OperationEntry& operation, const Arguments& arguments)
{
    if (!operation.accepts_undefined)
        require_defined(arguments[0]);
    for (std::size_t i = 1; i < arguments.positional() + arguments.names().size(); ++i)
        require_defined(arguments[i]);
    operation.signature.check(arguments, 1);
    cost_.charge(arguments[0]);
    return operation.run(*this, arguments);
}

Value* Machine::spread_call(const Instruction& instruction, const CallShape& shape, Value* top)
{
    const auto extra = (shape.has_rest ? 1u : 0u) + (shape.has_named_rest ? 1u : 0u);
    auto* first = top - shape.count - extra;
    auto* named = first + (shape.count - shape.names.size());
    std::vector<Value> values(first, named);
    auto names = shape.names;
    if (shape.has_rest)
        for (const auto& value : Items(first[shape.count]))
            values.push_back(value);
    values.insert(values.end(), named, first + shape.count);
    if (shape.has_named_rest)
        add_named(top[-1], names, values);
    const Arguments arguments(values.data(), values.size(), names, shape.callee);
    const bool is_call = instruction.operand == 0;
    escapes_ = shape.escapes;
    auto result = is_call ? call(first[-1], arguments) : apply_checked(*shape.operation, arguments);
    if (is_call)
        --first;
    while (top != first)
        (--top)->clear();
    *top++ = std::move(result);
    return top;
}

}  // namespace gongkai::jinja
