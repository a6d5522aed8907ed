// A waterfall lying on its side, so that names of any length are read across: a row for each step, its
// bar from where the one before it ended, and a thin connector between them. Up and down are told
// apart by sign and ▲▼; blue and orange only help.

#include "chart/bridge_chart.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "chart/bridge_steps.hpp"
#include "chart/numbers.hpp"
#include "chart/palette.hpp"
#include "chart/svg.hpp"
#include "chart/text.hpp"
#include "chart/ticks.hpp"

namespace gongkai::chart {
namespace {

using decimal::Int128;
using decimal::Money;

// Lengths in tenths of a unit.
constexpr int bar_height = 220;
constexpr int line_height = 210;
constexpr int text_gap = 60;
constexpr int edge = 10;
constexpr int smallest_bar = 20;
constexpr int break_at = 220;  // from the end that is cut off

/// Beyond this many times the way between lowest and highest, zero is too far away to be shown.
constexpr int far_away = 4;

constexpr const Paint& up_paint = series[0];
constexpr const Paint& down_paint = series[1];

/// A bar as it is drawn.
struct Row {
    std::string name;
    std::string text;
    Money from;  ///< of a whole amount: where it ends as well
    Money to;
    bool is_whole = false;

    const Paint& paint() const { return is_whole ? soft : to < from ? down_paint : up_paint; }
};

std::string delta_text(Money delta, decimal::Unit unit)
{
    const auto* arrow = delta.is_zero() ? "" : delta > Money() ? "▲ " : "▼ ";
    return arrow + signed_text(delta, unit);
}

std::vector<Row> rows_of(const BridgeChart& chart, const Bridge& bridge)
{
    std::vector<Row> rows = {{clean_name(chart.start_label), amount_text(chart.start, chart.unit), chart.start, chart.start, true}};
    for (const auto& step : bridge.steps)
        rows.push_back({step.name, delta_text(step.delta, chart.unit), step.before, step.after, false});
    rows.push_back({clean_name(chart.end_label), amount_text(chart.end, chart.unit), chart.end, chart.end, true});
    return rows;
}

/// What the axis runs over, and where the bars of whole amounts begin.
struct Reach {
    Int128 low = 0;
    Int128 high = 0;
    Int128 base = 0;

    bool is_cut() const { return base != 0; }
};


Reach reach_of(const std::vector<Row>& rows)
{
    Int128 lowest = rows.front().to.cents();
    Int128 highest = lowest;
    for (const auto& row : rows) {
        lowest = std::min<Int128>(lowest, row.to.cents());
        highest = std::max<Int128>(highest, row.to.cents());
    }
    const auto span = highest - lowest;
    if (lowest > span * far_away) {
        const Int128 step = tick_step(span, 4);
        const auto base = (lowest - span / 2 - 1) / step * step;
        return {base, highest, base};
    }
    if (-highest > span * far_away) {
        const Int128 step = tick_step(span, 4);
        const auto base = -((-highest - span / 2 - 1) / step * step);
        return {lowest, base, base};
    }
    return {std::min<Int128>(lowest, 0), std::max<Int128>(highest, 0), 0};
}

struct Scale {
    Reach reach;
    int left = 0;
    int room = 0;

    int at(Int128 cents) const { return left + proportion(cents - reach.low, reach.high - reach.low, room); }
    int base() const { return at(reach.base); }
};

struct Span {
    int left = 0;
    int right = 0;
};

class Drawing {
public:
    Drawing(const BridgeChart& chart, const std::vector<Row>& rows, int width, std::string id)
        : chart_(chart), rows_(rows), width_(width), narrow_(width < 5000), font_size_(narrow_ ? 145 : 140), id_(std::move(id))
    {
        measure();
    }

