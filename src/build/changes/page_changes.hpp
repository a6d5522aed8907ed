// The texts in which two versions of a page differ.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "build/changes/text_pieces.hpp"

namespace gongkai::build {

/// Where on a page a text stands (audit/page_text.hpp).
enum class TextPart {
    body,
    attributes,  ///< not seen in the page itself: title of the window, description, labels read aloud
    footer,
};

/// A line, paragraph or row of a table, whose cells are parted by tabs. A line that was
/// added has nothing before, one that was removed nothing after.
struct TextChange {
    TextPart part = TextPart::body;
    MarkedPair pair;
    std::size_t times = 1;  ///< the same change stands so often on the page
    bool is_number = false;  ///< only_numbers_differ
};

enum class TextComparison {
    done,
    too_many,   ///< more than most_changed_lines lines differ
    too_large,  ///< a page of more than largest_compared_page bytes
    left_out,   ///< not compared: one page too many, or no bytes of the published one
};

struct TextChanges {
    TextComparison comparison = TextComparison::left_out;
    std::vector<TextChange> changes;  ///< in the order of the page, at most most_text_changes
    std::size_t more = 0;             ///< changes beyond these
    std::size_t echoes = 0;           ///< attributes with the very change of a text of the body
    std::size_t in_charts = 0;        ///< lines that differ in drawings (svg), which show figures of the page
};

inline constexpr std::size_t largest_compared_page = 8u << 20;  ///< bytes
inline constexpr std::size_t most_changed_lines = 2000;         ///< removed and added
inline constexpr std::size_t most_text_changes = 400;

/// Compares what readers find as text; that the markup differs is not told.
TextChanges compare_pages(std::string_view old_html, std::string_view now_html);

/// What the page calls itself: its first heading, else its title, else nothing.
std::string page_title(std::string_view html);

}  // namespace gongkai::build
