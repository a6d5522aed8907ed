#include "jinja/check/judge.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/ascii.hpp"

namespace gongkai::jinja {
namespace {

Site site_of_value(const HtmlState& state)
{
    switch (attribute_kind(state.element, state.attribute)) {
    case AttributeKind::ordinary: return Site::attribute;
    case AttributeKind::address: return state.value == ValueStart::code || state.seen.starts_with("data:") ? Site::code_address : Site::address;
    case AttributeKind::handler: return Site::handler;
    case AttributeKind::style: return Site::style_attribute;
    case AttributeKind::document: return Site::document;
    case AttributeKind::unknown: break;
    }
    return Site::unknown_attribute;
}

Site site_of_raw_text(const HtmlState& state)
{
    if (state.seen.starts_with("</"))
        return Site::tag_name;
    return state.element == "script" ? Site::script : state.element == "style" ? Site::style : Site::text;
}

Site site_of(const HtmlState& state)
{
    switch (state.mode) {
    case HtmlMode::data: return Site::text;
    case HtmlMode::tag_open:
    case HtmlMode::end_tag_open:
    case HtmlMode::tag_name: return Site::tag_name;
    case HtmlMode::before_attribute:
    case HtmlMode::attribute_name:
    case HtmlMode::after_name: return Site::attribute_name;
    case HtmlMode::before_value:
    case HtmlMode::unquoted: return Site::unquoted;
    case HtmlMode::double_quoted:
    case HtmlMode::single_quoted: return site_of_value(state);
    case HtmlMode::declaration:
    case HtmlMode::bogus_comment: return Site::declaration;
    case HtmlMode::comment: return Site::comment;
    case HtmlMode::raw_text: return site_of_raw_text(state);
    }
    return Site::text;
}

bool is_name_character(char c) { return base::is_letter(c) || base::is_digit(c) || c == '-' || c == '_' || c == '.'; }

/// Whole attribute names apart from those whose value is more than text.
bool are_harmless_attributes(std::string_view text, std::string_view element)
{
    while (!text.empty()) {
        const auto begin = std::min(text.find_first_not_of(" \t\n"), text.size());
        text.remove_prefix(begin);
        const auto name = text.substr(0, text.find_first_of(" \t\n"));
        text.remove_prefix(name.size());
        const bool is_name = name.empty() || (base::is_letter(name[0]) && std::all_of(name.begin(), name.end(), is_name_character));
        if (!is_name || attribute_kind(element, base::lowered(name)) != AttributeKind::ordinary)
            return false;
    }
    return true;
}

bool is_harmless_element(std::string_view text)
{
    return !text.empty() && base::is_letter(text[0]) && std::all_of(text.begin(), text.end(), is_name_character) &&
           !is_special_element(base::lowered(text));
}

bool has_none_of(std::string_view text, std::string_view characters)
{
    return text.find_first_of(characters) == std::string_view::npos;
}

/// A text that the author wrote: could it as well stand there as literal HTML?
bool literal_fits(std::string_view text, Site site, const HtmlState& state)
{
    const bool begins_anew = text.empty() || text[0] == ' ';
    switch (site) {
    case Site::text:
    case Site::attribute:
    case Site::address:
    case Site::code_address: return true;
    case Site::unquoted: return !text.empty() && has_none_of(text, " \t\n\"'`=<>&");
    case Site::tag_name:
        if (state.mode != HtmlMode::tag_name)
            return state.mode != HtmlMode::raw_text && is_harmless_element(text);
        return begins_anew ? are_harmless_attributes(text, state.element) : std::all_of(text.begin(), text.end(), base::is_digit);
    case Site::attribute_name:
        if (state.mode == HtmlMode::attribute_name && !begins_anew)
            return (state.attribute.starts_with("data-") || state.attribute.starts_with("aria-")) &&
                   std::all_of(text.begin(), text.end(), is_name_character);
        return are_harmless_attributes(text, state.element);
    default: return has_none_of(text, "<>&\"'`\\");
    }
}

using Verdict = std::optional<Refusal>;

bool is_number(const Expression& expression)
{
    if (expression.kind == ExpressionKind::unary && expression.text != "not")
        return is_number(*expression.items[0]);
    return expression.kind == ExpressionKind::constant && expression.value.is_number();
}

class Judge {
public:
    Judge(const HtmlState& state, bool escapes, const Registry& registry)
        : state_(state), site_(site_of(state)), escapes_(escapes), is_double_quoted_(state.mode == HtmlMode::double_quoted),
          registry_(registry)
    {
    }

    Verdict judge(const Expression& expression) const
    {
        switch (expression.kind) {
        case ExpressionKind::conditional: return conditional(expression);
        case ExpressionKind::concat: return concat(expression);
        case ExpressionKind::filter: return filter(expression);
        case ExpressionKind::constant: return constant(expression);
        case ExpressionKind::binary:
            if (expression.text == "or" || expression.text == "and")
                return all(expression);
            break;
        case ExpressionKind::unary:
            if (is_number(expression))
                return std::nullopt;
            break;
        case ExpressionKind::call:
            if (prints_in_place(expression) && site_ == Site::text)
                return std::nullopt;
            break;
        default: break;
        }
        return text(expression);
    }

private:
    Verdict refusal(const Expression& part, Refusal::Reason reason = Refusal::Reason::text) const
    {
        return Refusal{&part, site_, reason};
    }

