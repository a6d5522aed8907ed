#include "chart/treemap_chart.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "chart/numbers.hpp"
#include "chart/treemap_picture.hpp"

namespace gongkai::chart {
namespace {

using Items = std::vector<TreemapItem>;

constexpr std::size_t most_described = 5;
constexpr std::size_t most_listed = 12;

/// The classes; the figures of all items are in the table.
std::string description_of(const Items& items, const TreemapChart& chart)
{
    auto text = fmt::format("共 {} 类 {} 项。", items.size(), leaf_count(items));
    for (std::size_t i = 0; i < std::min(items.size(), most_described); ++i)
        text += fmt::format("{} {}{}，占 {}。", items[i].name, amount_text(items[i].amount, chart.unit), decimal::unit_name(chart.unit),
                            share_text(items[i].share, false));
    return text;
}

bool have_codes(const Items& items)
{
    return std::any_of(items.begin(), items.end(), [](const TreemapItem& item) { return !item.code.empty() || have_codes(item.children); });
}

/// Each parent before its children.
void add_rows(const Items& items, const std::string& parent, const TreemapChart& chart, bool with_codes,
              std::vector<std::vector<std::string>>& rows)
{
    for (const auto& item : items) {
        rows.push_back({item.name});
        if (with_codes)
            rows.back().push_back(item.code);
        rows.back().insert(rows.back().end(), {parent, amount_text(item.amount, chart.unit), share_text(item.share, false)});
        add_rows(item.children, item.name, chart, with_codes, rows);
    }
}

void add_unnamed(const Items& items, const std::set<const TreemapItem*>& named, std::vector<const TreemapItem*>& unnamed)
{
    for (const auto& item : items) {
        if (!named.contains(&item))
            unnamed.push_back(&item);
        add_unnamed(item.children, named, unnamed);
    }
}

std::string note_of(const Items& items, const TreemapPicture& wide, const TreemapPicture& narrow, const TreemapChart& chart)
{
    std::vector<const TreemapItem*> unnamed;
    add_unnamed(items, wide.named, unnamed);
    std::vector<const TreemapItem*> unnamed_narrow;
    add_unnamed(items, narrow.named, unnamed_narrow);
    std::string note;
    for (std::size_t i = 0; i < std::min(unnamed.size(), most_listed); ++i)
        note += fmt::format("{}{}{}{} {}", i == 0 ? "面积过小、图中未标名称：" : "、", unnamed[i]->code, unnamed[i]->code.empty() ? "" : " ",
                            unnamed[i]->name, amount_text(unnamed[i]->amount, chart.unit));
    if (unnamed.size() > most_listed)
        note += fmt::format("等 {} 项，见数据表", unnamed.size());
    if (!note.empty())
        note += "。";
    if (unnamed_narrow.size() > unnamed.size())
        note += fmt::format("窄屏图中未标名称的共 {} 项，见数据表。", unnamed_narrow.size());
    return note;
}

}  // namespace

Result draw(const TreemapChart& chart)
{
    const auto checked = treemap_tree(chart);
    if (const auto* refusal = std::get_if<Refusal>(&checked))
        return *refusal;
    const auto& items = std::get<Items>(checked);
    const auto description = description_of(items, chart);
    auto wide = treemap_picture(chart, items, 7200, chart.id + "-w", description);
    auto narrow = treemap_picture(chart, items, 3400, chart.id + "-n", description);
    Chart result;
    result.note = note_of(items, wide, narrow, chart);
    result.wide = std::move(wide.svg);
    result.narrow = std::move(narrow.svg);
    result.file = as_file(treemap_picture(chart, items, 7200, chart.id + "-f", description).svg);
    result.wide_texts = std::move(wide.texts);
    result.narrow_texts = std::move(narrow.texts);
    const bool with_codes = have_codes(items);
    result.columns = {"项目", "所属", "金额", "占比"};
    if (with_codes)
        result.columns.insert(result.columns.begin() + 1, "代码");
    add_rows(items, "", chart, with_codes, result.rows);
    return result;
}

}  // namespace gongkai::chart
