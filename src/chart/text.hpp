// How wide text is, and where it may be broken. The reader's font is not
// known, so widths are upper bounds over the common Chinese fonts, in em:
// Han 1, digits 0.60, capitals 0.75, small letters 0.60 (measured in Noto Sans and
// Serif CJK and WenQuanYi Zen Hei), with 4 % to spare.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gongkai::chart {

/// Upper bound of the width of one line, in tenths; `size` is the font size in tenths.
int text_width(std::string_view text, int size);

/// Lines of at most `width` tenths, at most `lines` of them, the last ending in
/// … if something was left out. Chinese breaks anywhere but before closing and
/// after opening punctuation; figures and Latin words stay whole.
std::vector<std::string> wrapped(std::string_view text, int size, int width, std::size_t lines);

/// As wrapped, but of several lines none is much shorter than the others, if all of the text fits.
std::vector<std::string> balanced(std::string_view text, int size, int width, std::size_t lines);

/// The lines as one text again.
std::string joined(const std::vector<std::string>& lines);

/// A name fit for a picture: control characters and marks of direction taken
/// out; an empty one becomes （未命名）.
std::string clean_name(std::string_view name);

}  // namespace gongkai::chart
