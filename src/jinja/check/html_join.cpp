// One state for two ways to the same place.

#include "jinja/check/html_state.hpp"

namespace gongkai::jinja {
namespace {

/// Inside a tag, outside of its attributes' values.
bool is_between(HtmlMode mode)
{
    return mode == HtmlMode::tag_name || mode == HtmlMode::before_attribute || mode == HtmlMode::attribute_name ||
           mode == HtmlMode::after_name;
}

bool has_name(HtmlMode mode) { return mode == HtmlMode::attribute_name || mode == HtmlMode::after_name; }

/// What is known of the element when either name may have been written.
std::optional<std::string> join_elements(const HtmlState& a, const HtmlState& b)
{
    if (a.element == b.element)
        return a.element;
    if (is_special_element(a.element) || is_special_element(b.element))
        return std::nullopt;
    return "?";
}

/// The same for the attribute, both names being whole or unfinished alike.
std::optional<std::string> join_attributes(const HtmlState& a, const HtmlState& b)
{
    if (a.attribute == b.attribute)
        return a.attribute;
    const auto kind = attribute_kind(a.element, a.attribute);
    const auto other = attribute_kind(b.element, b.attribute);
    if (kind == other)
        return kind == AttributeKind::ordinary ? "?" : a.attribute;
    if (kind == AttributeKind::ordinary && other == AttributeKind::address)
        return b.attribute;
    if (kind == AttributeKind::address && other == AttributeKind::ordinary)
        return a.attribute;
    return std::nullopt;
}

/// An attribute that only one of two ways wrote: "=" may follow, or more of the name.
std::string name_of_one(const HtmlState& state)
{
    return attribute_kind(state.element, state.attribute) == AttributeKind::ordinary ? "?" : "??";
}

HtmlState join_between(const HtmlState& a, const HtmlState& b)
{
    HtmlState joined = a;
    joined.mode = HtmlMode::before_attribute;
    joined.attribute.clear();
    const auto either = [&](HtmlMode mode) { return a.mode == mode || b.mode == mode; };
    if (a.mode == HtmlMode::tag_name && b.mode == HtmlMode::tag_name)
        joined.mode = HtmlMode::tag_name;
    else if (either(HtmlMode::attribute_name) || either(HtmlMode::tag_name))
        joined.mode = HtmlMode::attribute_name;
    else if (either(HtmlMode::after_name))
        joined.mode = HtmlMode::after_name;
    if (!has_name(joined.mode))
        return joined;
    if (has_name(a.mode) && has_name(b.mode))
        joined.attribute = join_attributes(a, b).value_or("??");
    else
        joined.attribute = has_name(a.mode) ? name_of_one(a) : has_name(b.mode) ? name_of_one(b) : "?";
    return joined;
}

ValueStart join_values(const HtmlState& a, const HtmlState& b)
{
    if (a.value == ValueStart::code || b.value == ValueStart::code)
        return ValueStart::code;
    return a.value == b.value && a.seen == b.seen ? a.value : ValueStart::settled;
}

}  // namespace

std::optional<HtmlState> join(const HtmlState& a, const HtmlState& b)
{
    if (a == b)
        return a;
    const bool between = is_between(a.mode) && is_between(b.mode);
    const auto element = join_elements(a, b);
    if (!element || a.is_end_tag != b.is_end_tag || (!between && a.mode != b.mode))
        return std::nullopt;
    auto joined = between ? join_between(a, b) : a;
    joined.element = *element;
    if (between)
        return joined;
    const auto attribute = join_attributes(a, b);
    if (!attribute)
        return std::nullopt;
    joined.attribute = *attribute;
    joined.value = join_values(a, b);
    if (joined.value != a.value || a.seen != b.seen)
        joined.seen.clear();
    return joined;
}

}  // namespace gongkai::jinja
