#include "resolve/resolve.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "resolve/cells.hpp"
#include "resolve/rows.hpp"
#include "resolve/sheets.hpp"

namespace gongkai::resolve {
namespace {

using model::Report;
using model::Table;

class Completion {
public:
    Completion(Report& report, const formula::FormSetFormulas& formulas, const model::Classifications& classifications)
        : report_(report), forms_(*report.forms), formulas_(formulas), classifications_(classifications)
    {
    }

    base::Diagnostics run()
    {
        mark_derived();
        for (std::size_t i = 0; i < report_.tables.size(); ++i)
            if (!report_.tables[i].derived)
                complete_rows(report_.tables[i], forms_.tables[i], codes_of(i), report_.year);
        for (std::size_t i = 0; i < report_.tables.size(); ++i)
            if (report_.tables[i].derived)
                derive_rows(i, report_.tables, forms_, formulas_[i].derive);
        try {
            CellComputer computer(report_.tables, forms_, formulas_);
            computer.compute_all();
            check_conditions(computer);
        } catch (const decimal::Overflow&) {
            problems_.push_back(base::error("F-OVERFLOW", report_.span, "表内金额之和超出可表示的范围", "请核对各表金额和单位"));
        }
        for (std::size_t i = 0; i < report_.tables.size(); ++i)
            if (report_.tables[i].derived)
                drop_zero_rows(i);
        return std::move(problems_);
    }

private:
    const model::CodeList& codes_of(std::size_t table) const
    {
        const int block = classified_block(forms_.tables[table]);
        const bool economic = block >= 0 && forms_.tables[table].blocks[static_cast<std::size_t>(block)].classification ==
                                                model::Classification::economic;
        return economic ? classifications_.economic : classifications_.functional;
    }

    void mark_derived()
    {
        for (std::size_t i = 0; i < report_.tables.size(); ++i) {
            auto& table = report_.tables[i];
            if (table.given || forms_.tables[i].is_optional)
                continue;
            table.derived = !forms_.tables[i].derive.empty();
            if (!table.derived && forms_.tables[i].empty_statement.empty())
                problems_.push_back(base::error("F-TABLE", report_.span,
                                                fmt::format("缺少{}（{}）", forms_.tables[i].number, forms_.tables[i].title),
                                                fmt::format("请在 tables 下写“{}:”；没有数据时写“{}: {{}}”",
                                                            forms_.tables[i].number, forms_.tables[i].number)));
        }
    }

    void check_conditions(CellComputer& computer)
    {
        for (std::size_t i = 0; i < report_.tables.size(); ++i) {
            const auto& when = formulas_[i].derive_when;
            if (!report_.tables[i].derived || !when)
                continue;
            const auto left = computer.sum(when->left, i);
            const auto right = computer.sum(when->right, i);
            if (left.amount != right.amount)
                problems_.push_back(base::error(
                    "F-TABLE", report_.span,
                    fmt::format("{}（{}）没有填写，也不能由其他表得出：{} 不成立", forms_.tables[i].number,
                                forms_.tables[i].title, when->text),
                    fmt::format("请在 tables 下填写{}", forms_.tables[i].number)));
        }
    }

    /// Codes of the source tables that are not financed from this table's
    /// money come out as zero: they are no rows of it.
    void drop_zero_rows(std::size_t index)
    {
        auto& table = report_.tables[index];
        if (classified_block(forms_.tables[index]) < 0)
            return;
        std::vector<std::size_t> kept;
        for (std::size_t row = 0; row < table.rows.size(); ++row)
            if (row == 0 || !is_zero_row(table, row))
                kept.push_back(row);
        if (kept.size() == table.rows.size())
            return;
        std::vector<std::uint32_t> new_index(table.rows.size());
        Table reduced = table;
        reduced.rows.clear();
        reduced.cells.clear();
        for (const auto row : kept) {
            new_index[row] = static_cast<std::uint32_t>(reduced.rows.size());
            reduced.rows.push_back(table.rows[row]);
            for (int column = 0; column < table.columns; ++column)
                reduced.cells.push_back(table.at(row, static_cast<std::size_t>(column)));
        }
        const auto is_gone = [&](const model::CellRef& ref) {
            return ref.table == index && !std::binary_search(kept.begin(), kept.end(), std::size_t{ref.row});
        };
        table = std::move(reduced);
        for (auto& other : report_.tables)
            for (auto& cell : other.cells) {
                std::erase_if(cell.from, is_gone);
                for (auto& ref : cell.from)
                    if (ref.table == index)
                        ref.row = new_index[ref.row];
            }
    }

    static bool is_zero_row(const Table& table, std::size_t row)
    {
        for (int column = 0; column < table.columns; ++column)
            if (!table.at(row, static_cast<std::size_t>(column)).figure.amount.is_zero())
                return false;
        return true;
    }

    Report& report_;
    const model::FormSet& forms_;
    const formula::FormSetFormulas& formulas_;
    const model::Classifications& classifications_;
    base::Diagnostics problems_;
};

/// Adds facts that are the difference between this year's figure and last year's.
void add_differences(const model::FactForm& schema, model::FactGroup& facts, const Report& report,
                     const Report& previous)
{
    for (const auto& member : schema.members) {
        if (member.type == model::FactType::group) {
            auto& fact = facts.members[member.key];
            if (std::holds_alternative<std::monostate>(fact.value))
                fact.value = model::FactGroup{};
            if (auto* group = std::get_if<model::FactGroup>(&fact.value))
                add_differences(member, *group, report, previous);
        } else if (member.difference && !facts.members.contains(member.key)) {
            const auto now = formula::parse_expression(*member.difference, *report.forms);
            const auto then = formula::parse_expression(*member.difference, *previous.forms);
            if (!now || !then)
                continue;
            const auto current = evaluate(*now, report).figure;
            const auto before = evaluate(*then, previous).figure;
            if (current.has_amount() && before.has_amount())
                facts.members[member.key] = {model::Figure::of(current.amount - before.amount,
                                                               std::max(current.decimals, before.decimals)), {}};
        }
    }
}

}  // namespace

Resolved complete(Report report, const formula::FormSetFormulas& formulas, const model::Classifications& classifications,
                  const Report* previous)
{
    auto problems = Completion(report, formulas, classifications).run();
    for (auto& sheet : report.sheets)
        try {
            complete_sheet(sheet);
        } catch (const decimal::Overflow&) {
            problems.push_back(base::error("F-OVERFLOW", sheet.span, "表内得分之和超出可表示的范围", "请核对各项得分"));
        }
    if (previous)
        add_differences(report.forms->facts, report.facts, report, *previous);
    return {std::move(report), std::move(problems)};
}

Sum evaluate(const formula::Expression& expression, const Report& report)
{
    Sum sum;
    int decimals = 0;
    decimal::Money total;
    for (const auto& operand : formula::cells_of(expression, report.tables, report.tables.size(), {})) {
        const auto& figure = report.tables[operand.cell.table].at(operand.cell.row, operand.cell.column).figure;
        if (!figure.has_amount())
            continue;
        total += operand.sign > 0 ? figure.amount : -figure.amount;
        decimals = std::max<int>(decimals, figure.decimals);
        sum.from.push_back(operand.cell);
    }
    if (!sum.from.empty())
        sum.figure = model::Figure::of(total, decimals);
    return sum;
}

}  // namespace gongkai::resolve
