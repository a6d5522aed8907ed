// N2: differences.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "audit/prose/checks.hpp"
#include "audit/prose/percentage.hpp"

namespace gongkai::audit::prose {
namespace {

const std::string rule = "N2";
const std::string formula_text = "百分比＝增减额÷上年数×100%，上年数＝本年数－增加额（或＋减少额）";

using base::Severity;

std::string unit_of(const Token& amount) { return std::string(decimal::unit_name(amount.unit)); }

/// An amount of 元 in the unit of another.
std::string in_unit_of(const decimal::Decimal& amount, const Token& model)
{
    auto one = model;
    one.value = decimal::Decimal::integer(1);
    const auto number = amount.divide(yuan(one), std::max(model.value.scale(), 2));
    return (number ? number->to_string() : std::string("0")) + unit_of(model);
}

decimal::Decimal magnitude(const Token& amount)
{
    const auto value = yuan(amount);
    return value.is_negative() ? -value : value;
}

/// The figure before the change.
decimal::Decimal base_of(const Token& current, const Difference& difference)
{
    const auto by = magnitude(difference.change);
    return difference.direction == Direction::rise ? yuan(current) - by : yuan(current) + by;
}

class DifferenceCheck {
public:
    DifferenceCheck(const Reading& reading, const Line& line, const Difference& difference, Reporter& reporter)
        : reading_(reading), line_(line), difference_(difference), reporter_(reporter)
    {
    }

    void run()
    {
        if (check_words() || check_from_to() || check_base())
            return;
        if (!difference_.percent) {
            if (grew_too_much())
                report({Verdict::impossible, {}}, {}, *difference_.current);
            return;
        }
        if (!difference_.current && !difference_.base) {
            reporter_.insufficient(rule);
            return;
        }
        check_percent();
    }

private:
    /// 支出5万元，比上年增加10万元
    bool grew_too_much() const
    {
        const auto& d = difference_;
        return d.change.kind == TokenKind::amount && d.current && d.direction == Direction::rise && base_of(*d.current, d).is_negative();
    }

    Finding start(Severity severity) const
    {
        auto finding = reporter_.finding(rule, severity, *line_.passage, difference_.begin, difference_.end);
        finding.formula = formula_text;
        return finding;
    }

    std::string quoted() const { return fmt::format("“{}”", line_.text(difference_.begin, difference_.end)); }

    /// 减少…，增长…; 与上年持平，增加…; 减少-9.54万元
    bool check_words()
    {
        const auto& d = difference_;
        const bool has_change = d.change.kind == TokenKind::amount;
        std::string message;
        auto severity = Severity::error;
        if (d.percent && d.percent_direction != d.direction && !(d.percent->value.is_zero()))
            message = fmt::format("{}：增减额与百分比的方向相反", quoted());
        else if (d.says_unchanged && has_change && !d.change.value.is_zero())
            message = fmt::format("前面说“持平”，这里又说{}", quoted());
        else if (has_change && d.change.value.is_negative()) {
            message = fmt::format("{}：“增加”“减少”之后又写负数，意思相反", quoted());
            severity = Severity::warning;
        }
        if (message.empty())
            return false;
        auto finding = start(severity);
        finding.message = std::move(message);
        finding.advice = "请核对增减的方向，金额和百分比写正数";
        reporter_.add(std::move(finding));
        return true;
    }

    /// 由A增加到B
    bool check_from_to()
    {
        const auto& d = difference_;
        if (d.change.kind == TokenKind::amount)
            return false;
        const auto change = yuan(*d.current) - yuan(*d.base);
        const bool rises = !change.is_negative();
        if (!change.is_zero() && rises != (d.direction == Direction::rise)) {
            auto finding = start(Severity::error);
            finding.message = fmt::format("{}：后数{}前数", quoted(), rises ? "大于" : "小于");
            finding.advice = "请核对两个金额，或改“增加”“减少”";
            add_operands(finding, *d.current);
            reporter_.add(std::move(finding));
        } else if (d.percent) {
            auto by = *d.current;
            by.unit = decimal::Unit::yuan;
            by.value = change;
            judge(judge_change_of_base(*d.base, by, *d.percent), change, *d.current);
        } else {
            reporter_.passed(rule);
        }
        return true;
    }

    /// 比年初预算数282.08减少76.42万元
    bool check_base()
    {
        const auto& d = difference_;
        if (!d.base || !d.current)
            return false;
        const auto gap = base_of(*d.current, d) - yuan(*d.base);
        const auto size = gap.is_negative() ? -gap : gap;
        if (size <= half_step(*d.current, true) + half_step(*d.base, true) + half_step(d.change, true))
            return false;
        const auto change = yuan(*d.current) - yuan(*d.base);
        auto finding = start(Severity::error);
        finding.message = fmt::format("{}与{}{}相差{}，与{}不符", line_.text(*d.current), line_.text(*d.base), unit_missing(*d.base),
                                      in_unit_of(change.is_negative() ? -change : change, d.change), quoted());
        finding.difference = in_unit_of(gap, d.change);
        finding.advice = "请核对三个金额";
        add_operands(finding, *d.current);
        reporter_.add(std::move(finding));
        return true;
    }

