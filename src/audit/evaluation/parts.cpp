// P8, B12, B13: amounts of a grid and their parts.
#include <algorithm>

#include <fmt/format.h>

#include "audit/evaluation/checks.hpp"
#include "audit/evaluation/quotient.hpp"
#include "audit/evaluation/slips.hpp"

namespace gongkai::audit::evaluation {
namespace {

using base::Severity;
using decimal::Decimal;
using model::ValueType;

/// A total and the rows that it sums.
struct Parts {
    const ValueRow* total = nullptr;
    std::vector<const ValueRow*> rows;
    bool is_own = false;      ///< the total is the group's last row
    bool is_closed = false;   ///< there is a row for all else: the parts are the whole
};

bool names_total(const std::string& label) { return label.ends_with("合计") || label.ends_with("总计") || label.ends_with("小计"); }

Parts parts_of(const std::vector<ValueRow>& rows, std::size_t begin, std::size_t end)
{
    Parts parts;
    for (std::size_t i = begin; i < end; ++i)
        parts.rows.push_back(&rows[i]);
    parts.is_own = names_total(rows[end - 1].name) && end - begin > 1;
    if (parts.is_own) {
        parts.total = parts.rows.back();
        parts.rows.pop_back();
        parts.is_closed = true;
        return parts;
    }
    const bool follows = begin > 0 && rows[begin - 1].grid == rows[begin].grid && rows[begin - 1].group.empty();
    parts.total = follows ? &rows[begin - 1] : nullptr;
    const auto is_rest = [](const ValueRow* row) { return row->name.find("其他") != std::string::npos || row->name.find("其它") != std::string::npos; };
    parts.is_closed = parts.rows.size() > 1 && std::any_of(parts.rows.begin(), parts.rows.end(), is_rest);
    return parts;
}

/// The groups of all grids.
std::vector<Parts> groups_of(const SheetAudit& audit)
{
    std::vector<Parts> groups;
    const auto& rows = audit.rows();
    for (std::size_t begin = 0; begin < rows.size();) {
        auto end = begin + 1;
        while (end < rows.size() && rows[end].grid == rows[begin].grid && rows[end].group == rows[begin].group)
            ++end;
        if (rows[begin].grid && !rows[begin].group.empty())
            if (auto parts = parts_of(rows, begin, end); parts.total)
                groups.push_back(std::move(parts));
        begin = end;
    }
    return groups;
}

/// A form with executed amounts, rates or points evaluates; others set targets.
bool is_evaluation(const SheetAudit& audit)
{
    using model::ValueRole;
    return audit.find(ValueRole::executed) || audit.find(ValueRole::rate) || audit.find(ValueRole::score);
}

const char* rule_of(const SheetAudit& audit, const Parts& parts)
{
    return parts.is_own ? "B12" : is_evaluation(audit) ? "P8" : "B13";
}

struct Sum {
    ValueAt total;
    std::vector<ValueAt> given;
    Decimal value;
};

Sum sum_of(const SheetAudit& audit, const Parts& parts, std::size_t column)
{
    Sum sum{audit.at(*parts.total, column), {}, {}};
    for (const auto* row : parts.rows) {
        auto at = audit.at(*row, column);
        if (!at.number())
            continue;
        sum.value = sum.value + *at.number();
        sum.given.push_back(std::move(at));
    }
    return sum;
}

std::string sum_text(const Sum& sum)
{
    std::vector<std::string> terms;
    for (const auto& at : sum.given)
        terms.push_back(fmt::format("{} {}", at.label, at.text()));
    return joined(terms, " + ");
}

Finding sum_finding(const SheetAudit& audit, const Parts& parts, const Sum& sum, Severity severity, const std::string& text)
{
    auto finding = audit.finding(rule_of(audit, parts), severity, sum.total, text);
    const auto* form = parts.rows.front();
    finding.formula = fmt::format("{} = “{}”各行之和", parts.total->name, form->group);
    for (const auto& at : sum.given)
        finding.operands.push_back(audit.operand(at));
    return finding;
}

/// Printed decimals of the sum: two at least.
Decimal tail_of(const SheetAudit& audit, const Sum& sum)
{
    int decimals = std::max(audit.decimals(), sum.total.number()->scale());
    for (const auto& at : sum.given)
        decimals = std::max(decimals, at.number()->scale());
    const Decimal bound = Decimal(5, decimals + 1) * Decimal::integer(static_cast<long long>(sum.given.size()) + 1);
    return std::min(bound, Decimal(5, 2));
}

std::string diagnosis_of(const Sum& sum)
{
    const auto rest = *sum.total.number() - sum.value;
    std::vector<Suspect> suspects = {{sum.total.label, sum.total.text(), sum.value}};
    for (const auto& at : sum.given)
        suspects.push_back({at.label, at.text(), *at.number() + rest});
    return only_slip(suspects);
}

void check_sum(const SheetAudit& audit, const Parts& parts, const Sum& sum)
{
    const auto* rule = rule_of(audit, parts);
    const auto delta = *sum.total.number() - sum.value;
    const auto size = distance(*sum.total.number(), sum.value);
    if (delta.is_zero())
        return audit.record().passed(rule);
    const auto unit = decimal::unit_name(audit.sheet().form->unit);
    const auto equation = fmt::format("{} {} ≠ {}{}", sum.total.label, sum.total.text(), sum_text(sum),
                                      sum.given.size() > 1 ? " = " + sum.value.to_string() : std::string());
    const bool is_tail = sum.given.size() > 1 && size <= tail_of(audit, sum);
    const bool may_be_partial = !delta.is_negative() && !parts.is_closed;
    auto finding = sum_finding(audit, parts, sum, is_tail ? Severity::note : may_be_partial ? Severity::warning : Severity::error,
                               equation + (is_tail ? "（尾差）" : ""));
    finding.difference = fmt::format("{} {}", size.to_string(), unit);
    if (!is_tail)
        finding.diagnosis = diagnosis_of(sum);
    finding.advice = is_tail ? std::string() : fmt::format("补填“{}”中漏填的行，或改正有误的数", parts.rows.front()->group);
    audit.record().add(std::move(finding));
}

/// All parts are blank where the form has them: nobody said where the money came from.
void check_all_blank(const SheetAudit& audit, const Parts& parts, const Sum& sum)
{
    auto note = sum_finding(audit, parts, sum, Severity::note,
                            fmt::format("{} {}，“{}”各行都没有填", sum.total.label, sum.total.text(), parts.rows.front()->group));
    note.advice = fmt::format("填写“{}”各行", parts.rows.front()->group);
    audit.record().add(std::move(note));
}

void check_column(const SheetAudit& audit, const Parts& parts, const Sum& sum)
{
    const auto* rule = rule_of(audit, parts);
    if (!sum.total.number() || (sum.given.empty() && !sum.total.number()->is_zero()))
        return audit.record().insufficient(rule);
    if (sum.given.empty())
        return audit.record().passed(rule);
    check_sum(audit, parts, sum);
}

void check_group(const SheetAudit& audit, const Parts& parts)
{
    const auto& forms = *parts.total->forms;
    std::vector<Sum> sums;
    for (std::size_t column = 0; column < forms.size(); ++column)
        if (forms[column].type == ValueType::money)
            sums.push_back(sum_of(audit, parts, column));
    const auto is_unexplained = [](const Sum& sum) { return sum.given.empty() && sum.total.number() && !sum.total.number()->is_zero(); };
    const bool any_given = std::any_of(sums.begin(), sums.end(), [](const Sum& sum) { return !sum.given.empty(); });
    if (!any_given && !sums.empty() && is_unexplained(sums.front()))
        return check_all_blank(audit, parts, sums.front());
    for (const auto& sum : sums)
        check_column(audit, parts, sum);
}

std::optional<std::size_t> money_left_of(const std::vector<model::ValueForm>& forms, std::size_t column)
{
    while (column-- > 0)
        if (forms[column].type == ValueType::money)
            return column;
    return std::nullopt;
}

void check_share(const SheetAudit& audit, const ValueAt& share, const ValueAt& part, const ValueAt& total)
{
    if (!share.number() || !part.number() || !total.number())
        return share.is_blank() ? void() : audit.record().insufficient("B12");
    const auto& printed = *share.number();
    if (part.number()->is_negative() || total.number()->is_negative())
        return audit.record().insufficient("B12");
    const Quotient quotient{Decimal::integer(100), *part.number(), *total.number()};
    if (quotient.allows(printed, std::max({audit.decimals(), part.number()->scale(), total.number()->scale()})))
        return audit.record().passed("B12");
    const auto right = quotient.whole.is_zero() ? std::nullopt : std::optional(quotient.rounded(printed.scale()));
    const bool is_cut = right && quotient.is_cut_to(printed);
    auto finding = audit.finding("B12", is_cut ? Severity::note : Severity::error, share,
                                 right ? fmt::format("{} {} 应为 {} ÷ {} = {}%", share.label, share.text(), part.text(), total.text(), right->to_string())
                                       : fmt::format("{} {}，但{}为 0，不能计算百分比", share.label, share.text(), total.label));
    finding.formula = fmt::format("占比 = {} ÷ {} × 100%", part.label, total.label);
    finding.operands.push_back(audit.operand(part));
    finding.operands.push_back(audit.operand(total));
    if (right)
        finding.difference = fmt::format("{} 个百分点", distance(*right, printed).to_string());
    finding.advice = is_cut ? "应四舍五入，不应截断" : "核对占比和金额";
    audit.record().add(std::move(finding));
}

/// A percentage without a ratio, beside the amounts of a group with its own total.
void check_shares(const SheetAudit& audit, const Parts& parts)
{
    const auto& forms = *parts.total->forms;
    for (std::size_t column = 0; column < forms.size(); ++column) {
        const auto money = forms[column].type == ValueType::percent && !forms[column].ratio && forms[column].role == model::ValueRole::none
                               ? money_left_of(forms, column)
                               : std::nullopt;
        if (!money)
            continue;
        const auto total = audit.at(*parts.total, *money);
        for (const auto* row : parts.rows)
            check_share(audit, audit.at(*row, column), audit.at(*row, *money), total);
        check_share(audit, audit.at(*parts.total, column), total, total);
    }
}

}  // namespace

void check_parts(const SheetAudit& audit)
{
    const auto groups = groups_of(audit);
    for (const auto& parts : groups) {
        check_group(audit, parts);
        if (parts.is_own)
            check_shares(audit, parts);
    }
    for (const auto* rule : {"P8", "B12", "B13"})
        if (std::none_of(groups.begin(), groups.end(), [&](const Parts& parts) { return std::string_view(rule_of(audit, parts)) == rule; }))
            audit.record().not_applicable(rule);
}

}  // namespace gongkai::audit::evaluation
