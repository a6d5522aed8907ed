// What every page tells its template: title, address, way back, neighbours.
#pragma once

#include <string>
#include <vector>

#include "jinja/value/value.hpp"

namespace gongkai::pages {

struct Link {
    std::string title;
    std::string path;  ///< from the site's root; empty: no link
};

struct PageContext {
    std::string kind;         ///< home, department, report, table, narrative, glossary, sitemap, notfound, archive
    std::string path;
    std::string site_folder;  ///< from the page's root to the site's, with a slash at the end; empty: the same
    std::string title;
    std::string description;
    std::string orientation = "portrait";
    std::string published;    ///< YYYY-MM-DD or empty
    std::string source;       ///< ContentSource: who publishes
    std::string column_name;  ///< 《政府网站发展指引》: ColumnName …
    std::string column_type = "数据发布";
    bool is_content = true;   ///< carries ArticleTitle, PubDate, ContentSource
    std::vector<Link> breadcrumbs;
    Link previous;
    Link next;
};

/// The map `page` of the templates.
jinja::Value page_value(const PageContext& page);

}  // namespace gongkai::pages
