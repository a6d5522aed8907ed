// ASCII characters: what they are, upper and lower case. Only these letters have a
// case here: no Chinese character has one, and what Unicode says of the others
// changes from version to version.
#pragma once

#include <string>
#include <string_view>

namespace gongkai::base {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
/// White space of HTML.
constexpr bool is_html_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

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

}  // namespace gongkai::base
