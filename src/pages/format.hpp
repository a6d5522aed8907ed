// Figures as text on pages and in downloads.
#pragma once

#include <string>
#include <vector>

#include "decimal/decimal.hpp"
#include "model/report.hpp"

namespace gongkai::pages {

/// How figures are printed: in which unit, with how many decimals at least.
struct FigureFormat {
    decimal::Unit unit = decimal::Unit::ten_thousand_yuan;
    int decimals = 2;
    bool keeps_written_decimals = true;  ///< they were written in the same unit
    decimal::Grouping grouping = decimal::Grouping::none;

    FigureFormat plain() const { return {unit, decimals, keeps_written_decimals, decimal::Grouping::none}; }
};

/// Of the amounts in a report's forms.
FigureFormat format_of(const model::Report& report);
/// Of the amount columns of one of its tables, by Column::amount_index.
std::vector<FigureFormat> column_formats(const model::Report& report, const model::TableForm& form);

/// 万元, or what the table says.
decimal::Unit unit_of(const model::Report& report, const model::TableForm& form);
/// Its name; empty for a table without a column of money.
std::string_view unit_text(const model::Report& report, const model::TableForm& form);

/// All digits of the figure, at least as many decimals as the format says and as
/// were written. Blank gives "", a dash "—".
std::string figure_text(const model::Figure& figure, const FigureFormat& format);

/// The amount as a number in the format's unit, with the decimals of figure_text.
decimal::Decimal figure_decimal(const model::Figure& figure, const FigureFormat& format);

/// Replaces {year}, {entity} (部门), {this} (本部门), {name}, {short_name} in a
/// title or note.
std::string filled(const std::string& text, const model::Department& department, const model::Report& report);

/// 2023年度汉阳区委办公室决算, or the title that the report gives itself.
std::string report_title(const model::Department& department, const model::Report& report);

/// 2023年度人才工作经费项目自评表: the form's title with its placeholders filled.
std::string sheet_title(const model::Department& department, const model::Report& report, const model::Sheet& sheet);

}  // namespace gongkai::pages
