// Character references of HTML: &amp; &#20013; …
#pragma once

#include <string>
#include <string_view>

namespace gongkai::jinja {

/// The text with references replaced by what they stand for, as html.unescape()
/// of Python; of the names those of punctuation and signs, others stay as they are.
std::string unescaped(std::string_view text);

}  // namespace gongkai::jinja
