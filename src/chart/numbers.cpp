#include "chart/numbers.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace gongkai::chart {

std::string amount_text(decimal::Money amount, decimal::Unit unit)
{
    auto text = decimal::format_money(amount, unit, 2, decimal::Grouping::none);
    const auto digits = std::min(text.find('.'), text.size()) - (text.starts_with('-') ? 1 : 0);
    if (digits >= 5)
        text = decimal::with_thousands(text);
    return text.starts_with('-') ? "\u2212" + text.substr(1) : text;
}

std::string signed_text(decimal::Money amount, decimal::Unit unit)
{
    return (amount > decimal::Money() ? "+" : "") + amount_text(amount, unit);
}

int proportion(decimal::Int128 value, decimal::Int128 whole, int span)
{
    const auto scaled = value * span * 2 + (value < 0 ? -whole : whole);
    return static_cast<int>(scaled / (whole * 2));
}

std::vector<int> shares(const std::vector<decimal::Money>& parts, int whole)
{
    decimal::Int128 total = 0;
    for (const auto part : parts)
        total += part.cents();
    std::vector<int> result;
    std::vector<decimal::Int128> remainders;
    int given = 0;
    for (const auto part : parts) {
        const auto scaled = static_cast<decimal::Int128>(part.cents()) * whole;
        result.push_back(static_cast<int>(scaled / total));
        remainders.push_back(scaled % total);
        given += result.back();
    }
    std::vector<std::size_t> order(parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
    for (std::size_t i = 0; given < whole && i < order.size(); ++i, ++given)
        ++result[order[i]];
    return result;
}

std::string share_text(int tenths_of_percent, bool is_zero)
{
    if (is_zero)
        return "0%";
    if (tenths_of_percent == 0)
        return "<0.1%";
    return fmt::format("{}.{}%", tenths_of_percent / 10, tenths_of_percent % 10);
}

}  // namespace gongkai::chart
