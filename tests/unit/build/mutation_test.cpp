// One figure at a time is made wrong in reports without a contradiction: how many
// mistakes the audit finds, and whether it names the figure. GONGKAI_SHOW=1 lists
// what was not found, not named, or given a wrong diagnosis.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <set>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "audit/audit.hpp"
#include "audit/cells.hpp"
#include "audit/checks.hpp"
#include "synthetic.hpp"

using namespace gongkai;

namespace {

using decimal::Money;
using model::CellRef;
using test::Dice;

enum Kind { digit, digits_exchanged, cells_exchanged, row_dropped, ten_thousand_times, ten_thousandth, sign, copied, column_shifted, in_sheet, kinds };

constexpr std::array<const char*, kinds> kind_names = {"一位数字改变", "相邻两位对调", "相邻两格对调", "漏一行", "万元写成元（×10⁴）",
                                                       "元写成万元（÷10⁴）", "正负号", "抄相邻栏或行", "一栏错开一行", "自评表、目标表的数"};

/// A wrong report, what was changed, and what would be right.
struct Mutation {
    Kind kind = digit;
    model::Report report;
    std::vector<std::pair<CellRef, Money>> cells;  ///< changed, with the right amounts
    std::string dropped;                           ///< key of a dropped row
    std::uint16_t table = 0;
    base::Span sheet_value;
    std::string what;
    bool is_covered = true;
};

/// The figures of a report that stand in an equation with another figure.
std::set<CellRef> covered_cells(const audit::Subject& subject)
{
    audit::Record record;
    std::set<CellRef> covered;
    const auto checks = audit::evaluate_checks(subject, record);
    for (const auto& check : checks.checks) {
        const auto figures = std::count_if(check.terms.begin(), check.terms.end(), [](const audit::Term& term) { return term.has_amount; });
        if (figures < 2 || check.comparison != formula::Comparison::equal)
            continue;
        for (const auto& term : check.terms)
            if (term.cell)
                covered.insert(*term.cell);
    }
    return covered;
}

class Mutator {
public:
    Mutator(const audit::Subject& subject, Dice& dice) : report_(subject.report), dice_(dice), covered_(covered_cells(subject))
    {
        for (std::size_t t = 0; t < report_.tables.size(); ++t)
            for (std::uint32_t row = 0; row < report_.tables[t].rows.size(); ++row)
                for (int column = 0; column < report_.tables[t].columns; ++column)
                    if (report_.tables[t].at(row, static_cast<std::size_t>(column)).figure.has_amount())
                        written_.push_back({static_cast<std::uint16_t>(t), static_cast<std::uint16_t>(column), row});
    }

    const std::vector<CellRef>& written() const { return written_; }
    bool is_covered(CellRef cell) const { return covered_.contains(cell); }

    std::optional<Mutation> mutate(Kind kind)
    {
        Mutation mutation;
        mutation.kind = kind;
        mutation.report = report_;
        bool done = false;
        if (kind == in_sheet)
            done = change_sheet(mutation);
        else if (!written_.empty())
            done = change_table(kind, written_[pick(written_.size())], mutation);
        return done ? std::optional(std::move(mutation)) : std::nullopt;
    }

private:
    std::size_t pick(std::size_t count) { return static_cast<std::size_t>(dice_.between(0, static_cast<std::int64_t>(count) - 1)); }
    Money amount(CellRef cell) const { return report_.tables[cell.table].at(cell.row, cell.column).figure.amount; }
    bool has_amount(CellRef cell) const { return report_.tables[cell.table].at(cell.row, cell.column).figure.has_amount(); }
    std::int64_t step(CellRef cell) const
    {
        const auto& form = report_.forms->tables[cell.table];
        return form.amount_column(cell.column)->measure == model::Measure::count ? 100 : audit::step_of(report_, form, cell.column);
    }

