#include "chart/ranked_words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "chart/numbers.hpp"
#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

using decimal::Money;

constexpr std::size_t most_names = 12;

std::string list_of(const std::vector<const RankedItem*>& items, const RankedBars& chart)
{
    std::string names;
    for (std::size_t i = 0; i < std::min(items.size(), most_names); ++i)
        names += (i == 0 ? "" : "、") + distinct_name(*items[i], chart);
    return items.size() > most_names ? fmt::format("{}等{}项", names, items.size()) : names;
}

std::string exact(std::optional<Money> amount, decimal::Unit unit) { return amount ? amount_text(*amount, unit) : ""; }

/// The optional columns of the table.
struct Columns {
    bool codes = false;
    bool earlier = false;
    bool exact = false;
};

Columns columns_of(const Ranking& ranking, const RankedBars& chart)
{
    const auto has = [&](auto what) { return std::any_of(chart.items.begin(), chart.items.end(), what); };
    return {!chart.code_label.empty() && has([](const RankedItem& item) { return !item.code.empty(); }),
            has([](const RankedItem& item) { return item.earlier.has_value(); }), ranking.style.is_rounded()};
}

std::vector<std::string> heads(const Columns& columns, const RankedBars& chart)
{
    std::vector<std::string> result{chart.item_label};
    if (columns.codes)
        result.push_back(chart.code_label);
    std::vector<std::string> amounts{chart.amount_label};
    if (columns.earlier)
        amounts.push_back(chart.earlier_label);
    const auto in = [](const std::string& label, decimal::Unit unit) { return fmt::format("{}（{}）", label, decimal::unit_name(unit)); };
    for (const auto& label : amounts)
        result.push_back(columns.exact ? in(label, decimal::Unit::hundred_million_yuan) : label);
    for (const auto& label : amounts)
        if (columns.exact)
            result.push_back(in(label, chart.unit));
    return result;
}

std::vector<std::string> cells(std::string name, const std::string& code, std::optional<Money> amount, std::optional<Money> earlier,
                               const Columns& columns, const AmountStyle& style)
{
    std::vector<std::string> row{std::move(name)};
    if (columns.codes)
        row.push_back(code.empty() ? "" : clean_name(code));
    row.push_back(amount ? style.text(*amount) : "");
    if (columns.earlier)
        row.push_back(earlier ? style.text(*earlier) : "");
    if (columns.exact)
        row.push_back(exact(amount, style.source));
    if (columns.exact && columns.earlier)
        row.push_back(exact(earlier, style.source));
    return row;
}

}  // namespace

std::string description_of(const Ranking& ranking, const RankedBars& chart)
{
    const auto unit = decimal::unit_name(ranking.style.shown);
    auto text = fmt::format("共 {} 项{}，{} 项有数。", chart.items.size(), chart.item_label, ranking.listed.size());
    if (ranking.all_zero())
        return text + "均为0。";
    const auto& first = *ranking.listed.front();
    const auto& last = *ranking.listed.back();
    const auto amount = [&](const RankedItem& item) {
        return fmt::format("{} {}{}", distinct_name(item, chart), ranking.style.text(*item.amount), unit);
    };
    text += fmt::format("最大：{}", amount(first));
    if (last.amount >= Money())
        text += fmt::format("，占合计的 {}", percent_text(first.amount->cents(), magnitude_of_all(ranking.rows)));
    return text + (ranking.listed.size() > 1 ? fmt::format("。最小：{}。", amount(last)) : "。");
}

std::string note_of(const Ranking& ranking, const RankedBars& chart)
{
    std::string note;
    if (ranking.all_zero())
        note += "均为0。";
    if (!ranking.merged.empty()) {
        note += fmt::format("绝对值最小的 {} 项合为“{}”，各项见数据表", ranking.merged.size(), ranking.rows.back().label);
        const auto below = std::count_if(ranking.merged.begin(), ranking.merged.end(), [](const RankedItem* item) { return *item->amount < Money(); });
        note += below > 0 ? fmt::format("，其中 {} 项为负数。", below) : "。";
    }
    if (ranking.has_negative())
        note += "零线左侧带斜纹的为负数。";
    if (!ranking.blank.empty())
        note += fmt::format("空白、未画出的：{}。", list_of(ranking.blank, chart));
    if (ranking.has_earlier() && std::any_of(ranking.rows.begin(), ranking.rows.end(), [](const RankedRow& row) { return !row.earlier; }))
        note += fmt::format("没有竖线的，{}无数据。", chart.earlier_label);
    if (ranking.style.is_rounded())
        note += fmt::format("图中的数按{}四舍五入到两位小数，准确数见数据表。", decimal::unit_name(ranking.style.shown));
    return note;
}

std::string enlargement_heading(const Ranking& ranking)
{
    return fmt::format("其余各项放大，刻度与上图不同（不含“{}”）", ranking.rows[*ranking.giant].label);
}

void fill_table(Chart& result, const Ranking& ranking, const RankedBars& chart)
{
    const auto columns = columns_of(ranking, chart);
    result.columns = heads(columns, chart);
    for (const auto* items : {&ranking.listed, &ranking.blank})
        for (const auto* item : *items) {
            result.rows.push_back(cells(distinct_name(*item, chart), item->code, item->amount, item->earlier, columns, ranking.style));
            result.links.push_back(item->href);
        }
    if (!ranking.merged.empty()) {
        const auto& rest = ranking.rows.back();
        result.rows.push_back(cells(rest.label, "", rest.amount, rest.earlier, columns, ranking.style));
        result.links.emplace_back();
    }
    if (std::all_of(result.links.begin(), result.links.end(), [](const std::string& link) { return link.empty(); }))
        result.links.clear();
}

}  // namespace gongkai::chart
