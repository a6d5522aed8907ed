// Heads of all pages of a site: address, title, column, way back. Pages are rendered with
// them, and the archive records the pages by them.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "model/site.hpp"
#include "pages/addresses.hpp"
#include "pages/page_context.hpp"

namespace gongkai::pages {

/// Pages of the site as a whole, one of each.
enum class SharedPage { home, glossary, sitemap, notfound };
inline constexpr std::array all_shared_pages = {SharedPage::home, SharedPage::glossary, SharedPage::sitemap, SharedPage::notfound};

PageContext shared_page_head(const model::SiteSettings& settings, SharedPage page);

PageContext department_page_head(const model::Department& department);

/// Of one of report_pages().
PageContext report_page_head(const model::Department& department, const model::Report& report, const std::vector<ReportPage>& pages,
                             std::size_t index);

/// pages/table.html
std::string_view template_of(ReportPageKind kind);

}  // namespace gongkai::pages
