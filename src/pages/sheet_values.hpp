// What templates see of a report's forms of one page.
#pragma once

#include <string>

#include "base/diagnostic.hpp"
#include "jinja/value/value.hpp"
#include "model/report.hpp"
#include "model/site.hpp"
#include "pages/charts.hpp"

namespace gongkai::pages {

/// A list: for each sheet its name, title, url (from the site's root), file (from
/// the report's folder), scope, and the texts budget, executed, rate, score (for
/// execution), total; none where the form has no such value.
jinja::Value sheet_list(const model::Department& department, const model::Report& report);

/// Rates and scores of the projects as a chart; a Refusal if there are none.
ReportChart rate_chart(const model::Department& department, const model::Report& report);

/// Warnings for personal data that the content keeps though the site's policy
/// does not show it (W-P5 names, W-P3 telephone numbers).
base::Diagnostics kept_personal_data(const model::Sheet& sheet, int year, const model::PersonalDataPolicy& policy);

/// All values of all sheets, one a line: RFC 4180 as table_csv.
std::string sheets_csv(const model::Department& department, const model::Report& report,
                       const model::PersonalDataPolicy& policy);

}  // namespace gongkai::pages
