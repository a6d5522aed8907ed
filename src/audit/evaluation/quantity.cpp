#include "audit/evaluation/quantity.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace gongkai::audit::evaluation {
namespace {

using decimal::Decimal;

struct BoundWord {
    std::string_view text;
    Bound bound;
    bool is_strict = false;
};

// Longer words before those that they begin with.
constexpr std::array bound_prefixes = {
    BoundWord{"大于或等于", Bound::at_least}, BoundWord{"小于或等于", Bound::at_most}, BoundWord{"大于等于", Bound::at_least},
    BoundWord{"小于等于", Bound::at_most},    BoundWord{"不少于", Bound::at_least},    BoundWord{"不低于", Bound::at_least},
    BoundWord{"不小于", Bound::at_least},     BoundWord{"不超过", Bound::at_most},     BoundWord{"不高于", Bound::at_most},
    BoundWord{"不大于", Bound::at_most},      BoundWord{"不多于", Bound::at_most},     BoundWord{"至少", Bound::at_least},
    BoundWord{"至多", Bound::at_most},        BoundWord{"超过", Bound::at_least, true}, BoundWord{"大于", Bound::at_least, true},
    BoundWord{"高于", Bound::at_least, true}, BoundWord{"多于", Bound::at_least, true}, BoundWord{"小于", Bound::at_most, true},
    BoundWord{"低于", Bound::at_most, true},  BoundWord{"少于", Bound::at_most, true},  BoundWord{"等于", Bound::exactly},
    BoundWord{"大约", Bound::about},          BoundWord{"约", Bound::about},           BoundWord{"≥", Bound::at_least},
    BoundWord{"≧", Bound::at_least},          BoundWord{"≤", Bound::at_most},          BoundWord{"≦", Bound::at_most},
    BoundWord{">=", Bound::at_least},         BoundWord{"<=", Bound::at_most},         BoundWord{">", Bound::at_least, true},
    BoundWord{"<", Bound::at_most, true},     BoundWord{"=", Bound::exactly},
};

constexpr std::array bound_suffixes = {
    BoundWord{"（含）以上", Bound::at_least}, BoundWord{"(含)以上", Bound::at_least}, BoundWord{"及以上", Bound::at_least},
    BoundWord{"以上", Bound::at_least},       BoundWord{"及以下", Bound::at_most},    BoundWord{"以下", Bound::at_most},
    BoundWord{"以内", Bound::at_most},        BoundWord{"之内", Bound::at_most},      BoundWord{"内", Bound::at_most},
    BoundWord{"左右", Bound::about},
};

constexpr std::string_view measure_words[] = {
    "人", "名", "位", "人次", "次", "场", "场次", "期", "批", "批次", "个", "家", "户", "份", "篇", "条", "件", "项", "台", "套",
    "辆", "座", "处", "间", "天", "日", "小时", "分钟", "月", "年", "元", "万元", "亩", "公里", "平方米", "吨", "起", "册", "本", "种",
    "类", "门", "节", "班", "届", "部", "集", "张", "幅", "块", "组", "对", "只", "则", "宗", "例", "棵", "%",
};

bool take_prefix(std::string_view& text, std::string_view prefix)
{
    if (!text.starts_with(prefix))
        return false;
    text.remove_prefix(prefix.size());
    return true;
}

std::optional<Decimal> take_number(std::string_view& text)
{
    std::size_t end = text.starts_with('-') ? 1 : 0;
    while (end < text.size() && (base::is_digit(text[end]) || (text[end] == '.' && end > 0 && base::is_digit(text[end - 1]))))
        ++end;
    const auto number = end <= 15 ? Decimal::parse(text.substr(0, end)) : std::nullopt;
    if (number)
        text.remove_prefix(end);
    return number;
}

/// 万, 亿 multiply; 余, 多 make the number vague.
void take_multiplier(std::string_view& text, Quantity& quantity)
{
    quantity.is_vague = take_prefix(text, "余") || take_prefix(text, "多");
    if (take_prefix(text, "万"))
        quantity.number = quantity.number * Decimal::integer(10'000);
    else if (take_prefix(text, "亿"))
        quantity.number = quantity.number * Decimal::integer(100'000'000);
    quantity.is_vague = take_prefix(text, "余") || take_prefix(text, "多") || quantity.is_vague;
}

bool is_unit(std::string_view text)
{
    return base::code_point_count(text) <= 5 && std::none_of(text.begin(), text.end(), base::is_digit) &&
           !contains_any(text, {"、", "，", "。", "；", "：", "～", "~", "-", "—", "（", "）", "(", ")", "至", "到", "和"});
}

std::string_view unit_family(std::string_view unit)
{
    constexpr std::pair<std::string_view, std::string_view> same[] = {{"名", "人"}, {"位", "人"}, {"场次", "场"}, {"批次", "批"}, {"日", "天"}, {"个百分点", "%"}};
    const auto* found = std::find_if(std::begin(same), std::end(same), [&](const auto& pair) { return pair.first == unit; });
    return found == std::end(same) ? unit : found->second;
}

}  // namespace

bool contains_any(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.ends_with(word); });
}

