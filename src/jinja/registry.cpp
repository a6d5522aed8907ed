#include "jinja/registry.hpp"

#include <algorithm>

namespace gongkai::jinja {

void OperationTable::add(std::string name, Operation operation, bool accepts_undefined)
{
    const auto known = by_name_.find(name);
    if (known != by_name_.end()) {
        entries_[known->second] = {name, std::move(operation), accepts_undefined};
        return;
    }
    by_name_[name] = entries_.size();
    entries_.push_back({std::move(name), std::move(operation), accepts_undefined});
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
    add_list_filters(registry.filters);
    add_number_filters(registry.filters);
    add_builtin_tests(registry.tests);
    add_builtin_functions(registry.functions);
    return registry;
}

}  // namespace gongkai::jinja