    bool set(Mutation& mutation, CellRef cell, Money wrong)
    {
        if (wrong == amount(cell))
            return false;
        mutation.report.tables[cell.table].at(cell.row, cell.column).figure.amount = wrong;
        mutation.cells.emplace_back(cell, amount(cell));
        mutation.table = cell.table;
        mutation.is_covered = mutation.cells.size() == 1 ? is_covered(cell) : mutation.is_covered || is_covered(cell);
        mutation.what += fmt::format(" {} {}→{}", model::cell_place(report_, cell), amount(cell).cents(), wrong.cents());
        return true;
    }

    bool change_table(Kind kind, CellRef cell, Mutation& mutation)
    {
        const auto unit = step(cell);
        const auto value = amount(cell).cents() / unit;
        switch (kind) {
        case digit: return set(mutation, cell, Money::from_cents(other_digit(value) * unit));
        case digits_exchanged: return set(mutation, cell, Money::from_cents(exchanged(value) * unit));
        case ten_thousand_times: return set(mutation, cell, Money::from_cents(value * unit * 10'000));
        case ten_thousandth: return set(mutation, cell, Money::from_cents((value + 5'000) / 10'000 * unit));
        case sign: return set(mutation, cell, -amount(cell));
        case cells_exchanged: return exchange(cell, mutation);
        case copied: return copy(cell, mutation);
        case row_dropped: return drop(cell, mutation);
        case column_shifted: return shift(cell, mutation);
        default: return false;
        }
    }

    std::int64_t other_digit(std::int64_t value)
    {
        auto text = std::to_string(value);
        auto& c = text[pick(text.size())];
        if (c == '-')
            return -value;
        c = static_cast<char>('0' + (c - '0' + dice_.between(1, 9)) % 10);
        return std::stoll(text);
    }

    std::int64_t exchanged(std::int64_t value)
    {
        auto text = std::to_string(value);
        if (text.size() < 2 || text[0] == '-')
            return value;
        const auto at = pick(text.size() - 1);
        std::swap(text[at], text[at + 1]);
        return std::stoll(text);
    }

    std::optional<CellRef> neighbour(CellRef cell)
    {
        const bool right = dice_.one_in(2);
        CellRef next = {cell.table, static_cast<std::uint16_t>(cell.column + (right ? 1 : 0)), cell.row + (right ? 0 : 1)};
        if (next.column >= report_.tables[cell.table].columns || next.row >= report_.tables[cell.table].rows.size() || !has_amount(next) ||
            step(next) != step(cell))
            return std::nullopt;
        return next;
    }

    bool exchange(CellRef cell, Mutation& mutation)
    {
        const auto next = neighbour(cell);
        return next && set(mutation, cell, amount(*next)) && set(mutation, *next, amount(cell));
    }

    bool copy(CellRef cell, Mutation& mutation)
    {
        const auto next = neighbour(cell);
        return next && set(mutation, cell, amount(*next));
    }

    bool drop(CellRef cell, Mutation& mutation)
    {
        auto& table = mutation.report.tables[cell.table];
        const auto& row = table.rows[cell.row];
        const auto& form = report_.forms->tables[cell.table];
        mutation.dropped = row.key;
        mutation.table = cell.table;
        mutation.what = form.number + " " + row.key;
        mutation.is_covered = false;
        bool is_zero = true;
        for (std::uint16_t column = 0; column < table.columns; ++column) {
            const CellRef at = {cell.table, column, cell.row};
            mutation.is_covered = mutation.is_covered || (has_amount(at) && is_covered(at));
            is_zero = is_zero && amount(at).is_zero();
            if (has_amount(at))
                mutation.cells.emplace_back(at, amount(at));
        }
        if (is_zero)
            return false;
        const bool is_leaf = row.level > 0 && (cell.row + 1 == table.rows.size() || table.rows[cell.row + 1].level <= row.level);
        // A parent or total that nobody wrote would be computed, and be right.
        if (form.blocks.front().fixed_rows.empty() && !is_leaf)
            return false;
        if (!form.blocks.front().fixed_rows.empty()) {
            for (std::uint16_t column = 0; column < table.columns; ++column)
                table.at(cell.row, column) = {};
            return true;
        }
        const auto begin = table.cells.begin() + static_cast<std::ptrdiff_t>(cell.row * static_cast<std::size_t>(table.columns));
        table.cells.erase(begin, begin + table.columns);
        table.rows.erase(table.rows.begin() + cell.row);
        return true;
    }

    bool shift(CellRef cell, Mutation& mutation)
    {
        const auto& rows = report_.tables[cell.table].rows;
        std::uint32_t end = cell.row;
        while (end < rows.size() && rows[end].block == rows[cell.row].block && !rows[end].footer)
            ++end;
        if (end - cell.row < 3)
            return false;
        auto& table = mutation.report.tables[cell.table];
        std::size_t changed = 0;
        mutation.is_covered = false;
        for (auto row = end - 1; row > cell.row; --row) {
            auto& to = table.at(row, cell.column);
            const auto& from = report_.tables[cell.table].at(row - 1, cell.column);
            const CellRef at = {cell.table, cell.column, row};
            if (to.figure.amount == from.figure.amount && to.figure.state == from.figure.state)
                continue;
            mutation.is_covered = mutation.is_covered || is_covered(at);
            mutation.cells.emplace_back(at, amount(at));
            to = from;
            ++changed;
        }
        table.at(cell.row, cell.column) = {};
        mutation.cells.emplace_back(cell, amount(cell));
        mutation.table = cell.table;
        mutation.is_covered = mutation.is_covered || is_covered(cell);
        mutation.what = model::cell_place(report_, cell) + " 起";
        return changed > 0;
    }

    // --- sheets

    struct SheetCell {
        model::SheetValue* value;
        std::string label;
    };

    static void add_values(std::vector<SheetCell>& all, const std::vector<model::ValueForm>& forms, std::vector<model::SheetValue>& values)
    {
        for (std::size_t i = 0; i < forms.size(); ++i) {
            const auto type = forms[i].type;
            if (values[i].number && (type == model::ValueType::money || type == model::ValueType::percent || type == model::ValueType::score))
                all.push_back({&values[i], forms[i].label()});
        }
    }

    static std::vector<SheetCell> values_of(model::Sheet& sheet)
    {
        std::vector<SheetCell> all;
        for (std::size_t s = 0; s < sheet.sections.size(); ++s) {
            const auto& form = sheet.form->sections[s];
            if (auto* fields = std::get_if<model::Fields>(&sheet.sections[s]))
                add_values(all, std::get<model::FieldsForm>(form).fields, fields->values);
            if (auto* grid = std::get_if<model::Grid>(&sheet.sections[s]))
                for (auto& row : grid->rows)
                    add_values(all, std::get<model::GridForm>(form).columns, row);
            if (auto* indicators = std::get_if<model::Indicators>(&sheet.sections[s]))
                for (auto& goal : indicators->goals) {
                    if (goal.weight.number)
                        all.push_back({&goal.weight, "分值"});
                    for (auto& indicator : goal.indicators)
                        add_values(all, std::get<model::IndicatorsForm>(form).columns, indicator.values);
                }
        }
        return all;
    }

    bool change_sheet(Mutation& mutation)
    {
        auto& sheets = mutation.report.sheets;
        if (sheets.empty())
            return false;
        auto& sheet = sheets[pick(sheets.size())];
        auto values = values_of(sheet);
        if (values.empty())
            return false;
        auto& chosen = values[pick(values.size())];
        const auto old = *chosen.value->number;
        const auto coefficient = static_cast<std::int64_t>(old.coefficient());
        auto number = decimal::Decimal(dice_.one_in(3) ? exchanged(coefficient) : other_digit(coefficient), old.scale());
        if (dice_.one_in(6))
            number = old * decimal::Decimal::integer(10'000);
        if (number == old)
            return false;
        const auto suffix = chosen.value->text.ends_with('%') ? "%" : "";
        mutation.what = fmt::format("{} {} {} {}→{}", sheet.form->id, sheet.slug, chosen.label, chosen.value->text, number.to_string());
        chosen.value->number = number;
        chosen.value->text = number.to_string() + suffix;
        mutation.sheet_value = chosen.value->span;
        // Nothing else on this form, and no rule, speaks of basic expenditure.
        mutation.is_covered = chosen.label != "基本支出总额" || sheet.find(model::ValueRole::executed);
        return true;
    }

    const model::Report& report_;
    Dice& dice_;
    std::set<CellRef> covered_;
    std::vector<CellRef> written_;
};

struct Score {
    int tried = 0;
    int covered = 0;
    int found = 0;       ///< of the covered
    int named = 0;       ///< of the covered
    int right = 0;       ///< a diagnosis names the cell and its right value
    int wrong = 0;       ///< a diagnosis names something else
    int also_found = 0;  ///< of those not covered
};

bool same_span(const base::Span& a, const base::Span& b) { return a.file && a.file == b.file && a.begin == b.begin && a.end == b.end; }

bool names(const audit::Audit& audit, const Mutation& mutation)
{
    const auto any = [&](const auto& test) {
        return std::any_of(audit.findings.begin(), audit.findings.end(),
                           [&](const audit::Finding& finding) { return std::any_of(finding.operands.begin(), finding.operands.end(), test); });
    };
    if (mutation.kind == in_sheet)
        return any([&](const audit::Operand& operand) { return same_span(operand.span, mutation.sheet_value); });
    if (mutation.kind == row_dropped) {
        const auto& form = mutation.report.forms->tables[mutation.table];
        return any([&](const audit::Operand& operand) {
            return operand.label.find(mutation.dropped) != std::string::npos || (operand.cell && operand.cell->table == mutation.table) ||
                   operand.label.starts_with(form.number);
        });
    }
    const auto is_named = [&](const std::pair<CellRef, Money>& change) {
        return any([&](const audit::Operand& operand) { return operand.cell == change.first; });
    };
    return mutation.kind == column_shifted ? std::any_of(mutation.cells.begin(), mutation.cells.end(), is_named)
                                           : std::all_of(mutation.cells.begin(), mutation.cells.end(), is_named);
}

/// The diagnosis speaks of a changed cell, and gives its right amount.
bool is_right(const std::string& diagnosis, const Mutation& mutation)
{
    if (mutation.kind == row_dropped)
        return diagnosis.find(mutation.dropped) != std::string::npos;
    const auto& form = mutation.report.forms->tables[mutation.table];
    if (mutation.kind == column_shifted && diagnosis.find("移了一行") != std::string::npos)
        return diagnosis.find(form.number) != std::string::npos;
    return std::any_of(mutation.cells.begin(), mutation.cells.end(), [&](const auto& change) {
        return diagnosis.find(model::cell_place(mutation.report, change.first)) != std::string::npos &&
               diagnosis.find(audit::amount_text(mutation.report, form, change.first.column, change.second)) != std::string::npos;
    });
}

class Experiment {
public:
    void run(const audit::Subject& subject, const Mutation& mutation)
    {
        const audit::Subject changed{subject.site, subject.department, mutation.report, subject.formulas, subject.previous, subject.budget};
        const auto audit = audit::audit_report(changed);
        auto& score = scores_[mutation.kind];
        ++score.tried;
        const bool is_found = !audit.findings.empty();
        if (!mutation.is_covered) {
            score.also_found += is_found ? 1 : 0;
            return;
        }
        ++score.covered;
        score.found += is_found ? 1 : 0;
        const bool is_named = names(audit, mutation);
        score.named += is_named ? 1 : 0;
        if (!is_found || !is_named)
            show(is_found ? "not named" : "not found", subject, mutation, "");
        diagnoses(subject, audit, mutation, score);
    }

    void print() const
    {
        fmt::print("{:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}\n", "tried", "covered", "found", "named", "right", "wrong", "other");
        for (std::size_t kind = 0; kind < kinds; ++kind)
            row(scores_[kind], kind_names[kind]);
        const auto sum = total();
        row(sum, "合计");
        const auto share = [&](int part) { return 100.0 * part / std::max(sum.covered, 1); };
        fmt::print("of changes to covered figures: found {:.2f} %, named {:.2f} %, right diagnosis {:.2f} %, wrong diagnosis {:.2f} %\n", share(sum.found),
                   share(sum.named), share(sum.right), share(sum.wrong));
    }

    Score total() const
    {
        Score sum;
        for (const auto& score : scores_) {
            sum.tried += score.tried;
            sum.covered += score.covered;
            sum.found += score.found;
            sum.named += score.named;
            sum.right += score.right;
            sum.wrong += score.wrong;
            sum.also_found += score.also_found;
        }
        return sum;
    }

private:
    void diagnoses(const audit::Subject& subject, const audit::Audit& audit, const Mutation& mutation, Score& score)
    {
        if (mutation.kind == in_sheet)
            return;
        std::string first_wrong;
        bool any_right = false;
        for (const auto& finding : audit.findings) {
            if (finding.diagnosis.empty())
                continue;
            if (is_right(finding.diagnosis, mutation))
                any_right = true;
            else
                first_wrong = finding.diagnosis;
        }
        score.right += any_right ? 1 : 0;
        score.wrong += first_wrong.empty() ? 0 : 1;
        if (!first_wrong.empty())
            show("wrong", subject, mutation, first_wrong);
    }

    void show(const char* what, const audit::Subject& subject, const Mutation& mutation, const std::string& text)
    {
        if (std::getenv("GONGKAI_SHOW"))
            fmt::print("{} [{}] {} {}:{} {}\n", what, kind_names[mutation.kind], subject.department.slug, subject.report.slug, mutation.what, text);
    }

    static void row(const Score& score, const char* name)
    {
        fmt::print("{:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}  {}\n", score.tried, score.covered, score.found, score.named, score.right, score.wrong,
                   score.also_found, name);
    }

    std::array<Score, kinds> scores_;
};

/// Written cells that no equation covers, by table and column.
void print_uncovered(const std::vector<audit::Subject>& subjects)
{
    std::map<std::string, std::pair<int, int>> columns;
    int all = 0;
    int uncovered = 0;
    Dice unused(1);
    for (const auto& subject : subjects) {
        const Mutator mutator(subject, unused);
        for (const auto cell : mutator.written()) {
            const auto& form = subject.report.forms->tables[cell.table];
            auto& [total, without] = columns[subject.report.kind + " " + form.number + " " + model::column_name(form, cell.column)];
            ++total;
            ++all;
            if (mutator.is_covered(cell))
                continue;
            ++without;
            ++uncovered;
        }
    }
    fmt::print("written cells that no equation covers: {} of {} ({:.2f} %)\n", uncovered, all, 100.0 * uncovered / std::max(all, 1));
    for (const auto& [name, counts] : columns)
        if (counts.second > 0)
            fmt::print("  {}: {} of {}\n", name, counts.second, counts.first);
}

}  // namespace

TEST_CASE("mutated figures are found and named")
{
    const test::SyntheticSite site;
    const auto subjects = site.subjects();
    Dice dice(20241101);
    Experiment experiment;
    for (const auto& subject : subjects) {
        Mutator mutator(subject, dice);
        for (int kind = 0; kind < kinds; ++kind)
            for (int tries = kind == digit || kind == in_sheet ? 18 : 6; tries > 0; --tries)
                if (const auto mutation = mutator.mutate(static_cast<Kind>(kind)))
                    experiment.run(subject, *mutation);
    }
    experiment.print();
    print_uncovered(subjects);
    std::fflush(stdout);
    const auto total = experiment.total();
    CHECK(total.tried >= 3'000);
    CHECK(total.found * 100 >= total.covered * 99);
    CHECK(total.named * 100 >= total.covered * 95);
    CHECK(total.wrong * 100 <= total.covered);
}
