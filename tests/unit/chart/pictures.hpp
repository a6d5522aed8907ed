// What every picture must satisfy, and its parts for closer looks.
#pragma once

#include <string>
#include <vector>

#include "chart/chart.hpp"

namespace gongkai::test {

/// An element of a picture: its tag with all attributes, and a text's content.
struct Element {
    std::string tag;      ///< rect, line, text …
    std::string source;   ///< as written, up to the end of the start tag; of a text, with its content
    std::string classes;  ///< of the class attribute
    chart::TextBox box;   ///< of a mark; empty for a text
};

/// All elements but svg, title and desc. Fails the test where the picture is not well-formed XML.
std::vector<Element> elements(const std::string& svg);

/// Elements with this word among their classes.
std::vector<Element> with_class(const std::string& svg, const std::string& name);

/// Well-formed, no part outside the picture, no text touches another text or a mark, no number but
/// plain decimals, and every colour stands out from the ground, as written and in both modes of the theme.
void check_picture(const std::string& svg, const std::vector<chart::TextBox>& texts);

/// A drawn chart: both pictures and the file pass, and every figure that a picture prints is in the
/// table, in a cell or at its beginning. Figures of the axes, which are soft, need not be.
const chart::Chart& check_chart(const chart::Result& result);

const chart::Chart& drawn(const chart::Result& result);
std::string refused(const chart::Result& result);

/// The elements that differ, by tag and class ("rect s1"); the numbers of elements must be the same.
std::vector<std::string> changed(const std::string& before, const std::string& after);

/// The width or height that a picture states, in tenths.
int length_of(const std::string& svg, const std::string& attribute);

/// Names that real accounts contain, and worse.
const std::vector<std::string>& hard_names();

}  // namespace gongkai::test
