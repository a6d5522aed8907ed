// What a reader, or a search engine, finds as text in an HTML page.
#pragma once

#include <string>
#include <string_view>

namespace gongkai::audit {

/// The texts of a page. Cells and terms are parted by a tab, other blocks by a
/// line break; character references are decoded.
struct PageText {
    std::string body;        ///< text and comments
    std::string attributes;  ///< one a line: title, alt, aria-label, content, data-* …; tel: and mailto: links
    std::string footer;      ///< both, of <footer>: what the site says of itself
};

/// Reads the markup that the program's templates write. Scripts and styles, and
/// attributes that hold no text (class, d, points, addresses), are left out.
PageText text_of_page(std::string_view html);

}  // namespace gongkai::audit
