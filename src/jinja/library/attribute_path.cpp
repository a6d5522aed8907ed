#include "jinja/library/attribute_path.hpp"

#include <algorithm>
#include <charconv>

#include "jinja/value/operators.hpp"

namespace gongkai::jinja {
namespace {

/// The parts of a text between separators; one, perhaps empty, if there are none.
std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = std::min(text.find(separator), text.size());
        parts.push_back(text.substr(0, end));
        if (end == text.size())
            return parts;
        text.remove_prefix(end + 1);
    }
}

/// Digits are an index, whatever else is a name.
Value step_of(std::string_view part)
{
    std::int64_t index = 0;
    const auto [end, failure] = std::from_chars(part.data(), part.data() + part.size(), index);
    const bool is_index = failure == std::errc() && end == part.data() + part.size() && !part.starts_with('-');
    return is_index ? Value::integer(index) : Value::string(part);
}

}  // namespace

AttributePath::AttributePath(const Value* attribute)
{
    if (!attribute || attribute->is_none())
        return;
    require_defined(*attribute);
    if (attribute->is_text())
        for (const auto part : split(attribute->as_text(), '.'))
            steps_.push_back(step_of(part));
    else
        steps_.push_back(*attribute);
}

Value AttributePath::of(const Value& item, const Value* fallback) const
{
    Value value = item;
    for (const auto& step : steps_) {
        value = item_at(value, step);
        if (value.is_undefined() && fallback && !fallback->is_none())
            value = *fallback;
    }
    return value;
}

std::vector<AttributePath> attribute_paths(const Value* attribute)
{
    std::vector<AttributePath> paths;
    if (attribute && attribute->is_text()) {
        for (const auto part : split(attribute->as_text(), ',')) {
            const auto name = Value::string(part);
            paths.emplace_back(&name);
        }
    } else {
        paths.emplace_back(attribute);
    }
    return paths;
}

}  // namespace gongkai::jinja
