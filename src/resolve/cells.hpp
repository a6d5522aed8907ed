// Computes the cells that were left out.
#pragma once

#include <optional>
#include <vector>

#include "formula/formula.hpp"
#include "model/report.hpp"

namespace gongkai::resolve {

/// Fills cells on demand: a cell's value may need others, in this table or
/// another, which are computed first. A cell that would need itself counts as
/// blank there.
class CellComputer {
public:
    CellComputer(std::vector<model::Table>& tables, const model::FormSet& forms,
                 const formula::FormSetFormulas& formulas);

    /// Computes every absent cell of every table.
    void compute_all();

    /// The sum of an expression's cells, computing them where necessary.
    model::Figure sum(const formula::Expression& expression, std::size_t home_table);

private:
    enum class Mark : unsigned char { untouched, in_progress, done };

    const model::Cell& compute(model::CellRef cell);
    void fill(model::CellRef place, model::Cell& cell);
    bool fill_from_below(model::CellRef place, model::Cell& cell);
    bool fill_by_formula(model::CellRef place, model::Cell& cell, const std::vector<formula::Equation>& equations);
    bool derives(std::size_t table);
    bool store(model::Cell& cell, const std::vector<formula::SignedCell>& operands);

    std::vector<model::Table>& tables_;
    const model::FormSet& forms_;
    const formula::FormSetFormulas& formulas_;
    std::vector<std::vector<std::vector<std::size_t>>> below_;
    std::vector<std::vector<Mark>> marks_;
    std::vector<std::optional<bool>> derives_;  ///< by table, once known
};

}  // namespace gongkai::resolve
