// Escaping for HTML and XML: the one place.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace gongkai::base {

/// Appends the text with & < > " ' as &amp; &lt; &gt; &#34; &#39; (as Python's markupsafe).
/// Safe in element content and in quoted attributes.
void append_escaped(std::string& out, std::string_view text);

/// What stands for one of these five characters; empty for any other.
constexpr std::string_view character_reference(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&#34;";
    case '\'': return "&#39;";
    default: return {};
    }
}

/// Which characters those are, quicker to ask.
constexpr auto needs_reference = [] {
    std::array<bool, 256> needs{};
    for (const char c : {'&', '<', '>', '"', '\''})
        needs[static_cast<unsigned char>(c)] = true;
    return needs;
}();

}  // namespace gongkai::base
