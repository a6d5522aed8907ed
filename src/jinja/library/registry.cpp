#include "jinja/library/registry.hpp"

#include <algorithm>

namespace gongkai::jinja {

void OperationTable::add(OperationEntry entry)
{
    const auto [known, is_new] = by_name_.try_emplace(entry.name, entries_.size());
    if (is_new)
        entries_.push_back(std::move(entry));
    else
        entries_[known->second] = std::move(entry);
}

std::optional<std::size_t> OperationTable::find(std::string_view name) const
{
    const auto found = by_name_.find(std::string(name));
    return found == by_name_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> OperationTable::names() const
{
    std::vector<std::string> names;
    for (const auto& entry : entries_)
        names.push_back(entry.name);
    std::sort(names.begin(), names.end());
    return names;
}

Registry builtin_registry()
{
    Registry registry;
    add_text_filters(registry.filters);
    add_markup_filters(registry.filters);
    add_list_filters(registry.filters);
    add_ordering_filters(registry.filters);
    add_selecting_filters(registry.filters);
    add_number_filters(registry.filters);
    add_amount_filters(registry.filters);
    add_builtin_tests(registry.tests);
    add_builtin_functions(registry.functions);
    return registry;
}

}  // namespace gongkai::jinja
