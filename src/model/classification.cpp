#include "model/classification.hpp"

#include <algorithm>

namespace gongkai::model {

int level_of(std::string_view code)
{
    const bool digits = code.find_first_not_of("0123456789") == std::string_view::npos;
    if (!digits || (code.size() != 3 && code.size() != 5 && code.size() != 7))
        return 0;
    return static_cast<int>(code.size() - 1) / 2;
}

std::string_view parent_of(std::string_view code)
{
    return code.size() > 3 ? code.substr(0, code.size() - 2) : std::string_view();
}

void CodeList::add(std::string code, std::vector<NamePeriod> names) { names_[std::move(code)] = std::move(names); }

bool CodeList::contains(std::string_view code) const { return names_.find(code) != names_.end(); }

std::optional<std::string_view> CodeList::name(std::string_view code, int year) const
{
    const auto found = names_.find(code);
    if (found == names_.end())
        return std::nullopt;
    const auto period = std::find_if(found->second.begin(), found->second.end(), [&](const NamePeriod& p) {
        return p.since <= year && year <= p.until;
    });
    return period == found->second.end() ? std::nullopt : std::optional<std::string_view>(period->name);
}

std::vector<std::string> CodeList::codes() const
{
    std::vector<std::string> codes;
    for (const auto& [code, names] : names_)
        codes.push_back(code);
    return codes;
}

std::string Classifications::explanation(std::string_view code) const
{
    const auto found = explanations.find(code);
    return found == explanations.end() ? std::string() : found->second;
}

}  // namespace gongkai::model
