// Text in CSV files (RFC 4180).
#pragma once

#include <string>
#include <string_view>

namespace gongkai::pages {

/// Quoted where needed; a text that a spreadsheet could take for a formula gets a
/// leading apostrophe (OWASP ASVS 1.2.10).
void append_csv_text(std::string& out, std::string_view text);

}  // namespace gongkai::pages