    Verdict conditional(const Expression& expression) const
    {
        if (!expression.items[2] && site_ == Site::unquoted)  // prints nothing: the value would be what follows
            return refusal(expression);
        auto verdict = judge(*expression.items[1]);
        return verdict || !expression.items[2] ? verdict : judge(*expression.items[2]);
    }

    Verdict all(const Expression& expression) const
    {
        for (const auto& item : expression.items)
            if (auto verdict = judge(*item))
                return verdict;
        return std::nullopt;
    }

    /// 'javascript:' ~ …: the parts are judged as behind literal text.
    bool begins_with_code(const Expression& first) const
    {
        if (site_ != Site::address || state_.value != ValueStart::nothing || !first.value.is_text())
            return false;
        std::string text(first.value.as_text());
        std::erase(text, '"');
        Openings openings;
        auto state = state_;
        state.mode = HtmlMode::double_quoted;
        return site_of(advance(state, text, openings)) == Site::code_address;
    }

    /// Of an address no part of which was made for it, all of it is at fault: (a ~ b)|url.
    Verdict concat(const Expression& expression) const
    {
        if (begins_with_code(*expression.items[0]))
            return Refusal{&expression, Site::code_address};
        const auto verdict = all(expression);
        const bool is_plain = std::none_of(expression.items.begin(), expression.items.end(), [](const ExpressionPtr& item) {
            return item->kind == ExpressionKind::filter;
        });
        return verdict && site_ == Site::address && is_plain ? refusal(expression) : verdict;
    }

    Verdict constant(const Expression& expression) const
    {
        if (is_number(expression))
            return std::nullopt;
        const auto value = expression.value.is_text() ? expression.value.as_text() : std::string_view();
        return literal_fits(value, site_, state_) ? std::nullopt : refusal(expression);
    }

    /// Something unknown, escaped when it is printed.
    Verdict text(const Expression& expression) const
    {
        if (site_ != Site::text && site_ != Site::attribute)
            return refusal(expression);
        return escapes_ ? std::nullopt : refusal(expression, Refusal::Reason::unescaped);
    }

    /// super(), caller(), loop(…), self.x(): what they print is judged where it is written.
    static bool prints_in_place(const Expression& call)
    {
        const auto& callee = *call.items[0];
        if (callee.kind == ExpressionKind::attribute)
            return callee.items[0]->is_name("self");
        return callee.kind == ExpressionKind::name &&
               (callee.text == "super" || callee.text == "caller" || callee.text == "loop");
    }

    static bool has_arguments(const Expression& filter)
    {
        return filter.items.size() > 1 || !filter.keywords.empty() || filter.rest || filter.named_rest;
    }

    Verdict filter(const Expression& expression) const
    {
        const auto& name = expression.text;
        if (name == "e" || name == "escape")
            return escaped().judge(*expression.items[0]);
        if (name == "forceescape")
            return forceescape(expression);
        if (name == "tojson")
            return tojson(expression);
        if (name == "xmlattr")
            return xmlattr(expression);
        if (name == "default" || name == "d")
            return fallback(expression);
        if ((name == "int" || name == "length" || name == "count") && !has_arguments(expression))
            return std::nullopt;  // gives a number
        const auto index = registry_.filters.find(name);
        const auto gives = index ? registry_.filters[*index].gives : Gives::text;
        if (gives == Gives::html || (gives == Gives::address && site_ == Site::address))
            return std::nullopt;
        return text(expression);
    }

    Judge escaped() const
    {
        auto result = *this;
        result.escapes_ = true;
        return result;
    }

    /// Escapes the quotes of JSON too, so that they do not end the value.
    Verdict forceescape(const Expression& expression) const
    {
        const bool is_quoted = state_.mode == HtmlMode::double_quoted || state_.mode == HtmlMode::single_quoted;
        auto inner = escaped();
        inner.is_double_quoted_ = false;
        return is_quoted || site_ == Site::text ? inner.judge(*expression.items[0]) : text(expression);
    }

    /// tojson writes < > & ' as \u003c …, but its " are plain and it is not escaped again.
    Verdict tojson(const Expression& expression) const
    {
        switch (site_) {
        case Site::text:
        case Site::script:
        case Site::style:
        case Site::comment: return std::nullopt;
        case Site::code_address:
        case Site::unquoted:
        case Site::declaration:
        case Site::tag_name:
        case Site::attribute_name: return refusal(expression);
        default: break;
        }
        return is_double_quoted_ ? refusal(expression, Refusal::Reason::json_in_double_quotes) : std::nullopt;
    }

    /// Begins with a blank unless told not to, so it may follow a name; refuses bad names itself.
    Verdict xmlattr(const Expression& expression) const
    {
        const bool fits = site_ == Site::text || state_.mode == HtmlMode::before_attribute ||
                          ((state_.mode == HtmlMode::tag_name || site_ == Site::attribute_name) && !has_arguments(expression));
        return fits ? std::nullopt : refusal(expression);
    }

    Verdict fallback(const Expression& expression) const
    {
        if (auto verdict = all(expression))  // the subject and, by position, what stands in for it
            return verdict;
        for (const auto& [name, value] : expression.keywords)
            if (name == "default_value")
                return judge(*value);
        return expression.rest || expression.named_rest ? text(expression) : std::nullopt;
    }

    const HtmlState& state_;
    Site site_;
    bool escapes_;
    bool is_double_quoted_;
    const Registry& registry_;
};

}  // namespace

std::optional<Refusal> judge(const Expression& expression, const HtmlState& state, bool escapes, const Registry& registry)
{
    return Judge(state, escapes, registry).judge(expression);
}

}  // namespace gongkai::jinja
