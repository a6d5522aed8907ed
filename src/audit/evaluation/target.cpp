#include "audit/evaluation/target.hpp"

#include <algorithm>

namespace gongkai::audit::evaluation {
namespace {

using decimal::Decimal;

/// Some level of the names says that a smaller value is better.
bool less_is_better(const std::vector<std::string>& names)
{
    return std::any_of(names.begin(), names.end(), [](const std::string& name) {
        return contains_any(name, {"成本", "控制", "结转", "结余", "调整率", "变动率", "事故", "事件", "投诉", "差错", "违规", "违纪",
                                   "违法", "舆情", "案件发生", "发案", "流失", "拖欠", "超支", "下降至", "压减"});
    });
}

/// What is not a number but says plainly that nothing was reached.
bool is_denial(const std::string& actual)
{
    return is_any(actual, {"未完成", "未开展", "未实施", "未达标", "未达到", "未实现", "没有完成", "没有开展", "不合格", "未达预期"});
}

Bound direction(const std::vector<std::string>& names, const Quantity& target)
{
    if (target.bound != Bound::none)
        return target.bound;
    return target.number.is_zero() || less_is_better(names) ? Bound::at_most : Bound::at_least;
}

/// A target without a sign speaks for itself only if it is a share that should be high.
bool is_certain_direction(const std::vector<std::string>& names, const Quantity& target)
{
    if (target.bound != Bound::none)
        return target.bound != Bound::about;
    return !less_is_better(names) && target.unit == "%" && !target.number.is_zero() && target.number <= Decimal::integer(100) &&
           ends_with_any(names.back(), {"率", "度", "程度"});
}

Outcome against_least(const Quantity& target, const Quantity& actual, const Decimal& wanted, const Decimal& reached)
{
    if (reached > wanted || (reached == wanted && (!target.is_strict || actual.is_vague)))
        return actual.bound == Bound::at_most || actual.bound == Bound::about ? Outcome::unclear : Outcome::met;
    const bool plain = actual.bound == Bound::none || actual.bound == Bound::exactly;
    return plain && !actual.is_vague && reached < wanted ? Outcome::missed : Outcome::unclear;
}

Outcome against_most(const Quantity& target, const Quantity& actual, const Decimal& wanted, const Decimal& reached)
{
    const bool plain = (actual.bound == Bound::none || actual.bound == Bound::exactly) && !actual.is_vague;
    if (reached < wanted || (reached == wanted && !target.is_strict))
        return plain || actual.bound == Bound::at_most ? Outcome::met : Outcome::unclear;
    return reached > wanted && plain ? Outcome::missed : Outcome::unclear;
}

Outcome against_about(const Decimal& wanted, const Decimal& reached)
{
    const auto difference = reached < wanted ? wanted - reached : reached - wanted;
    return difference * Decimal::integer(20) <= wanted ? Outcome::met : Outcome::unclear;
}

Outcome measured(const std::vector<std::string>& names, const Quantity& target, const Quantity& actual)
{
    const auto numbers = comparable(target, actual);
    if (!numbers)
        return Outcome::unclear;
    const auto& [wanted, reached] = *numbers;
    if (target.bound == Bound::none && counts_time(target) && reached != wanted)
        return Outcome::unclear;
    switch (direction(names, target)) {
    case Bound::at_most: return against_most(target, actual, wanted, reached);
    case Bound::about: return against_about(wanted, reached);
    case Bound::exactly: return reached > wanted ? Outcome::unclear : against_least(target, actual, wanted, reached);
    case Bound::at_least:
    case Bound::none: break;
    }
    return against_least(target, actual, wanted, reached);
}

}  // namespace

Verdict judge(const std::vector<std::string>& names, std::string_view target, std::string_view actual)
{
    const auto wanted = plain_text(target);
    const auto reached = plain_text(actual);
    if (wanted.empty() || reached.empty())
        return {};
    if (wanted == reached)
        return {Outcome::met, true};
    if (is_denial(reached))
        return {Outcome::missed, true};
    const auto aim = read_quantity(wanted);
    const auto value = read_quantity(reached);
    if (!aim || !value)
        return {};
    const auto numbers = comparable(*aim, *value);
    const bool is_exact = numbers && numbers->first == numbers->second && aim->bound == Bound::none;
    return {measured(names, *aim, *value), is_exact || is_certain_direction(names, *aim)};
}

bool say_the_same(std::string_view a, std::string_view b)
{
    const auto first = plain_text(a);
    const auto second = plain_text(b);
    if (first == second)
        return true;
    const auto one = read_quantity(first);
    const auto other = read_quantity(second);
    if (!one || !other)
        return false;
    const auto numbers = comparable(*one, *other);
    return numbers && numbers->first == numbers->second && (one->bound == Bound::at_most) == (other->bound == Bound::at_most);
}

}  // namespace gongkai::audit::evaluation
