// The stack machine. `execute` is the dispatch loop; every instruction that does
// more than move a value is a function of its own.

#include "base/html.hpp"
#include "jinja/machine.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "base/spelling.hpp"
#include "jinja/operators.hpp"

namespace gongkai::jinja {

/// Items that a loop goes through, and where it is.
struct Machine::Loop {
    Value source;                ///< list that is iterated without a copy, or none
    std::vector<Value> own;      ///< items otherwise, and those kept by a condition
    std::vector<Value> kept;
    std::size_t next = 0;
    Value previous_changed;
    bool has_changed = false;

    const std::vector<Value>& items() const { return source.kind() == Kind::list ? source.as_list() : own; }
};

/// `loop` in templates.
class Machine::LoopObject : public Object {
public:
    explicit LoopObject(std::shared_ptr<Loop> loop) : loop_(std::move(loop)) {}

    bool attribute(std::string_view name, Value& value) const override
    {
        const auto count = static_cast<std::int64_t>(loop_->items().size());
        const auto index = static_cast<std::int64_t>(loop_->next);
        if (name == "index")
            value = Value::integer(index);
        else if (name == "index0")
            value = Value::integer(index - 1);
        else if (name == "revindex")
            value = Value::integer(count - index + 1);
        else if (name == "revindex0")
            value = Value::integer(count - index);
        else if (name == "first")
            value = Value::boolean(index == 1);
        else if (name == "last")
            value = Value::boolean(index == count);
        else if (name == "length")
            value = Value::integer(count);
        else if (name == "previtem")
            value = index >= 2 ? loop_->items()[loop_->next - 2] : Value::undefined("loop.previtem");
        else if (name == "nextitem")
            value = index < count ? loop_->items()[loop_->next] : Value::undefined("loop.nextitem");
        else if (name == "cycle")
            value = cycle();
        else if (name == "changed")
            value = changed();
        else
            return false;
        return true;
    }

private:
    Value cycle() const
    {
        return Value::function([loop = loop_](const Arguments& arguments) {
            if (arguments.positional() == 0)
                throw Failure{"T-CALL", "loop.cycle 至少要有一个参数", ""};
            return arguments[(loop->next - 1) % arguments.positional()];
        });
    }

    Value changed() const
    {
        return Value::function([loop = loop_](const Arguments& arguments) {
            std::vector<Value> values;
            for (std::size_t i = 0; i < arguments.positional(); ++i)
                values.push_back(arguments[i]);
            auto now = Value::list(std::move(values));
            const bool is_changed = !loop->has_changed || !equal(now, loop->previous_changed);
            loop->previous_changed = std::move(now);
            loop->has_changed = true;
            return Value::boolean(is_changed);
        });
    }

