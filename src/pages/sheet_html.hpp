// The component for forms of one page: a sheet as HTML.
#pragma once

#include <string>

#include "model/report.hpp"
#include "model/site.hpp"

namespace gongkai::pages {

/// Its sections in order: fields as a description list, check boxes ticked and
/// not, grids and indicators as tables with scoped heads, each in its own scroll
/// region. Values have the ids that anchors.hpp says. Personal data as the policy says.
/// All text is escaped.
std::string sheet_html(const model::Sheet& sheet, const model::Department& department, const model::Report& report,
                       const model::PersonalDataPolicy& policy);

/// What the policy leaves of a value: all, a masked number, or nothing.
std::string shown_text(const model::SheetValue& value, model::Personal personal, const model::PersonalDataPolicy& policy);

/// 138****1234, 6886****: of each number in the text the last four digits of up to
/// eight, or the four before the last four, become asterisks (websites.md §4).
std::string masked_telephone(std::string_view text);

}  // namespace gongkai::pages
