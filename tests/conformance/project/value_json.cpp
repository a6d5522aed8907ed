#include "value_json.hpp"

#include <stdexcept>

#include "recording.hpp"

namespace project_contexts {

using gongkai::jinja::Kind;
using gongkai::jinja::Value;
using Json = nlohmann::ordered_json;

Json json_of(const Value& value)
{
    switch (value.kind()) {
    case Kind::none: return nullptr;
    case Kind::boolean: return value.as_boolean();
    case Kind::integer: return value.as_integer();
    case Kind::real: return value.as_real();
    case Kind::decimal: return {{"$dec", value.as_decimal().to_string()}};
    case Kind::string: return value.as_text();
    case Kind::safe: return {{"$safe", value.as_text()}};
    case Kind::list: {
        auto items = Json::array();
        for (const auto& item : value.as_list())
            items.push_back(json_of(item));
        return items;
    }
    case Kind::map: {
        auto members = Json::object();
        for (const auto& [key, member] : value.as_map())
            members[key] = json_of(member);
        return members;
    }
    case Kind::object:
        if (const auto* function = dynamic_cast<const RecordedFunction*>(&value.as_object()))
            return {{"$function", function->name()}};
        break;
    case Kind::unset:
    case Kind::undefined: break;
    }
    throw std::runtime_error("a value that cannot be recorded: " + std::string(value.kind_name()));
}

}  // namespace project_contexts
