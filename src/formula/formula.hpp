// The cross-foot language: formulas as the forms word them.
//
//     27行 = (1+2+…+8)行                  rows by 行次, code or key; in every column of the row
//     1栏各行 = (2+3+4)栏各行              columns by 栏次; in every row that has them
//     收入总计行 1栏 = 支出总计行 2栏        single cells
//     2栏各类行 = 公开03表 1栏各类行        another table; rows matched by code
//     「政府采购.总额」 = 公开06表 合计行   a fact of the report
//     公开01表 29行 = 上年 公开01表 60行    the report of the year before; 预算: the budget of the year
//
// Every formula is a linear combination of cells, so evaluation can say
// exactly which cells it used. Parsing checks every table, row and column
// against the forms.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/form.hpp"
#include "model/report.hpp"

namespace gongkai::formula {

/// Which rows a reference means.
enum class RowScope {
    current,     ///< the row that is being evaluated (matched by code in another table)
    named,       ///< one row, by 行次, code or key
};

/// Where a reference points: into this report, the report of the year before (上年),
/// the budget of the same year (预算), or a fact of this report (「政府采购.总额」).
enum class Origin { own, previous, budget, fact };

/// A cell, or a family of cells, of a table.
struct Reference {
    Origin origin = Origin::own;
    std::string fact;         ///< dotted name, of Origin::fact
    std::string table_number; ///< of Origin::previous and budget: found when that report is at hand
    std::string column_name;  ///< likewise
    std::size_t table = 0;
    RowScope rows = RowScope::current;
    std::string row;   ///< 行次, code or key; of RowScope::named
    int column = -1;   ///< Column::amount_index, or -1: the column that is being evaluated
};

struct Term {
    int sign = 1;
    Reference reference;
};

using Expression = std::vector<Term>;

enum class Comparison { equal, at_least, at_most };

/// Which cells an equation speaks of, when its left side is one reference.
enum class Iteration {
    single,       ///< one row (all its columns, if the column is left open)
    each_row,     ///< 各行
    each_class,   ///< 各类行: rows with a code of three digits
};

struct Equation {
    std::size_t table = 0;  ///< the table under which it stands
    Iteration iteration = Iteration::single;
    Expression left;
    Comparison comparison = Comparison::equal;
    Expression right;
    std::string text;
    base::Span span;

    /// The equation gives values: "one cell = an expression".
    bool defines_cells() const;
};

/// The formulas of one table, ready to evaluate.
struct TableFormulas {
    std::vector<Equation> formulas;
    std::optional<Equation> derive_when;
    std::vector<Equation> derive;
};

/// An audit rule of the form set, ready to evaluate.
struct RuleEquation {
    Equation equation;
    std::optional<Equation> when;
};

struct FormSetFormulas {
    std::vector<TableFormulas> tables;  ///< parallel to FormSet::tables
    std::vector<RuleEquation> rules;  ///< parallel to FormSet::rules

    const TableFormulas& operator[](std::size_t table) const { return tables[table]; }
};

/// Parses one formula of the table with that index. Errors: F-FORMULA with the
/// place in the form's YAML.
base::Result<Equation> parse_equation(const model::FormulaText& formula, const model::FormSet& forms,
                                      std::size_t table);

/// Parses an expression without a home table ("公开01表 收入总计行 1栏").
base::Result<Expression> parse_expression(const model::FormulaText& formula, const model::FormSet& forms);

/// Parses a rule that names the tables of all its cells; its home is the table of
/// its first cell.
base::Result<Equation> parse_rule(const model::FormulaText& formula, const model::FormSet& forms);

/// Amount columns that a name means: one by 栏次 or key, or the only one without a heading; else all
/// whose labels end so.
std::vector<int> columns_named(const model::TableForm& form, const std::string& name);

/// Parses everything that the form set declares; all errors at once.
base::Result<FormSetFormulas> parse_all(const model::FormSet& forms);

/// A cell with the sign with which it enters a sum.
struct SignedCell {
    int sign = 1;
    model::CellRef cell;
};

/// The place for which an equation is evaluated.
struct Place {
    std::size_t row = 0;
    int column = 0;
};

/// The cells of its own report that an expression means at a place. Rows that a table does not
/// have (a code that does not occur) are left out: they count as blank.
std::vector<SignedCell> cells_of(const Expression& expression, const std::vector<model::Table>& tables,
                                 std::size_t home_table, Place place);

/// True if the equation defines the cell at that place of its table.
bool defines(const Equation& equation, const model::TableForm& form, const model::Row& row, int column);

}  // namespace gongkai::formula
