// What the tests of bar charts look for in a picture: its marks, its texts and their grounds.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "chart/chart.hpp"

namespace bar_picture {

using gongkai::chart::Chart;
using gongkai::chart::TextBox;

/// A rectangle of the picture, in tenths.
struct Mark {
    std::string kind;  ///< its class
    TextBox box;
};

std::vector<Mark> rectangles(const std::string& svg);
/// Those of one class, with those of the key; the hatching has no place and is left out.
std::vector<TextBox> marks(const std::string& svg, const std::string& kind);

/// Texts as drawn: class, text, whether bold.
struct DrawnText {
    std::string kind;
    std::string text;
    bool is_bold = false;
};
std::vector<DrawnText> drawn_texts(const std::string& svg);
std::vector<std::string> bold_texts(const std::string& svg);

/// Elements after the description, in order.
std::vector<std::string> elements(const std::string& svg);
/// The elements that differ, as in the second; the pictures have as many elements.
std::vector<std::string> changed_elements(const std::string& before, const std::string& after);

/// Well-formed; no number that is none; no two texts overlap, none leaves the picture; no text touches
/// a mark but those that stand wholly inside a bar; every text and mark is seen on its ground in
/// the file and in the theme, light, dark and printed.
void check_chart(const Chart& chart);

const Chart& drawn(const gongkai::chart::Result& result);
std::string refused(const gongkai::chart::Result& result);

}  // namespace bar_picture
