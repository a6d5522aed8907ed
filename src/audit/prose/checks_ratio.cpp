// N3: shares. N4: completions.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "audit/cells.hpp"
#include "audit/prose/checks.hpp"
#include "audit/prose/percentage.hpp"

namespace gongkai::audit::prose {
namespace {

using base::Severity;

/// A figure with the line that it stands in.
struct Placed {
    const Line* line = nullptr;
    std::size_t index = 0;

    const Token& token() const { return line->tokens[index]; }
};

/// 0% of nothing is a fault of form only.
Severity severity_of(Verdict verdict, bool is_nothing)
{
    if (verdict == Verdict::truncated || (verdict == Verdict::undefined && is_nothing))
        return Severity::note;
    return verdict == Verdict::loose ? Severity::warning : Severity::error;
}

/// The lines of a passage, and of those before it in the section.
std::vector<const Line*> lines_up_to(const Reading& reading, const Line& line)
{
    std::vector<const Line*> lines;
    const auto passage = reading.index_of(line);
    for (std::size_t p = 0; p <= passage; ++p)
        if (reading.passages[p].section == line.passage->section)
            for (const auto index : reading.of_passage[p])
                lines.push_back(&reading.lines[index]);
    return lines;
}

// ---- N3 ----

constexpr std::array<std::string_view, 12> generic = {"本年度", "本年", "当年", "全年", "年度", "合计", "总额", "总计", "总数", "金额", "总", "数"};

/// 本年支出合计 → 支出; 政府采购支出总额 → 政府采购支出.
std::string core_of(std::string_view name)
{
    name = named(name);
    for (bool changed = true; changed;) {
        changed = false;
        if (const auto length = starts_with_any(name, generic); length > 0 && length < name.size()) {
            name.remove_prefix(length);
            changed = true;
        }
        if (const auto length = ends_with_any(name, generic); length > 0 && length < name.size()) {
            name.remove_suffix(length);
            changed = true;
        }
    }
    return std::string(name);
}

bool names_whole(const std::string& figure_core, const std::string& whole_core)
{
    constexpr std::size_t long_enough = 4 * 3;  // four characters; 支出 alone ends too many names
    return figure_core == whole_core || (whole_core.size() >= long_enough && figure_core.ends_with(whole_core));
}

class ShareCheck {
public:
    ShareCheck(const Reading& reading, const Line& line, const Share& share, Reporter& reporter)
        : reading_(reading), line_(line), share_(share), reporter_(reporter)
    {
    }

    /// False when the whole is not known.
    bool run()
    {
        if (const auto whole = find_whole()) {
            whole_ = {whole->token(), operand_of(*whole->line, whole->token(), std::string(named(phrase_before(*whole->line, whole->index).text)))};
        } else if (!find_in_tables()) {
            reporter_.insufficient("N3");
            return false;
        }
        if (share_.part)
            judge();
        else if (whole_.figure.value.is_zero())
            report({Verdict::undefined, {}});  // 占货物支出金额的100%, with 货物支出0万元
        else
            reporter_.insufficient("N3");
        return true;
    }

private:
    /// The divisor, from the text or from a table.
    struct Whole {
        Token figure;
        Operand operand;
    };

    void judge()
    {
        const auto judgement = judge_share(*share_.part, whole_.figure, share_.percent);
        if (judgement.verdict == Verdict::right)
            reporter_.passed("N3");
        else if (judgement.verdict == Verdict::unknown || (share_.whole_name.empty() && another_fits()))
            reporter_.insufficient("N3");
        else
            report(judgement);
    }

    /// 占本年支出合计的: a figure of the tables, if they agree on it.
    bool find_in_tables()
    {
        if (!reading_.labels || core_of(share_.whole_name).empty() || !line_.passage->explains)
            return false;
        auto name = std::string_view(share_.whole_name);
        auto mention = reading_.labels->find_single(name);
        for (const std::string_view ending : {"总额", "合计", "总数", "金额"})
            if (!mention && name.ends_with(ending))
                mention = reading_.labels->find_single(name.substr(0, name.size() - ending.size()));
        if (!mention)
            return false;
        const auto& cell = mention->cells.front();
        whole_.figure.kind = TokenKind::amount;
        whole_.figure.unit = decimal::Unit::ten_thousand_yuan;
        whole_.figure.value = cell.amount.in(whole_.figure.unit).round(2);
        whole_.figure.begin = std::string::npos;
        whole_.operand = audit::operand_of(reading_.subject.report, cell.cell);
        whole_.operand.figure = whole_.figure.value.to_string() + std::string(decimal::unit_name(whole_.figure.unit));
        return true;
    }

