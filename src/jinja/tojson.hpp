// Values as JSON that is safe inside HTML.
#pragma once

#include <string>

#include "jinja/value.hpp"

namespace gongkai::jinja {

/// JSON as Python's json.dumps with sorted keys writes it (", " and ": "
/// between, non-ASCII as \uXXXX), with < > & ' as \u003c … so that it cannot
/// end a script element. Decimals become numbers with all their digits.
/// With `indent` >= 0 each member on a line of its own, indented by so many spaces a level.
std::string to_json(const Value& value, int indent = -1);

}  // namespace gongkai::jinja
