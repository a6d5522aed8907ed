#include "chart/bullet_rows.hpp"

#include <algorithm>

#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

using decimal::Int128;
using decimal::Money;

constexpr std::string_view no_rate = "—";

/// In hundredths of a percent, half away from zero. whole > 0.
Int128 rate_of(Money part, Money whole)
{
    const Int128 twice = Int128{part.cents()} * full_rate * 2;
    const Int128 half = part < Money() ? -Int128{whole.cents()} : Int128{whole.cents()};
    return (twice + half) / (Int128{whole.cents()} * 2);
}

std::string printed_rate(const BulletItem& item)
{
    const auto clean = clean_name(item.rate_text);
    return clean == clean_name("") ? "" : clean;
}

std::string rate_of_item(const BulletItem& item, const std::optional<Money>& plan, const Bullets& chart)
{
    if (!item.actual || !plan)
        return chart.not_published_text;
    if (plan->is_zero() && !item.actual->is_zero())
        return chart.no_plan_text;
    return *plan > Money() ? percent_text(item.actual->cents(), plan->cents()) : std::string(no_rate);
}

BulletRow row_of(const BulletItem& item, const Bullets& chart, const AmountStyle& style)
{
    const auto text = [&](const std::optional<Money>& amount) { return amount ? style.text(*amount) : chart.not_published_text; };
    BulletRow row;
    row.name = clean_name(item.name);
    row.actual = text(item.actual);
    row.planned = text(item.planned);
    row.adjusted = item.adjusted ? style.text(*item.adjusted) : "";
    const auto plan = item.adjusted ? item.adjusted : item.planned;
    const auto printed = printed_rate(item);
    row.rate = printed.empty() ? rate_of_item(item, plan, chart) : printed;
    if (!plan || *plan <= Money())
        return row;
    row.is_adjusted = item.adjusted.has_value();
    row.has_rate = item.actual.has_value();
    if (item.actual)
        row.length = rate_of(*item.actual, *plan);
    if (item.planned)
        row.plan_mark = rate_of(*item.planned, *plan);
    return row;
}

}  // namespace

bool BulletRows::any_adjusted() const
{
    return std::any_of(rows.begin(), rows.end(), [](const BulletRow& row) { return !row.adjusted.empty(); });
}

bool BulletRows::any_negative() const
{
    return std::any_of(rows.begin(), rows.end(), [](const BulletRow& row) { return row.length && *row.length < 0; });
}

BulletRows bullet_rows(const Bullets& chart)
{
    std::vector<Money> amounts;
    for (const auto& item : chart.items)
        for (const auto& amount : {item.actual, item.planned, item.adjusted})
            if (amount)
                amounts.push_back(*amount);
    BulletRows result{amount_style(amounts, chart.unit), {}};
    for (const auto& item : chart.items)
        result.rows.push_back(row_of(item, chart, result.style));
    return result;
}

}  // namespace gongkai::chart
