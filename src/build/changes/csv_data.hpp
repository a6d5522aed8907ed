// CSV as the downloads write it, read back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gongkai::build {

/// RFC 4180, a byte order mark or not. The apostrophe that keeps a text from being a
/// formula (pages/downloads) is taken off. Never fails: a quote that is not closed ends with
/// the text.
std::vector<std::vector<std::string>> parse_csv(std::string_view csv);

}  // namespace gongkai::build
