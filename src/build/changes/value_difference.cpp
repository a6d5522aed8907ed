#include "build/changes/value_difference.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "decimal/money.hpp"

namespace gongkai::build {
namespace {

constexpr std::size_t longest_figure = 60;

int decimals_of(const ShownValue& value)
{
    const auto point = value.text.find('.');
    return point == std::string::npos ? 0 : static_cast<int>(std::min<std::size_t>(value.text.size() - point - 1, 10));
}

/// With its sign and commas; nothing where nothing changed.
std::string signed_number(const std::string& number)
{
    const bool is_zero = number.find_first_of("123456789") == std::string::npos;
    if (is_zero)
        return {};
    return (number.starts_with('-') ? "" : "+") + decimal::with_thousands(number);
}

bool has_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), base::is_digit); }

bool is_long(const ShownValue& value) { return value.text.size() > longest_figure && base::code_point_count(value.text) > longest_figure; }

/// A number with commas, without its percent sign.
std::optional<decimal::Decimal> parsed(std::string_view text)
{
    std::string plain(text);
    std::erase(plain, ',');
    return decimal::Decimal::parse(plain);
}

}  // namespace

std::string money_difference(std::int64_t before, std::int64_t after, std::string_view unit, const ShownValue& shown_before,
                             const ShownValue& shown_after)
{
    const auto known = decimal::parse_unit(unit);
    if (!known)
        return {};
    try {
        const auto change = decimal::Money::from_cents(after) - decimal::Money::from_cents(before);
        const auto decimals = std::max(decimals_of(shown_before), decimals_of(shown_after));
        return signed_number(decimal::format_money(change, *known, decimals, decimal::Grouping::none));
    } catch (const decimal::Overflow&) {
        return {};
    }
}

std::string number_difference(const ShownValue& before, const ShownValue& after)
{
    if (before.state != ValueState::shown || after.state != ValueState::shown)
        return {};
    const bool is_percent = before.text.ends_with('%') && after.text.ends_with('%');
    const auto number = [&](const std::string& text) { return parsed(std::string_view(text).substr(0, text.size() - (is_percent ? 1 : 0))); };
    const auto old = number(before.text);
    const auto now = number(after.text);
    if (!old || !now)
        return {};
    try {
        const auto change = signed_number((*now - *old).to_string());
        return is_percent && !change.empty() ? change + "个百分点" : change;
    } catch (const decimal::Overflow&) {
        return {};
    }
}

bool is_figure(const ShownValue& value) { return value.state == ValueState::shown && has_digit(value.text) && !is_long(value); }

bool are_texts(const ShownValue& before, const ShownValue& after)
{
    return is_long(before) || is_long(after) || (!has_digit(before.text) && !has_digit(after.text));
}

}  // namespace gongkai::build
