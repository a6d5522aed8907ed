// A page of the site as the preview shows it: with the draft bar and its script.
#pragma once

#include <string>
#include <string_view>

namespace gongkai::serve {

/// The page with 【预览】 before its title, robots kept off, the preview's style sheet
/// and script, and as the first thing of its body the bar (said even without script:
/// 未发布预览) and the watermark for paper. The published bytes never pass here.
///
/// The script learns `path` (of the page within the site) and `version` (of what was
/// served). It asks for a page of the same path with another version and renews itself
/// then; a page that stands in for one which is not there (404, no build yet) has the
/// version "", so that it gives way as soon as there is one.
///
/// A page without head, title or body gets all of it too: at the place where a browser
/// would begin its body.
std::string framed(std::string_view html, std::string_view path, std::string_view version);

}  // namespace gongkai::serve
