// Every page of the published site, as the archive records it (DA/T 80-2019,
// GB/T 42147-2022: 题名, 责任者, 栏目, dates).
#pragma once

#include <string>
#include <vector>

#include "model/site.hpp"

namespace gongkai::pages {

struct PageRecord {
    std::string path;        ///< from the site's root
    std::string title;       ///< 题名, as on the page
    std::string publisher;   ///< 责任者: the department; of shared pages the site's organiser, else its name
    std::string column;      ///< 栏目: ColumnName of the page
    std::string formed;      ///< 形成日期: YYYY-MM-DD of the approval, or empty
    std::string published;   ///< 发布日期: YYYY-MM-DD, or empty
    std::string department;  ///< slug; empty for shared pages
    std::string report;      ///< slug; empty for pages of no report
    int year = 0;            ///< 0 for pages of no report
    std::string kind;        ///< budget, final, performance, or empty
    std::string kind_name;   ///< as its form set calls it, or empty
    int version = 1;         ///< one more with each correction of the report
};

/// Shared pages, then each department with its published reports, in reading order.
std::vector<PageRecord> page_records(const model::Site& site);

}  // namespace gongkai::pages