    std::string unit_missing(const Token& token) const { return line_.text(token).ends_with("元") ? std::string() : unit_of(token); }

    void check_percent()
    {
        const auto& d = difference_;
        if (d.base) {
            judge(judge_change_of_base(*d.base, d.change, *d.percent), yuan(*d.base), *d.base);
            return;
        }
        judge(judge_change(*d.current, d.change, d.direction == Direction::rise, *d.percent), base_of(*d.current, d), *d.current);
    }

    void add_operands(Finding& finding, const Token& current) const
    {
        finding.operands.push_back(operand_of(line_, current, "本年数"));
        if (difference_.base)
            finding.operands.push_back(operand_of(line_, *difference_.base, "比较的数"));
        if (difference_.change.kind == TokenKind::amount)
            finding.operands.push_back(operand_of(line_, difference_.change, "增减额"));
        if (difference_.percent)
            finding.operands.push_back(operand_of(line_, *difference_.percent, "百分比"));
    }

    /// Another amount of the paragraph makes the percentage right: the sentence was misread.
    bool another_fits() const
    {
        const auto& d = difference_;
        if (d.change.kind != TokenKind::amount)
            return false;
        for (const auto index : reading_.of_passage[reading_.index_of(line_)])
            for (const auto& token : reading_.lines[index].tokens) {
                if (token.kind != TokenKind::amount || token.rough || token.begin == d.change.begin || (d.current && token.begin == d.current->begin))
                    continue;
                if (judge_change(token, d.change, d.direction == Direction::rise, *d.percent).verdict == Verdict::right ||
                    judge_change_of_base(token, d.change, *d.percent).verdict == Verdict::right)
                    return true;
            }
        return false;
    }

    /// The figures are given by name or side by side: nothing was inferred.
    bool is_named() const { return !difference_.subject.empty() || difference_.base; }

    void judge(const Judgement& judgement, const decimal::Decimal& base, const Token& current)
    {
        if (judgement.verdict == Verdict::right) {
            reporter_.passed(rule);
            return;
        }
        if ((!is_named() && another_fits()) || judgement.verdict == Verdict::unknown) {
            reporter_.insufficient(rule);
            return;
        }
        report(judgement, base, current);
    }

    void report(const Judgement& judgement, const decimal::Decimal& base, const Token& current)
    {
        const auto& d = difference_;
        const bool is_cut = judgement.verdict == Verdict::truncated;
        const bool is_nothing = judgement.verdict == Verdict::undefined && d.change.value.is_zero() && d.percent && d.percent->value.is_zero();
        const bool is_doubt = judgement.verdict == Verdict::loose || !d.percent || (judgement.verdict == Verdict::wrong && another_fits());
        auto finding = start(is_cut || is_nothing ? Severity::note : is_doubt ? Severity::warning : Severity::error);
        add_operands(finding, current);
        if (judgement.verdict == Verdict::undefined) {
            finding.message = fmt::format("{}：上年数为0，不能计算百分比", quoted());
            finding.advice = "上年没有这项金额时，不写百分比";
        } else if (judgement.verdict == Verdict::impossible) {
            finding.message = fmt::format("{}：比本年数{}还多，上年数不会是负数", quoted(), line_.text(current));
            finding.advice = "请核对本年数和增加额";
        } else {
            const auto truth = judgement.truth.to_string();
            finding.message = d.change.kind == TokenKind::amount && !d.base
                                  ? fmt::format("{}：上年数应为{}，百分比应为{}%，写作{}", quoted(), in_unit_of(base, current), truth, line_.text(*d.percent))
                                  : fmt::format("{}：百分比应为{}%，写作{}", quoted(), truth, line_.text(*d.percent));
            finding.difference = (d.percent->value - judgement.truth).to_string() + "个百分点";
            finding.advice = is_cut ? "百分比按四舍五入取位，不截去尾数" : "请核对本年数、增减额和百分比，其中一个有误";
        }
        if ((judgement.verdict == Verdict::wrong || judgement.verdict == Verdict::undefined) && d.change.kind == TokenKind::amount && d.current && d.percent &&
            judge_change_of_base(*d.current, d.change, *d.percent).verdict == Verdict::right)
            finding.diagnosis = "百分比是以本年数为分母算的，应以上年数为分母";
        reporter_.add(std::move(finding));
    }

    const Reading& reading_;
    const Line& line_;
    const Difference& difference_;
    Reporter& reporter_;
};

}  // namespace

void check_differences(const Reading& reading, Reporter& reporter)
{
    for (const auto& line : reading.lines)
        for (const auto& difference : differences_of(line))
            DifferenceCheck(reading, line, difference, reporter).run();
}

}  // namespace gongkai::audit::prose
