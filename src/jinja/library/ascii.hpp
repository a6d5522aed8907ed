// Upper and lower case. Of ASCII letters only: no Chinese character has a case,
// and what Unicode says of the others changes from version to version.
#pragma once

#include <string>
#include <string_view>

namespace gongkai::jinja {

constexpr char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr char raised(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

inline std::string lowered(std::string_view text)
{
    std::string out(text);
    for (auto& c : out)
        c = lowered(c);
    return out;
}

inline std::string raised(std::string_view text)
{
    std::string out(text);
    for (auto& c : out)
        c = raised(c);
    return out;
}

}  // namespace gongkai::jinja
