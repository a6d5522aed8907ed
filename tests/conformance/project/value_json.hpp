// Values of the template language as JSON that compare.py reads back.
#pragma once

#include <nlohmann/json.hpp>

#include "jinja/value/value.hpp"

namespace project_contexts {

/// Decimals are {"$dec": "1.20"}, safe texts {"$safe": "<b>"}, recorded functions
/// {"$function": "cell"}; members of maps keep their order. std::runtime_error for
/// what has no such form: undefined values, objects that are not recorded.
nlohmann::ordered_json json_of(const gongkai::jinja::Value& value);

}  // namespace project_contexts
