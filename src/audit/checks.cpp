#include "audit/checks.hpp"

#include <algorithm>
#include <memory>
#include <set>

#include "audit/cells.hpp"
#include "model/classification.hpp"
#include "resolve/rows.hpp"

namespace gongkai::audit {
namespace {

using decimal::Money;
using formula::Equation;
using formula::Iteration;
using formula::Origin;
using formula::Reference;
using formula::RowScope;
using model::CellRef;

Money tail_tolerance(std::int64_t step, std::size_t terms, model::Tolerance kind)
{
    // Whole cents do not round: a form in 元 with two decimals has no tails.
    if (step <= 1 || kind == model::Tolerance::exact)
        return {};
    // Each printed term and the total may be off by half a step; real tails are one step, five at most.
    return Money::from_cents(std::min<std::int64_t>(step / 2 * static_cast<std::int64_t>(terms + 1), 5 * step));
}

class Evaluator {
public:
    Evaluator(const Subject& subject, Record& record) : subject_(subject), report_(subject.report), record_(record) {}

    Checks run()
    {
        for (std::size_t table = 0; table < report_.tables.size(); ++table) {
            if (!model::is_published(report_.forms->tables[table], report_.tables[table]))
                continue;
            const auto& forms = report_.forms->tables[table].formulas;
            for (std::size_t i = 0; i < forms.size(); ++i)
                equation(subject_.formulas[table].formulas[i], forms[i], table);
            sums_of_rows_below(table);
        }
        for (std::size_t i = 0; i < report_.forms->rules.size(); ++i)
            rule(subject_.formulas.rules[i], report_.forms->rules[i]);
        return std::move(out_);
    }

private:
    void rule(const formula::RuleEquation& parsed, const model::RuleForm& form)
    {
        if (parsed.when) {
            const auto condition = at_place(*parsed.when, form, {});
            if (!condition || !condition->is_exact())
                return record_.not_applicable(form.id);
        }
        equation(parsed.equation, form, parsed.equation.table);
    }

    void equation(const Equation& equation, const model::RuleForm& form, std::size_t home)
    {
        const auto before = out_.checks.size();
        if (equation.iteration == Iteration::single)
            named_rows(equation, form, home);
        else
            each_row(equation, form, home);
        if (out_.checks.size() == before && report_.tables.size() > home && report_.tables[home].is_empty())
            record_.not_applicable(form.id);
    }

    /// 27行 = … holds in every column of the row, unless the formula names one.
    void named_rows(const Equation& equation, const model::RuleForm& form, std::size_t home)
    {
        const auto& left = equation.left.front().reference;
        if (left.origin != Origin::own || left.column >= 0) {
            add(equation, form, {});
            return;
        }
        const auto row = report_.tables[home].find_row(left.row);
        if (!row)
            return;
        for (const auto column : columns_of(home, *row))
            add(equation, form, {*row, column});
    }

    std::set<int> columns_of(std::size_t table, std::size_t row) const
    {
        std::set<int> columns;
        const auto& form = report_.forms->tables[table];
        const auto& head = report_.tables[table].rows[row];
        const int blocks = head.footer ? static_cast<int>(form.blocks.size()) - head.block : 1;
        for (int block = head.block; block < head.block + blocks; ++block)
            for (const auto& column : form.blocks[static_cast<std::size_t>(block)].columns)
                if (column.amount_index >= 0)
                    columns.insert(column.amount_index);
        return columns;
    }

    void each_row(const Equation& equation, const model::RuleForm& form, std::size_t home)
    {
        const auto& table = report_.tables[home];
        const int wanted = equation.left.front().reference.column;
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            const auto& head = table.rows[row];
            if (head.key.empty() || (equation.iteration == Iteration::each_class && head.code.size() != 3))
                continue;
            for (const auto column : columns_of(home, row))
                if (wanted < 0 || wanted == column)
                    add(equation, form, {row, column});
        }
        if (wanted >= 0)
            rows_missing_here(equation, form, home);
    }

    /// Codes that the other table of a rule has, and the home table lacks: its figure counts as blank.
    void rows_missing_here(const Equation& equation, const model::RuleForm& form, std::size_t home)
    {
        std::set<std::string> seen;
        for (const auto& term : equation.right) {
            const auto& reference = term.reference;
            if (reference.origin != Origin::own || reference.table == home || reference.rows != RowScope::current)
                continue;
            const auto& other = report_.tables[reference.table];
            for (const auto& row : other.rows) {
                const bool wanted = equation.iteration != Iteration::each_class || row.code.size() == 3;
                if (row.code.empty() || !wanted || report_.tables[home].find_row(row.code) || !seen.insert(row.code).second)
                    continue;
                missing_row(equation, form, home, row.code);
            }
        }
    }

