// Which rows a table has.
#pragma once

#include "formula/formula.hpp"
#include "model/classification.hpp"
#include "model/report.hpp"

namespace gongkai::resolve {

/// Index of the classified block of a form, or -1.
int classified_block(const model::TableForm& form);

/// Adds the rows above written codes and the total, and orders the rows by code.
void complete_rows(model::Table& table, const model::TableForm& form, const model::CodeList& codes, int year);

/// Gives a derived classified table the codes that occur in the tables which
/// its formulas name.
void derive_rows(std::size_t table, std::vector<model::Table>& tables, const model::FormSet& forms,
                 const std::vector<formula::Equation>& derive);

/// For each row, the rows of which it is the sum: children of a code, 类 of the
/// total, rows below one of a list.
std::vector<std::vector<std::size_t>> rows_below(const model::Table& table, const model::TableForm& form);

}  // namespace gongkai::resolve
