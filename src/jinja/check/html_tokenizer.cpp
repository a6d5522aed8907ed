// How literal text changes the state: the tokenizer.

#include "jinja/check/html_state.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"

namespace gongkai::jinja {
namespace {

/// Letters of a name that are kept: no name that matters is as long.
constexpr std::size_t longest_name = 64;

constexpr std::string_view image_scheme = "data:image/";
constexpr std::array<std::string_view, 3> schemes = {"javascript:", "vbscript:", image_scheme};

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
        } else if (base::is_letter(c)) {
            begin_tag(c, false);
        } else {
            reset();  // "a < b": text
            open_tag(c);
        }
    }

    void end_tag_open(char c)
    {
        if (base::is_letter(c))
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
        state_.element = base::lowered(c);
    }

    void in_tag(char c, HtmlMode behind, std::string& name)
    {
        if (base::is_html_space(c))
            state_.mode = behind;
        else if (c == '/')
            forget_attribute(state_);
        else if (c == '>')
            end_tag();
        else if (c == '=' && state_.mode == HtmlMode::attribute_name)
            state_.mode = HtmlMode::before_value;
        else if (name.size() < longest_name)
            name += base::lowered(c);
    }

    void before_name(char c)
    {
        if (base::is_html_space(c))
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
            state_.attribute = base::lowered(c);
        }
    }

    void before_value(char c)
    {
        if (base::is_html_space(c))
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
        if (base::is_html_space(c))
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
        state_.seen += base::lowered(c);
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
        const bool opens_raw_text = !state_.is_end_tag && is_raw_text_element(element);
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
        if (seen == closing && (base::is_html_space(c) || c == '/' || c == '>')) {
            seen.clear();
            state_.is_end_tag = true;
            state_.mode = HtmlMode::before_attribute;
            if (c == '>')
                reset();
        } else if (seen != closing && base::lowered(c) == closing[seen.size()]) {
            seen += base::lowered(c);
        } else {
            seen = c == '<' ? "<" : "";
        }
    }

    HtmlState& state_;
    Openings& openings_;
    std::size_t position_ = 0;
};

}  // namespace

HtmlState advance(HtmlState state, std::string_view text, Openings& openings)
{
    Tokenizer(state, openings).run(text);
    return state;
}

}  // namespace gongkai::jinja
