#include "jinja/run/loops.hpp"

#include <utility>

#include "jinja/run/machine.hpp"
#include "jinja/value/operators.hpp"

namespace gongkai::jinja {
namespace {

Value cycle(const LoopState& state, const Arguments& arguments)
{
    if (arguments.positional() == 0 || !arguments.names().empty())
        throw Failure{"T-CALL", "loop.cycle 至少要有一个参数，且没有名称", ""};
    return arguments[(state.next - 1) % arguments.positional()];
}

Value changed(LoopState& state, const Arguments& arguments)
{
    std::vector<Value> values;
    for (std::size_t i = 0; i < arguments.positional(); ++i)
        values.push_back(arguments[i]);
    auto now = Value::list(std::move(values));
    const bool is_changed = !state.has_changed || !equal(now, state.previous_changed);
    state.previous_changed = std::move(now);
    state.has_changed = true;
    return Value::boolean(is_changed);
}

class LoopObject : public Object {
public:
    LoopObject(std::shared_ptr<LoopState> state, const MacroInfo* recursion, Frame* outer)
        : state_(std::move(state)), recursion_(recursion), outer_(outer), serial_(outer ? outer->serial : 0),
          depth_(outer ? outer->depth : 0)
    {
    }

    bool attribute(std::string_view name, Value& value) const override
    {
        if (const auto field = loop_field(name))
            value = state_->field(*field);
        else if (name == "cycle")
            value = Value::function([state = state_](const Arguments& arguments) { return cycle(*state, arguments); });
        else if (name == "changed")
            value = Value::function([state = state_](const Arguments& arguments) { return changed(*state, arguments); });
        else
            return false;
        return true;
    }

    bool is_callable() const override { return true; }

    Value call(Machine& machine, const Arguments& arguments) override
    {
        return machine.captured(machine.escapes(), [&] { print_call(machine, arguments); });
    }

    bool print_call(Machine& machine, const Arguments& arguments) override
    {
        if (!recursion_)
            throw Failure{"T-CALL", "loop(…) 只能用在 recursive 的循环中", "写成“{% for 项 in 列表 recursive %}”"};
        if (arguments.positional() != 1 || !arguments.names().empty())
            throw Failure{"T-CALL", "loop(…) 应有一个参数：下一层的列表", ""};
        if (!machine.is_alive(serial_, depth_))
            throw Failure{"T-CALL", "循环已经结束，不能再调用它的 loop", ""};
        machine.print_loop(*recursion_, *outer_, arguments[0], state_->depth + 1);
        return true;
    }

private:
    std::shared_ptr<LoopState> state_;
    const MacroInfo* recursion_;
    Frame* outer_;
    std::uint64_t serial_;
    std::size_t depth_;
};

}  // namespace

Value LoopState::field(LoopField field) const
{
    const auto count = static_cast<std::int64_t>(items().size());
    const auto index = static_cast<std::int64_t>(next);
    switch (field) {
    case LoopField::index: return Value::integer(index);
    case LoopField::index0: return Value::integer(index - 1);
    case LoopField::revindex: return Value::integer(count - index + 1);
    case LoopField::revindex0: return Value::integer(count - index);
    case LoopField::first: return Value::boolean(index == 1);
    case LoopField::last: return Value::boolean(index == count);
    case LoopField::length: return Value::integer(count);
    case LoopField::previtem: return index >= 2 ? items()[next - 2] : Value::undefined("loop.previtem");
    case LoopField::nextitem: return index < count ? items()[next] : Value::undefined("loop.nextitem");
    case LoopField::depth: return Value::integer(depth + 1);
    case LoopField::depth0: return Value::integer(depth);
    }
    return {};
}

void LoopState::begin(const Value& items)
{
    if (items.kind() == Kind::list)
        source = items;
    else
        own = items_of(items);
}

void LoopState::restart()
{
    source = Value();
    own = std::move(kept);
    kept.clear();
    next = 0;
}

LoopState& LoopStack::push()
{
    if (size_ == states_.size())
        states_.push_back(std::make_shared<LoopState>());
    return *states_[size_++];
}

void LoopStack::pop()
{
    auto& state = states_[--size_];
    if (state.use_count() > 1) {
        state = std::make_shared<LoopState>();
        return;
    }
    state->source = Value();
    state->own.clear();
    state->kept.clear();
    state->next = 0;
    state->is_completed = false;
    state->depth = 0;
    state->has_changed = false;
    state->previous_changed = Value();
}

Value loop_object(std::shared_ptr<LoopState> state, const MacroInfo* recursion, Frame* outer)
{
    return Value::object(std::make_unique<LoopObject>(std::move(state), recursion, outer));
}

}  // namespace gongkai::jinja