    void missing_row(const Equation& equation, const model::RuleForm& form, std::size_t home, const std::string& code)
    {
        Check check;
        check.rule = &form;
        Term absent;
        absent.is_left = true;
        absent.elsewhere.label = report_.forms->tables[home].number + " " + code;
        absent.elsewhere.figure = "无此行";
        check.terms.push_back(absent);
        for (const auto& term : equation.right)
            if (const auto row = report_.tables[term.reference.table].find_row(code); row && term.reference.origin == Origin::own)
                check.terms.push_back(cell_term(-term.sign, {static_cast<std::uint16_t>(term.reference.table),
                                                            static_cast<std::uint16_t>(std::max(term.reference.column, 0)),
                                                            static_cast<std::uint32_t>(*row)}));
        finish(std::move(check));
    }

    void add(const Equation& equation, const model::RuleForm& form, formula::Place place)
    {
        auto check = at_place(equation, form, place);
        if (check && !is_computed_by(*check))
            finish(std::move(*check));
        else
            record_.insufficient(form.id);
    }

    /// The left figure was computed from just these cells: nothing to compare.
    bool is_computed_by(const Check& check) const
    {
        const auto& left = check.terms.front();
        if (!left.cell || report_.tables[left.cell->table].at(left.cell->row, left.cell->column).origin != model::Origin::computed)
            return false;
        return std::all_of(check.terms.begin() + 1, check.terms.end(), [&](const Term& term) {
            const auto& from = report_.tables[left.cell->table].at(left.cell->row, left.cell->column).from;
            return !term.has_amount || (term.cell && std::find(from.begin(), from.end(), *term.cell) != from.end());
        });
    }

    /// The check at a place; nullopt when one of its sides has no figure at all.
    std::optional<Check> at_place(const Equation& equation, const model::RuleForm& form, formula::Place place)
    {
        Check check;
        check.rule = &form;
        check.comparison = equation.comparison;
        bool complete = add_terms(equation.left, 1, true, equation.table, place, check);
        complete = add_terms(equation.right, -1, false, equation.table, place, check) && complete;
        add_absent_row(equation, place, check);
        const bool has_left = std::any_of(check.terms.begin(), check.terms.end(), [](const Term& term) { return term.is_left && term.has_amount; });
        const bool has_right = std::any_of(check.terms.begin(), check.terms.end(), [](const Term& term) { return !term.is_left && term.has_amount; });
        if (!complete || (!has_left && !has_right))
            return std::nullopt;
        // A blank left side with figures on the right: the sum was not written (or could not be).
        if (!has_left && (check.terms.empty() || !check.terms.front().cell))
            return std::nullopt;
        if (std::all_of(check.terms.begin(), check.terms.end(), [](const Term& term) { return term.is_left; }))
            return std::nullopt;
        return check;
    }

    /// The other table has no row for this code: blank there, and a contradiction if
    /// there is an amount here.
    void add_absent_row(const Equation& equation, formula::Place place, Check& check) const
    {
        const bool has_right = std::any_of(check.terms.begin(), check.terms.end(), [](const Term& term) { return !term.is_left; });
        const auto& reference = equation.right.front().reference;
        const bool by_code = reference.origin == Origin::own && reference.rows == RowScope::current && reference.table != equation.table;
        if (has_right || !by_code || check.terms.empty() || check.terms.front().value.is_zero())
            return;
        Term absent;
        absent.sign = -1;
        absent.has_amount = true;
        absent.elsewhere.label = report_.forms->tables[reference.table].number + " " + report_.tables[equation.table].rows[place.row].code;
        absent.elsewhere.figure = "无此行";
        check.terms.push_back(std::move(absent));
    }

    /// False when a figure of another report, or a fact, is not at hand.
    bool add_terms(const formula::Expression& expression, int side, bool is_left, std::size_t home, formula::Place place, Check& check)
    {
        bool complete = true;
        for (const auto& term : expression) {
            std::optional<Term> found;
            switch (term.reference.origin) {
            case Origin::own: found = own_term(term.reference, side * term.sign, home, place); break;
            case Origin::fact: found = fact_term(term.reference, side * term.sign); break;
            case Origin::previous: found = foreign_term(term.reference, side * term.sign, subject_.previous, "上年"); break;
            case Origin::budget: found = foreign_term(term.reference, side * term.sign, subject_.budget, "预算"); break;
            }
            if (found) {
                found->is_left = is_left;
                check.terms.push_back(std::move(*found));
            } else if (term.reference.origin != Origin::own) {
                complete = false;
            }
        }
        return complete;
    }

    std::optional<Term> own_term(const Reference& reference, int sign, std::size_t home, formula::Place place) const
    {
        if (!model::is_published(report_.forms->tables[reference.table], report_.tables[reference.table]))
            return std::nullopt;
        const auto cells = formula::cells_of({{sign, reference}}, report_.tables, home, place);
        return cells.empty() ? std::nullopt : std::optional(cell_term(sign, cells.front().cell));
    }

    Term cell_term(int sign, CellRef cell) const
    {
        const auto& figure = report_.tables[cell.table].at(cell.row, cell.column).figure;
        Term term;
        term.sign = sign;
        term.cell = cell;
        term.value = figure.amount;
        term.has_amount = figure.has_amount();
        return term;
    }

