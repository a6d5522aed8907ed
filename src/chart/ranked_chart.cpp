// The key, the bars of all, and where one of them dwarfs the rest, the rest enlarged.

#include "chart/ranked_chart.hpp"

#include "chart/bar_key.hpp"
#include "chart/bar_marks.hpp"
#include "chart/ranked_panel.hpp"
#include "chart/ranked_words.hpp"
#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

constexpr int key_bar_height = 140;
constexpr int panel_gap = 160;

std::vector<KeyEntry> key_of(const RankedBars& chart, const Ranking& ranking)
{
    if (!ranking.has_earlier())
        return {};
    return {{KeyMark::bar, chart.amount_label}, {KeyMark::tick, chart.earlier_label}};
}

Svg picture(const RankedBars& chart, const Ranking& ranking, int width, const std::string& id)
{
    const RankedPanel all(ranking.rows, ranking.style.shown, width, id);
    const auto key = key_of(chart, ranking);
    const int top = key_height(key, width);
    const auto lines = ranking.giant ? wrapped(enlargement_heading(ranking), label_size, width, 2) : std::vector<std::string>();
    const int heading = static_cast<int>(lines.size()) * label_line_height + 60;
    int height = top + all.height();
    std::vector<RankedPanel> enlarged;
    if (ranking.giant) {
        enlarged.emplace_back(ranking.rows_without_giant(), ranking.style.shown, width, id);
        height += panel_gap + heading + enlarged.front().height();
    }
    Svg svg(id, width, height, chart.title, description_of(ranking, chart));
    if (ranking.has_negative())
        define_hatching(svg, id);
    draw_key(svg, key, width, key_bar_height);
    all.draw(svg, top);
    if (ranking.giant) {
        draw_lines(svg, lines, enlargement_heading(ranking), 0, top + all.height() + panel_gap, Anchor::start);
        enlarged.front().draw(svg, top + all.height() + panel_gap + heading);
    }
    return svg;
}

Chart drawn(const RankedBars& chart, const Ranking& ranking)
{
    Chart result;
    auto wide = picture(chart, ranking, 7200, chart.id + "-w");
    auto narrow = picture(chart, ranking, 3400, chart.id + "-n");
    result.wide = wide.finish();
    result.narrow = narrow.finish();
    result.file = as_file(picture(chart, ranking, 7200, chart.id + "-f").finish());
    result.wide_texts = wide.texts();
    result.narrow_texts = narrow.texts();
    fill_table(result, ranking, chart);
    result.note = note_of(ranking, chart);
    return result;
}

}  // namespace

decimal::Unit shown_unit(const RankedBars& chart)
{
    try {
        return ranking_of(chart).style.shown;
    } catch (const decimal::Overflow&) {
        return chart.unit;  // refused
    }
}

Result draw(const RankedBars& chart)
{
    try {
        const auto ranking = ranking_of(chart);
        if (ranking.listed.empty())
            return Refusal{"没有数据"};
        return drawn(chart, ranking);
    } catch (const decimal::Overflow&) {
        return Refusal{"其余各项之和超出可计算的范围"};
    }
}

}  // namespace gongkai::chart
