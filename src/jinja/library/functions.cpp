// The functions that templates can always call.

#include <utility>

#include <fmt/format.h>

#include "jinja/library/registry.hpp"
#include "jinja/value/emptied.hpp"
#include "jinja/value/operators.hpp"

namespace gongkai::jinja {
namespace {

constexpr std::size_t longest_range = 100'000;

/// The functions of a cycler and what joiner gives take nothing.
void refuse_arguments(const Arguments& arguments)
{
    static const Signature nothing("");
    nothing.check(arguments, 0);
}

/// The one mutable value: {% set ns.count = ns.count + 1 %}.
class Namespace : public Object, private Emptied {
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
    bool assign(std::string_view name, const Value& value) override
    {
        for (auto& member : members_)
            if (member.first == name) {
                member.second = value;
                return true;
            }
        members_.emplace_back(std::string(name), value);
        return true;
    }

private:
    void empty() override { const auto gone = std::move(members_); }

    std::vector<Member> members_;
};

/// Items in turn: c.next(), c.current, c.reset().
class Cycler : public Object {
public:
    explicit Cycler(std::vector<Value> items) : state_(std::make_shared<State>()) { state_->items = std::move(items); }
    bool attribute(std::string_view name, Value& value) const override
    {
        if (name == "current")
            value = state_->items[state_->position];
        else if (name == "next")
            value = Value::function([state = state_](const Arguments& arguments) { return next(*state, arguments); });
        else if (name == "reset")
            value = Value::function([state = state_](const Arguments& arguments) {
                refuse_arguments(arguments);
                state->position = 0;
                return Value::none();
            });
        else
            return false;
        return true;
    }

private:
    /// Shared with the functions that were handed out: they may outlive the cycler.
    struct State {
        std::vector<Value> items;
        std::size_t position = 0;
    };

    static Value next(State& state, const Arguments& arguments)
    {
        refuse_arguments(arguments);
        const auto at = state.position;
        state.position = (at + 1) % state.items.size();
        return state.items[at];
    }

    std::shared_ptr<State> state_;
};

/// range(stop) or range(start, stop, step).
Value range(const Arguments& arguments)
{
    const bool only_stop = !arguments.get(1, "stop");
    const auto first = arguments.integer(0, "start", 0);
    const auto start = only_stop ? 0 : first;
    const auto stop = only_stop ? first : arguments.integer(1, "stop", 0);
    const auto step = arguments.integer(2, "step", 1);
    if (step == 0)
        throw Failure{"T-CALL", "range 的步长不能为零", ""};
    std::vector<Value> items;
    for (auto i = start; step > 0 ? i < stop : i > stop;) {
        if (items.size() >= longest_range)
            throw Failure{"T-LIMIT", fmt::format("range 超过 {} 项", longest_range), ""};
        items.push_back(Value::integer(i));
        if (__builtin_add_overflow(i, step, &i))
            break;
    }
    return Value::list(std::move(items));
}

/// The members of a map or of a list of pairs.
std::vector<Member> members_in(const Value& source)
{
    if (source.kind() == Kind::map)
        return source.as_map();
    std::vector<Member> members;
    for (const auto& pair : Items(source)) {
        const Items parts(pair);
        if (parts.size() != 2)
            throw Failure{"T-TYPE", fmt::format("映射的各项应是“键、值”两项，得到 {} 项", parts.size()), ""};
        members.emplace_back(text_of(parts[0]), parts[1]);
    }
    return members;
}

/// What dict and namespace are made of: at most one map or list of pairs, then names.
std::vector<Member> members_of(const Arguments& arguments)
{
    if (arguments.positional() > 1)
        throw Failure{"T-CALL", fmt::format("“{}”最多有 1 个不带名称的参数，给了 {} 个", arguments.callee(), arguments.positional()), ""};
    auto members = arguments.positional() == 1 ? members_in(arguments[0]) : std::vector<Member>();
    for (std::size_t i = 0; i < arguments.names().size(); ++i)
        members.emplace_back(arguments.names()[i], arguments.named(i));
    return members;
}

Value dict(const Arguments& arguments) { return Value::map(members_of(arguments)); }

Value make_namespace(const Arguments& arguments)
{
    constexpr std::size_t most_members = 1000;  // each is sought among the others
    const auto members = members_of(arguments);
    if (members.size() > most_members)
        throw Failure{"T-LIMIT", fmt::format("namespace 超过 {} 项", most_members), "只把要改写的放进去"};
    auto object = std::make_unique<Namespace>();
    for (const auto& [name, value] : members)
        object->assign(name, value);
    return Value::object(std::move(object));
}

Value cycler(const Arguments& arguments)
{
    if (arguments.positional() == 0)
        throw Failure{"T-CALL", "cycler 至少要有一项", ""};
    std::vector<Value> items;
    for (std::size_t i = 0; i < arguments.positional(); ++i)
        items.push_back(arguments[i]);
    return Value::object(std::make_unique<Cycler>(std::move(items)));
}

/// A function that gives nothing at first and then the separator.
Value joiner(const Arguments& arguments)
{
    const auto* given = arguments.get(0, "sep");
    auto separator = given ? *given : Value::string(", ");
    auto used = std::make_shared<bool>(false);
    return Value::function([separator, used](const Arguments& nothing) {
        refuse_arguments(nothing);
        return std::exchange(*used, true) ? separator : Value::string("");
    });
}

}  // namespace

void add_builtin_functions(std::vector<FunctionEntry>& functions)
{
    functions.push_back({"range", Signature("start, stop=none, step=1"), range, "整数的列表：range(3) 是 0、1、2；range(1, 4) 是 1、2、3。"});
    functions.push_back({"dict", Signature("*source, **names"), dict, "由名称（以及一个映射或“键、值”列表）组成映射。"});
    functions.push_back({"namespace", Signature("*source, **names"), make_namespace,
                         "可以改写属性的对象：在循环里 {% set ns.n = ns.n + 1 %}，循环外仍有效。"});
    functions.push_back({"cycler", Signature("*items"), cycler, "轮流给出各项：c.next()、c.current、c.reset()。"});
    functions.push_back({"joiner", Signature("sep=', '"), joiner, "返回一个函数：第一次调用得空文字，以后得 sep。"});
}

}  // namespace gongkai::jinja
