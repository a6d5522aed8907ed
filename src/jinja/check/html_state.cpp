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

/// Letters of a name that are kept: no name that matters is as long.
constexpr std::size_t longest_name = 64;

constexpr std::string_view image_scheme = "data:image/";
constexpr std::array<std::string_view, 3> schemes = {"javascript:", "vbscript:", image_scheme};

template <std::size_t size>
bool is_among(const std::array<std::string_view, size>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

/// Inside a tag, outside of its attributes' values.
bool is_between(HtmlMode mode)
{
    return mode == HtmlMode::tag_name || mode == HtmlMode::before_attribute || mode == HtmlMode::attribute_name ||
           mode == HtmlMode::after_name;
}

bool has_name(HtmlMode mode) { return mode == HtmlMode::attribute_name || mode == HtmlMode::after_name; }

/// A state between attributes, without what is known of the last one.
void forget_attribute(HtmlState& state)
{
    state.mode = HtmlMode::before_attribute;
    state.value = ValueStart::nothing;
    state.attribute.clear();
    state.seen.clear();
}

/// Takes characters one by one; a method for each mode that is more than a line.
class Tokenizer {
public:
    Tokenizer(HtmlState& state, Openings& openings) : state_(state), openings_(openings) {}

    void run(std::string_view text)
    {
        for (position_ = 0; position_ < text.size(); ++position_) {
            if (state_.mode == HtmlMode::data) {
                position_ = std::min(text.find('<', position_), text.size());
                if (position_ == text.size())
                    return;
            }
            step(text[position_]);
        }
    }

private:
    void step(char c)
    {
        switch (state_.mode) {
        case HtmlMode::data: return open_tag(c);
        case HtmlMode::tag_open: return tag_open(c);
        case HtmlMode::end_tag_open: return end_tag_open(c);
        case HtmlMode::tag_name: return in_tag(c, HtmlMode::before_attribute, state_.element);
        case HtmlMode::attribute_name: return in_tag(c, HtmlMode::after_name, state_.attribute);
        case HtmlMode::before_attribute:
        case HtmlMode::after_name: return before_name(c);
        case HtmlMode::before_value: return before_value(c);
        case HtmlMode::double_quoted: return quoted(c, '"');
        case HtmlMode::single_quoted: return quoted(c, '\'');
        case HtmlMode::unquoted: return unquoted(c);
        case HtmlMode::declaration: return declaration(c);
        case HtmlMode::comment: return comment(c);
        case HtmlMode::bogus_comment: return c == '>' ? reset() : void();
        case HtmlMode::raw_text: return raw_text(c);
        }
    }

    void reset() { state_ = {}; }

    void open_tag(char c)
    {
        if (c != '<')
            return;
        state_.mode = HtmlMode::tag_open;
        openings_.tag = position_;
        openings_.quote.reset();
    }

    void tag_open(char c)
    {
        if (c == '/') {
            state_.mode = HtmlMode::end_tag_open;
        } else if (c == '!') {
            state_.mode = HtmlMode::declaration;
        } else if (c == '?') {
            state_.mode = HtmlMode::bogus_comment;
        } else if (is_letter(c)) {
            begin_tag(c, false);
        } else {
            reset();  // "a < b": text
            open_tag(c);
        }
    }

    void end_tag_open(char c)
    {
        if (is_letter(c))
            begin_tag(c, true);
        else if (c == '>')
            reset();
        else
            state_.mode = HtmlMode::bogus_comment;
    }

    void begin_tag(char c, bool is_end_tag)
    {
        state_.mode = HtmlMode::tag_name;
        state_.is_end_tag = is_end_tag;
        state_.element = lower(c);
    }

    void in_tag(char c, HtmlMode behind, std::string& name)
    {
        if (is_space(c))
            state_.mode = behind;
        else if (c == '/')
            forget_attribute(state_);
        else if (c == '>')
            end_tag();
        else if (c == '=' && state_.mode == HtmlMode::attribute_name)
            state_.mode = HtmlMode::before_value;
        else if (name.size() < longest_name)
            name += lower(c);
    }

    void before_name(char c)
    {
        if (is_space(c))
            return;
        if (c == '=' && state_.mode == HtmlMode::after_name) {
            state_.mode = HtmlMode::before_value;
            return;
        }
        forget_attribute(state_);
        if (c == '>') {
            end_tag();
        } else if (c != '/') {
            state_.mode = HtmlMode::attribute_name;
            state_.attribute = lower(c);
        }
    }

    void before_value(char c)
    {
        if (is_space(c))
            return;
        openings_.quote = position_;
        if (c == '"')
            state_.mode = HtmlMode::double_quoted;
        else if (c == '\'')
            state_.mode = HtmlMode::single_quoted;
        else if (c == '>')
            end_tag();
        else
            state_.mode = HtmlMode::unquoted, value(c);
    }

    void quoted(char c, char quote)
    {
        if (c == quote)
            forget_attribute(state_);
        else
            value(c);
    }

    void unquoted(char c)
    {
        if (is_space(c))
            forget_attribute(state_);
        else if (c == '>')
            end_tag();
        else
            value(c);
    }

    /// URL standard, "basic URL parser": blanks before and line breaks inside of an address do not count.
    void value(char c)
    {
        if (state_.value == ValueStart::settled || state_.value == ValueStart::code)
            return;
        state_.value = ValueStart::scheme;
        if (static_cast<unsigned char>(c) <= 0x20 && (state_.seen.empty() || c != ' '))
            return;
        state_.seen += lower(c);
        if (state_.seen == schemes[0] || state_.seen == schemes[1])
            state_.value = ValueStart::code;
        else if (state_.seen == image_scheme)
            state_.value = ValueStart::settled;
        else if (std::none_of(schemes.begin(), schemes.end(), [&](auto scheme) { return scheme.starts_with(state_.seen); }))
            state_.value = state_.seen.starts_with("data:") ? ValueStart::code : ValueStart::settled;
        if (state_.value != ValueStart::scheme)
            state_.seen.clear();
    }

    void end_tag()
    {
        auto element = std::move(state_.element);
        const bool opens_raw_text = !state_.is_end_tag && is_among(raw_elements, element);
        reset();
        if (!opens_raw_text)
            return;
        state_.mode = HtmlMode::raw_text;
        state_.element = std::move(element);
    }

    void declaration(char c)
    {
        if (c != '-') {
            state_.mode = HtmlMode::bogus_comment;
            state_.seen.clear();
            step(c);
        } else if (state_.seen.empty()) {
            state_.seen = "-";
        } else {
            state_.mode = HtmlMode::comment;
            state_.seen = "=";  // stands for the start, where ">" and "->" end the comment too (§13.2.5.43)
        }
    }

    void comment(char c)
    {
        auto& seen = state_.seen;
        if (c == '>' && !seen.empty() && seen != "-")
            reset();
        else if (c == '-')
            seen = seen == "=" ? "=-" : seen.empty() || seen == "--!" ? "-" : "--";
        else
            seen = c == '!' && seen == "--" ? "--!" : "";
    }

    /// Up to an "appropriate end tag" (§13.2.5.9 ff.).
    void raw_text(char c)
    {
        auto& seen = state_.seen;
        const auto closing = "</" + state_.element;
        if (seen == closing && (is_space(c) || c == '/' || c == '>')) {
            seen.clear();
            state_.is_end_tag = true;
            state_.mode = HtmlMode::before_attribute;
            if (c == '>')
                reset();
        } else if (seen != closing && lower(c) == closing[seen.size()]) {
            seen += lower(c);
        } else {
            seen = c == '<' ? "<" : "";
        }
    }

    HtmlState& state_;
    Openings& openings_;
    std::size_t position_ = 0;
};

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

std::string element_in_words(const HtmlState& state)
{
    return state.element.empty() || state.element[0] == '?' ? "标签" : fmt::format("标签 <{}{}> ", state.is_end_tag ? "/" : "", state.element);
}

std::string attribute_in_words(const HtmlState& state)
{
    return state.attribute.empty() || state.attribute[0] == '?' ? "属性" : fmt::format("属性 {} ", state.attribute);
}

}  // namespace

HtmlState advance(HtmlState state, std::string_view text, Openings& openings)
{
    Tokenizer(state, openings).run(text);
    return state;
}

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

bool is_special_element(std::string_view name) { return is_among(raw_elements, name) || name == "object"; }

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
