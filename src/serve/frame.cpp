#include "serve/frame.hpp"

#include <algorithm>
#include <initializer_list>

#include "base/ascii.hpp"
#include "base/html.hpp"

namespace gongkai::serve {
namespace {

constexpr std::string_view title_prefix = "【预览】";

constexpr std::string_view head_start = R"html(<meta name="robots" content="noindex, nofollow">
<link rel="stylesheet" href="/_preview/preview.css">
<script type="module" src="/_preview/preview.js" data-path=")html";

/// The script adds to it; until then, and without script, it says the one thing that matters.
constexpr std::string_view bar = R"html(
<div id="gongkai-preview">
<div id="gongkai-preview-bar" class="gongkai-preview-bar" role="region" aria-label="预览"><p class="gongkai-preview-words" role="status"><strong>未发布预览</strong></p></div>
<div class="gongkai-preview-watermark" aria-hidden="true">未发布预览</div>
</div>)html";

/// Offsets in the page where something is put in.
struct Places {
    std::size_t title = std::string_view::npos;  ///< the text of the title, if there is one
    std::size_t head = std::string_view::npos;   ///< the end of the head
    std::size_t body = std::string_view::npos;   ///< the first thing in the body
};

/// A tag, a comment or the document type: html[begin, end). Its end is npos if it has none.
struct Markup {
    enum class Kind { start, end, comment } kind = Kind::comment;
    std::string name;  ///< of a tag, lowered
    std::size_t begin = 0;
    std::size_t end = 0;
};

constexpr bool ends_name(char c) { return base::is_html_space(c) || c == '/' || c == '>'; }

/// Past the next `what`; npos without one.
std::size_t past(std::string_view html, std::string_view what, std::size_t from)
{
    const auto at = html.find(what, from);
    return at == std::string_view::npos ? at : at + what.size();
}

/// Past the value of an attribute that begins at or after `at`, which follows its '='.
std::size_t past_value(std::string_view html, std::size_t at)
{
    while (at < html.size() && base::is_html_space(html[at]))
        ++at;
    if (at < html.size() && (html[at] == '"' || html[at] == '\''))
        return past(html, html.substr(at, 1), at + 1);
    while (at < html.size() && html[at] != '>' && !base::is_html_space(html[at]))
        ++at;
    return at;
}

/// Past the '>' of a tag whose attributes begin at `at`; npos without one. A '>' in a quoted
/// value does not count; quotes count only after '='.
std::size_t past_tag(std::string_view html, std::size_t at)
{
    while (at < html.size() && html[at] != '>')
        at = html[at] == '=' ? past_value(html, at + 1) : at + 1;
    return at < html.size() ? at + 1 : std::string_view::npos;
}

/// A comment ends with --> or --!>; <!--> and <!---> are whole ones; <!x>, <?x> and </1> end with '>'.
/// npos if it never ends.
std::size_t past_comment(std::string_view html, std::size_t begin)
{
    if (html.substr(begin, 4) != "<!--" || html.substr(begin, 5) == "<!-->" || html.substr(begin, 6) == "<!--->")
        return past(html, ">", begin);
    for (auto at = html.find("--", begin + 4); at != std::string_view::npos; at = html.find("--", at + 1)) {
        const auto after = html.substr(at + 2, 2);
        if (after.substr(0, 1) == ">" || after == "!>")
            return at + (after[0] == '>' ? 3 : 4);
    }
    return std::string_view::npos;
}

/// What the '<' at `begin` begins; a comment of no length if it is only a character.
Markup markup_at(std::string_view html, std::size_t begin)
{
    Markup found{Markup::Kind::comment, {}, begin, begin};
    const bool closes = html.substr(begin, 2) == "</";
    const auto name = begin + (closes ? 2 : 1);
    if (name >= html.size())
        return found;
    if (!base::is_letter(html[name])) {
        if (closes || html[name] == '!' || html[name] == '?')
            found.end = past_comment(html, begin);
        return found;
    }
    auto end = name;
    while (end < html.size() && !ends_name(html[end]))
        ++end;
    found.kind = closes ? Markup::Kind::end : Markup::Kind::start;
    found.name = base::lowered(html.substr(name, end - name));
    found.end = past_tag(html, end);
    return found;
}

/// Past the end tag of an element whose content is text, whatever it looks like; npos without one.
std::size_t past_text_of(std::string_view html, const Markup& start)
{
    for (auto at = html.find("</", start.end); at != std::string_view::npos; at = html.find("</", at + 2)) {
        const auto after = at + 2 + start.name.size();
        if (after < html.size() && ends_name(html[after]) && base::lowered(html.substr(at + 2, start.name.size())) == start.name)
            return past_tag(html, after);
    }
    return std::string_view::npos;
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Reads a page as far as its body begins, as a browser does (HTML standard 13.2.6.4.1 to 6).
class Reader {
public:
    explicit Reader(std::string_view html) : html_(html), last_(html.size()) {}

    Places places()
    {
        if (html_.substr(0, 3) == "\xEF\xBB\xBF")
            at_ = 3;
        while (places_.body == std::string_view::npos)
            step();
        return places_;
    }

private:
    void step()
    {
        if (at_ >= html_.size())
            return begin_body(html_.size(), html_.size());
        if (html_[at_] != '<')
            return read_text();
        const auto markup = markup_at(html_, at_);
        if (markup.end == markup.begin)
            return read_text();
        if (markup.end == std::string_view::npos)
            return begin_body(at_, at_);
        at_ = markup.end;
        if (markup.kind == Markup::Kind::start)
            read_start(markup);
        else if (markup.kind == Markup::Kind::end)
            read_end(markup);
    }

    void read_text()
    {
        if (templates_ == 0 && !base::is_html_space(html_[at_]))
            return begin_body(at_, at_);
        ++at_;
    }

    void read_start(const Markup& tag)
    {
        const bool head_is_closed = places_.head != std::string_view::npos;
        if (is_one_of(tag.name, {"title", "script", "style", "noframes"}) || (tag.name == "noscript" && !head_is_closed))
            read_text_element(tag);
        else if (tag.name == "template")
            open_template(tag);
        else if (templates_ > 0 || is_one_of(tag.name, {"html", "head", "base", "basefont", "bgsound", "link", "meta"}))
            return;
        else
            begin_body(tag.begin, tag.name == "body" ? tag.end : tag.begin);
    }

    /// One that is never closed swallows the rest of the page: what is added goes before it.
    void read_text_element(const Markup& tag)
    {
        const auto end = past_text_of(html_, tag);
        if (end == std::string_view::npos)
            return begin_body(tag.begin, tag.begin);
        if (tag.name == "title" && templates_ == 0)
            read_title(tag.end, end);
        at_ = end;
    }

    /// The first counts. One that stands after </head> belongs to the head nevertheless.
    void read_title(std::size_t text, std::size_t end)
    {
        if (places_.title != std::string_view::npos)
            return;
        places_.title = text;
        if (places_.head != std::string_view::npos)
            places_.head = end;
    }

    void open_template(const Markup& tag)
    {
        if (templates_++ == 0)
            last_ = tag.begin;
    }

    void close_template()
    {
        templates_ = std::max(templates_ - 1, 0);
        if (templates_ == 0)
            last_ = html_.size();
    }

    void read_end(const Markup& tag)
    {
        if (tag.name == "template")
            close_template();
        else if (templates_ > 0)
            return;
        else if (tag.name == "head")
            places_.head = std::min(places_.head, tag.begin);
        else if (is_one_of(tag.name, {"html", "body", "br"}))
            begin_body(tag.begin, tag.begin);
    }

    /// The head ends before `begin`, if it did not before; the body has its first thing at `first`.
    void begin_body(std::size_t begin, std::size_t first)
    {
        places_.head = std::min({places_.head, begin, last_});
        places_.body = std::min(first, last_);
    }

    std::string_view html_;
    std::size_t at_ = 0;
    int templates_ = 0;  ///< <template> that are open: what is in them is not on the page
    std::size_t last_;   ///< where a body could begin at the latest: before a <template> that is not closed
    Places places_;
};

void append_head(std::string& out, std::string_view path, std::string_view version, bool has_title)
{
    if (!has_title) {
        out.append("<title>").append(title_prefix);
        base::append_escaped(out, path);
        out += "</title>\n";
    }
    out += head_start;
    base::append_escaped(out, path);
    out += "\" data-version=\"";
    base::append_escaped(out, version);
    out += "\"></script>\n";
}

}  // namespace

std::string framed(std::string_view html, std::string_view path, std::string_view version)
{
    const auto places = Reader(html).places();
    const bool has_title = places.title != std::string_view::npos;
    const auto title = has_title ? places.title : places.head;
    std::string out;
    out.reserve(html.size() + head_start.size() + bar.size() + 2 * path.size() + version.size() + 256);
    out += html.substr(0, title);
    if (has_title)
        out += title_prefix;
    out += html.substr(title, places.head - title);
    append_head(out, path, version, has_title);
    out += html.substr(places.head, places.body - places.head);
    out += bar;
    out += html.substr(places.body);
    return out;
}

}  // namespace gongkai::serve
