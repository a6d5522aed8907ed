#include "audit/figures.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "audit/cells.hpp"
#include "audit/checks.hpp"
#include "audit/diagnosis.hpp"

namespace gongkai::audit {
namespace {

constexpr std::size_t most_shown = 8;  ///< operands in a message; all are in the finding

/// Turns checks that do not hold exactly into findings.
class FindingWriter {
public:
    FindingWriter(const Subject& subject, const Check& check) : report_(subject.report), check_(check) {}

    Finding write()
    {
        Finding finding;
        finding.rule = check_.rule->id;
        finding.severity = check_.holds() ? base::Severity::note : check_.rule->severity;
        finding.formula = check_.rule->formula.text;
        finding.advice = check_.rule->advice;
        for (const auto& term : check_.terms)
            finding.operands.push_back(term.cell ? operand_of(report_, *term.cell) : term.elsewhere);
        finding.place = finding.operands.front().label;
        finding.span = place_span(finding);
        finding.difference = difference_text();
        finding.message = message(finding);
        return finding;
    }

private:
    /// The left figure's place; the first written operand where that one is computed; else the report.
    base::Span place_span(const Finding& finding) const
    {
        for (const auto& operand : finding.operands)
            if (operand.span.file)
                return operand.span;
        return report_.span;
    }

    const Term& unit_term() const
    {
        const auto found = std::find_if(check_.terms.begin(), check_.terms.end(), [](const Term& term) { return term.cell.has_value(); });
        return found == check_.terms.end() ? check_.terms.front() : *found;
    }

    std::string in_unit(decimal::Money amount) const
    {
        const auto& term = unit_term();
        if (!term.cell)
            return decimal::format_money(amount, decimal::Unit::ten_thousand_yuan, 2, decimal::Grouping::none);
        return amount_text(report_, report_.forms->tables[term.cell->table], term.cell->column, amount);
    }

    std::string unit() const
    {
        const auto& term = unit_term();
        return term.cell ? unit_text(report_, report_.forms->tables[term.cell->table], term.cell->column) : std::string("万元");
    }

    std::string difference_text() const
    {
        const auto delta = check_.difference();
        return fmt::format("{} {}", in_unit(delta < decimal::Money() ? -delta : delta), unit());
    }

    std::string side(const Finding& finding, bool left) const
    {
        std::string text;
        std::size_t shown = 0;
        std::size_t hidden = 0;
        for (std::size_t i = 0; i < check_.terms.size(); ++i) {
            const auto& term = check_.terms[i];
            if (term.is_left != left || (!left && !term.has_amount))
                continue;
            if (shown == most_shown) {
                ++hidden;
                continue;
            }
            const bool minus = (term.sign > 0) != left;
            text += shown == 0 ? (minus ? "−" : "") : (minus ? " − " : " + ");
            text += short_label(finding.operands[i].label) + " " + finding.operands[i].figure;
            ++shown;
        }
        if (hidden > 0)
            text += fmt::format(" + …（另 {} 项）", hidden);
        return text.empty() ? std::string("（均为空）") : text;
    }

    /// Operands in the same table or row as the first are named by what differs.
    std::string short_label(const std::string& label) const
    {
        const auto& first = check_.terms.front();
        const auto place = first.cell ? cell_place(report_, *first.cell) : std::string();
        const auto table = first.cell ? report_.forms->tables[first.cell->table].number + " " : std::string();
        const auto row = first.cell ? table + report_.tables[first.cell->table].rows[first.cell->row].key + " " : std::string();
        if (label == place)
            return label;
        if (!row.empty() && label.starts_with(row))
            return label.substr(row.size());
        return !table.empty() && label.starts_with(table) ? label.substr(table.size()) : label;
    }

    std::string message(const Finding& finding) const
    {
        decimal::Money right;
        std::size_t terms = 0;
        for (const auto& term : check_.terms) {
            if (term.is_left)
                continue;
            right += term.sign > 0 ? -term.value : term.value;
            terms += term.has_amount ? 1 : 0;
        }
        const auto sign = check_.comparison == formula::Comparison::equal      ? "≠"
                          : check_.comparison == formula::Comparison::at_least ? "<"
                                                                               : ">";
        auto text = fmt::format("{} {} {}", side(finding, true), sign, side(finding, false));
        if (terms > 1)
            text += " = " + in_unit(right);
        text += "，相差 " + difference_text();
        if (check_.holds())
            text += fmt::format("（尾差：{} 项四舍五入，至多 {} {}）", terms + 1, in_unit(check_.tolerance), unit());
        return text;
    }