bool is_any(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

std::string plain_text(std::string_view text)
{
    constexpr std::pair<std::string_view, std::string_view> same[] = {{" ", ""},  {"　", ""}, {"\n", ""}, {"％", "%"}, {"﹪", "%"},
                                                                      {"＞", ">"}, {"＜", "<"}, {"＝", "="}};
    std::string out;
    while (!text.empty()) {
        const auto* found = std::find_if(std::begin(same), std::end(same), [&](const auto& pair) { return text.starts_with(pair.first); });
        if (found != std::end(same)) {
            out += found->second;
            text.remove_prefix(found->first.size());
            continue;
        }
        const bool groups = text.front() == ',' && !out.empty() && base::is_digit(out.back()) && text.size() > 3 && base::is_digit(text[1]);
        if (!groups)
            out += text.front();
        text.remove_prefix(1);
    }
    return out;
}

std::optional<Quantity> read_quantity(std::string_view written)
{
    const auto plain = plain_text(written);
    std::string_view text = plain;
    Quantity quantity;
    for (const auto& word : bound_prefixes)
        if (take_prefix(text, word.text)) {
            quantity.bound = word.bound;
            quantity.is_strict = word.is_strict;
            break;
        }
    const auto number = take_number(text);
    if (!number)
        return std::nullopt;
    quantity.number = *number;
    take_multiplier(text, quantity);
    for (const auto& word : bound_suffixes)
        if (text.ends_with(word.text)) {
            quantity.bound = word.bound;
            text.remove_suffix(word.text.size());
            break;
        }
    if (!is_unit(text))
        return std::nullopt;
    quantity.unit = text;
    return quantity;
}

bool units_differ(const Quantity& a, const Quantity& b)
{
    return !a.unit.empty() && !b.unit.empty() && unit_family(a.unit) != unit_family(b.unit);
}

std::optional<std::pair<Decimal, Decimal>> comparable(const Quantity& a, const Quantity& b)
{
    if (units_differ(a, b))
        return std::nullopt;
    const auto in_percent = [](const Quantity& one, const Quantity& other) -> std::optional<Decimal> {
        if (one.unit == other.unit || other.unit != "%" || one.number.is_zero())
            return one.number;
        const auto size = one.number.is_negative() ? -one.number : one.number;
        if (size == Decimal::integer(1))
            return std::nullopt;  // 1 may be 1% or 100%
        return size < Decimal::integer(1) ? one.number * Decimal::integer(100) : one.number;
    };
    const auto first = in_percent(a, b);
    const auto second = in_percent(b, a);
    return first && second ? std::optional(std::make_pair(*first, *second)) : std::nullopt;
}

bool is_bare_unit(std::string_view text)
{
    return std::find(std::begin(measure_words), std::end(measure_words), plain_text(text)) != std::end(measure_words);
}

bool names_a_share(std::string_view name)
{
    return ends_with_any(name, {"率", "占比", "比例", "比重"}) &&
           !ends_with_any(name, {"频率", "功率", "速率", "倍率", "汇率", "费率", "分辨率", "效率"});
}

bool unit_contradicts_name(std::string_view name, const std::string& unit)
{
    if (unit.empty())
        return false;
    if (names_a_share(name))
        return unit_family(unit) != "%" && unit != "‰";
    if (std::find(std::begin(measure_words), std::end(measure_words), unit) == std::end(measure_words))
        return false;
    if (name.ends_with("人数"))
        return !is_any(unit, {"人", "名", "位", "人次"});
    if (name.ends_with("人次"))
        return !is_any(unit, {"人次", "人", "次", "名"});
    if (name.ends_with("户数"))
        return !is_any(unit, {"户", "家"});
    if (ends_with_any(name, {"场次", "场数"}))
        return !is_any(unit, {"场", "场次", "次", "期"});
    return name.ends_with("批次") && !is_any(unit, {"批", "批次", "次", "期", "个"});
}

bool counts_time(const Quantity& quantity)
{
    return is_any(unit_family(quantity.unit), {"天", "小时", "分钟", "秒", "工作日", "个工作日", "月", "个月", "年"});
}

}  // namespace gongkai::audit::evaluation