    Svg draw(const std::string& description)
    {
        int height = 0;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            tops_.push_back(height);
            height += height_of(i) + (narrow_ ? 140 : 110);
        }
        Svg svg(id_, width_, height, chart_.title, description);
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            draw_bar(svg, i);
            draw_name(svg, i);
            draw_figure(svg, i);
        }
        for (std::size_t i = 1; i < rows_.size(); ++i)
            draw_connector(svg, i);
        draw_base(svg);
        return svg;
    }

private:
    int text_height(std::size_t i) const { return static_cast<int>(names_[i].size()) * line_height; }
    int height_of(std::size_t i) const { return narrow_ ? text_height(i) + 20 + bar_height : std::max(text_height(i), bar_height); }
    int bar_top(std::size_t i) const { return tops_[i] + (narrow_ ? height_of(i) - bar_height : (height_of(i) - bar_height) / 2); }

    void measure()
    {
        int figure_width = 0;
        for (const auto& row : rows_) {
            names_.push_back(wrapped(row.name, font_size_, narrow_ ? width_ - 2 * edge : width_ / 3, 2));
            for (const auto& line : names_.back())
                name_width_ = std::max(name_width_, text_width(line, font_size_));
            figure_width = std::max(figure_width, text_width(row.text, font_size_));
        }
        scale_.reach = reach_of(rows_);
        scale_.left = edge + (narrow_ ? 0 : name_width_ + text_gap);
        scale_.room = std::max(width_ - edge - figure_width - text_gap - smallest_bar - scale_.left, 100);
    }

    Span span_of(const Row& row) const
    {
        const int from = row.is_whole ? scale_.base() : scale_.at(row.from.cents());
        const int to = scale_.at(row.to.cents());
        if (row.is_whole ? row.to.is_zero() : row.to == row.from)
            return {to, to};
        Span span{std::min(from, to), std::max(from, to)};
        if (span.right - span.left < smallest_bar)
            (to < from ? span.left : span.right) = to < from ? std::max(span.right - smallest_bar, 0) : span.left + smallest_bar;
        return span;
    }

    /// In one piece, or beside each bar where names stand between them.
    void draw_base(Svg& svg)
    {
        const int x = scale_.base();
        const auto rule = scale_.reach.is_cut() ? Rule::light : Rule::strong;
        const auto bottom = [&](std::size_t i) { return bar_top(i) + bar_height + 30; };
        if (!narrow_) {
            svg.line({x, 0}, {x, bottom(rows_.size() - 1)}, rule);
            return;
        }
        for (std::size_t i = 0; i < rows_.size(); ++i)
            svg.line({x, bar_top(i) - 15}, {x, bottom(i)}, rule);
    }

    void draw_bar(Svg& svg, std::size_t i)
    {
        const auto span = span_of(rows_[i]);
        if (span.right > span.left)
            svg.rectangle(span.left, bar_top(i), span.right - span.left, bar_height, rows_[i].paint());
        if (scale_.reach.is_cut() && rows_[i].is_whole)
            svg.break_mark(scale_.base() + (scale_.reach.base > 0 ? break_at : -break_at), std::max(bar_top(i) - 30, 0),
                           bar_top(i) + bar_height + 30);
    }

    void draw_name(Svg& svg, std::size_t i)
    {
        int y = narrow_ ? tops_[i] : tops_[i] + (height_of(i) - text_height(i)) / 2;
        const auto first = svg.texts().size();
        std::string shown;
        for (const auto& line : names_[i]) {
            svg.text(narrow_ ? edge : name_width_, y + 160, font_size_, narrow_ ? Anchor::start : Anchor::end, ink, line, rows_[i].is_whole);
            y += line_height;
            shown += line;
        }
        if (shown != rows_[i].name)
            svg.full_text_over(first, rows_[i].name);
    }

    /// At the end of the bar, or past the line at zero where it would touch it.
    void draw_figure(Svg& svg, std::size_t i)
    {
        const int base = scale_.base();
        const int width = text_width(rows_[i].text, font_size_);
        int x = span_of(rows_[i]).right + text_gap;
        if (x < base + text_gap && x + width > base - text_gap)
            x = base + text_gap;
        svg.text(x, bar_top(i) + 160, font_size_, Anchor::start, ink, rows_[i].text, rows_[i].is_whole);
    }