    const model::Report& report_;
    const Check& check_;
};

void check_written_decimals(const Subject& subject, Record& record)
{
    const auto& report = subject.report;
    std::size_t found = 0;
    for (std::size_t t = 0; t < report.tables.size(); ++t) {
        const auto& form = report.forms->tables[t];
        if (report.unit != report.forms->unit && !form.unit)
            continue;  // written in another unit, with its own decimals
        for (std::uint32_t row = 0; row < report.tables[t].rows.size(); ++row)
            for (std::uint16_t column = 0; column < static_cast<std::uint16_t>(report.tables[t].columns); ++column) {
                const auto& cell = report.tables[t].at(row, column);
                const auto* shape = form.amount_column(column);
                const bool is_money = shape && shape->measure == model::Measure::money;
                if (cell.origin != model::Origin::written || !is_money || cell.figure.decimals <= report.forms->decimals)
                    continue;
                Finding finding;
                finding.rule = "F-DEC";
                finding.severity = base::Severity::warning;
                finding.span = cell.span;
                finding.operands = {operand_of(report, {static_cast<std::uint16_t>(t), column, row})};
                finding.place = finding.operands.front().label;
                finding.message = fmt::format("{} 写作 {}，有 {} 位小数；本表为 {} 位", finding.place, finding.operands.front().figure,
                                              cell.figure.decimals, report.forms->decimals);
                finding.advice = "请核对末位，或四舍五入到表样的小数位";
                record.add(std::move(finding));
                ++found;
            }
    }
    if (found == 0)
        record.passed("F-DEC");
}

/// Letters that a name is compared by: without spaces and brackets.
std::string bare(std::string_view name)
{
    std::string out;
    for (std::size_t i = 0; i < name.size();) {
        const auto rest = name.substr(i);
        bool skipped = false;
        for (const std::string_view sign : {" ", "　", "（", "）", "(", ")", "、"})
            if (rest.starts_with(sign)) {
                i += sign.size();
                skipped = true;
                break;
            }
        if (!skipped)
            out += name[i++];
    }
    return out;
}

void check_names(const Subject& subject, Record& record)
{
    const auto& report = subject.report;
    for (std::size_t t = 0; t < report.tables.size(); ++t) {
        const auto& form = report.forms->tables[t];
        for (const auto& row : report.tables[t].rows) {
            const auto kind = form.blocks[static_cast<std::size_t>(row.block)].classification;
            if (kind == model::Classification::none || row.code.empty())
                continue;
            const auto& codes = kind == model::Classification::economic ? subject.site.classifications.economic : subject.site.classifications.functional;
            const auto name = codes.name(row.code, report.year);
            if (name && bare(*name) == bare(row.name)) {
                record.passed("J-K");
                continue;
            }
            Finding finding;
            finding.rule = "J-K";
            finding.severity = base::Severity::warning;
            finding.span = row.span.file ? row.span : report.span;
            finding.place = form.number + " " + row.code;
            finding.message = fmt::format("{} 的名称写作“{}”，{} 年科目名称为“{}”", finding.place, row.name, report.year, name.value_or("无"));
            finding.advice = "请核对编码和名称；名称以当年政府收支分类科目为准";
            record.add(std::move(finding));
        }
    }
}

}  // namespace

void check_figures(const Subject& subject, Record& record)
{
    const auto evaluated = evaluate_checks(subject, record);
    const auto& checks = evaluated.checks;
    std::vector<std::string> diagnoses(checks.size());
    for (const auto& diagnosis : diagnose(subject, checks))
        for (const auto check : diagnosis.closes)
            diagnoses[check] = diagnosis.text;
    for (std::size_t i = 0; i < checks.size(); ++i) {
        if (checks[i].is_exact() || (checks[i].comparison != formula::Comparison::equal && checks[i].holds())) {
            record.passed(checks[i].rule->id);
            continue;
        }
        auto finding = FindingWriter(subject, checks[i]).write();
        finding.diagnosis = diagnoses[i];
        record.add(std::move(finding));
    }
    check_written_decimals(subject, record);
    check_names(subject, record);
}

std::vector<Rule> figure_rules()
{
    return {{"F-DEC", "小数位不多于表样", "表样的单位和小数位"}, {"J-K", "科目编码与名称相符", "当年政府收支分类科目"}};
}

}  // namespace gongkai::audit
