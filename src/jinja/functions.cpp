// The functions that templates can always call.

#include <fmt/format.h>

#include "jinja/operators.hpp"
#include "jinja/registry.hpp"

namespace gongkai::jinja {
namespace {

/// The one mutable value: {% set ns.count = ns.count + 1 %}.
class Namespace : public Object {
public:
    bool attribute(std::string_view name, Value& value) const override
    {
        for (const auto& member : members_)
            if (member.first == name) {
                value = member.second;
                return true;
            }
        return false;
    }
    bool assign(const std::string& name, const Value& value) override
    {
        for (auto& member : members_)
            if (member.first == name) {
                member.second = value;
                return true;
            }
        members_.emplace_back(name, value);
        return true;
    }

private:
    std::vector<Member> members_;
};

class Cycler : public Object {
public:
    explicit Cycler(std::vector<Value> items) : state_(std::make_shared<State>()) { state_->items = std::move(items); }
    bool attribute(std::string_view name, Value& value) const override
    {
        if (name == "current") {
            value = state_->items[state_->position];
        } else if (name == "next") {
            value = Value::function([state = state_](const Arguments&) {
                const auto& item = state->items[state->position];
                state->position = (state->position + 1) % state->items.size();
                return item;
            });
        } else if (name == "reset") {
            value = Value::function([state = state_](const Arguments&) {
                state->position = 0;
                return Value();
            });
        } else {
            return false;
        }
        return true;
    }

private:
    /// Shared with the functions that were handed out: they may outlive the cycler.
    struct State {
        std::vector<Value> items;
        std::size_t position = 0;
    };
    std::shared_ptr<State> state_;
};

Value range(const Arguments& arguments)
{
    arguments.expect(3, {});
    const auto number = [&](std::size_t i) { return arguments.integer(i, "", 0); };
    const auto count = arguments.positional();
    if (count == 0)
        throw Failure{"T-CALL", "range 缺少参数", ""};
    const auto start = count > 1 ? number(0) : 0;
    const auto stop = count > 1 ? number(1) : number(0);
    const auto step = count > 2 ? number(2) : 1;
    if (step == 0)
        throw Failure{"T-CALL", "range 的步长不能为零", ""};
    std::vector<Value> items;
    for (auto i = start; step > 0 ? i < stop : i > stop;) {
        if (items.size() >= 100'000)
            throw Failure{"T-LIMIT", "range 超过 100000 项", ""};
        items.push_back(Value::integer(i));
        if (__builtin_add_overflow(i, step, &i))
            break;
    }
    return Value::list(std::move(items));
}

Value dict(const Arguments& arguments)
{
    std::vector<Member> members;
    for (std::size_t i = 0; i < arguments.names().size(); ++i)
        members.emplace_back(arguments.names()[i], arguments.named(i));
    return Value::map(std::move(members));
}

Value make_namespace(const Arguments& arguments)
{
    auto object = std::make_shared<Namespace>();
    for (std::size_t i = 0; i < arguments.names().size(); ++i)
        object->assign(arguments.names()[i], arguments.named(i));
    return Value::object(std::move(object));
}

Value cycler(const Arguments& arguments)
{
    if (arguments.positional() == 0)
        throw Failure{"T-CALL", "cycler 至少要有一项", ""};
    std::vector<Value> items;
    for (std::size_t i = 0; i < arguments.positional(); ++i)
        items.push_back(arguments[i]);
    return Value::object(std::make_shared<Cycler>(std::move(items)));
}

Value joiner(const Arguments& arguments)
{
    arguments.expect(1, {"sep"});
    const auto* given = arguments.get(0, "sep");
    auto separator = given ? *given : Value::string(", ");
    auto used = std::make_shared<bool>(false);
    return Value::function([separator, used](const Arguments&) { return std::exchange(*used, true) ? separator : Value::string(""); });
}

}  // namespace

void add_builtin_functions(std::vector<Member>& functions)
{
    functions.emplace_back("range", Value::function(range));
    functions.emplace_back("dict", Value::function(dict));
    functions.emplace_back("namespace", Value::function(make_namespace));
    functions.emplace_back("cycler", Value::function(cycler));
    functions.emplace_back("joiner", Value::function(joiner));
}

}  // namespace gongkai::jinja
