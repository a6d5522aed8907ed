// Where a reader finds what a finding is about: page and id.
#pragma once

#include <string>
#include <vector>

#include "audit/finding.hpp"
#include "pages/audit_groups.hpp"

namespace gongkai::pages {

struct PagePlace {
    std::string path;    ///< of the page, from the site's root
    std::string anchor;  ///< id on it; empty: the page as a whole

    bool operator==(const PagePlace&) const = default;
};

/// The place of a finding of that group, then the other figures that it speaks of, each
/// once: the cell or value, the section of the narrative, or the report's first page.
std::vector<PagePlace> places_of(const audit::Finding& finding, const FindingGroup& group, const model::Department& department,
                                 const model::Report& report);

}  // namespace gongkai::pages
