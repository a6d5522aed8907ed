#include "jinja/value/arguments.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "jinja/value/operators.hpp"

namespace gongkai::jinja {
namespace {

[[noreturn]] void fail_kind(std::string_view callee, std::string_view name, std::string_view wanted, const Value& value)
{
    require_defined(value);
    throw Failure{"T-TYPE", fmt::format("“{}”的参数“{}”应是{}，得到{}", callee, name, wanted, value.kind_name()), ""};
}

}  // namespace

const Value* Arguments::get_named(std::string_view name) const
{
    const auto found = std::find(names_.begin(), names_.end(), name);
    return found == names_.end() ? nullptr : &named(static_cast<std::size_t>(found - names_.begin()));
}

const Value& Arguments::require(std::size_t position, std::string_view name) const
{
    if (const auto* value = get(position, name))
        return *value;
    throw Failure{"T-CALL", fmt::format("“{}”缺少参数“{}”", callee_, name), ""};
}

std::string Arguments::text(std::size_t position, std::string_view name, std::string_view fallback) const
{
    const auto* value = get(position, name);
    if (!value)
        return std::string(fallback);
    if (!value->is_text())
        fail_kind(callee_, name, "文字", *value);
    return std::string(value->as_text());
}

std::int64_t Arguments::integer_of(const Value* value, std::string_view name, std::int64_t fallback) const
{
    if (!value || value->is_none())
        return fallback;
    if (value->kind() != Kind::integer && value->kind() != Kind::boolean)
        fail_kind(callee_, name, "整数", *value);
    return value->as_integer();
}

bool Arguments::flag(std::size_t position, std::string_view name, bool fallback) const
{
    const auto* value = get(position, name);
    return value ? value->is_true() : fallback;
}

}  // namespace gongkai::jinja
