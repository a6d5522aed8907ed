// Macros, call bodies and recursive loops: programs with parameters.

#include <algorithm>

#include <fmt/format.h>

#include "base/spelling.hpp"
#include "jinja/run/machine.hpp"
#include "jinja/value/operators.hpp"

namespace gongkai::jinja {
namespace {

/// A macro, or the body of {% call %}, with the frame it was written in.
class MacroObject : public Object {
public:
    MacroObject(const MacroInfo& macro, Frame& outer)
        : macro_(macro), outer_(&outer), serial_(outer.serial), depth_(outer.depth)
    {
    }

    bool is_callable() const override { return true; }

    Value call(Machine& machine, const Arguments& arguments) override
    {
        return machine.captured(machine.escapes(), [&] { print_call(machine, arguments); });
    }

    bool print_call(Machine& machine, const Arguments& arguments) override
    {
        if (!machine.is_alive(serial_, depth_))
            throw Failure{"T-CALL", fmt::format("“{}”所在的宏或块已经结束，不能再调用", macro_.name), "不要存起来以后再用"};
        machine.print_macro(macro_, *outer_, arguments);
        return true;
    }

    bool attribute(std::string_view name, Value& value) const override
    {
        if (name == "name")
            value = macro_.is_caller ? Value::none() : Value::string(macro_.name);
        else if (name == "arguments")
            value = parameters();
        else if (name == "catch_varargs")
            value = Value::boolean(macro_.varargs_slot != MacroInfo::no_slot);
        else if (name == "catch_kwargs")
            value = Value::boolean(macro_.kwargs_slot != MacroInfo::no_slot);
        else if (name == "caller")
            value = Value::boolean(macro_.caller_slot != MacroInfo::no_slot);
        else
            return false;
        return true;
    }

private:
    Value parameters() const
    {
        std::vector<Value> names;
        for (const auto& parameter : macro_.parameters)
            names.push_back(Value::string(parameter));
        return Value::list(std::move(names));
    }

    const MacroInfo& macro_;
    Frame* outer_;
    std::uint64_t serial_;
    std::size_t depth_;
};

class ParameterBinder {
public:
    ParameterBinder(const MacroInfo& macro, Value* slots, const Arguments& arguments)
        : macro_(macro), slots_(slots), arguments_(arguments)
    {
    }

    void bind()
    {
        bind_positions();
        for (std::size_t i = 0; i < arguments_.names().size(); ++i)
            bind_name(arguments_.names()[i], arguments_.named(i));
        if (macro_.kwargs_slot != MacroInfo::no_slot)
            slots_[macro_.kwargs_slot] = Value::map(std::move(further_names_));
        if (macro_.caller_slot != MacroInfo::no_slot && !has_caller_)
            slots_[macro_.caller_slot] = Value::undefined("caller");
    }

private:
    void bind_positions()
    {
        const auto given = arguments_.positional();
        const auto count = macro_.parameters.size();
        for (std::size_t i = 0; i < count; ++i)
            slots_[macro_.parameter_slots[i]] = i < given                ? arguments_[i]
                                                : macro_.has_default[i] ? Value::unset()
                                                                        : Value::undefined(macro_.parameters[i]);
        if (macro_.varargs_slot != MacroInfo::no_slot) {
            std::vector<Value> rest;
            for (auto i = count; i < given; ++i)
                rest.push_back(arguments_[i]);
            slots_[macro_.varargs_slot] = Value::list(std::move(rest));
        } else if (given > count) {
            throw Failure{"T-CALL", fmt::format("宏“{}”最多有 {} 个参数，给了 {} 个", macro_.name, count, given), ""};
        }
    }

    void bind_name(const std::string& name, const Value& value)
    {
        const auto found = std::find(macro_.parameters.begin(), macro_.parameters.end(), name);
        const auto position = static_cast<std::size_t>(found - macro_.parameters.begin());
        if (found != macro_.parameters.end() && position >= arguments_.positional()) {
            slots_[macro_.parameter_slots[position]] = value;
        } else if (name == "caller" && macro_.caller_slot != MacroInfo::no_slot) {
            slots_[macro_.caller_slot] = value;
            has_caller_ = true;
        } else if (macro_.kwargs_slot != MacroInfo::no_slot) {
            further_names_.emplace_back(name, value);
        } else {
            complain(name, found != macro_.parameters.end());
        }
    }

    [[noreturn]] void complain(const std::string& name, bool is_given_twice) const
    {
        if (is_given_twice)
            throw Failure{"T-CALL", fmt::format("宏“{}”的参数“{}”给了两次", macro_.name, name), ""};
        if (name == "caller")
            throw Failure{"T-CALL", fmt::format("宏“{}”没有用到 caller()，不能用 call 调用", macro_.name), "写成“{{ 宏名() }}”"};
        throw Failure{"T-CALL", fmt::format("宏“{}”没有参数“{}”", macro_.name, name), base::suggestion(name, macro_.parameters)};
    }

    const MacroInfo& macro_;
    Value* slots_;
    const Arguments& arguments_;
    std::vector<Member> further_names_;
    bool has_caller_ = false;
};

}  // namespace

Value Machine::macro_object(const MacroInfo& macro, Frame& outer)
{
    if (outer.serial == 0)
        outer.module.is_referred_to = true;
    return Value::object(std::make_unique<MacroObject>(macro, outer));
}

void Machine::print_macro(const MacroInfo& macro, Frame& outer, const Arguments& arguments)
{
    Frame frame{outer.owner, outer.owner.programs[macro.program], outer.module};
    frame.outer = &outer;
    run_in_new_frame(frame, [&](Value* slots) { ParameterBinder(macro, slots, arguments).bind(); });
}

void Machine::print_loop(const MacroInfo& loop, Frame& outer, const Value& items, std::int64_t depth)
{
    Frame frame{outer.owner, outer.owner.programs[loop.program], outer.module};
    frame.outer = &outer;
    frame.recursion = &loop;
    frame.recursion_depth = depth;
    run_in_new_frame(frame, [&](Value* slots) { slots[loop.parameter_slots[0]] = items; });
}

}  // namespace gongkai::jinja
