// How programs call each other: frames, blocks, includes, imports.

#include "jinja/run/machine.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "jinja/value/emptied.hpp"
#include "jinja/value/operators.hpp"

namespace gongkai::jinja {

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
        throw RenderProblem{base::error(failure.code, begun > 1 ? module.chain[begun - 2]->parent_span : base::Span{},
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
    if (running_.size() >= static_cast<std::size_t>(limits_.depth))
        throw Failure{"T-LIMIT", fmt::format("模板相互调用超过 {} 层", limits_.depth), "请检查是否无限递归"};
    count_step();
    frame.depth = running_.size();
    frame.loops = loops_.size();
    running_.push_back(frame.serial);
    execute(frame);
    running_.pop_back();
}

/// The templates of a chain run one after the other, the most derived first; each prints
/// only what stands before its extends.
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

// --- blocks -------------------------------------------------------------------

void Machine::run_block(Module& module, const std::string& name, std::size_t from_level, bool is_super)
{
    for (auto level = from_level; level < module.chain.size(); ++level) {
        const auto& owner = *module.chain[level];
        const auto block = owner.blocks.find(name);
        if (block == owner.blocks.end())
            continue;
        Frame frame{owner, owner.programs[block->second], module};
        frame.block = &block->first;
        frame.block_level = level;
        run_in_new_frame(frame, [](Value*) {});
        return;
    }
    throw Failure{is_super ? "T-UNDEF" : "T-CALL", is_super ? fmt::format("块“{}”没有上一级", name) : fmt::format("没有块“{}”", name), ""};
}

void Machine::super(Frame& frame)
{
    const auto* inner = &frame;
    while (inner && !inner->block)
        inner = inner->outer;
    if (!inner)
        throw Failure{"T-UNDEF", "super() 只能用在块中", ""};
    run_block(inner->module, *inner->block, inner->block_level + 1, true);
}

void Machine::call_block(Frame& frame, const BlockCall& call)
{
    const auto& chain = frame.module.chain;
    if (call.is_required && std::count_if(chain.begin(), chain.end(), [&](const auto* t) { return t->blocks.contains(call.name); }) < 2)
        throw Failure{"T-CALL", fmt::format("块“{}”是 required，但没有模板写出它的内容", call.name), "在继承的模板中写这个块"};
    if (!call.is_scoped) {
        run_block(frame.module, call.name, 0, false);
        return;
    }
    auto& module = new_module();
    module.outer = &frame.module;
    module.chain = frame.module.chain;
    add_visible(module, frame, call.visible);
    run_block(module, call.name, 0, false);
    drop_module(module);
}

// --- other templates ----------------------------------------------------------

void Machine::add_visible(Module& module, Frame& frame, const std::vector<VisibleVariable>& visible)
{
    for (const auto& [name, variable] : visible) {
        const auto& value = outward(frame, variable.hops).slots[variable.slot];
        if (!value.is_unset())
            module.visible.push_back({{name, hash_of(name)}, value});
    }
}

/// What the importer's variables are now: it may change them before a macro is called.
void Machine::add_surroundings(Module& module, const Module& importer)
{
    for (const auto& exported : importer.exported)
        module.visible.push_back({*exported.name, exported.value});
    module.visible.insert(module.visible.end(), importer.visible.begin(), importer.visible.end());
    module.contexts = importer.contexts;
    module.outer = importer.outer;
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
    if (info.with_context) {
        module.outer = &frame.module;
        add_visible(module, frame, info.visible);
    }
    run_template(*included, module);
    drop_module(module);
}

const CompiledTemplate& Machine::required_template(const std::string& name) const
{
    if (const auto* found = linked_.find(name))
        return *found;
    throw Failure{"T-FILE", fmt::format("找不到模板“{}”", name), ""};
}

Value Machine::import_module(Frame& frame, const ImportInfo& info)
{
    for (const auto& [known, value] : imported_)
        if (*known == info.name && !info.with_context)
            return value;
    const auto& imported = required_template(info.name);
    auto& module = new_module();
    if (info.with_context) {
        add_visible(module, frame, info.visible);
        add_surroundings(module, frame.module);
    }
    begin_capture();
    run_template(imported, module);
    end_capture(true);
    std::vector<Member> members;
    for (const auto& exported : module.exported)
        if (exported.is_public && !exported.name->text.starts_with('_'))
            members.emplace_back(exported.name->text, exported.value);
    auto value = Value::map(std::move(members));
    drop_module(module);
    if (!info.with_context)
        imported_.emplace_back(&imported.name, value);
    return value;
}

Value* Machine::import_names(Frame& frame, const ImportInfo& info, Value* top)
{
    const auto module = import_module(frame, info);
    for (const auto& wanted : info.names) {
        const auto* value = module.find(wanted);
        *top++ = value ? *value : Value::undefined(wanted, module);
    }
    return top;
}

}  // namespace gongkai::jinja