    /// From the row before; where names stand above the bars, it passes behind them.
    void draw_connector(Svg& svg, std::size_t i)
    {
        const int x = scale_.at(rows_[i - 1].to.cents());
        int y = bar_top(i - 1) + bar_height;
        for (const auto& box : svg.texts()) {
            const bool crosses = box.left - 30 < x && box.right + 30 > x && box.bottom > y && box.top < bar_top(i);
            if (!crosses)
                continue;
            if (box.top > y)
                svg.line({x, y}, {x, box.top}, Rule::strong);
            y = box.bottom;
        }
        if (y < bar_top(i))
            svg.line({x, y}, {x, bar_top(i)}, Rule::strong);
    }

    const BridgeChart& chart_;
    const std::vector<Row>& rows_;
    int width_;
    bool narrow_;
    int font_size_;
    std::string id_;
    std::vector<std::vector<std::string>> names_;  ///< the lines of each row's name
    std::vector<int> tops_;
    int name_width_ = 0;
    Scale scale_;
};

std::string description_of(const BridgeChart& chart, const Bridge& bridge)
{
    const auto unit = decimal::unit_name(chart.unit);
    const auto change = chart.end - chart.start;
    auto text = fmt::format("{} {}{}，{} {}{}，{}。", clean_name(chart.start_label), amount_text(chart.start, chart.unit), unit,
                            clean_name(chart.end_label), amount_text(chart.end, chart.unit), unit,
                            change.is_zero() ? "持平" : "增减 " + signed_text(change, chart.unit));
    for (const auto& step : bridge.steps)
        text += fmt::format("{} {}。", step.name, signed_text(step.delta, chart.unit));
    return text;
}

std::string note_of(const BridgeChart& chart, const Bridge& bridge, const std::vector<Row>& rows)
{
    std::string note;
    const auto reach = reach_of(rows);
    if (reach.is_cut())
        note = fmt::format("横轴从 {} 起，不从 0 起；{}、{}的条形在斜线处断开，长度不与金额成比例。",
                           amount_text(Money::from_cents(static_cast<std::int64_t>(reach.base)), chart.unit), rows.front().name, rows.back().name);
    if (bridge.unchanged > 0)
        note += fmt::format("另有 {} 项无增减，未列。", bridge.unchanged);
    return note;
}

void add_table(Chart& result, const BridgeChart& chart, const Bridge& bridge)
{
    result.columns = {chart.item_label, "增减额", "金额"};
    result.rows.push_back({clean_name(chart.start_label), "", amount_text(chart.start, chart.unit)});
    for (const auto& step : bridge.steps) {
        result.rows.push_back({step.name, signed_text(step.delta, chart.unit), amount_text(step.after, chart.unit)});
        for (const auto& part : step.parts)
            result.rows.push_back({"其中：" + clean_name(part.name), signed_text(part.delta, chart.unit), ""});
    }
    result.rows.push_back({clean_name(chart.end_label), "", amount_text(chart.end, chart.unit)});
}

}  // namespace

Result draw(const BridgeChart& chart)
{
    const auto found = bridge_of(chart);
    if (const auto* refusal = std::get_if<Refusal>(&found))
        return *refusal;
    const auto& bridge = std::get<Bridge>(found);
    const auto rows = rows_of(chart, bridge);
    const auto description = description_of(chart, bridge);
    auto wide = Drawing(chart, rows, 7200, chart.id + "-w").draw(description);
    auto narrow = Drawing(chart, rows, 3400, chart.id + "-n").draw(description);
    Chart result;
    result.wide = wide.finish();
    result.narrow = narrow.finish();
    result.file = as_file(Drawing(chart, rows, 7200, chart.id + "-f").draw(description).finish());
    result.wide_texts = wide.texts();
    result.narrow_texts = narrow.texts();
    add_table(result, chart, bridge);
    result.note = note_of(chart, bridge, rows);
    return result;
}

}  // namespace gongkai::chart
