// Where in HTML a piece of a template stands. A tokenizer after the HTML standard
// (§13.2.5 Tokenization), as far as it decides what may be printed: fed with
// literal text piece by piece, it keeps no more than a small comparable value.
//
// Not followed, on purpose: SVG and MathML (foreign content has the same tags and
// attributes; that <title> and <script> there are read as in HTML only makes the
// check stricter) and the escaped script states (§13.2.5.18 ff.: a "<!--<script>"
// inside of a script).
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gongkai::jinja {

enum class HtmlMode : std::uint8_t {
    data,
    tag_open,          ///< behind "<"
    end_tag_open,      ///< behind "</"
    tag_name,
    before_attribute,  ///< inside a tag, between attributes; behind a closed value too
    attribute_name,
    after_name,        ///< behind an attribute's name and white space
    before_value,      ///< behind "="
    double_quoted,
    single_quoted,
    unquoted,
    declaration,       ///< behind "<!", not yet a comment
    comment,
    bogus_comment,     ///< <!doctype …>, <?xml …?>: up to ">"
    raw_text,          ///< of <script>, <style>, <title>, <textarea> …: up to the end tag
};

/// How an attribute's value began.
enum class ValueStart : std::uint8_t {
    nothing,  ///< empty so far
    scheme,   ///< literal text that may become "javascript:"
    settled,  ///< anything else: what follows cannot make a script of it
    code,     ///< javascript:, vbscript:, data: other than an image
};

/// What a browser takes an attribute's value for.
enum class AttributeKind : std::uint8_t {
    ordinary,
    address,  ///< href, src …
    handler,  ///< onclick …: a script
    style,
    document,  ///< srcdoc: HTML once more
    unknown,  ///< the name is put together by the template
};

struct HtmlState {
    HtmlMode mode = HtmlMode::data;
    ValueStart value = ValueStart::nothing;
    bool is_end_tag = false;
    std::string element;    ///< lower case; of the tag being written, or whose raw text this is
    std::string attribute;  ///< lower case; "?": printed, harmless; "?…": printed, unknown
    std::string seen;       ///< the beginning of "-->", of "</script" or of a scheme

    auto operator<=>(const HtmlState&) const = default;
};

/// Offsets in a piece of text at which what is open at its end was opened.
struct Openings {
    std::optional<std::size_t> tag;    ///< the "<"
    std::optional<std::size_t> quote;
};

/// The state behind `text` (html_tokenizer.cpp).
HtmlState advance(HtmlState state, std::string_view text, Openings& openings);
/// The state behind something printed that was allowed to stand there.
HtmlState after_output(HtmlState state);
/// One state for two ways to the same place, the more cautious one where they
/// differ in what does not matter; nullopt if they differ in what does (html_join.cpp).
std::optional<HtmlState> join(const HtmlState& a, const HtmlState& b);

AttributeKind attribute_kind(std::string_view element, std::string_view attribute);
/// <script>, <style> …: their content ends at their own end tag only.
bool is_raw_text_element(std::string_view name);
/// Of elements with raw text, and <object>: their name decides how what follows is read.
bool is_special_element(std::string_view name);
/// The position in words: “属性 class 的双引号值内”.
std::string describe(const HtmlState& state);

}  // namespace gongkai::jinja
