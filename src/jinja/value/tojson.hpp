// Values as JSON that is safe inside HTML.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "jinja/value/value.hpp"

namespace gongkai::jinja {

/// JSON as Python's json.dumps with sorted keys writes it (", " and ": "
/// between, non-ASCII as \uXXXX), with < > & ' as \u003c … so that it cannot
/// end a script element. Decimals become numbers with all their digits.
/// With an indent each member stands on a line of its own, behind that text once a level.
std::string to_json(const Value& value, std::optional<std::string_view> indent = std::nullopt);

}  // namespace gongkai::jinja
