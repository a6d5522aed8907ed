// Reading header fields (RFC 9110, section 5).
#pragma once

#include <string_view>
#include <vector>

#include "serve/http/message.hpp"

namespace gongkai::serve {

/// Text without the blanks and tabs around it.
std::string_view trimmed(std::string_view text);

/// True if both are the same but for the case of ASCII letters.
bool same_ignoring_case(std::string_view a, std::string_view b);

/// The values of all fields of that name, in the order they came.
std::vector<std::string_view> field_values(const Headers& headers, std::string_view name);

/// The value of the first field of that name; nullptr if there is none.
const std::string* find_field(const Headers& headers, std::string_view name);

/// True if one of the fields of that name holds the word in its list ("Connection: keep-alive, close").
bool field_lists(const Headers& headers, std::string_view name, std::string_view word);

}  // namespace gongkai::serve
