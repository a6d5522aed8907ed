// N5: sums and counted lists. N8: one amount of a list in another unit.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "audit/cells.hpp"
#include "audit/prose/checks.hpp"

namespace gongkai::audit::prose {
namespace {

using base::Severity;
using decimal::Decimal;

// ---- N5 ----

/// Of amounts in 元, of counts as they are.
Decimal quantity(const Token& figure) { return figure.kind == TokenKind::amount ? yuan(figure) : figure.value; }

/// A difference in the unit of the total.
std::string shown(const Decimal& difference, const Token& total, int decimals)
{
    if (total.kind == TokenKind::count)
        return difference.to_string() + std::string(total.measure);
    auto one = total;
    one.value = Decimal::integer(1);
    return difference.divide(yuan(one), decimals)->to_string() + std::string(decimal::unit_name(total.unit));
}

Decimal magnitude(const Decimal& number) { return number.is_negative() ? -number : number; }

class SumCheck {
public:
    SumCheck(const Sum& sum, Reporter& reporter) : sum_(sum), reporter_(reporter) {}

    void run()
    {
        const auto gap = parts() - quantity(sum_.total);
        if (gap.is_zero()) {
            reporter_.passed("N5");
        } else if (magnitude(gap) <= tolerance()) {
            report_tail(gap);
        } else if (closes_otherwise() || (sum_.parts.size() == 1 && gap.is_negative())) {
            reporter_.passed("N5");
        } else if (sum_.is_nested) {
            reporter_.insufficient("N5");
        } else if (!gap.is_negative() || lists_zeros() || is_slight(gap)) {
            report(Severity::error, gap);
        } else if (!sum_.is_open && sum_.line->passage->explains) {
            report(Severity::warning, gap);
        } else {
            reporter_.insufficient("N5");
        }
    }

private:
    Decimal parts() const
    {
        Decimal total;
        for (const auto& part : sum_.parts)
            total = total + quantity(part.figure);
        return total;
    }

    int decimals() const
    {
        int most = sum_.total.value.scale();
        for (const auto& part : sum_.parts)
            most = std::max(most, part.figure.value.scale());
        return most;
    }

    /// Half of the last printed place for each figure; counts and 元 are exact.
    Decimal tolerance() const
    {
        constexpr int most_steps = 10;
        const bool is_exact = sum_.total.kind == TokenKind::count || (sum_.total.unit == decimal::Unit::yuan && decimals() != 1);
        if (is_exact)
            return {};
        auto half = sum_.total;
        half.value = Decimal(5 * std::min(static_cast<int>(sum_.parts.size()) + 1, most_steps), decimals() + 1);
        return yuan(half);
    }

    /// The list ends earlier, or later, than was read.
    bool closes_otherwise() const
    {
        const auto total = quantity(sum_.total);
        Decimal so_far;
        for (std::size_t i = 0; i < sum_.parts.size(); ++i) {
            so_far = so_far + quantity(sum_.parts[i].figure);
            if (i > 0 && i + 1 < sum_.parts.size() && so_far == total)
                return true;
        }
        if (!sum_.doubtful || sum_.doubtful->figure.rough || sum_.doubtful->figure.kind != sum_.total.kind)
            return false;
        return magnitude(so_far + quantity(sum_.doubtful->figure) - total) <= tolerance();
    }

    /// Who lists parts of nothing lists all.
    bool lists_zeros() const
    {
        return sum_.parts.size() > 1 && std::any_of(sum_.parts.begin(), sum_.parts.end(), [](const Sum::Part& p) { return p.figure.value.is_zero(); });
    }

    /// No part that was left out would be so small.
    bool is_slight(const Decimal& gap) const
    {
        return sum_.parts.size() > 1 && sum_.total.kind == TokenKind::amount && magnitude(gap) * Decimal::integer(1000) <= quantity(sum_.total);
    }

