// Blocks: which template of the chain has the one to run, and super().

#include <algorithm>

#include <fmt/format.h>

#include "jinja/run/machine.hpp"
#include "jinja/value/arguments.hpp"

namespace gongkai::jinja {

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

}  // namespace gongkai::jinja
