// The loop of instructions. What does more than move a value is a function of its own.

#include <iterator>
#include <new>

#include <fmt/format.h>

#include "jinja/run/machine.hpp"
#include "jinja/value/operators.hpp"

namespace gongkai::jinja {
namespace {

bool equal_defined(const Value& a, const Value& b)
{
    require_defined(a);
    require_defined(b);
    return equal(a, b);
}

Value built_list(Value* first, Value* end)
{
    return Value::list(std::vector<Value>(std::make_move_iterator(first), std::make_move_iterator(end)));
}

Value built_map(Value* first, Value* end)
{
    std::vector<Member> members;
    members.reserve(static_cast<std::size_t>(end - first) / 2);
    for (auto* key = first; key != end; key += 2)
        members.emplace_back(text_of(*key), std::move(key[1]));
    return Value::map(std::move(members));
}

/// Joined as plain text, whatever is safe: autoescape false.
Value joined_raw(const Value* values, std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        append_text(text, values[i]);
    check_text_size(text.size());
    return Value::string(std::move(text));
}

/// Pushes the items of the top, the first on top.
Value* unpacked(Value* top, std::size_t count)
{
    const auto value = std::move(*--top);
    const Items items(value);
    if (items.size() != count)
        throw Failure{"T-TYPE", fmt::format("应有 {} 项，得到 {} 项", count, items.size()), ""};
    for (auto i = count; i > 0; --i)
        *top++ = items[i - 1];
    return top;
}

}  // namespace

void Machine::execute(Frame& frame)
{
    std::size_t at = 0;
    try {
        dispatch(frame, at);
    } catch (const Failure& failure) {
        raise(failure, frame, at);
    } catch (const decimal::Overflow&) {
        raise({"T-LIMIT", "小数超出可表示的范围", ""}, frame, at);
    } catch (RenderProblem& problem) {
        add_place(problem.diagnostic, frame, at);
        throw;
    }
}

void Machine::dispatch(Frame& frame, std::size_t& at)
{
    const auto& owner = frame.owner;
    const auto* code = frame.program.code.data();
    auto* slots = frame.slots;
    auto* top = frame.stack;
    // What is above the top is none: nothing has to be released.
    const auto push = [&top](auto&& value) { ::new (static_cast<void*>(top++)) Value(std::forward<decltype(value)>(value)); };
    const auto binary = [&](auto&& operate) {
        auto result = operate(top[-2], top[-1]);
        (--top)->clear();
        cost_.charge(top[-1]);
        top[-1] = std::move(result);
    };
    const auto ordered = [&](auto&& holds) {
        binary([&](const Value& a, const Value& b) { return Value::boolean(holds(jinja::compare(a, b))); });
    };
    for (std::size_t next = 0;; ++next) {
        at = next;  // for who reports a failure; only written, so that no turn waits for it
        const auto& instruction = code[next];
        switch (instruction.op) {
        case Op::emit_text: outputs_.current().append(owner.texts[instruction.operand]); break;
        case Op::emit:
            print(*--top);
            top->clear();
            break;
        case Op::emit_raw:
            print_raw(*--top);
            top->clear();
            break;
        case Op::emit_path: {
            Value made;
            print(path(frame, owner.paths[instruction.operand], made));
            break;
        }
        case Op::emit_call: top = print_call(owner.shapes[instruction.extra], top); break;

        case Op::constant: push(owner.constants[instruction.operand]); break;
        case Op::slot: {
            const auto& value = slots[instruction.operand];
            if (value.is_unset())
                push(Value::undefined_variable(owner.names[instruction.extra].text));
            else
                push(value);
            break;
        }
        case Op::outer: {
            const auto& variable = owner.outer_variables[instruction.operand];
            const auto& value = outward(frame, variable.hops).slots[variable.slot];
            push(value.is_unset() ? Value::undefined_variable(owner.names[variable.name].text) : value);
            break;
        }
        case Op::context: push(context_variable(frame, instruction.operand, instruction.extra)); break;
        case Op::path: {
            Value made;
            push(path(frame, owner.paths[instruction.operand], made));
            break;
        }
        case Op::attribute: top[-1] = attribute(top[-1], owner.names[instruction.operand]); break;
        case Op::item: binary(item_at); break;
        case Op::slice:
            top[-4] = jinja::slice(top[-4], top[-3], top[-2], top[-1]);
            for (int i = 0; i < 3; ++i)
                (--top)->clear();
            break;
        case Op::negate: top[-1] = jinja::negate(top[-1]); break;
        case Op::positive: top[-1] = jinja::positive(top[-1]); break;
        case Op::logical_not: top[-1] = Value::boolean(!top[-1].is_true()); break;
        case Op::add: binary(jinja::add); break;
        case Op::subtract: binary(jinja::subtract); break;
        case Op::multiply: binary(jinja::multiply); break;
        case Op::divide: binary(jinja::divide); break;
        case Op::floor_divide: binary(jinja::floor_divide); break;
        case Op::modulo: binary(jinja::modulo); break;
        case Op::power: binary(jinja::power); break;
        case Op::equal: binary([](const Value& a, const Value& b) { return Value::boolean(equal_defined(a, b)); }); break;
        case Op::not_equal: binary([](const Value& a, const Value& b) { return Value::boolean(!equal_defined(a, b)); }); break;
        case Op::less: ordered([](int order) { return order < 0; }); break;
        case Op::less_equal: ordered([](int order) { return order <= 0; }); break;
        case Op::greater: ordered([](int order) { return order > 0; }); break;
        case Op::greater_equal: ordered([](int order) { return order >= 0; }); break;
        case Op::contains: binary([](const Value& item, const Value& all) { return Value::boolean(contains(all, item)); }); break;
        case Op::not_contains:
            binary([](const Value& item, const Value& all) { return Value::boolean(!contains(all, item)); });
            break;
        case Op::concat:
        case Op::concat_raw: {
            auto* first = top - instruction.operand;
            auto result = instruction.op == Op::concat ? concatenate(first, instruction.operand)
                                                       : joined_raw(first, instruction.operand);
            while (top != first)
                (--top)->clear();
            cost_.charge(result);
            push(std::move(result));
            break;
        }
        case Op::build_list: {
            auto* first = top - instruction.operand;
            auto result = built_list(first, top);
            top = first;
            push(std::move(result));
            break;
        }
        case Op::build_map: {
            auto* first = top - 2 * instruction.operand;
            auto result = built_map(first, top);
            while (top != first)
                (--top)->clear();
            push(std::move(result));
            break;
        }
        case Op::duplicate_below:  // a b → b a b: the comparison uses a and the upper b
            *top = top[-1];
            top[-1] = std::move(top[-2]);
            top[-2] = *top;
            ++top;
            break;
        case Op::drop_below:
            top[-2] = std::move(top[-1]);
            --top;
            break;
        case Op::pop: (--top)->clear(); break;
        case Op::filter:
        case Op::test: top = apply(owner.shapes[instruction.extra], top); break;
        case Op::call: top = call_value(owner.shapes[instruction.extra], top); break;
        case Op::spread_call: top = spread_call(instruction, owner.shapes[instruction.extra], top); break;

        case Op::store_slot: slots[instruction.operand] = std::move(*--top); break;
        case Op::unset_slot: slots[instruction.operand] = Value::unset(); break;
        case Op::resolve_slot: {
            const auto* value = find_variable(frame.module, owner.names[instruction.extra]);
            slots[instruction.operand] = value ? *value : Value::unset();
            break;
        }
        case Op::copy_slot: slots[instruction.operand] = slots[instruction.extra]; break;
        case Op::copy_outer: {
            const auto& variable = owner.outer_variables[instruction.extra];
            slots[instruction.operand] = outward(frame, variable.hops).slots[variable.slot];
            break;
        }
        case Op::export_slot:
        case Op::export_private:
            export_value(frame.module, owner.names[instruction.extra], slots[instruction.operand], instruction.op == Op::export_slot);
            break;
        case Op::unpack: top = unpacked(top, instruction.operand); break;

        case Op::jump:
            next = instruction.operand - 1;
            break;
        case Op::jump_if_false:
            if (!(--top)->is_true())
                next = instruction.operand - 1;
            top->clear();
            break;
        case Op::jump_if_false_or_pop:
            if (!top[-1].is_true())
                next = instruction.operand - 1;
            else
                (--top)->clear();
            break;
        case Op::jump_if_true_or_pop:
            if (top[-1].is_true())
                next = instruction.operand - 1;
            else
                (--top)->clear();
            break;
        case Op::jump_if_set:
            if (!slots[instruction.extra].is_unset())
                next = instruction.operand - 1;
            break;

        case Op::loop_begin:
            loops_.push().begin(*--top);
            top->clear();
            loops_.back().depth = loops_.size() == frame.loops + 1 ? frame.recursion_depth : 0;
            break;
        case Op::loop_object: {
            const bool is_recursive = instruction.extra == 0 && frame.recursion;
            if (is_recursive && frame.outer->serial == 0)
                frame.module.is_referred_to = true;
            slots[instruction.operand] = loop_object(loops_[frame.loops + instruction.extra],
                                                     is_recursive ? frame.recursion : nullptr, is_recursive ? frame.outer : nullptr);
            break;
        }
        case Op::loop_field:
            push(loops_[frame.loops + instruction.extra]->field(static_cast<LoopField>(instruction.operand)));
            break;
        case Op::loop_next: {
            const auto* item = loops_.back().turn();
            if (!item) {
                next = instruction.operand - 1;
                break;
            }
            count_step();
            if (instruction.extra == in_stack)
                push(*item);
            else
                slots[instruction.extra] = *item;
            break;
        }
        case Op::loop_keep: loops_.back().keep(); break;
        case Op::loop_restart: loops_.back().restart(); break;
        case Op::loop_completed: loops_.back().is_completed = true; break;
        case Op::loop_end: loops_.pop(); break;
        case Op::loop_end_else:
            if (loops_.back().is_completed)
                next = instruction.operand - 1;
            loops_.pop();
            break;
        case Op::no_operation: break;
        case Op::halt: return;
        default: top = step_template(frame, instruction, top);
        }
    }
}

Value* Machine::step_template(Frame& frame, const Instruction& instruction, Value* top)
{
    const auto& owner = frame.owner;
    switch (instruction.op) {
    case Op::store_attribute: {
        const auto& name = owner.names[instruction.operand].text;
        if (top[-1].kind() != Kind::object || !top[-1].as_object().assign(name, top[-2]))
            throw Failure{"T-TYPE", fmt::format("只有 namespace() 的属性可以赋值，“{}”不能", name), "写成“{% set ns = namespace(…) %}”"};
        (--top)->clear();
        (--top)->clear();
        break;
    }
    case Op::loop_function: {
        const auto items = std::move(*--top);
        print_loop(owner.macros[instruction.operand], frame, items, 0);
        break;
    }
    case Op::capture_begin: outputs_.begin_capture(); break;
    case Op::capture_end: *top++ = outputs_.end_capture(instruction.operand != 1); break;
    case Op::capture_drop: outputs_.end_capture(true); break;
    case Op::block: call_block(frame, owner.block_calls[instruction.operand]); break;
    case Op::super_block: super(frame); break;
    case Op::super_capture: *top++ = captured(true, [&] { super(frame); }); break;
    case Op::self_capture:
        *top++ = captured(true, [&] { run_block(frame.module, owner.names[instruction.operand].text, 0, false); });
        break;
    case Op::include: include(frame, owner.includes[instruction.operand]); break;
    case Op::import_module: *top++ = import_module(frame, owner.imports[instruction.operand]); break;
    case Op::import_names: top = import_names(frame, owner.imports[instruction.operand], top); break;
    case Op::macro: *top++ = macro_object(owner.macros[instruction.operand], frame); break;
    default: break;
    }
    return top;
}

}  // namespace gongkai::jinja
