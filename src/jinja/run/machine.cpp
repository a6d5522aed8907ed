#include "jinja/run/machine.hpp"

#include <fmt/format.h>

#include "jinja/value/emptied.hpp"

namespace gongkai::jinja {
namespace {

/// Where the template names its parent.
base::Span extends_of(const CompiledTemplate& compiled)
{
    for (const auto& reference : compiled.references)
        if (reference.name == compiled.parent)
            return reference.span;
    return {};
}

}  // namespace

void Machine::run_root(const CompiledTemplate& first, const std::vector<Value>& contexts)
{
    const MemoryLimit memory(limits_.memory);
    auto& module = new_module();
    module.contexts = &contexts;
    const EmptiedAtEnd made;
    try {
        run_template(first, module);
    } catch (const Failure& failure) {
        // Between two templates of the chain no program runs that could add the place.
        const auto begun = module.roots.size();
        throw RenderProblem{base::error(failure.code, begun > 1 ? extends_of(*module.chain[begun - 2]) : base::Span{},
                                        failure.message, failure.hint)};
    }
}

Module& Machine::new_module()
{
    constexpr std::size_t most_modules = 100'000;  // of a kilobyte or more; only those kept are counted
    if (modules_.size() >= most_modules)
        throw Failure{"T-LIMIT", fmt::format("引用和导入的模板超过 {} 次", most_modules), "请把 import 和 macro 移到循环之外"};
    modules_.push_back(std::make_unique<Module>());
    return *modules_.back();
}

void Machine::drop_module(const Module& module)
{
    // Those that were made meanwhile and stay may refer to it.
    if (modules_.back().get() == &module && !module.is_referred_to)
        modules_.pop_back();
}

bool Machine::is_alive(std::uint64_t serial, std::size_t depth) const
{
    return serial == 0 || (depth < running_.size() && running_[depth] == serial);
}

void Machine::run(Frame& frame)
{
    cost_.check_depth(running_.size());
    count_step();
    frame.depth = running_.size();
    frame.loops = loops_.size();
    running_.push_back(frame.serial);
    execute(frame);
    running_.pop_back();
}

void Machine::run_template(const CompiledTemplate& first, Module& module)
{
    for (const auto* current = &first; current; current = current->parent.empty() ? nullptr : linked_.find(current->parent))
        module.chain.push_back(current);
    for (const auto* current : module.chain) {
        const auto& program = current->programs.front();
        module.roots.push_back({Frame{*current, program, module}, std::vector<Value>(program.slots, Value::unset())});
        auto& root = module.roots.back();
        root.frame.slots = root.slots.data();
        root.frame.stack = stack_.take(program.stack);
        run(root.frame);
        stack_.give_back(root.frame.stack, 0, program.stack);
    }
}

}  // namespace gongkai::jinja