    std::shared_ptr<Loop> loop_;
};

namespace {

class MacroObject : public Object {
public:
    MacroObject(const CompiledTemplate& owner, const MacroInfo& macro, Module& module)
        : owner_(owner), macro_(macro), module_(module)
    {
    }
    bool is_callable() const override { return true; }
    Value call(Machine& machine, const Arguments& arguments) override
    {
        return machine.call_macro(owner_, macro_, module_, arguments);
    }

private:
    const CompiledTemplate& owner_;
    const MacroInfo& macro_;
    Module& module_;
};

/// The body of {% call %}, which runs in the frame where it was written.
class CallerObject : public Object {
public:
    CallerObject(const CompiledTemplate& owner, const MacroInfo& macro, Module& module, std::uint64_t frame)
        : owner_(owner), macro_(macro), module_(module), frame_(frame)
    {
    }
    bool is_callable() const override { return true; }
    Value call(Machine& machine, const Arguments& arguments) override
    {
        return machine.call_caller(owner_, macro_, module_, frame_, arguments);
    }

private:
    const CompiledTemplate& owner_;
    const MacroInfo& macro_;
    Module& module_;
    std::uint64_t frame_;
};

/// Arguments taken off the stack, which may grow, and move, while the callee runs.
class TakenArguments {
public:
    TakenArguments(std::vector<Value>& stack, std::size_t first)
    {
        const auto begin = stack.begin() + static_cast<std::ptrdiff_t>(first);
        if (stack.size() - first > few_.size())
            many_.assign(std::make_move_iterator(begin), std::make_move_iterator(stack.end()));
        else
            std::move(begin, stack.end(), few_.begin());
        stack.erase(begin, stack.end());
    }
    const Value* data() const { return many_.empty() ? few_.data() : many_.data(); }

private:
    std::array<Value, 6> few_;
    std::vector<Value> many_;
};

}  // namespace

void Machine::run_root(const CompiledTemplate& first, const std::vector<Value>& contexts)
{
    auto& module = new_module();
    module.contexts = &contexts;
    run_template(first, module);
}

Module& Machine::new_module()
{
    modules_.push_back(std::make_unique<Module>());
    return *modules_.back();
}

void Machine::run_template(const CompiledTemplate& first, Module& module)
{
    module.chain.clear();
    for (const auto* current = &first; current; current = current->parent.empty() ? nullptr : linked_.find(current->parent))
        module.chain.push_back(current);
    for (const auto* current : module.chain) {
        const bool is_silent = !current->parent.empty();
        if (is_silent)
            begin_capture();
        run(*current, 0, module);
        if (is_silent)
            end_capture();
    }
}

void Machine::run(const CompiledTemplate& owner, std::uint32_t index, Module& module, const std::string* block,
                  std::size_t block_level)
{
    if (++depth_ > limits_.depth)
        throw Failure{"T-LIMIT", fmt::format("模板相互调用超过 {} 层", limits_.depth), "请检查是否无限递归"};
    auto frame = enter(owner, owner.programs[index], module, block, block_level);
    execute(frame);
    leave(frame);
    --depth_;
}

Machine::Frame Machine::enter(const CompiledTemplate& owner, const Program& program, Module& module, const std::string* block,
                              std::size_t block_level)
{
    const Frame frame{owner, program, module, slots_.size(), ++serials_, block, block_level};
    slots_.resize(slots_.size() + program.slots, unset_);
    live_.push_back({frame.serial, frame.base});
    return frame;
}

void Machine::leave(const Frame& frame)
{
    live_.pop_back();
    slots_.resize(frame.base);
}

void Machine::execute(Frame& frame)
{
    std::size_t at = 0;
    try {
        while (frame.program.code[at].op != Op::halt)
            at = step(frame, at);
    } catch (const Failure& failure) {
        throw RenderProblem{diagnostic_of(failure, frame, at)};
    } catch (const decimal::Overflow&) {
        throw RenderProblem{diagnostic_of({"T-LIMIT", "小数超出可表示的范围", ""}, frame, at)};
    } catch (RenderProblem& problem) {
        const auto what = frame.program.what.empty() ? "模板" + frame.owner.name : frame.program.what;
        problem.diagnostic.related.push_back({frame.program.span_of(at), "由" + what + "中的此处引起"});
        throw;
    }
}

std::size_t Machine::step(Frame& frame, std::size_t at)
{
    const auto& instruction = frame.program.code[at];
    if (++steps_ > limits_.steps)
        throw Failure{"T-LIMIT", "模板运行的步数过多", "请检查循环是否过大"};
    switch (instruction.op) {
    case Op::emit_text:
        *out_ += frame.owner.texts[instruction.operand];
        check_output();
        break;
    case Op::emit: emit(pop()); break;
    case Op::constant: stack_.push_back(frame.owner.constants[instruction.operand]); break;
    case Op::name: stack_.push_back(lookup(frame, frame.owner.names[instruction.operand])); break;
    case Op::attribute: stack_.back() = attribute(stack_.back(), frame.owner.names[instruction.operand]); break;
    case Op::slot: stack_.push_back(slots_[frame.base + instruction.operand]); break;
    case Op::store_slot: slots_[frame.base + instruction.operand] = pop(); break;
    case Op::store_export: export_value(frame.module, frame.owner.names[instruction.operand], pop()); break;
    case Op::clear_slots:
        for (std::size_t i = 0; i < instruction.extra; ++i)
            slots_[frame.base + instruction.operand + i] = unset_;
        break;
    case Op::jump: return instruction.operand;
    case Op::jump_if_false: return pop().is_true() ? at + 1 : instruction.operand;
    case Op::jump_if_set: {
        const auto& value = slots_[frame.base + instruction.extra];
        return value.is_undefined() && value.as_text().empty() ? at + 1 : instruction.operand;
    }
    case Op::jump_if_false_or_pop:
        if (!top().is_true())
            return instruction.operand;
        pop();
        break;
    case Op::jump_if_true_or_pop:
        if (top().is_true())
            return instruction.operand;
        pop();
        break;
    case Op::pop: pop(); break;
    case Op::filter: apply(linked_.registry().filters, instruction.operand, frame.owner.shapes[instruction.extra]); break;
    case Op::test: apply(linked_.registry().tests, instruction.operand, frame.owner.shapes[instruction.extra]); break;
    case Op::call: call_value(frame.owner.shapes[instruction.extra]); break;
    case Op::loop_begin:
    case Op::loop_object:
    case Op::loop_next:
    case Op::loop_keep:
    case Op::loop_restart:
    case Op::loop_end: return step_loop(at, instruction);
    case Op::store_attribute:
    case Op::capture_begin:
    case Op::capture_end:
    case Op::block:
    case Op::super_block:
    case Op::super_capture:
    case Op::self_capture:
    case Op::include:
    case Op::import_module:
    case Op::import_names:
    case Op::macro:
    case Op::caller: step_template(frame, instruction); break;
    default: step_expression(instruction); break;
    }
    return at + 1;
}

void Machine::step_expression(const Instruction& instruction)
{
    const auto binary = [&](auto&& operate) {
        const auto right = pop();
        top() = operate(top(), right);
    };
    const auto ordered = [&](auto&& holds) {
        binary([&](const Value& a, const Value& b) { return Value::boolean(holds(compare(a, b))); });
    };
    const auto defined_equal = [](const Value& a, const Value& b) {
        require_defined(a);
        require_defined(b);
        return equal(a, b);
    };
    switch (instruction.op) {
    case Op::item: binary(item_at); break;
    case Op::slice: {
        const auto step_value = pop();
        const auto stop = pop();
        const auto start = pop();
        top() = slice(top(), start, stop, step_value);
        break;
    }
    case Op::negate: top() = jinja::negate(top()); break;
    case Op::positive:
        if (!top().is_number()) {
            require_defined(top());
            throw Failure{"T-TYPE", fmt::format("“+”不能用于{}", top().kind_name()), ""};
        }
        break;
    case Op::logical_not: top() = Value::boolean(!top().is_true()); break;
    case Op::add: binary(add); break;
    case Op::subtract: binary(subtract); break;
    case Op::multiply: binary(multiply); break;
    case Op::divide: binary(divide); break;
    case Op::floor_divide: binary(floor_divide); break;
    case Op::modulo: binary(modulo); break;
    case Op::power: binary(power); break;
    case Op::equal: binary([&](const Value& a, const Value& b) { return Value::boolean(defined_equal(a, b)); }); break;
    case Op::not_equal: binary([&](const Value& a, const Value& b) { return Value::boolean(!defined_equal(a, b)); }); break;
    case Op::less: ordered([](int order) { return order < 0; }); break;
    case Op::less_equal: ordered([](int order) { return order <= 0; }); break;
    case Op::greater: ordered([](int order) { return order > 0; }); break;
    case Op::greater_equal: ordered([](int order) { return order >= 0; }); break;
    case Op::contains:
        binary([](const Value& item, const Value& container) { return Value::boolean(contains(container, item)); });
        break;
    case Op::not_contains:
        binary([](const Value& item, const Value& container) { return Value::boolean(!contains(container, item)); });
        break;
    case Op::concat: {
        auto result = concatenate(&stack_[stack_.size() - instruction.extra], instruction.extra);
        stack_.resize(stack_.size() - instruction.extra);
        stack_.push_back(std::move(result));
        break;
    }
    case Op::build_list: {
        const auto first = stack_.end() - static_cast<std::ptrdiff_t>(instruction.operand);
        std::vector<Value> items(std::make_move_iterator(first), std::make_move_iterator(stack_.end()));
        stack_.erase(first, stack_.end());
        std::for_each(items.begin(), items.end(), require_defined);
        stack_.push_back(Value::list(std::move(items)));
        break;
    }
    case Op::build_map: {
        const auto first = stack_.size() - 2 * instruction.operand;
        std::vector<Member> members;
        for (auto i = first; i < stack_.size(); i += 2) {
            require_defined(stack_[i + 1]);
            auto key = text_of(stack_[i]);
            std::erase_if(members, [&](const Member& member) { return member.first == key; });
            members.emplace_back(std::move(key), stack_[i + 1]);
        }
        stack_.resize(first);
        stack_.push_back(Value::map(std::move(members)));
        break;
    }
    case Op::duplicate_below: {
        // … a b → … b a b: the comparison uses a and the upper b.
        auto b = stack_.back();
        stack_.insert(stack_.end() - 2, std::move(b));
        break;
    }
    case Op::drop_below: stack_.erase(stack_.end() - 2); break;
    case Op::unpack: {
        const auto value = pop();
        const auto items = items_of(value);
        if (items.size() != instruction.operand)
            throw Failure{"T-TYPE", fmt::format("应有 {} 项，得到 {} 项", instruction.operand, items.size()), ""};
        stack_.insert(stack_.end(), items.rbegin(), items.rend());
        break;
    }
    default: break;
    }
}

void Machine::begin_loop()
{
    auto loop = std::make_shared<Loop>();
    auto source = pop();
    if (source.kind() == Kind::list)
        loop->source = std::move(source);
    else
        loop->own = items_of(source);
    loops_.push_back(std::move(loop));
}

std::size_t Machine::step_loop(std::size_t at, const Instruction& instruction)
{
    if (instruction.op == Op::loop_begin) {
        begin_loop();
        return at + 1;
    }
    auto& loop = *loops_.back();
    switch (instruction.op) {
    case Op::loop_object: stack_.push_back(Value::object(std::make_shared<LoopObject>(loops_.back()))); break;
    case Op::loop_next:
        if (loop.next == loop.items().size())
            return instruction.operand;
        stack_.push_back(loop.items()[loop.next++]);
        break;
    case Op::loop_keep: loop.kept.push_back(loop.items()[loop.next - 1]); break;
    case Op::loop_restart:
        loop.source = Value();
        loop.own = std::move(loop.kept);
        loop.next = 0;
        break;
    case Op::loop_end:
        if (instruction.operand == 1)
            stack_.push_back(Value::boolean(!loop.items().empty()));
        loops_.pop_back();
        break;
    default: break;
    }
    return at + 1;
}

void Machine::step_template(Frame& frame, const Instruction& instruction)
{
    const auto& owner = frame.owner;
    switch (instruction.op) {
    case Op::store_attribute: {
        const auto target = pop();
        const auto value = pop();
        const auto& name = owner.names[instruction.operand].name;
        if (target.kind() != Kind::object || !target.as_object().assign(name, value))
            throw Failure{"T-TYPE", fmt::format("只有 namespace() 的属性可以赋值，“{}”不能", name), "写成“{% set ns = namespace(…) %}”"};
        break;
    }
    case Op::capture_begin: begin_capture(); break;
    case Op::capture_end: stack_.push_back(Value::safe(end_capture())); break;
    case Op::block: run_block(frame, owner.names[instruction.operand].name, 0, false); break;
    case Op::super_block:
    case Op::super_capture: {
        if (!frame.block)
            throw Failure{"T-CALL", "super() 只能用在块中", ""};
        if (instruction.op == Op::super_capture)
            begin_capture();
        run_block(frame, *frame.block, frame.block_level + 1, true);
        if (instruction.op == Op::super_capture)
            stack_.push_back(Value::safe(end_capture()));
        break;
    }
    case Op::self_capture:
        begin_capture();
        run_block(frame, owner.names[instruction.operand].name, 0, false);
        stack_.push_back(Value::safe(end_capture()));
        break;
    case Op::include: include(frame, owner.includes[instruction.operand]); break;
    case Op::import_module: stack_.push_back(import_module(frame, owner.imports[instruction.operand])); break;
    case Op::import_names: import_names(frame, owner.imports[instruction.operand]); break;
    case Op::macro:
        stack_.push_back(Value::object(std::make_shared<MacroObject>(owner, owner.macros[instruction.operand], frame.module)));
        break;
    case Op::caller:
        stack_.push_back(Value::object(
            std::make_shared<CallerObject>(owner, owner.macros[instruction.operand], frame.module, frame.serial)));
        break;
    default: break;
    }
}

void Machine::emit(const Value& value)
{
    switch (value.kind()) {
    case Kind::undefined: fail_undefined(value);
    case Kind::none: return;
    case Kind::integer: {
        char buffer[24];
        const auto end = std::to_chars(buffer, buffer + sizeof buffer, value.as_integer()).ptr;
        out_->append(buffer, end);
        break;
    }
    case Kind::real: *out_ += real_text(value.as_real()); break;
    case Kind::decimal: *out_ += value.as_decimal().to_string(); break;
    case Kind::string: base::append_escaped(*out_, value.as_text()); break;
    case Kind::safe: *out_ += value.as_text(); break;
    case Kind::boolean: throw Failure{"T-TYPE", "不能直接输出是否值", "写成“{{ '是' if x else '否' }}”"};
    case Kind::list:
    case Kind::map:
    case Kind::object:
        throw Failure{"T-TYPE", fmt::format("不能直接输出{}", value.kind_name()), "列表请用 |join 或 |tojson，函数要加括号调用"};
    }
    check_output();
}

void Machine::check_output() const
{
    if (out_->size() > limits_.output)
        throw Failure{"T-LIMIT", "输出太长", "请检查循环"};
}

Value Machine::pop()
{
    auto value = std::move(stack_.back());
    stack_.pop_back();
    return value;
}

void Machine::begin_capture()
{
    outer_outputs_.push_back(out_);
    captures_.emplace_back();
    out_ = &captures_.back();
}

std::string Machine::end_capture()
{
    auto text = std::move(captures_.back());
    captures_.pop_back();
    out_ = outer_outputs_.back();
    outer_outputs_.pop_back();
    return text;
}

Value Machine::lookup(const Frame& frame, const NameReference& name)
{
    for (const auto slot : name.slots) {
        const auto& value = slots_[frame.base + slot];
        if (!value.is_undefined() || !value.as_text().empty())
            return value;
    }
    if (const auto* value = lookup_in_module(frame.module, name))
        return *value;
    if (const auto* function = linked_.function(name.name, name.hash))
        return *function;
    return Value::undefined_variable(name.name);
}

const Value* Machine::lookup_in_module(const Module& module, const NameReference& name) const
{
    for (const auto& [key, value] : module.exported)
        if (key->hash == name.hash && key->name == name.name)
            return &value;
    for (const auto& member : module.visible)
        if (member.first == name.name)
            return &member.second;
    if (module.contexts)
        for (auto context = module.contexts->rbegin(); context != module.contexts->rend(); ++context)
            if (const auto* value = context->find(name.name, name.hash))
                return value;
    return module.outer ? lookup_in_module(*module.outer, name) : nullptr;
}

base::Diagnostic Machine::diagnostic_of(const Failure& failure, const Frame& frame, std::size_t at) const
{
    auto hint = failure.hint;
    if (hint.empty() && !failure.variable.empty())
        hint = nearest_variable(frame, failure.variable);
    return base::error(failure.code, failure.span.file ? failure.span : frame.program.span_of(at), failure.message, hint);
}

/// A hint: what the writer may have meant among the variables and functions in sight.
std::string Machine::nearest_variable(const Frame& frame, const std::string& name) const
{
    std::vector<std::string> known;
    for (const auto* module = &frame.module; module; module = module->outer) {
        for (const auto& [key, value] : module->exported)
            known.push_back(key->name);
        for (const auto& member : module->visible)
            known.push_back(member.first);
        if (module->contexts)
            for (const auto& context : *module->contexts)
                for (const auto& member : context.as_map())
                    known.push_back(member.first);
    }
    for (const auto& local : frame.owner.locals)
        if (local != name)
            known.push_back(local);
    for (const auto& function : linked_.registry().functions)
        known.push_back(function.first);
    const auto near = base::nearest(name, known);
    return near ? fmt::format("是否为“{}”？", *near) : "";
}

Value Machine::attribute(const Value& subject, const NameReference& name)
{
    Value value;
    switch (subject.kind()) {
    case Kind::map:
        if (const auto* found = subject.find(name.name, name.hash))
            return *found;
        return Value::undefined(name.name, subject);
    case Kind::object:
        if (subject.as_object().attribute(name.name, value))
            return value;
        break;
    case Kind::undefined: fail_undefined(subject);
    default: break;
    }
    return Value::undefined(name.name);
}

void Machine::export_value(Module& module, const NameReference& name, Value value)
{
    for (auto& [key, known] : module.exported)
        if (key->name == name.name) {
            known = std::move(value);
            return;
        }
    module.exported.emplace_back(&name, std::move(value));
}

void Machine::apply(const OperationTable& table, std::size_t index, const CallShape& shape)
{
    const auto first = stack_.size() - shape.count;
    // An undefined argument must not pass unseen; the subject may, where that is the point.
    if (stack_[first].is_undefined() && !table.accepts_undefined(index))
        fail_undefined(stack_[first], shape.subject);
    for (auto i = first + 1; i < stack_.size(); ++i)
        require_defined(stack_[i]);
    const TakenArguments values(stack_, first);
    stack_.push_back(table[index](*this, Arguments(values.data(), shape.count, shape.names, shape.callee)));
}

void Machine::call_value(const CallShape& shape)
{
    const auto first = stack_.size() - shape.count;
    for (auto i = first; i < stack_.size(); ++i)
        require_defined(stack_[i]);
    const TakenArguments values(stack_, first);
    const auto callee = pop();
    stack_.push_back(call(callee, Arguments(values.data(), shape.count, shape.names, shape.callee)));
}

Value Machine::call(const Value& callee, const Arguments& arguments)
{
    require_defined(callee);
    if (callee.kind() != Kind::object || !callee.as_object().is_callable())
        throw Failure{"T-TYPE", fmt::format("“{}”不是函数，而是{}", arguments.callee(), callee.kind_name()), ""};
    return callee.as_object().call(*this, arguments);
}

void Machine::bind_parameters(const MacroInfo& macro, std::size_t base, const Arguments& arguments)
{
    const auto& parameters = macro.parameters;
    if (arguments.positional() > parameters.size())
        throw Failure{"T-CALL", fmt::format("宏“{}”最多有 {} 个参数，给了 {} 个", macro.name, parameters.size(), arguments.positional()), ""};
    for (std::size_t i = 0; i < parameters.size(); ++i)
        slots_[base + macro.parameter_slots[i]] = i < arguments.positional() ? arguments[i]
                                                  : macro.has_default[i]     ? unset_
                                                                             : Value::undefined(parameters[i]);
    for (std::size_t i = 0; i < arguments.names().size(); ++i) {
        const auto& name = arguments.names()[i];
        const auto found = std::find(parameters.begin(), parameters.end(), name);
        if (found - parameters.begin() < static_cast<std::ptrdiff_t>(arguments.positional()))
            throw Failure{"T-CALL", fmt::format("宏“{}”的参数“{}”给了两次", macro.name, name), ""};
        if (found != parameters.end())
            slots_[base + macro.parameter_slots[static_cast<std::size_t>(found - parameters.begin())]] = arguments.named(i);
        else if (name == "caller" && macro.uses_caller)
            slots_[base + macro.caller_slot] = arguments.named(i);
        else
            throw Failure{"T-CALL", fmt::format("宏“{}”没有参数“{}”", macro.name, name), ""};
    }
}

Value Machine::call_macro(const CompiledTemplate& owner, const MacroInfo& macro, Module& module, const Arguments& arguments)
{
    if (++depth_ > limits_.depth)
        throw Failure{"T-LIMIT", fmt::format("宏相互调用超过 {} 层", limits_.depth), "请检查是否无限递归"};
    auto frame = enter(owner, owner.programs[macro.program], module, nullptr, 0);
    bind_parameters(macro, frame.base, arguments);
    begin_capture();
    execute(frame);
    leave(frame);
    --depth_;
    return Value::safe(end_capture());
}

Value Machine::call_caller(const CompiledTemplate& owner, const MacroInfo& macro, Module& module, std::uint64_t frame_serial,
                           const Arguments& arguments)
{
    const auto written_in = std::find_if(live_.begin(), live_.end(), [&](const LiveFrame& f) { return f.serial == frame_serial; });
    if (written_in == live_.end())
        throw Failure{"T-CALL", "caller 所在的 call 已经结束，不能再调用", "在宏内用 caller()，不要存起来以后再用"};
    const auto base = written_in->base;
    if (++depth_ > limits_.depth)
        throw Failure{"T-LIMIT", fmt::format("宏相互调用超过 {} 层", limits_.depth), "请检查是否无限递归"};
    Frame frame{owner, owner.programs[macro.program], module, base, frame_serial, nullptr, 0};
    bind_parameters(macro, base, arguments);
    begin_capture();
    execute(frame);
    --depth_;
    return Value::safe(end_capture());
}

void Machine::run_block(Frame& frame, const std::string& name, std::size_t from_level, bool is_super)
{
    const auto& chain = frame.module.chain;
    for (auto level = from_level; level < chain.size(); ++level) {
        const auto block = chain[level]->blocks.find(name);
        if (block == chain[level]->blocks.end())
            continue;
        run(*chain[level], block->second, frame.module, &block->first, level);
        return;
    }
    throw Failure{"T-CALL", is_super ? fmt::format("块“{}”没有上一级", name) : fmt::format("没有块“{}”", name), ""};
}

void Machine::include(Frame& frame, const IncludeInfo& info)
{
    const CompiledTemplate* included = nullptr;
    for (const auto& name : info.alternatives)
        if (!included)
            included = linked_.find(name);
    if (!included) {
        if (info.ignore_missing)
            return;
        throw Failure{"T-FILE", fmt::format("找不到模板“{}”", fmt::join(info.alternatives, "”“")), ""};
    }
    auto& module = new_module();
    module.outer = &frame.module;
    for (const auto index : info.visible) {
        const auto& name = frame.owner.names[index];
        for (const auto slot : name.slots) {
            const auto& value = slots_[frame.base + slot];
            if (value.is_undefined() && value.as_text().empty())
                continue;
            module.visible.emplace_back(name.name, value);
            break;
        }
    }
    run_template(*included, module);
}

Value Machine::import_module(const Frame& frame, const ImportInfo& info)
{
    for (const auto& [known, value] : imported_)
        if (known == info.name && !info.with_context)
            return value;
    const auto* imported = linked_.find(info.name);
    if (!imported)
        throw Failure{"T-FILE", fmt::format("找不到模板“{}”", info.name), ""};
    auto& module = new_module();
    if (info.with_context)
        module.outer = &frame.module;
    begin_capture();
    run_template(*imported, module);
    end_capture();
    std::vector<Member> members;
    for (const auto& [key, value] : module.exported)
        if (!key->name.starts_with('_'))
            members.emplace_back(key->name, value);
    auto value = Value::map(std::move(members));
    if (!info.with_context)
        imported_.emplace_back(info.name, value);
    return value;
}

void Machine::import_names(const Frame& frame, const ImportInfo& info)
{
    const auto module = import_module(frame, info);
    for (const auto& wanted : info.names) {
        const auto* value = module.find(wanted);
        if (!value) {
            std::vector<std::string> known;
            for (const auto& member : module.as_map())
                known.push_back(member.first);
            const auto near = base::nearest(wanted, known);
            throw Failure{"T-UNDEF", fmt::format("模板“{}”中没有“{}”", info.name, wanted), near ? fmt::format("是否为“{}”？", *near) : ""};
        }
        stack_.push_back(*value);
    }
}

}  // namespace gongkai::jinja