    /// By its name, if the words after 占 give one; else the total above the list.
    std::optional<Placed> find_whole() const
    {
        const auto core = core_of(share_.whole_name);
        const auto lines = lines_up_to(reading_, line_);
        for (auto l = lines.rbegin(); l != lines.rend(); ++l) {
            const bool is_here = *l == &line_;
            for (std::size_t i = is_here ? share_.at : (*l)->tokens.size(); i-- > 0;) {
                const auto& token = (*l)->tokens[i];
                if (!(*l)->is_exact(i) || is_change(**l, i) || (is_here && share_.part && token.begin == share_.part->begin))
                    continue;
                if (core.empty() ? opens_list(**l, i) : names_whole(core_of(phrase_before(**l, i).text), core))
                    return Placed{*l, i};
            }
            if (core.empty() && !is_here && !(*l)->is_aside && !(*l)->passage->is_item && !(*l)->passage->is_heading)
                break;
        }
        return std::nullopt;
    }

    /// The amount is followed by words that open a list of parts, before the share.
    bool opens_list(const Line& line, std::size_t amount) const
    {
        constexpr std::array<std::string_view, 3> openings = {"其中", "以下方面", "包括"};
        for (std::size_t i = amount + 1; i < line.tokens.size(); ++i) {
            if (line.is_exact(i) && !is_change(line, i))
                return false;
            if (line.is(i, TokenKind::words) && contains_any(line.text(line.tokens[i]), openings))
                return &line != &line_ || i < share_.at;
        }
        return false;
    }

    /// Another amount before it makes the share right: the whole may have been misread.
    bool another_fits() const
    {
        for (const auto* line : lines_up_to(reading_, line_))
            for (std::size_t i = 0; i < line->tokens.size(); ++i)
                if (line->is_exact(i) && line->tokens[i].begin != whole_.figure.begin && line->tokens[i].begin != share_.part->begin &&
                    judge_share(*share_.part, line->tokens[i], share_.percent).verdict == Verdict::right)
                    return true;
        return false;
    }

    Severity severity(const Judgement& judgement) const
    {
        const bool is_nothing = share_.percent.value.is_zero();
        const auto severity = severity_of(judgement.verdict, is_nothing);
        const bool is_doubt = whole_.operand.cell || (share_.part && another_fits());
        return severity == Severity::error && is_doubt ? Severity::warning : severity;
    }

    void report(const Judgement& judgement)
    {
        const auto begin = share_.part ? share_.part->begin : share_.begin;
        auto finding = reporter_.finding("N3", severity(judgement), *line_.passage, begin, share_.end);
        finding.formula = "占比＝部分÷整体×100%";
        const auto words = line_.text(begin, share_.end);
        if (judgement.verdict == Verdict::undefined) {
            finding.message = fmt::format("“{}”：{}为0，不能计算占比", words, whole_.operand.label);
            finding.advice = "整体为零时不写占比";
        } else {
            finding.message = fmt::format("“{}”：{}÷{}＝{}%，写作{}", words, line_.text(*share_.part), whole_.operand.figure, judgement.truth.to_string(),
                                          line_.text(share_.percent));
            finding.difference = (share_.percent.value - judgement.truth).to_string() + "个百分点";
            finding.advice = judgement.verdict == Verdict::truncated ? "占比按四舍五入取位，不截去尾数" : "请核对金额、整体和占比";
        }
        if (share_.part)
            finding.operands.push_back(operand_of(line_, *share_.part, share_.part_name));
        finding.operands.push_back(whole_.operand);
        finding.operands.push_back(operand_of(line_, share_.percent, "占比"));
        reporter_.add(std::move(finding));
    }

    const Reading& reading_;
    const Line& line_;
    const Share& share_;
    Reporter& reporter_;
    Whole whole_;
};

/// Shares of one sentence, of a whole that is not known, add up to more than it.
void check_total(const Line& line, const std::vector<Share>& shares, Reporter& reporter)
{
    for (std::size_t i = 0; i < shares.size();) {
        const auto end = sentence_end(line, shares[i].at);
        decimal::Decimal total;
        decimal::Decimal tolerance;
        std::size_t n = i;
        for (; n < shares.size() && shares[n].at < end && shares[n].whole_name == shares[i].whole_name; ++n) {
            total = total + shares[n].percent.value;
            tolerance = tolerance + decimal::Decimal(5, shares[n].percent.value.scale() + 1);
        }
        const auto hundred = decimal::Decimal::integer(100);
        const bool is_list = n - i >= 2 && std::all_of(shares.begin() + static_cast<std::ptrdiff_t>(i), shares.begin() + static_cast<std::ptrdiff_t>(n),
                                                       [](const Share& s) { return s.part.has_value(); });
        if (is_list && total > hundred + tolerance) {
            auto finding = reporter.finding("N3", Severity::warning, *line.passage, shares[i].part->begin, shares[n - 1].end);
            finding.formula = "各部分占比之和＝100%";
            finding.message = fmt::format("各部分占比之和为{}%，超过100%", total.to_string());
            finding.difference = (total - hundred).to_string() + "个百分点";
            finding.advice = "请核对各项占比";
            for (auto s = i; s < n; ++s)
                finding.operands.push_back(operand_of(line, shares[s].percent, shares[s].part_name));
            reporter.add(std::move(finding));
        }
        i = std::max(n, i + 1);
    }
}

// ---- N4 ----

class CompletionCheck {
public:
    CompletionCheck(const Reading& reading, const Line& line, const Completion& completion, Reporter& reporter)
        : reading_(reading), line_(line), c_(completion), reporter_(reporter)
    {
    }

