// A text as a JSON string.
#pragma once

#include <string>
#include <string_view>

namespace gongkai::pages {

void append_json(std::string& out, std::string_view text);

}  // namespace gongkai::pages
