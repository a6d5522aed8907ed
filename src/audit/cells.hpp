// Figures in findings, as text; their names are in model/places.hpp.
#pragma once

#include <string>

#include "audit/finding.hpp"
#include "audit/subject.hpp"
#include "model/places.hpp"

namespace gongkai::audit {

/// The figure as it was written: digits of its form's unit, "空" when blank.
std::string figure_text(const model::Report& report, const model::TableForm& form, int amount_column, const model::Figure& figure);

/// An amount with the decimals of the table's unit: 26.00.
std::string amount_text(const model::Report& report, const model::TableForm& form, int amount_column, decimal::Money amount);

Operand operand_of(const model::Report& report, model::CellRef cell);

/// Smallest printed step of a column: 0.01 万元 is 10,000 分; 1 分 at least.
std::int64_t step_of(const model::Report& report, const model::TableForm& form, int amount_column);

/// 万元, 元; nothing for counts.
std::string unit_text(const model::Report& report, const model::TableForm& form, int amount_column);

}  // namespace gongkai::audit
