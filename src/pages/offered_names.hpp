// What each kind of page offers to its template: for the check of names and the theme
// author's reference. A test compares it with what the pages really give.
#pragma once

#include <string>
#include <vector>

#include "jinja/check/names.hpp"

namespace gongkai::pages {

/// A name, or a member of one.
struct OfferedName {
    std::string name;
    std::string type;     ///< 文字, 整数, 映射的列表 …; "或空值" if it may be none; "（部分页面没有）"
    std::string summary;  ///< empty where the name says it all
    std::vector<OfferedName> members = {};  ///< of a map, or of the maps in a list; empty: the keys come from the content
};

/// Of a kind of page, or of the texts in a report.
struct PageKind {
    std::string title;          ///< 表页
    std::string template_name;  ///< pages/table.html; a folder for texts
    std::string summary;
    std::vector<OfferedName> names;
};

/// Names and types as in the reference, with functions of the texts last.
const std::vector<PageKind>& page_kinds();

/// The same for jinja::Environment. `texts`: templates of texts outside of the
/// folder for them.
std::vector<jinja::Offer> offers(const std::vector<std::string>& texts = {});

}  // namespace gongkai::pages
