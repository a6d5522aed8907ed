#include "jinja/check/html_state.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace gongkai::jinja {
namespace {

/// Elements whose content ends at their own end tag only (HTML standard §13.2.6.4.4, .7).
constexpr std::array<std::string_view, 8> raw_elements = {"script", "style",  "title",   "textarea",
                                                          "xmp",    "iframe", "noembed", "noframes"};

constexpr std::array<std::string_view, 12> address_attributes = {"href",   "src",        "action", "formaction", "srcset",
                                                                 "poster", "xlink:href", "cite",   "background", "ping",
                                                                 "manifest", "imagesrcset"};

template <std::size_t size>
bool is_among(const std::array<std::string_view, size>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string element_in_words(const HtmlState& state)
{
    return state.element.empty() || state.element[0] == '?' ? "标签" : fmt::format("标签 <{}{}> ", state.is_end_tag ? "/" : "", state.element);
}

std::string attribute_in_words(const HtmlState& state)
{
    return state.attribute.empty() || state.attribute[0] == '?' ? "属性" : fmt::format("属性 {} ", state.attribute);
}

}  // namespace

HtmlState after_output(HtmlState state)
{
    switch (state.mode) {
    case HtmlMode::data:
    case HtmlMode::bogus_comment: break;
    case HtmlMode::declaration:
        state.mode = HtmlMode::bogus_comment;
        [[fallthrough]];
    case HtmlMode::comment:
    case HtmlMode::raw_text: state.seen.clear(); break;
    case HtmlMode::end_tag_open:
        state.is_end_tag = true;
        [[fallthrough]];
    case HtmlMode::tag_open:
        state.mode = HtmlMode::tag_name;
        state.element = "?";
        break;
    case HtmlMode::tag_name:
    case HtmlMode::before_attribute:
    case HtmlMode::attribute_name:
    case HtmlMode::after_name:
        state.mode = HtmlMode::attribute_name;
        state.attribute = "?";
        break;
    case HtmlMode::before_value: state.mode = HtmlMode::unquoted; [[fallthrough]];
    case HtmlMode::double_quoted:
    case HtmlMode::single_quoted:
    case HtmlMode::unquoted:
        if (state.value != ValueStart::code)
            state.value = state.seen.starts_with("data:") ? ValueStart::code : ValueStart::settled;
        state.seen.clear();
        break;
    }
    return state;
}

AttributeKind attribute_kind(std::string_view element, std::string_view attribute)
{
    if (attribute.starts_with("?"))
        return attribute.size() == 1 ? AttributeKind::ordinary : AttributeKind::unknown;
    if (attribute.starts_with("on"))
        return AttributeKind::handler;
    if (attribute == "style")
        return AttributeKind::style;
    if (attribute == "srcdoc")
        return AttributeKind::document;
    if (is_among(address_attributes, attribute) || (attribute == "data" && element == "object"))
        return AttributeKind::address;
    return AttributeKind::ordinary;
}

bool is_raw_text_element(std::string_view name) { return is_among(raw_elements, name); }

bool is_special_element(std::string_view name) { return is_raw_text_element(name) || name == "object"; }

std::string describe(const HtmlState& state)
{
    switch (state.mode) {
    case HtmlMode::data: return "正文";
    case HtmlMode::tag_open:
    case HtmlMode::end_tag_open: return "标签名处";
    case HtmlMode::tag_name:
    case HtmlMode::before_attribute:
    case HtmlMode::attribute_name:
    case HtmlMode::after_name: return element_in_words(state) + "内";
    case HtmlMode::before_value: return attribute_in_words(state) + "的等号之后";
    case HtmlMode::double_quoted: return attribute_in_words(state) + "的双引号内";
    case HtmlMode::single_quoted: return attribute_in_words(state) + "的单引号内";
    case HtmlMode::unquoted: return attribute_in_words(state) + "的无引号值内";
    case HtmlMode::declaration:
    case HtmlMode::bogus_comment: return "声明内";
    case HtmlMode::comment: return "注释内";
    case HtmlMode::raw_text: return fmt::format("元素 {} 内", state.element);
    }
    return "";
}

}  // namespace gongkai::jinja