    std::string terms() const
    {
        std::string text;
        for (const auto& part : sum_.parts)
            text += (text.empty() ? "" : "＋") + std::string(part.line->text(part.figure));
        return text;
    }

    Finding start(Severity severity, const Decimal& gap) const
    {
        auto finding = reporter_.finding("N5", severity, *sum_.line->passage, sum_.begin, sum_.end);
        finding.formula = "合计＝“其中”各项之和";
        finding.operands.push_back(operand_of(*sum_.line, sum_.total, sum_.total_name));
        for (const auto& part : sum_.parts)
            finding.operands.push_back(operand_of(*part.line, part.figure, part.name));
        finding.difference = shown(gap, sum_.total, std::max(decimals(), 2));
        return finding;
    }

    void report_tail(const Decimal& gap)
    {
        auto finding = start(Severity::note, gap);
        finding.message = fmt::format("{}＝{}，与{}{}相差{}，属于四舍五入的尾差", terms(), shown(parts(), sum_.total, std::max(decimals(), 2)), sum_.total_name,
                                      sum_.line->text(sum_.total), finding.difference);
        finding.advice = fmt::format("{}个数各自四舍五入，允许相差{}", sum_.parts.size() + 1, shown(tolerance(), sum_.total, decimals() + 1));
        reporter_.add(std::move(finding));
    }

    void report(Severity severity, const Decimal& gap)
    {
        auto finding = start(severity, gap);
        const auto sum = shown(parts(), sum_.total, std::max(decimals(), 2));
        finding.message = sum_.parts.size() == 1
                              ? fmt::format("“其中”的{}{}大于{}{}", sum_.parts.front().name, sum, sum_.total_name, sum_.line->text(sum_.total))
                              : fmt::format("{}{}，而各项之和{}＝{}，相差{}", sum_.total_name, sum_.line->text(sum_.total), terms(), sum, finding.difference);
        finding.advice = severity == Severity::error ? "请核对合计与各项" : "请核对合计与各项；没有列全的，写“主要有”";
        reporter_.add(std::move(finding));
    }

