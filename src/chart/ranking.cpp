#include "chart/ranking.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

using decimal::Int128;
using decimal::Money;

constexpr std::size_t most_bars = 20;
constexpr std::size_t bars_beside_the_rest = 12;

Int128 magnitude(Money amount) { return amount < Money() ? -Int128{amount.cents()} : Int128{amount.cents()}; }

bool comes_first(const RankedItem* a, const RankedItem* b)
{
    return *a->amount != *b->amount ? *a->amount > *b->amount : a->code < b->code;
}

/// All but the greatest in magnitude, in the order of rank.
std::vector<const RankedItem*> small_ones(const std::vector<const RankedItem*>& listed)
{
    if (listed.size() <= most_bars)
        return {};
    auto order = listed;
    std::stable_sort(order.begin(), order.end(),
                     [](const RankedItem* a, const RankedItem* b) { return magnitude(*a->amount) > magnitude(*b->amount); });
    const std::set<const RankedItem*> kept(order.begin(), order.begin() + bars_beside_the_rest);
    std::vector<const RankedItem*> rest;
    std::copy_if(listed.begin(), listed.end(), std::back_inserter(rest), [&](const RankedItem* item) { return !kept.contains(item); });
    return rest;
}

/// nullopt if one of them is not known, or if it does not fit.
std::optional<Money> earlier_sum(const std::vector<const RankedItem*>& items)
{
    std::optional<Money> sum = Money();
    for (const auto* item : items) {
        std::int64_t cents = 0;
        if (!item->earlier || __builtin_add_overflow(sum->cents(), item->earlier->cents(), &cents))
            return std::nullopt;
        sum = Money::from_cents(cents);
    }
    return sum;
}

Money amount_sum(const std::vector<const RankedItem*>& items)
{
    Int128 sum = 0;
    for (const auto* item : items)
        sum += item->amount->cents();
    if (sum != static_cast<std::int64_t>(sum))
        throw decimal::Overflow("sum of the merged");
    return Money::from_cents(static_cast<std::int64_t>(sum));
}

void add_rows(Ranking& ranking, const RankedBars& chart)
{
    const std::set<const RankedItem*> merged(ranking.merged.begin(), ranking.merged.end());
    for (const auto* item : ranking.listed)
        if (!merged.contains(item))
            ranking.rows.push_back({distinct_name(*item, chart), *item->amount, item->earlier, ""});
    if (!merged.empty())
        ranking.rows.push_back({fmt::format("其他（{}项）", merged.size()), amount_sum(ranking.merged), earlier_sum(ranking.merged), ""});
}

std::vector<Money> printed_amounts(const Ranking& ranking)
{
    std::vector<Money> amounts;
    for (const auto* items : {&ranking.listed, &ranking.blank})
        for (const auto* item : *items)
            for (const auto& amount : {item->amount, item->earlier})
                if (amount)
                    amounts.push_back(*amount);
    for (const auto& row : ranking.rows)
        amounts.push_back(row.amount);
    return amounts;
}

/// One that takes more than 80 %, where two others at least have a bar.
std::optional<std::size_t> giant_of(const std::vector<RankedRow>& rows)
{
    const auto all = magnitude_of_all(rows);
    const auto seen = std::count_if(rows.begin(), rows.end(), [](const RankedRow& row) { return !row.amount.is_zero(); });
    for (std::size_t i = 0; i < rows.size() && seen >= 3; ++i)
        if (magnitude(rows[i].amount) * 5 > all * 4)
            return i;
    return std::nullopt;
}

}  // namespace

Int128 magnitude_of_all(const std::vector<RankedRow>& rows)
{
    Int128 all = 0;
    for (const auto& row : rows)
        all += magnitude(row.amount);
    return all;
}

bool Ranking::all_zero() const { return magnitude_of_all(rows) == 0; }

bool Ranking::has_negative() const
{
    return std::any_of(rows.begin(), rows.end(), [](const RankedRow& row) { return row.amount < Money(); });
}

bool Ranking::has_earlier() const
{
    return std::any_of(rows.begin(), rows.end(), [](const RankedRow& row) { return row.earlier.has_value(); });
}

std::vector<RankedRow> Ranking::rows_without_giant() const
{
    auto others = rows;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(*giant));
    return others;
}

std::string distinct_name(const RankedItem& item, const RankedBars& chart)
{
    const auto name = clean_name(item.name);
    const auto same = std::count_if(chart.items.begin(), chart.items.end(), [&](const RankedItem& other) { return clean_name(other.name) == name; });
    return same > 1 && !item.code.empty() ? fmt::format("{}（{}）", name, clean_name(item.code)) : name;
}

Ranking ranking_of(const RankedBars& chart)
{
    Ranking ranking;
    for (const auto& item : chart.items)
        (item.amount ? ranking.listed : ranking.blank).push_back(&item);
    std::stable_sort(ranking.listed.begin(), ranking.listed.end(), comes_first);
    std::stable_sort(ranking.blank.begin(), ranking.blank.end(), [](const RankedItem* a, const RankedItem* b) { return a->code < b->code; });
    ranking.merged = small_ones(ranking.listed);
    add_rows(ranking, chart);
    ranking.style = amount_style(printed_amounts(ranking), chart.unit);
    for (auto& row : ranking.rows)
        row.text = ranking.style.text(row.amount);
    ranking.giant = giant_of(ranking.rows);
    return ranking;
}

}  // namespace gongkai::chart
