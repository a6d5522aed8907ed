// Functions of the host as values that check their arguments.
#pragma once

#include "jinja/library/registry.hpp"

namespace gongkai::jinja {

Value function_value(FunctionEntry entry);

}  // namespace gongkai::jinja
