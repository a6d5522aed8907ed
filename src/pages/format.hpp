// Figures as text on pages and in downloads.
#pragma once

#include <string>

#include "decimal/decimal.hpp"
#include "model/report.hpp"

namespace gongkai::pages {

/// The figure in the unit of the report's forms: all its digits, at least as
/// many decimals as the form prescribes and as were written; with commas if
/// the report is written so. Blank gives "", a dash "—".
std::string figure_text(const model::Figure& figure, const model::Report& report);

/// The same without commas, for files.
std::string plain_figure_text(const model::Figure& figure, const model::Report& report);

/// The amount as a number in the unit of the report's forms, with the decimals
/// of figure_text.
decimal::Decimal figure_decimal(const model::Figure& figure, const model::Report& report);

/// Replaces {year}, {entity} (部门), {this} (本部门), {name}, {short_name} in a
/// title or note.
std::string filled(const std::string& text, const model::Department& department, const model::Report& report);

/// 2023年度汉阳区委办公室决算, or the title that the report gives itself.
std::string report_title(const model::Department& department, const model::Report& report);

}  // namespace gongkai::pages
