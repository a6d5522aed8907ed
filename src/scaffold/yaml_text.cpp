#include "scaffold/yaml_text.hpp"

#include <algorithm>

namespace gongkai::scaffold {

std::string yaml_scalar(std::string_view text)
{
    const bool starts_special = text.empty() || std::string_view(" -?:,[]{}#&*!|>'\"%@`~").find(text.front()) != std::string_view::npos;
    const bool is_null = text == "null" || text == "Null" || text == "NULL";
    const bool is_special = starts_special || is_null || text.back() == ' ' || text.find_first_of(",[]{}\"\n") != std::string_view::npos ||
                            text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos || text.back() == ':';
    if (!is_special)
        return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c == '\n' ? ' ' : c;
    }
    return quoted + '"';
}

std::string commented(std::string_view text, int indent)
{
    std::string out;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        out.append(static_cast<std::size_t>(indent), ' ').append("# ").append(text.substr(0, end)).append("\n");
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

}  // namespace gongkai::scaffold
