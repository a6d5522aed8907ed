#include "audit/page_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace gongkai::audit {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Elements within a line: the text goes on through them.
bool is_inline(std::string_view element)
{
    static constexpr std::array<std::string_view, 26> names = {"a",    "abbr",  "b",    "bdi",    "bdo", "cite", "code", "data", "del",
                                                               "dfn",  "em",    "i",    "ins",    "kbd", "mark", "q",    "s",    "samp",
                                                               "small", "span", "strong", "sub",  "sup", "time", "u",    "var"};
    return is_one_of(element, names);
}

/// Elements that stand side by side in a line: a label and its value.
bool is_cell(std::string_view element)
{
    static constexpr std::array<std::string_view, 5> names = {"td", "th", "dt", "dd", "label"};
    return is_one_of(element, names);
}

bool holds_text(std::string_view attribute)
{
    static constexpr std::array<std::string_view, 11> names = {"title", "alt",   "content",    "value",            "placeholder",   "label",
                                                               "summary", "abbr", "aria-label", "aria-description", "aria-valuetext"};
    return attribute.starts_with("data-") || is_one_of(attribute, names);
}

/// What a link of these schemes leads to is no address but a person.
std::string contact_of(std::string_view link)
{
    for (const std::string_view scheme : {"tel:", "sms:"})
        if (link.starts_with(scheme))
            return "电话 " + std::string(link.substr(scheme.size()));
    constexpr std::string_view mail = "mailto:";
    return link.starts_with(mail) ? std::string(link.substr(mail.size())) : std::string();
}

/// Appends the character that a reference stands for; false if it is none known.
bool append_reference(std::string& out, std::string_view name)
{
    if (name.starts_with('#')) {
        const bool is_hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
        unsigned value = 0;
        const auto digits = name.substr(is_hex ? 2 : 1);
        const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value, is_hex ? 16 : 10);
        const bool is_valid = failure == std::errc() && end == digits.data() + digits.size() && value > 0 && value < 0x110000 &&
                              (value < 0xD800 || value > 0xDFFF);
        if (is_valid)
            base::append_utf8(out, value);
        return is_valid;
    }
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> known = {
        {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}}};
    const auto found = std::find_if(known.begin(), known.end(), [&](const auto& entry) { return entry.first == name; });
    if (found != known.end())
        out += found->second;
    return found != known.end();
}

void append_decoded(std::string& out, std::string_view text)
{
    constexpr std::size_t longest_name = 10;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto end = text[i] == '&' ? text.substr(0, i + longest_name).find(';', i) : std::string_view::npos;
        if (end != std::string_view::npos && append_reference(out, text.substr(i + 1, end - i - 1)))
            i = end;
        else
            out += base::is_html_space(text[i]) ? ' ' : text[i];
    }
}

class PageReader {
public:
    explicit PageReader(std::string_view html) : html_(html) {}

    PageText read()
    {
        while (at_ < html_.size()) {
            const auto next = std::min(html_.find('<', at_), html_.size());
            append_decoded(text(), html_.substr(at_, next - at_));
            at_ = next;
            if (at_ < html_.size())
                read_markup();
        }
        return std::move(page_);
    }

private:
    std::string& text() { return in_footer_ ? page_.footer : page_.body; }

    void read_markup()
    {
        const auto rest = html_.substr(at_);
        if (rest.starts_with("<!--")) {
            const auto end = std::min(html_.find("-->", at_), html_.size());
            text() += '\n';
            append_decoded(text(), html_.substr(at_ + 4, std::max(end, at_ + 4) - at_ - 4));
            text() += '\n';
            at_ = std::min(end + 3, html_.size());
        } else if (rest.size() > 1 && (base::is_letter(rest[1]) || rest[1] == '/' || rest[1] == '!')) {
            read_tag();
        } else {
            text() += '<';
            ++at_;
        }
    }

    void read_tag()
    {
        const bool is_end = html_[at_ + 1] == '/';
        const auto start = at_ + (is_end ? 2 : 1);
        at_ = start;
        while (at_ < html_.size() && !base::is_html_space(html_[at_]) && html_[at_] != '>' && html_[at_] != '/')
            ++at_;
        const auto element = html_.substr(start, at_ - start);
        if (element == "footer")
            in_footer_ = !is_end;
        read_attributes();
        if (is_cell(element))
            text() += '\t';
        else if (!is_inline(element))
            text() += '\n';
        if (!is_end && (element == "script" || element == "style"))
            skip_to_end_of(element);
    }

    void read_attributes()
    {
        while (at_ < html_.size() && html_[at_] != '>') {
            if (base::is_html_space(html_[at_]) || html_[at_] == '/') {
                ++at_;
                continue;
            }
            const auto start = at_;
            while (at_ < html_.size() && !base::is_html_space(html_[at_]) && html_[at_] != '>' && html_[at_] != '=' && (html_[at_] != '/' || at_ == start))
                ++at_;
            const auto name = html_.substr(start, at_ - start);
            if (at_ < html_.size() && html_[at_] == '=') {
                ++at_;
                take_attribute(name, read_value());
            }
        }
        at_ = std::min(at_ + 1, html_.size());
    }

    std::string_view read_value()
    {
        const char quote = at_ < html_.size() ? html_[at_] : '>';
        if (quote == '"' || quote == '\'') {
            const auto end = std::min(html_.find(quote, at_ + 1), html_.size());
            const auto value = html_.substr(at_ + 1, end - std::min(at_ + 1, end));
            at_ = std::min(end + 1, html_.size());
            return value;
        }
        const auto start = at_;
        while (at_ < html_.size() && !base::is_html_space(html_[at_]) && html_[at_] != '>')
            ++at_;
        return html_.substr(start, at_ - start);
    }

    void take_attribute(std::string_view name, std::string_view value)
    {
        auto& out = in_footer_ ? page_.footer : page_.attributes;
        if (name == "href") {
            if (const auto contact = contact_of(value); !contact.empty())
                out += contact + '\n';
        } else if (holds_text(name)) {
            out += '\n';
            append_decoded(out, value);
            out += '\n';
        }
    }

    void skip_to_end_of(std::string_view element)
    {
        const auto end = html_.find("</" + std::string(element), at_);
        at_ = std::min(end, html_.size());
    }

    std::string_view html_;
    std::size_t at_ = 0;
    bool in_footer_ = false;
    PageText page_;
};

}  // namespace

PageText text_of_page(std::string_view html) { return PageReader(html).read(); }

}  // namespace gongkai::audit
