// Escaping for HTML and XML: the one place.
#pragma once

#include <string>
#include <string_view>

namespace gongkai::base {

/// Appends the text with & < > " ' as &amp; &lt; &gt; &#34; &#39; (as Python's markupsafe).
/// Safe in element content and in quoted attributes.
void append_escaped(std::string& out, std::string_view text);

}  // namespace gongkai::base