    void run()
    {
        const auto judgement = judge_share(c_.done, *c_.budget, c_.percent);
        if (judgement.verdict == Verdict::right)
            reporter_.passed("N4");
        else if (judgement.verdict == Verdict::unknown)
            reporter_.insufficient("N4");
        else
            report(judgement);
    }

private:
    /// Amounts of the sentence beside these two, and of remarks inside it.
    std::vector<Token> others() const
    {
        auto all = c_.others;
        for (const auto index : reading_.of_passage[reading_.index_of(line_)]) {
            const auto& line = reading_.lines[index];
            for (std::size_t i = 0; line.is_aside && i < line.tokens.size(); ++i)
                if (line.is_exact(i) && line.tokens[i].begin > c_.begin && line.tokens[i].end < c_.end)
                    all.push_back(line.tokens[i]);
        }
        return all;
    }

    static Token combined(const Token& a, const Token& b, bool adds)
    {
        Token sum = a;
        sum.unit = decimal::Unit::yuan;
        sum.value = adds ? yuan(a) + yuan(b) : yuan(a) - yuan(b);
        return sum;
    }

    bool fits(const Token& done, const Token& budget) const { return judge_share(done, budget, c_.percent).verdict == Verdict::right; }

    /// The percentage is right when another amount of the sentence is taken in.
    std::string explanation() const
    {
        const auto all = others();
        const auto budget = line_.text(*c_.budget);
        const auto done = line_.text(c_.done);
        const auto percent = line_.text(c_.percent);
        for (const auto& other : all)
            if (fits(c_.done, other))
                return fmt::format("{}÷{}才是{}", done, line_.text(other), percent);
        for (const auto& other : all) {
            if (fits(combined(c_.done, other, true), *c_.budget))
                return fmt::format("（{}＋{}）÷{}才是{}", done, line_.text(other), budget, percent);
            if (yuan(other) < yuan(*c_.budget) && fits(c_.done, combined(*c_.budget, other, false)))
                return fmt::format("{}÷（{}－{}）才是{}", done, budget, line_.text(other), percent);
        }
        return {};
    }

    void report(const Judgement& judgement)
    {
        const auto why = judgement.verdict == Verdict::truncated ? std::string() : explanation();
        auto finding = reporter_.finding("N4", why.empty() ? severity_of(judgement.verdict, c_.percent.value.is_zero() && c_.done.value.is_zero()) : Severity::warning, *line_.passage, c_.begin, c_.end);
        finding.formula = "完成预算的百分比＝决算数÷预算数×100%";
        if (judgement.verdict == Verdict::undefined) {
            finding.message = fmt::format("“{}”：预算为0，不能说完成{}", line_.text(c_.begin, c_.end), line_.text(c_.percent));
            finding.advice = "年初没有安排预算的，写“年初未安排预算”";
        } else {
            finding.message = fmt::format("“{}”：{}÷{}＝{}%，写作{}", line_.text(c_.begin, c_.end), line_.text(c_.done), line_.text(*c_.budget),
                                          judgement.truth.to_string(), line_.text(c_.percent));
            finding.difference = (c_.percent.value - judgement.truth).to_string() + "个百分点";
            finding.advice = judgement.verdict == Verdict::truncated ? "百分比按四舍五入取位，不截去尾数" : "请核对预算数、决算数和百分比";
        }
        if (!why.empty()) {
            finding.diagnosis = why;
            finding.advice = "请写明百分比是按哪一个预算数计算的";
        }
        finding.operands = {operand_of(line_, *c_.budget, c_.subject + "预算数"), operand_of(line_, c_.done, c_.subject + "决算（执行）数"),
                            operand_of(line_, c_.percent, "完成的百分比")};
        reporter_.add(std::move(finding));
    }

    const Reading& reading_;
    const Line& line_;
    const Completion& c_;
    Reporter& reporter_;
};

}  // namespace

void check_shares(const Reading& reading, Reporter& reporter)
{
    for (const auto& line : reading.lines) {
        const auto shares = shares_of(line);
        std::vector<Share> of_unknown;
        for (const auto& share : shares)
            if (!ShareCheck(reading, line, share, reporter).run())
                of_unknown.push_back(share);
        check_total(line, of_unknown, reporter);
    }
}

void check_completions(const Reading& reading, Reporter& reporter)
{
    for (const auto& line : reading.lines)
        for (const auto& completion : completions_of(line))
            CompletionCheck(reading, line, completion, reporter).run();
}

}  // namespace gongkai::audit::prose
