#include "serve/http/fields.hpp"

#include <algorithm>

namespace gongkai::serve {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool same_ignoring_case(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::vector<std::string_view> field_values(const Headers& headers, std::string_view name)
{
    std::vector<std::string_view> values;
    for (const auto& [key, value] : headers)
        if (same_ignoring_case(key, name))
            values.push_back(value);
    return values;
}

const std::string* find_field(const Headers& headers, std::string_view name)
{
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& field) { return same_ignoring_case(field.first, name); });
    return found == headers.end() ? nullptr : &found->second;
}

bool field_lists(const Headers& headers, std::string_view name, std::string_view word)
{
    for (auto list : field_values(headers, name)) {
        while (!list.empty()) {
            const auto comma = std::min(list.find(','), list.size());
            if (same_ignoring_case(trimmed(list.substr(0, comma)), word))
                return true;
            list.remove_prefix(std::min(comma + 1, list.size()));
        }
    }
    return false;
}

}  // namespace gongkai::serve
