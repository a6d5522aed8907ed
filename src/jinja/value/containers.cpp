#include "jinja/value/containers.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "jinja/value/operators.hpp"

namespace gongkai::jinja {
namespace {

std::vector<Value> keys_of(const Value& map)
{
    std::vector<Value> keys;
    keys.reserve(map.as_map().size());
    for (const auto& member : map.as_map())
        keys.push_back(Value::string(std::string_view(member.first)));
    return keys;
}

/// Texts of one character each, none of them safe: half an entity is no HTML.
std::vector<Value> characters_of(std::string_view text)
{
    const auto count = base::code_point_count(text);
    check_list_size(count);
    std::vector<Value> characters;
    characters.reserve(count);
    for (std::size_t i = 0; i < text.size();) {
        const auto length = base::decode(text, i).length;
        characters.push_back(Value::string(text.substr(i, length)));
        i += length;
    }
    return characters;
}

/// Where the characters of a text begin, and where the last one ends.
std::vector<std::uint32_t> offsets_of(std::string_view text)
{
    std::vector<std::uint32_t> offsets;
    offsets.reserve(base::code_point_count(text) + 1);
    for (std::size_t i = 0; i < text.size(); i += base::decode(text, i).length)
        offsets.push_back(static_cast<std::uint32_t>(i));
    offsets.push_back(static_cast<std::uint32_t>(text.size()));
    return offsets;
}

/// The index counted from the front, if there is such an item; negative ones count from the end.
std::optional<std::size_t> index_within(std::int64_t index, std::size_t size)
{
    if (index < 0)
        index += static_cast<std::int64_t>(size);
    return index >= 0 && index < static_cast<std::int64_t>(size) ? std::optional(static_cast<std::size_t>(index))
                                                                 : std::nullopt;
}

/// The character of a text, as safe as the text.
std::optional<Value> character_at(const Value& text, std::int64_t index)
{
    const auto offsets = offsets_of(text.as_text());
    const auto i = index_within(index, offsets.size() - 1);
    if (!i)
        return std::nullopt;
    return text_like(text, std::string(text.as_text().substr(offsets[*i], offsets[*i + 1] - offsets[*i])));
}

std::optional<Value> found_at(const Value& subject, const Value& index)
{
    if (index.kind() != Kind::integer && index.kind() != Kind::boolean)
        return std::nullopt;
    if (subject.is_text())
        return character_at(subject, index.as_integer());
    const auto* items = sequence_of(subject);
    const auto i = items ? index_within(index.as_integer(), items->size()) : std::nullopt;
    return i ? std::optional((*items)[*i]) : std::nullopt;
}

/// What a failing lookup names; an index that is no text is only described.
std::string name_of_index(const Value& index)
{
    return sequence_of(index) || index.kind() == Kind::map || index.kind() == Kind::object ? std::string(index.kind_name())
                                                                                         : text_of(index);
}

std::int64_t slice_bound(const Value& value, std::int64_t fallback)
{
    if (value.is_none())
        return fallback;
    require_defined(value);
    if (value.kind() != Kind::integer && value.kind() != Kind::boolean)
        throw Failure{"T-TYPE", fmt::format("切片的界限应是整数，得到{}", value.kind_name()), ""};
    return value.as_integer();
}

/// Calls take(index) for each index that a slice selects, as Python's slice.indices().
template <class Take>
void for_each_index(std::size_t size, const Value& start, const Value& stop, const Value& step, const Take& take)
{
    const auto length = static_cast<std::int64_t>(size);
    const auto by = slice_bound(step, 1);
    if (by == 0)
        throw Failure{"T-TYPE", "切片的步长不能为零", ""};
    const auto clamped = [&](std::int64_t index) {
        if (index < 0)
            index += length;
        return by > 0 ? std::clamp<std::int64_t>(index, 0, length) : std::clamp<std::int64_t>(index, -1, length - 1);
    };
    auto from = start.is_none() ? (by > 0 ? 0 : length - 1) : clamped(slice_bound(start, 0));
    const auto to = stop.is_none() ? (by > 0 ? length : -1) : clamped(slice_bound(stop, 0));
    while (by > 0 ? from < to : from > to) {
        take(static_cast<std::size_t>(from));
        if (__builtin_add_overflow(from, by, &from))
            break;
    }
}

}  // namespace

Items::Items(const Value& value) : items_(sequence_of(value))
{
    if (items_)
        return;
    if (value.kind() == Kind::map)
        made_ = keys_of(value);
    else if (value.is_text())
        made_ = characters_of(value.as_text());
    else {
        require_defined(value);
        throw Failure{"T-TYPE", fmt::format("{}不能逐项列出", value.kind_name()), ""};
    }
    items_ = &made_;
}

std::vector<Value> items_of(const Value& value)
{
    const Items items(value);
    return {items.begin(), items.end()};
}

std::size_t length_of(const Value& value)
{
    if (value.is_text())
        return base::code_point_count(value.as_text());
    if (value.kind() == Kind::map)
        return value.as_map().size();
    if (const auto* items = sequence_of(value))
        return items->size();
    require_defined(value);
    throw Failure{"T-TYPE", fmt::format("{}没有长度", value.kind_name()), ""};
}

bool contains(const Value& container, const Value& item)
{
    require_defined(item);
    if (container.is_text()) {
        if (!item.is_text())
            throw Failure{"T-TYPE", fmt::format("“in”的左边应是文字，得到{}", item.kind_name()), ""};
        return find_text(container.as_text(), item.as_text()) != std::string_view::npos;
    }
    if (container.kind() == Kind::map)
        return item.is_text() && container.find(item.as_text()) != nullptr;
    if (const auto* items = sequence_of(container))
        return std::any_of(items->begin(), items->end(), [&](const Value& candidate) { return equal(candidate, item); });
    require_defined(container);
    throw Failure{"T-TYPE", fmt::format("“in”不能用于{}", container.kind_name()), ""};
}

Value member_at(const Value& subject, std::string_view name)
{
    require_defined(subject);
    if (subject.kind() == Kind::map) {
        const auto* found = subject.find(name);
        return found ? *found : Value::undefined(std::string(name), subject);
    }
    Value attribute;
    if (subject.kind() == Kind::object && subject.as_object().attribute(name, attribute))
        return attribute;
    return Value::undefined(std::string(name));
}

Value item_at(const Value& subject, const Value& index)
{
    require_defined(subject);
    require_defined(index);
    if (index.is_text())
        return member_at(subject, index.as_text());
    if (subject.kind() == Kind::map)
        return member_at(subject, name_of_index(index));
    auto found = found_at(subject, index);
    return found ? std::move(*found) : Value::undefined(name_of_index(index));
}

Value slice(const Value& subject, const Value& start, const Value& stop, const Value& step)
{
    if (const auto* items = sequence_of(subject)) {
        std::vector<Value> selected;
        for_each_index(items->size(), start, stop, step, [&](std::size_t i) { selected.push_back((*items)[i]); });
        return Value::list(std::move(selected));
    }
    if (subject.is_text()) {
        const auto text = subject.as_text();
        const auto offsets = offsets_of(text);
        std::string out;
        for_each_index(offsets.size() - 1, start, stop, step,
                       [&](std::size_t i) { out += text.substr(offsets[i], offsets[i + 1] - offsets[i]); });
        return text_like(subject, std::move(out));
    }
    require_defined(subject);
    throw Failure{"T-TYPE", fmt::format("{}不能切片", subject.kind_name()), ""};
}

void check_list_size(std::size_t size)
{
    if (size > largest_list)
        throw Failure{"T-LIMIT", fmt::format("列表超过 {} 项", largest_list), ""};
}

}  // namespace gongkai::jinja
