#include "jinja/check/usage.hpp"

#include <algorithm>
#include <unordered_map>

namespace gongkai::jinja {
namespace {

using ByName = std::unordered_map<std::string, const CompiledTemplate*>;

/// Templates that the program renders, and all that they name.
class Reachable {
public:
    explicit Reachable(const ByName& by_name) : by_name_(by_name) {}

    void visit(const std::string& name)
    {
        const auto found = by_name_.find(name);
        if (found == by_name_.end() || !names_.insert(name).second)
            return;
        for (const auto& reference : found->second->references)
            visit(reference.name);
    }
    bool contains(const std::string& name) const { return names_.contains(name); }

private:
    const ByName& by_name_;
    std::set<std::string> names_;
};

std::vector<std::string> sorted(const std::set<std::string>& names) { return {names.begin(), names.end()}; }

std::vector<std::string> includes_of(const CompiledTemplate& compiled)
{
    std::set<std::string> names;
    for (const auto& include : compiled.includes)
        names.insert(include.alternatives.begin(), include.alternatives.end());
    return sorted(names);
}

std::vector<ImportUsage> imports_of(const CompiledTemplate& compiled)
{
    std::vector<ImportUsage> imports;
    for (const auto& import : compiled.imports)
        imports.push_back({import.name, import.names, import.with_context});
    return imports;
}

std::string replaced_by(const std::string& block, const CompiledTemplate& compiled, const ByName& by_name)
{
    for (auto above = by_name.find(compiled.parent); above != by_name.end(); above = by_name.find(above->second->parent))
        if (above->second->blocks.contains(block))
            return above->first;
    return "";
}

std::vector<BlockUsage> blocks_of(const CompiledTemplate& compiled, const ByName& by_name)
{
    std::vector<BlockUsage> blocks;
    for (const auto& [name, program] : compiled.blocks)
        blocks.push_back({name, replaced_by(name, compiled, by_name)});
    std::sort(blocks.begin(), blocks.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return blocks;
}

std::string parameters_of(const MacroInfo& macro)
{
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    for (std::size_t i = 0; i < macro.parameters.size(); ++i)
        add(macro.parameters[i] + (macro.has_default[i] ? "=…" : ""));
    if (macro.varargs_slot != MacroInfo::no_slot)
        add("*varargs");
    if (macro.kwargs_slot != MacroInfo::no_slot)
        add("**kwargs");
    return text;
}

std::vector<MacroUsage> macros_of(const CompiledTemplate& compiled)
{
    std::vector<MacroUsage> macros;
    for (const auto& macro : compiled.macros)
        if (!macro.is_caller && !macro.name.starts_with('_') &&
            std::binary_search(compiled.exports.begin(), compiled.exports.end(), macro.name))
            macros.push_back({macro.name, parameters_of(macro)});
    return macros;
}

/// Variables and functions that it reads, each once.
void add_names(TemplateUsage& usage, const CompiledTemplate& compiled, Surroundings around, const Registry& registry)
{
    std::map<std::string, bool> uses;  // whether all of them ask
    for (const auto& use : compiled.context_uses) {
        const auto [known, is_new] = uses.try_emplace(use.name, true);
        known->second = known->second && use.may_be_missing;
    }
    for (const auto& [name, may_be_missing] : uses) {
        auto sources = around.names[name];
        const bool is_here = sources.makers.erase(compiled.name) > 0;
        const bool is_function = std::any_of(registry.functions.begin(), registry.functions.end(),
                                             [&, wanted = name](const FunctionEntry& entry) { return entry.name == wanted; });
        if (is_function && sources.kinds.empty() && sources.makers.empty() && !is_here)
            usage.functions.push_back(name);
        else
            usage.variables.push_back({name, std::move(sources), is_here, may_be_missing});
    }
}

}  // namespace

std::vector<TemplateUsage> usage_of(const std::vector<CompiledTemplate>& templates, const std::vector<Offer>& offers,
                                    const std::vector<std::string>& rendered, const Registry& registry)
{
    ByName by_name;
    TemplatePointers pointers;
    std::map<std::string, std::set<std::string>> used_by;
    for (const auto& compiled : templates) {
        by_name[compiled.name] = &compiled;
        pointers.push_back(&compiled);
        for (const auto& reference : compiled.references)
            used_by[reference.name].insert(compiled.name);
    }
    Reachable reachable(by_name);
    for (const auto& offer : offers)
        reachable.visit(offer.template_name);
    for (const auto& name : rendered)
        reachable.visit(name);
    auto surroundings = surroundings_of(pointers, offers);
    std::vector<TemplateUsage> all;
    for (const auto& compiled : templates) {
        TemplateUsage usage;
        usage.name = compiled.name;
        usage.path = compiled.file->path;
        usage.is_used = reachable.contains(compiled.name);
        usage.kinds = sorted(surroundings[compiled.name].kinds);
        usage.used_by = sorted(used_by[compiled.name]);
        usage.parent = compiled.parent;
        usage.includes = includes_of(compiled);
        usage.imports = imports_of(compiled);
        usage.blocks = blocks_of(compiled, by_name);
        usage.macros = macros_of(compiled);
        usage.filters = compiled.filters;
        usage.tests = compiled.tests;
        add_names(usage, compiled, surroundings[compiled.name], registry);
        all.push_back(std::move(usage));
    }
    return all;
}

}  // namespace gongkai::jinja
