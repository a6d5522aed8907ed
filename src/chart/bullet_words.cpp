#include "chart/bullet_words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "chart/numbers.hpp"

namespace gongkai::chart {
namespace {

template <typename Predicate>
bool any(const BulletRows& rows, Predicate is)
{
    return std::any_of(rows.rows.begin(), rows.rows.end(), is);
}

/// Highest and lowest; of equals, the first.
std::string extremes_of(const std::vector<const BulletRow*>& drawn, const std::string& rate)
{
    const auto less = [](const BulletRow* a, const BulletRow* b) { return *a->length < *b->length; };
    const auto& lowest = **std::min_element(drawn.begin(), drawn.end(), less);
    const auto& highest = **std::max_element(drawn.begin(), drawn.end(), less);
    if (drawn.size() == 1)
        return fmt::format("{}：{}。", highest.name, highest.rate);
    if (!less(&lowest, &highest))
        return fmt::format("{}均为 {}。", rate, highest.rate);
    return fmt::format("{}最高：{} {}。最低：{} {}。", rate, highest.name, highest.rate, lowest.name, lowest.rate);
}

/// "决算 32.79，预算 40.00" in the source's unit, where the table's other figures are rounded.
std::vector<std::string> exact_cells(const BulletItem& item, const Bullets& chart, bool with_adjusted)
{
    const auto text = [&](const std::optional<decimal::Money>& amount, const std::string& missing) {
        return amount ? amount_text(*amount, chart.unit) : missing;
    };
    std::vector<std::string> cells{text(item.planned, chart.not_published_text)};
    if (with_adjusted)
        cells.push_back(text(item.adjusted, ""));
    cells.push_back(text(item.actual, chart.not_published_text));
    return cells;
}

}  // namespace

std::string description_of(const BulletRows& rows, const Bullets& chart)
{
    std::vector<const BulletRow*> drawn;
    for (const auto& row : rows.rows)
        if (row.length)
            drawn.push_back(&row);
    const auto over = std::count_if(drawn.begin(), drawn.end(), [](const BulletRow* row) { return *row->length > full_rate; });
    auto text = fmt::format("共 {} 个{}，", rows.rows.size(), chart.item_label);
    if (drawn.size() < rows.rows.size())
        text += fmt::format("{} 个没有{}，", rows.rows.size() - drawn.size(), chart.rate_label);
    return text + fmt::format("{} 个超过 100%。", over) + extremes_of(drawn, chart.rate_label);
}

std::string note_of(const BulletRows& rows, const Bullets& chart)
{
    auto note = rows.any_adjusted() ? fmt::format("100% 为各{}自身的{}，没有{}的为{}。", chart.item_label, chart.adjusted_label,
                                                  chart.adjusted_label, chart.planned_label)
                                    : fmt::format("100% 为各{}自身的{}。", chart.item_label, chart.planned_label);
    if (any(rows, [](const BulletRow& row) { return row.is_cut(); }))
        note += fmt::format("超过 {0}% 的条形画到 {0}% 为止，末端为箭头，以数字为准。", longest_rate / 100);
    if (rows.any_negative())
        note += "零线左侧带斜纹的为负数。";
    for (const auto& row : rows.rows)
        if (row.has_far_mark())
            note += fmt::format("“{}”的{}在图外，未画出。", row.name, chart.planned_label);
    if (rows.style.is_rounded())
        note += fmt::format("图中的数按{}四舍五入到两位小数，准确数见数据表。", decimal::unit_name(rows.style.shown));
    return note;
}

void fill_table(Chart& result, const BulletRows& rows, const Bullets& chart)
{
    const bool adjusted = rows.any_adjusted();
    std::vector<std::string> amounts{chart.planned_label};
    if (adjusted)
        amounts.push_back(chart.adjusted_label);
    amounts.push_back(chart.actual_label);
    const auto add_heads = [&](decimal::Unit unit) {
        for (const auto& label : amounts)
            result.columns.push_back(rows.style.is_rounded() ? fmt::format("{}（{}）", label, decimal::unit_name(unit)) : label);
    };
    result.columns = {chart.item_label};
    add_heads(rows.style.shown);
    result.columns.push_back(chart.rate_label);
    if (rows.style.is_rounded())
        add_heads(chart.unit);
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        const auto& row = rows.rows[i];
        std::vector<std::string> cells{row.name, row.planned};
        if (adjusted)
            cells.push_back(row.adjusted);
        cells.push_back(row.actual);
        cells.push_back(row.rate);
        if (rows.style.is_rounded())
            for (auto& cell : exact_cells(chart.items[i], chart, adjusted))
                cells.push_back(std::move(cell));
        result.rows.push_back(std::move(cells));
    }
}

}  // namespace gongkai::chart
