// Filters that apply other filters and tests: map, select, reject, selectattr, rejectattr.

#include <fmt/format.h>

#include "base/spelling.hpp"
#include "jinja/library/attribute_path.hpp"
#include "jinja/library/registry.hpp"
#include "jinja/run/machine.hpp"
#include "jinja/value/operators.hpp"

namespace gongkai::jinja {
namespace {

/// Keyword-only arguments have no position.
constexpr std::size_t by_name_only = static_cast<std::size_t>(-1);

/// A filter or test that a template names in a text, with the arguments behind
/// that name: map('round', 2). What the compiler checks for others is checked here.
class NamedOperation {
public:
    /// The name is the argument at `position`.
    NamedOperation(const OperationTable& table, std::string_view what, const Arguments& arguments, std::size_t position)
        : name_(name_in(arguments, position)), names_(arguments.names()), entry_(entry_of(table, what, name_))
    {
        const auto& signature = entry_.signature;
        values_.resize(1);
        for (auto i = position + 1; i < arguments.positional(); ++i)
            values_.push_back(arguments[i]);
        for (std::size_t i = 0; i < names_.size(); ++i)
            values_.push_back(arguments.named(i));
        signature.check(Arguments(values_.data(), values_.size(), names_, name_), 1);
    }

    Value operator()(Machine& machine, const Value& subject)
    {
        if (!entry_.accepts_undefined)
            require_defined(subject);
        values_[0] = subject;
        return entry_.run(machine, Arguments(values_.data(), values_.size(), names_, name_));
    }

private:
    static std::string name_in(const Arguments& arguments, std::size_t position)
    {
        const auto& name = arguments[position];
        require_defined(name);
        if (!name.is_text())
            throw Failure{"T-TYPE", fmt::format("“{}”所用的名称应是文字，得到{}", arguments.callee(), name.kind_name()), ""};
        return std::string(name.as_text());
    }

    static const OperationEntry& entry_of(const OperationTable& table, std::string_view what, const std::string& name)
    {
        if (const auto index = table.find(name))
            return table[*index];
        throw Failure{"T-NAME", fmt::format("没有{}“{}”", what, name), base::suggestion(name, table.names())};
    }

    std::string name_;
    const std::vector<std::string>& names_;
    const OperationEntry& entry_;
    std::vector<Value> values_;
};

Value map_attribute(const Arguments& arguments)
{
    static const Signature by_attribute("attribute, default=none");
    by_attribute.check(arguments, 1);
    const AttributePath path(arguments.get(by_name_only, "attribute"));
    const auto* fallback = arguments.get(by_name_only, "default");
    const Items items(arguments[0]);
    std::vector<Value> result;
    result.reserve(items.size());
    for (const auto& item : items)
        result.push_back(path.of(item, fallback));
    return Value::list(std::move(result));
}

Value map(Machine& machine, const Arguments& arguments)
{
    // As in Jinja, nothing at all maps to nothing.
    if (!arguments[0].is_true())
        return Value::list({});
    if (arguments.positional() < 2)
        return map_attribute(arguments);
    NamedOperation filter(machine.registry().filters, "过滤器", arguments, 1);
    const Items items(arguments[0]);
    std::vector<Value> result;
    result.reserve(items.size());
    for (const auto& item : items)
        result.push_back(filter(machine, item));
    return Value::list(std::move(result));
}

enum class Choice { keep, drop };

/// The items for which `holds` (or, to drop them, does not).
template <Choice choice, class Holds>
Value chosen(const Value& subject, const Holds& holds)
{
    std::vector<Value> result;
    for (const auto& item : Items(subject))
        if (holds(item) == (choice == Choice::keep))
            result.push_back(item);
    return Value::list(std::move(result));
}

/// By the test at `position`, applied to what `part` gives of an item; without
/// one by whether that is true.
template <Choice choice, class Part>
Value chosen_by_test(Machine& machine, const Arguments& arguments, std::size_t position, const Part& part)
{
    if (!arguments[0].is_true())
        return Value::list({});
    if (arguments.positional() <= position) {
        if (!arguments.names().empty())
            throw Failure{"T-CALL", fmt::format("“{}”没有参数“{}”", arguments.callee(), arguments.names().front()), ""};
        return chosen<choice>(arguments[0], [&](const Value& item) { return part(item).is_true(); });
    }
    NamedOperation test(machine.registry().tests, "测试", arguments, position);
    return chosen<choice>(arguments[0], [&](const Value& item) { return test(machine, part(item)).is_true(); });
}

template <Choice choice>
Value choose(Machine& machine, const Arguments& arguments)
{
    return chosen_by_test<choice>(machine, arguments, 1, [](const Value& item) -> const Value& { return item; });
}

template <Choice choice>
Value choose_by_attribute(Machine& machine, const Arguments& arguments)
{
    const AttributePath path(&arguments[1]);
    return chosen_by_test<choice>(machine, arguments, 2, [&](const Value& item) { return path.of(item); });
}

}  // namespace

void add_selecting_filters(OperationTable& filters)
{
    filters.add({"map", Signature("*args, **kwargs"), map,
                 "map(attribute='a.b', default=…) 取各项的属性；map('过滤器', …) 对各项用过滤器。"});
    const Signature by_test("*args, **kwargs");
    filters.add({"select", by_test, choose<Choice::keep>, "留下满足测试的项，如 select('gt', 0)；不写测试时留下不空的。"});
    filters.add({"reject", by_test, choose<Choice::drop>, "去掉满足测试的项；不写测试时去掉不空的。"});
    // The attribute stands in its place only: selectattr('a', 'eq', other=1) hands names on to the test.
    const Signature by_attribute("attribute, *args, **kwargs");
    filters.add({"selectattr", by_attribute, choose_by_attribute<Choice::keep>,
                 "留下属性满足测试的项，如 selectattr('level', 'eq', 1)。"});
    filters.add({"rejectattr", by_attribute, choose_by_attribute<Choice::drop>, "去掉属性满足测试的项。"});
}

}  // namespace gongkai::jinja
