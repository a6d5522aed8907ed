// Prose as plain passages that remember where each byte stands.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/report.hpp"

namespace gongkai::audit::prose {

/// U+FFFC stands in a passage where a template puts what is not known here.
inline constexpr std::string_view unknown_mark = "\xEF\xBF\xBC";

/// How an author numbers an item: （三） is {"（一）", 3}. Style also tells how far it is indented.
struct Marker {
    std::string style;
    std::string text;  ///< as written
    int number = 0;
    base::Span span;   ///< in the file; none in facts
};

/// A paragraph, item, heading or table cell. `text` has no white space between
/// Chinese characters, no marks of Markdown, no comments, and no list marker.
struct Passage {
    std::string title;  ///< of its section, or the dotted name of the fact
    std::string text;
    std::vector<std::uint32_t> origin;  ///< place in the file of each byte; empty for facts
    base::Span whole;                   ///< all of it, with its marker
    std::size_t section = 0;            ///< passages of one section, or fact, follow each other
    std::optional<Marker> marker;
    std::size_t indent = 0;  ///< of an item, in columns
    bool is_fact = false;
    bool is_item = false;
    bool is_heading = false;
    bool explains = false;        ///< about the accounts: a fact, a section that a template would write, or one whose title says so
    bool after_template = false;  ///< a template statement stands before it

    /// Place of the bytes [begin, end) of the text; a fact has one place.
    base::Span span(std::size_t begin, std::size_t end) const;
};

/// All prose of a report, in the order of the file, then the facts.
std::vector<Passage> passages_of(const model::Report& report);

/// The number that a passage begins with (1. （1） 一、 （一） ①), and its bytes.
struct MarkerAt {
    Marker marker;
    std::size_t length = 0;
};
std::optional<MarkerAt> marker_at(std::string_view text);

/// 一 to 九十九; 0 for what is no such number.
int chinese_number(std::string_view text);

}  // namespace gongkai::audit::prose
