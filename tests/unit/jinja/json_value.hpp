// Values written as JSON, for tests.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "jinja/environment.hpp"

namespace gongkai::jinja::test {

/// Keys keep their order. {"$dec": "1.20"} is a decimal, {"$safe": "<b>"} a safe text.
inline Value value_of(const nlohmann::ordered_json& data)
{
    if (data.is_null())
        return Value::none();
    if (data.is_boolean())
        return Value::boolean(data.get<bool>());
    if (data.is_number_integer())
        return Value::integer(data.get<std::int64_t>());
    if (data.is_number())
        return Value::real(data.get<double>());
    if (data.is_string())
        return Value::string(data.get<std::string>());
    if (data.is_array()) {
        std::vector<Value> items;
        for (const auto& item : data)
            items.push_back(value_of(item));
        return Value::list(std::move(items));
    }
    if (data.contains("$dec"))
        return Value::decimal(decimal::Decimal::parse(data["$dec"].get<std::string>()).value());
    if (data.contains("$safe"))
        return Value::safe(data["$safe"].get<std::string>());
    std::vector<Member> members;
    for (const auto& [key, item] : data.items())
        members.emplace_back(key, value_of(item));
    return Value::map(std::move(members));
}

}  // namespace gongkai::jinja::test