    const Sum& sum_;
    Reporter& reporter_;
};

void check_list_count(const Line& line, const CountedList& list, Reporter& reporter)
{
    if (list.count.value == Decimal::integer(list.listed)) {
        reporter.passed("N5");
        return;
    }
    auto finding = reporter.finding("N5", Severity::warning, *line.passage, list.count.begin, list.count.end);
    finding.formula = "所说的项数＝列出的项数";
    finding.message = fmt::format("文中说{}，后面列出{}项", line.text(list.count), list.listed);
    finding.difference = fmt::format("{}项", (list.count.value - Decimal::integer(list.listed)).to_string());
    finding.advice = "请核对项数，或补齐所列各项";
    finding.operands = {operand_of(line, list.count, "项数")};
    reporter.add(std::move(finding));
}

// ---- N8 ----

/// Amounts of one sentence in a row: each follows its name.
std::vector<std::size_t> listed_amounts(const Line& line, std::size_t begin, std::size_t end)
{
    std::vector<std::size_t> amounts;
    for (auto i = begin; i < end; ++i)
        if (line.is_exact(i) && !is_change(line, i) && i > 0 && line.is(i - 1, TokenKind::words))
            amounts.push_back(i);
    return amounts;
}

/// A cell of the report that holds exactly this amount.
std::optional<model::CellRef> cell_with(const model::Report& report, const Decimal& amount)
{
    for (std::size_t t = 0; t < report.tables.size(); ++t) {
        const auto& table = report.tables[t];
        for (std::size_t i = 0; i < table.cells.size(); ++i) {
            const auto& figure = table.cells[i].figure;
            if (figure.has_amount() && !figure.amount.is_zero() && figure.amount.in(decimal::Unit::yuan) == amount)
                return model::CellRef{static_cast<std::uint16_t>(t), static_cast<std::uint16_t>(i % static_cast<std::size_t>(table.columns)),
                                      static_cast<std::uint32_t>(i / static_cast<std::size_t>(table.columns))};
        }
    }
    return std::nullopt;
}

/// A single amount of a few 元 among three or more in 万元.
void check_odd_unit(const Reading& reading, const Line& line, const std::vector<std::size_t>& amounts, Reporter& reporter)
{
    constexpr std::size_t least_others = 3;
    const auto is_small = [&](std::size_t i) {
        return line.tokens[i].unit == decimal::Unit::yuan && line.tokens[i].value.scale() == 0 && line.tokens[i].value < Decimal::integer(10'000);
    };
    const auto odd = std::count_if(amounts.begin(), amounts.end(), is_small);
    const auto others = std::count_if(amounts.begin(), amounts.end(), [&](std::size_t i) { return line.tokens[i].unit == decimal::Unit::ten_thousand_yuan; });
    if (static_cast<std::size_t>(others) < least_others || static_cast<std::size_t>(odd + others) != amounts.size())
        return;
    if (odd != 1) {
        if (odd == 0)
            reporter.passed("N8");
        return;
    }
    const auto index = *std::find_if(amounts.begin(), amounts.end(), is_small);
    const auto& token = line.tokens[index];
    Decimal total;
    for (const auto i : amounts)
        total = total + (i == index ? token.value * Decimal::integer(10'000) : yuan(line.tokens[i]));
    auto finding = reporter.finding("N8", Severity::warning, *line.passage, token.begin, token.end);
    finding.formula = "同一列举中金额的单位一致";
    finding.message = fmt::format("同一列举中其余{}项以万元计，这里写作{}", others, line.text(token));
    finding.advice = fmt::format("请核对是否应为{}万元", token.value.to_string());
    finding.operands = {operand_of(line, token, std::string(named(phrase_before(line, index).text)))};
    if (const auto cell = cell_with(reading.subject.report, total)) {
        finding.diagnosis = fmt::format("按{}万元计，各项之和为{}万元，与{}一致", token.value.to_string(), total.divide(Decimal::integer(10'000), 2)->to_string(),
                                        cell_place(reading.subject.report, *cell));
        finding.operands.push_back(audit::operand_of(reading.subject.report, *cell));
    }
    reporter.add(std::move(finding));
}

/// The amounts of a sentence, with those of the remarks inside it (（文件写作80元）).
void check_sentence_units(const Reading& reading, const Line& line, std::size_t begin, std::size_t end, Reporter& reporter)
{
    auto joined = line;
    joined.tokens.assign(line.tokens.begin() + static_cast<std::ptrdiff_t>(begin), line.tokens.begin() + static_cast<std::ptrdiff_t>(end));
    if (joined.tokens.empty())
        return;
    const auto first = joined.tokens.front().begin;
    const auto last = joined.tokens.back().end;
    for (const auto index : reading.of_passage[reading.index_of(line)]) {
        const auto& aside = reading.lines[index];
        if (aside.is_aside && !aside.tokens.empty() && aside.tokens.front().begin > first && aside.tokens.front().begin <= last + 3)
            joined.tokens.insert(joined.tokens.end(), aside.tokens.begin(), aside.tokens.end());
    }
    check_odd_unit(reading, joined, listed_amounts(joined, 0, joined.tokens.size()), reporter);
}

}  // namespace

void check_sums(const Reading& reading, Reporter& reporter)
{
    for (const auto& sum : sums_of(reading.lines))
        SumCheck(sum, reporter).run();
    for (const auto& line : reading.lines)
        for (const auto& list : counted_lists_of(line))
            check_list_count(line, list, reporter);
}

void check_units(const Reading& reading, Reporter& reporter)
{
    for (const auto& line : reading.lines) {
        if (line.is_aside || !line.passage->explains)
            continue;
        for (std::size_t begin = 0; begin < line.tokens.size();) {
            const auto end = sentence_end(line, begin);
            check_sentence_units(reading, line, begin, end, reporter);
            begin = end + 1;
        }
    }
}

}  // namespace gongkai::audit::prose
