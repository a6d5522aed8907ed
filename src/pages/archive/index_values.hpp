// The way into an archive as its template gets it.
#pragma once

#include <vector>

#include "jinja/value/value.hpp"
#include "model/site.hpp"
#include "pages/archive/archive_index.hpp"
#include "pages/page_context.hpp"

namespace gongkai::pages {

PageContext archive_index_head(const model::SiteSettings& settings);

/// archive, districts, corrected_reports; addresses from the site's root.
std::vector<jinja::Member> archive_index_values(const model::Site& site, const ArchiveIndex& index);

}  // namespace gongkai::pages
