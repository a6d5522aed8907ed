#include "jinja/check/names.hpp"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "base/spelling.hpp"

namespace gongkai::jinja {
namespace {

/// What the top level of a template makes, what it imports included: its blocks see that.
std::vector<std::string> made_at_top(const CompiledTemplate& compiled)
{
    std::vector<std::string> names;
    for (const auto& instruction : compiled.programs.front().code)
        if (instruction.op == Op::export_slot || instruction.op == Op::export_private)
            names.push_back(compiled.names[instruction.extra].text);
    return names;
}

std::vector<std::string> names_of(const std::vector<VisibleVariable>& visible)
{
    std::vector<std::string> names;
    for (const auto& variable : visible)
        names.push_back(variable.name);
    return names;
}

/// Adds what is not there yet; true if there was any.
bool merge(std::set<std::string>& all, const std::set<std::string>& more)
{
    const auto before = all.size();
    all.insert(more.begin(), more.end());
    return all.size() != before;
}

/// Carries names along the references until nothing changes.
class Flow {
public:
    Flow(const TemplatePointers& templates, const std::vector<Offer>& offers) : templates_(templates)
    {
        for (const auto* compiled : templates)
            by_name_[compiled->name] = compiled;
        for (const auto* compiled : templates) {
            give_own(*compiled);
            for (const auto& offer : offers)
                if (offer.covers(compiled->name))
                    give_offered(*compiled, offer);
        }
        while (has_changed_) {
            has_changed_ = false;
            for (const auto* compiled : templates)
                hand_on(*compiled);
        }
    }

    std::map<std::string, Surroundings> take() { return std::move(all_); }

private:
    void give_offered(const CompiledTemplate& compiled, const Offer& offer)
    {
        auto& around = all_[compiled.name];
        around.is_reached = true;
        around.kinds.insert(offer.what);
        for (const auto& name : offer.names)
            around.names[name].kinds.insert(offer.what);
    }

    /// What it and its parents make: the chain runs as one.
    void give_own(const CompiledTemplate& compiled)
    {
        std::set<const CompiledTemplate*> seen;
        for (const auto* current = &compiled; current && seen.insert(current).second; current = find(current->parent)) {
            give(compiled.name, made_at_top(*current), current->name);
            for (const auto& block : current->block_calls)
                if (block.is_scoped)
                    give(compiled.name, names_of(block.visible), current->name);
        }
    }

    void hand_on(const CompiledTemplate& from)
    {
        if (!from.parent.empty())
            pass(from.name, from.parent, true);
        for (const auto& include : from.includes)
            for (const auto& name : include.alternatives) {
                pass(from.name, name, include.with_context);
                give(name, names_of(include.visible), from.name);
            }
        for (const auto& import : from.imports) {
            pass(from.name, import.name, import.with_context);
            give(import.name, names_of(import.visible), from.name);
        }
    }

    void pass(const std::string& from, const std::string& to, bool with_context)
    {
        if (!find(to) || from == to)
            return;
        const auto& source = all_[from];
        auto& target = all_[to];
        has_changed_ |= source.is_reached && !target.is_reached;
        target.is_reached |= source.is_reached;
        has_changed_ |= merge(target.kinds, source.kinds);
        if (!with_context)
            return;
        for (const auto& [name, sources] : source.names) {
            const auto [known, is_new] = target.names.try_emplace(name);
            has_changed_ |= is_new;
            has_changed_ |= merge(known->second.kinds, sources.kinds);
            has_changed_ |= merge(known->second.makers, sources.makers);
        }
    }

    void give(const std::string& to, const std::vector<std::string>& names, const std::string& maker)
    {
        if (find(to))
            for (const auto& name : names)
                has_changed_ |= all_[to].names[name].makers.insert(maker).second;
    }

    const CompiledTemplate* find(const std::string& name) const
    {
        const auto found = by_name_.find(name);
        return found == by_name_.end() ? nullptr : found->second;
    }

    const TemplatePointers& templates_;
    std::unordered_map<std::string, const CompiledTemplate*> by_name_;
    std::map<std::string, Surroundings> all_;
    bool has_changed_ = true;
};

/// 用于表页、封面 …: a long list is cut.
std::string used_for(const std::set<std::string>& kinds)
{
    constexpr std::size_t most = 4;
    if (kinds.size() <= most)
        return fmt::format("此处用于{}", fmt::join(kinds, "、"));
    return fmt::format("此处用于{}等 {} 类页面", fmt::join(kinds.begin(), std::next(kinds.begin(), 3), "、"), kinds.size());
}

class NameChecker {
public:
    explicit NameChecker(const Registry& registry)
    {
        for (const auto& entry : registry.functions)
            functions_.push_back(entry.name);
    }

    void check(const CompiledTemplate& compiled, const Surroundings& around)
    {
        for (const auto& use : compiled.context_uses)
            if (!use.may_be_missing && !around.names.contains(use.name) && !is_function(use.name))
                problems_.push_back(base::error("T-NAME", use.span, fmt::format("没有变量“{}”", use.name), hint(use.name, compiled, around)));
    }

    base::Diagnostics take() { return std::move(problems_); }

private:
    bool is_function(const std::string& name) const { return std::find(functions_.begin(), functions_.end(), name) != functions_.end(); }

    std::string hint(const std::string& name, const CompiledTemplate& compiled, const Surroundings& around) const
    {
        std::vector<std::string> known = compiled.locals;
        for (const auto& [candidate, sources] : around.names)
            known.push_back(candidate);
        known.insert(known.end(), functions_.begin(), functions_.end());
        std::erase(known, name);
        const auto kinds = used_for(around.kinds);
        const auto suggestion = base::suggestion(name, known);
        return suggestion.empty() ? kinds + "；可用的名称见 gongkai template reference" : suggestion + kinds;
    }

    std::vector<std::string> functions_;
    base::Diagnostics problems_;
};

}  // namespace

bool Offer::covers(const std::string& name) const
{
    if (template_name.empty())
        return false;
    return template_name.back() == '/' ? name.starts_with(template_name) : name == template_name;
}

std::map<std::string, Surroundings> surroundings_of(const TemplatePointers& templates, const std::vector<Offer>& offers)
{
    return Flow(templates, offers).take();
}

base::Diagnostics check_names(const TemplatePointers& templates, const std::vector<Offer>& offers, const Registry& registry)
{
    if (offers.empty())
        return {};
    const auto all = surroundings_of(templates, offers);
    NameChecker checker(registry);
    for (const auto* compiled : templates)
        if (const auto found = all.find(compiled->name); found != all.end() && found->second.is_reached)
            checker.check(*compiled, found->second);
    return checker.take();
}

}  // namespace gongkai::jinja
