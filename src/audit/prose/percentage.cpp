#include "audit/prose/percentage.hpp"

#include <algorithm>

namespace gongkai::audit::prose {
namespace {

using decimal::Decimal;

/// A quotient as exact as needed, and the least and greatest that rounding allows.
struct Quotient {
    std::optional<Decimal> exact;
    std::optional<Decimal> low;
    std::optional<Decimal> high;
};

constexpr int places = 10;

std::optional<Decimal> percent_of(const Decimal& part, const Decimal& whole)
{
    if (whole.is_zero() || whole.is_negative())
        return std::nullopt;
    return (part * Decimal::integer(100)).divide(whole, places);
}

Decimal at_least_zero(const Decimal& number) { return number.is_negative() ? Decimal() : number; }

/// Towards zero, to that many decimals.
Decimal truncated(const Decimal& number, int decimals)
{
    if (number.scale() <= decimals)
        return number;
    return {number.coefficient() / decimal::power_of_ten(number.scale() - decimals), decimals};
}

bool between(const Decimal& printed, const Quotient& quotient)
{
    const int decimals = printed.scale();
    return quotient.low && quotient.high && quotient.low->round(decimals) <= printed && printed <= quotient.high->round(decimals);
}

/// `quotient_of(false, …)` is the exact one, with the range as the argument says.
Judgement judge(const Decimal& printed, const std::function<Quotient(bool is_tight)>& quotient_of)
{
    const auto tight = quotient_of(true);
    if (!tight.exact)
        return {Verdict::unknown, {}};
    Judgement result{Verdict::wrong, tight.exact->round(std::max(printed.scale(), 1))};
    if (between(printed, tight))
        result.verdict = Verdict::right;
    else if (truncated(*tight.exact, printed.scale()) == printed)
        result.verdict = Verdict::truncated;
    else if (const auto loose = quotient_of(false); !loose.low || !loose.high || between(printed, loose))
        result.verdict = Verdict::loose;
    return result;
}

Quotient quotient(const Decimal& part, const Decimal& whole, const Decimal& part_half, const Decimal& whole_half)
{
    return {percent_of(part, whole), percent_of(at_least_zero(part - part_half), whole + whole_half),
            percent_of(part + part_half, whole - whole_half)};
}

Decimal magnitude(const Decimal& number) { return number.is_negative() ? -number : number; }

}  // namespace

Decimal half_step(const Token& amount, bool is_tight)
{
    constexpr int least_decimals = 2;
    const int decimals = is_tight ? std::max(amount.value.scale(), least_decimals) : amount.value.scale();
    Token step = amount;
    step.value = Decimal(5, decimals + 1);
    return yuan(step);
}

Judgement judge_share(const Token& part, const Token& whole, const Token& percent)
{
    if (whole.value.is_zero())
        return {Verdict::undefined, {}};
    return judge(percent.value, [&](bool is_tight) {
        return quotient(yuan(part), yuan(whole), half_step(part, is_tight), half_step(whole, is_tight));
    });
}

Judgement judge_change(const Token& current, const Token& change, bool rises, const Token& percent)
{
    const auto now = yuan(current);
    const auto by = magnitude(yuan(change));
    const auto before = rises ? now - by : now + by;
    if (before.is_zero())
        return {Verdict::undefined, {}};
    if (before.is_negative())
        return {Verdict::impossible, {}};
    return judge(magnitude(percent.value), [&](bool is_tight) {
        const auto now_half = half_step(current, is_tight);
        const auto by_half = half_step(change, is_tight);
        // A larger change goes with a smaller base where it rises, with a larger one where it falls.
        const auto shift = rises ? by_half : -by_half;
        return Quotient{percent_of(by, before), percent_of(at_least_zero(by - by_half), before + now_half + shift),
                        percent_of(by + by_half, before - now_half - shift)};
    });
}

Judgement judge_change_of_base(const Token& base, const Token& change, const Token& percent)
{
    if (base.value.is_zero())
        return {Verdict::undefined, {}};
    return judge(magnitude(percent.value),
                 [&](bool is_tight) { return quotient(magnitude(yuan(change)), yuan(base), half_step(change, is_tight), half_step(base, is_tight)); });
}

}  // namespace gongkai::audit::prose
