// P10 within a sheet: the same fact as an indicator, as the rate, in the reason of
// a missed target, and in the text of what was achieved. Only what stands in a
// fixed turn of phrase counts; the rest stays silent.
#include <algorithm>

#include <fmt/format.h>

#include "audit/evaluation/checks.hpp"
#include "audit/evaluation/quantity.hpp"
#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace gongkai::audit::evaluation {
namespace {

using base::Severity;
using decimal::Decimal;

/// 年度预算完成率, 项目资金预算执行率: the rate of the whole sheet and of nothing less.
bool names_the_rate(std::string_view name, bool of_whole)
{
    const std::string_view openings[] = {"年度", "全年", "本年", "当年", "资金", "财政", "总体", "整体", of_whole ? "部门" : "项目"};
    for (bool taken = true; taken;) {
        taken = false;
        for (const auto opening : openings)
            if (name.starts_with(opening)) {
                name.remove_prefix(opening.size());
                taken = true;
            }
    }
    return name == "预算执行率" || name == "预算完成率";
}

void check_rate_indicator(const SheetAudit& audit, const ValueAt& rate, const IndicatorAt& indicator, const ValueAt& actual)
{
    const auto value = read_quantity(actual.text());
    const auto& name = indicator.indicator->names.back();
    if (!rate.number() || !value || value->unit != "%" || value->bound != Bound::none || !names_the_rate(name, audit.is_whole()))
        return;
    const int decimals = std::min(rate.number()->scale(), value->number.scale());
    if (rate.number()->round(decimals) == value->number.round(decimals))
        return audit.record().passed("P10");
    auto finding = audit.finding("P10", Severity::error, actual, fmt::format("{}{} {}，本表{}为 {}", quoted(name), actual.label, actual.text(), rate.label, rate.text()));
    finding.formula = "同一数据在各处相同";
    finding.operands.push_back(audit.operand(rate));
    finding.difference = fmt::format("{} 个百分点", trimmed(distance(*rate.number(), value->number)));
    finding.advice = "核对预算执行率";
    audit.record().add(std::move(finding));
}

/// A number in running text, and the text before it.
struct Mention {
    Quantity quantity;     ///< without its unit
    std::string_view before;
    std::string_view after;
};

std::vector<Mention> numbers_in(std::string_view text)
{
    std::vector<Mention> mentions;
    for (std::size_t begin = 0; begin < text.size(); ++begin) {
        if (!base::is_digit(text[begin]) || (begin > 0 && (base::is_digit(text[begin - 1]) || text[begin - 1] == '.')))
            continue;
        auto end = begin;
        while (end < text.size() && (base::is_digit(text[end]) || (text[end] == '.' && end + 1 < text.size() && base::is_digit(text[end + 1]))))
            ++end;
        const std::string_view more[] = {"万", "余", "多"};
        auto after = text.substr(end);
        for (const auto word : more)
            if (after.starts_with(word))
                after.remove_prefix(word.size());
        const auto quantity = read_quantity(text.substr(begin, text.size() - begin - after.size()));
        if (quantity)
            mentions.push_back({*quantity, text.substr(0, begin), after});
    }
    return mentions;
}

/// The unit that the value has, or that the indicator's name asks for.
std::string unit_of(const Quantity& actual, std::string_view name)
{
    if (!actual.unit.empty())
        return actual.unit;
    constexpr std::pair<std::string_view, std::string_view> endings[] = {{"人次", "人次"}, {"人数", "人"}, {"场次", "场"}, {"次数", "次"}, {"户数", "户"}};
    for (const auto& [ending, unit] : endings)
        if (name.ends_with(ending))
            return std::string(unit);
    return {};
}

/// The unit follows, and is not the beginning of another (人, 人次).
bool has_unit(const Mention& mention, const std::string& unit)
{
    if (unit.empty() || !mention.after.starts_with(unit))
        return false;
    const auto rest = mention.after.substr(unit.size());
    return !(unit == "人" && rest.starts_with("次")) && !(unit == "场" && rest.starts_with("次"));
}

bool is_other_value(const Mention& mention, const Quantity& actual)
{
    return mention.quantity.is_vague ? mention.quantity.number > actual.number : mention.quantity.number != actual.number;
}

void add_mention(const SheetAudit& audit, const IndicatorAt& indicator, const ValueAt& actual, const Mention& mention, const std::string& unit,
                 const ValueAt& text)
{
    auto finding = audit.finding("P10", Severity::warning, actual,
                                 fmt::format("{}{} {}，{}却写“{}{}”", quoted(indicator.indicator->names.back()), actual.label, actual.text(), text.label,
                                             trimmed(mention.quantity.number), unit));
    finding.formula = "同一数据在各处相同";
    Operand operand = audit.operand(text);
    operand.figure = trimmed(mention.quantity.number) + unit;
    finding.operands.push_back(std::move(operand));
    finding.difference = trimmed(distance(mention.quantity.number, read_quantity(actual.text())->number)) + unit;
    finding.advice = "核对后改成一致";
    audit.record().add(std::move(finding));
}

/// “2019年年底人才专员为2人” beside an actual value of 3人.
void check_reason(const SheetAudit& audit, const IndicatorAt& indicator, const ValueAt& actual, const ValueAt& reason)
{
    const auto value = read_quantity(actual.text());
    if (!value || value->unit.empty() || value->bound != Bound::none || value->is_vague)
        return;
    const auto text = plain_text(reason.text());
    std::vector<Mention> stated;
    for (const auto& mention : numbers_in(text))
        if (has_unit(mention, value->unit) && (mention.before.ends_with("为") || mention.before.ends_with("共") || mention.before.ends_with("人数")))
            stated.push_back(mention);
    if (stated.size() != 1)
        return;
    if (is_other_value(stated.front(), *value))
        return add_mention(audit, indicator, actual, stated.front(), value->unit, reason);
    audit.record().passed("P10");
}

/// Characters at the end of `before` that stand together in the name too.
std::size_t shared_characters(std::string_view before, std::string_view name)
{
    std::size_t count = 0;
    for (auto begin = before.size(); begin > 0;) {
        do
            --begin;
        while (begin > 0 && (static_cast<unsigned char>(before[begin]) & 0xC0) == 0x80);
        if (name.find(before.substr(begin)) == std::string_view::npos)
            break;
        ++count;
    }
    return count;
}

/// “查核领导干部个人有关事项报告152人次” beside 干部个人有关事项报告抽查人次 40.
void check_text(const SheetAudit& audit, const IndicatorAt& indicator, const ValueAt& actual, const ValueAt& text, const std::vector<Mention>& numbers)
{
    constexpr std::size_t least_shared = 5;
    const auto value = read_quantity(actual.text());
    if (!value || value->bound != Bound::none || value->is_vague)
        return;
    const auto name = plain_text(indicator.indicator->names.back());
    const auto unit = unit_of(*value, name);
    const auto length = base::code_point_count(name);
    const Mention* other = nullptr;
    for (const auto& mention : numbers) {
        const auto shared = has_unit(mention, unit) ? shared_characters(mention.before, name) : 0;
        if (shared < least_shared || shared * 5 < length * 3)
            continue;
        if (!is_other_value(mention, *value))
            return audit.record().passed("P10");
        other = &mention;
    }
    if (other)
        add_mention(audit, indicator, actual, *other, unit, text);
}

/// Texts that say what was achieved.
std::vector<ValueAt> achievements_of(const SheetAudit& audit)
{
    std::vector<ValueAt> texts;
    for (const auto& row : audit.rows())
        for (std::size_t i = 0; i < row.forms->size(); ++i) {
            const auto& form = (*row.forms)[i];
            const auto& label = form.label();
            const bool achieved = label.find("完成") != std::string::npos || label.find("实际") != std::string::npos;
            if (!row.grid && form.type == model::ValueType::paragraph && achieved && label.find("原因") == std::string::npos)
                texts.push_back(audit.at(row, i));
        }
    return texts;
}

}  // namespace

void check_mentions(const SheetAudit& audit)
{
    const auto rate = audit.find(model::ValueRole::rate);
    const auto texts = achievements_of(audit);
    std::vector<std::string> plain;
    std::vector<std::vector<Mention>> numbers;
    for (const auto& text : texts)
        plain.push_back(plain_text(text.text()));
    for (const auto& text : plain)
        numbers.push_back(numbers_in(text));
    for (const auto& goal : audit.goals())
        for (const auto& indicator : goal.indicators) {
            if (!goal.columns.actual)
                continue;
            const auto actual = audit.at(goal, indicator, *goal.columns.actual);
            if (rate)
                check_rate_indicator(audit, *rate, indicator, actual);
            if (goal.columns.reason)
                check_reason(audit, indicator, actual, audit.at(goal, indicator, *goal.columns.reason));
            for (std::size_t i = 0; i < texts.size(); ++i)
                check_text(audit, indicator, actual, texts[i], numbers[i]);
        }
}

}  // namespace gongkai::audit::evaluation