    std::optional<Term> fact_term(const Reference& reference, int sign) const
    {
        const auto* fact = model::find_fact(report_.facts, reference.fact);
        if (!fact)
            return std::nullopt;
        Term term;
        term.sign = sign;
        term.has_amount = true;
        term.elsewhere.label = reference.fact;
        term.elsewhere.span = fact->span;
        if (const auto* figure = std::get_if<model::Figure>(&fact->value); figure && figure->has_amount()) {
            term.value = figure->amount;
            term.elsewhere.figure = decimal::format_money(figure->amount, decimal::Unit::ten_thousand_yuan, 2, decimal::Grouping::none) + "万元";
        } else if (const auto* count = std::get_if<std::int64_t>(&fact->value)) {
            term.value = Money::from_cents(*count * 100);
            term.elsewhere.figure = std::to_string(*count);
        } else {
            return std::nullopt;
        }
        return term;
    }

    static std::optional<Term> foreign_term(const Reference& reference, int sign, const model::Report* other, const char* which)
    {
        const auto table = other ? other->forms->find_table(reference.table_number) : std::nullopt;
        const auto row = table ? other->tables[*table].find_row(reference.row) : std::nullopt;
        if (!row)
            return std::nullopt;
        const auto& form = other->forms->tables[*table];
        const auto columns = reference.column_name.empty() && form.amount_columns == 1 ? std::vector<int>{0}
                                                                                       : formula::columns_named(form, reference.column_name);
        if (columns.size() != 1)
            return std::nullopt;
        const CellRef cell{static_cast<std::uint16_t>(*table), static_cast<std::uint16_t>(columns.front()), static_cast<std::uint32_t>(*row)};
        const auto& figure = other->tables[*table].at(*row, cell.column).figure;
        if (!figure.has_amount())
            return std::nullopt;
        Term term;
        term.sign = sign;
        term.value = figure.amount;
        term.has_amount = true;
        term.elsewhere = operand_of(*other, cell);
        term.elsewhere.cell.reset();
        term.elsewhere.label = which + term.elsewhere.label;
        return term;
    }

    void sums_of_rows_below(std::size_t table)
    {
        const auto& form = report_.forms->tables[table];
        const auto below = resolve::rows_below(report_.tables[table], form);
        if (std::all_of(below.begin(), below.end(), [](const auto& rows) { return rows.empty(); }))
            return;
        auto rule = std::make_unique<model::RuleForm>();
        rule->id = form.hierarchy_id;
        rule->formula.text = "上一级科目（合计）= 下一级各科目之和";
        rule->formula.span = form.span;
        for (std::size_t row = 0; row < below.size(); ++row)
            for (int column = 0; column < report_.tables[table].columns; ++column)
                if (!below[row].empty() && form.is_summed(column))
                    sum_of_rows(table, row, column, below[row], *rule);
        out_.rules.push_back(std::move(rule));
    }

    void sum_of_rows(std::size_t table, std::size_t row, int column, const std::vector<std::size_t>& below, const model::RuleForm& rule)
    {
        const auto ref = [&](std::size_t r) {
            return CellRef{static_cast<std::uint16_t>(table), static_cast<std::uint16_t>(column), static_cast<std::uint32_t>(r)};
        };
        Check check;
        check.rule = &rule;
        check.terms.push_back(cell_term(1, ref(row)));
        check.terms.front().is_left = true;
        for (const auto child : below)
            check.terms.push_back(cell_term(-1, ref(child)));
        const bool has_right = std::any_of(check.terms.begin() + 1, check.terms.end(), [](const Term& term) { return term.has_amount; });
        if (!check.terms.front().has_amount && !has_right)
            return;
        if (is_computed_by(check))
            return record_.insufficient(rule.id);
        finish(std::move(check));
    }

    void finish(Check check)
    {
        std::int64_t step = 1;
        std::int64_t fact_step = 1;
        std::size_t terms = 0;
        for (const auto& term : check.terms) {
            terms += term.is_left || !term.has_amount ? 0 : 1;
            if (term.cell)
                step = std::max(step, step_of(report_, report_.forms->tables[term.cell->table], term.cell->column));
            else if (term.has_amount && !term.elsewhere.figure.empty() && term.elsewhere.figure.ends_with("万元"))
                fact_step = 10'000;  // 0.01 万元
        }
        check.tolerance = tail_tolerance(step, terms, check.rule->tolerance);
        if (fact_step > step)  // the fact is rounded more coarsely than the cells
            check.tolerance = std::max(check.tolerance, Money::from_cents(fact_step / 2));
        out_.checks.push_back(std::move(check));
    }

    const Subject& subject_;
    const model::Report& report_;
    Record& record_;
    Checks out_;
};

}  // namespace

Money Check::difference() const
{
    Money sum;
    for (const auto& term : terms)
        sum += term.sign > 0 ? term.value : -term.value;
    return sum;
}

bool Check::allows(Money delta) const
{
    switch (comparison) {
    case formula::Comparison::equal: return delta <= tolerance && -delta <= tolerance;
    case formula::Comparison::at_least: return -delta <= tolerance;
    case formula::Comparison::at_most: return delta <= tolerance;
    }
    return false;
}

Checks evaluate_checks(const Subject& subject, Record& record) { return Evaluator(subject, record).run(); }

}  // namespace gongkai::audit
