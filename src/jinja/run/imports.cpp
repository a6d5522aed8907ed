// Other templates: include, import, and the variables that they see.

#include <fmt/format.h>

#include "jinja/run/machine.hpp"
#include "jinja/value/arguments.hpp"

namespace gongkai::jinja {

void Machine::add_visible(Module& module, Frame& frame, const std::vector<VisibleVariable>& visible)
{
    for (const auto& [name, variable] : visible) {
        const auto& value = outward(frame, variable.hops).slots[variable.slot];
        if (!value.is_unset())
            module.visible.push_back({{name, hash_of(name)}, value});
    }
}

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
    outputs_.begin_capture();
    run_template(imported, module);
    outputs_.end_capture(true);
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
