// On wide screens a table with a column of bars: name, bar, amounts, rate; columns of amounts
// stay out where the bars would have too little room. On narrow screens the name stands above the
// bar and the amounts below it.

#include "chart/bullet_chart.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "chart/bar_key.hpp"
#include "chart/bar_marks.hpp"
#include "chart/bullet_rows.hpp"
#include "chart/bullet_words.hpp"
#include "chart/numbers.hpp"
#include "chart/palette.hpp"
#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

using decimal::Int128;

// Lengths in tenths of a unit.
constexpr int head_height = 240;
constexpr int band_height = 250;  // a row's share; the ticks take 60 % of it, the bar less
constexpr int bar_height = 90;
constexpr int tick_height = band_height * 6 / 10;
constexpr int row_gap = 60;
constexpr int narrow_row_gap = 140;
constexpr int column_gap = 140;
constexpr int name_gap = 90;
constexpr int edge = 50;         // half of "0" at the least
constexpr int right_edge = 110;  // with the gap of a column, half of "100%"
constexpr int smallest_bar = 20;
constexpr int arrow_length = 110;
constexpr int arrow_gap = 30;
constexpr int least_bar_room = 1600;

constexpr std::size_t most_items = 40;

/// A column of figures, all of one width, right-aligned.
struct Column {
    std::string label;
    std::string BulletRow::*text = nullptr;
    int width = 0;
    int right = 0;
};

/// Hundredths of a percent along the axis.
struct Scale {
    int left = 0;
    int room = 0;
    int lowest = 0;
    int highest = full_rate;

    int at(Int128 rate) const
    {
        return left + proportion(static_cast<std::int64_t>(rate) - lowest, highest - lowest, room);
    }
};

int clamped(Int128 rate)
{
    return static_cast<int>(std::clamp<Int128>(rate, -longest_rate, longest_rate));
}

class Drawing {
public:
    Drawing(const Bullets& chart, const BulletRows& rows, int width, std::string id)
        : chart_(chart), rows_(rows), width_(width), narrow_(width < 5000), id_(std::move(id))
    {
        measure_names();
        choose_columns();
        measure_scale();
    }

    Svg draw()
    {
        const int body = key_height(key(), width_) + head_height;
        int height = body;
        for (std::size_t i = 0; i < rows_.rows.size(); ++i)
            height += height_of(i) + gap();
        Svg svg(id_, width_, height, chart_.title, description_of(rows_, chart_));
        if (rows_.any_negative())
            define_hatching(svg, id_);
        draw_key(svg, key(), width_, bar_height);
        draw_head(svg, body - head_height + 160);
        int y = body;
        draw_lines_behind(svg, y, height);
        for (std::size_t i = 0; i < rows_.rows.size(); ++i) {
            draw_row(svg, i, y);
            y += height_of(i) + gap();
        }
        return svg;
    }

private:
    int gap() const { return narrow_ ? narrow_row_gap : row_gap; }
    int figure_limit() const { return narrow_ ? width_ / 3 : width_ / 5; }
    int name_height(std::size_t i) const { return static_cast<int>(names_[i].size()) * label_line_height; }
    int amounts_height(std::size_t i) const { return narrow_ ? static_cast<int>(amounts_[i].size()) * label_line_height : 0; }
    int height_of(std::size_t i) const
    {
        return narrow_ ? name_height(i) + band_height + amounts_height(i) : std::max(name_height(i), band_height);
    }

    /// "预算 40.00，决算 32.79"
    std::string amounts_of(const BulletRow& row) const
    {
        const auto adjusted = row.adjusted.empty() ? "" : fmt::format("，{} {}", chart_.adjusted_label, row.adjusted);
        return fmt::format("{} {}{}，{} {}", chart_.planned_label, row.planned, adjusted, chart_.actual_label, row.actual);
    }

    void measure_names()
    {
        for (const auto& row : rows_.rows) {
            names_.push_back(balanced(row.name, label_size, narrow_ ? width_ : width_ * 3 / 10, 2));
            for (const auto& line : names_.back())
                name_width_ = std::max(name_width_, text_width(line, label_size));
            if (narrow_)
                amounts_.push_back(wrapped(amounts_of(row), small_label_size, width_, 3));
        }
    }

    Column column(const std::string& label, std::string BulletRow::*text) const
    {
        Column column{label, text, text_width(clean_name(label), small_label_size), 0};
        for (const auto& row : rows_.rows)
            column.width = std::max(column.width, text_width(row.*text, label_size));
        column.width = std::min(column.width, figure_limit());
        return column;
    }

    int bars_left() const { return (narrow_ ? 0 : name_width_ + name_gap) + edge; }

    /// Rate and, from the last on, as many columns of amounts as leave room for the bars.
    void choose_columns()
    {
        std::vector<Column> wanted{column(chart_.rate_label, &BulletRow::rate)};
        if (!narrow_) {
            wanted.push_back(column(chart_.actual_label, &BulletRow::actual));
            if (rows_.any_adjusted())
                wanted.push_back(column(chart_.adjusted_label, &BulletRow::adjusted));
            wanted.push_back(column(chart_.planned_label, &BulletRow::planned));
        }
        bars_right_ = width_;
        for (auto& next : wanted) {
            const int right = columns_.empty() ? width_ - 10 : bars_right_;
            const int left = right - next.width - column_gap;
            if (!columns_.empty() && left - bars_left() < least_bar_room)
                break;
            next.right = right;
            columns_.push_back(next);
            bars_right_ = left;
        }
        bars_right_ -= right_edge;
    }

    void measure_scale()
    {
        scale_.left = bars_left();
        scale_.room = bars_right_ - scale_.left;
        for (const auto& row : rows_.rows) {
            for (const auto& rate : {row.length, row.plan_mark})
                if (rate) {
                    scale_.lowest = std::min(scale_.lowest, clamped(*rate));
                    scale_.highest = std::max(scale_.highest, clamped(*rate));
                }
        }
    }

    /// 0, 100 % and its multiples.
    std::vector<int> ticks() const
    {
        std::vector<int> rates{0, full_rate};
        for (int rate = 2 * full_rate; rate <= scale_.highest; rate += full_rate)
            rates.push_back(rate);
        for (int rate = -full_rate; rate >= scale_.lowest; rate -= full_rate)
            rates.push_back(rate);
        return rates;
    }

    std::vector<KeyEntry> key() const
    {
        std::vector<KeyEntry> entries{{KeyMark::bar, chart_.actual_label}, {KeyMark::tick, chart_.planned_label}};
        if (rows_.any_adjusted())
            entries.push_back({KeyMark::hollow_tick, chart_.adjusted_label});
        return entries;
    }

    void draw_head(Svg& svg, int y) const
    {
        for (const auto& column : columns_) {
            const auto shown = wrapped(clean_name(column.label), small_label_size, std::max(column.width, 10), 1).front();
            svg.text(column.right, y, small_label_size, Anchor::end, soft, shown);
        }
        int taken_left = width_;
        int taken_right = 0;
        for (const int rate : ticks()) {  // from zero upwards, then downwards
            const auto text = rate == 0 ? std::string("0") : fmt::format("{}{}%", rate < 0 ? "\u2212" : "", std::abs(rate) / 100);
            const int half = text_width(text, small_label_size) / 2 + 1;
            const int x = scale_.at(rate);
            const bool is_free = rate < 0 ? x + half + 60 <= taken_left : x - half >= taken_right + (rate == 0 ? 0 : 60);
            if (!is_free || x - half < 0 || x + half > bars_right_ + right_edge + column_gap - 40)
                continue;
            svg.text(x, y, small_label_size, Anchor::middle, soft, text);
            taken_left = std::min(taken_left, x - half);
            taken_right = std::max(taken_right, x + half);
        }
    }

    /// Where the bar and its ticks stand, in a row that begins at y.
    int band_top(std::size_t i, int y) const { return narrow_ ? y + name_height(i) : y + (height_of(i) - band_height) / 2; }

    /// Through all rows, or at each bar where names and amounts stand between them.
    void draw_lines_behind(Svg& svg, int y, int height) const
    {
        std::vector<Segment> light;
        std::vector<Segment> zero;
        const auto add = [&](int top, int bottom) {
            for (const int rate : ticks())
                (rate == 0 ? zero : light).push_back({scale_.at(rate), top, bottom});
        };
        if (!narrow_)
            add(y - 40, height - gap() / 2);
        for (std::size_t i = 0; i < rows_.rows.size() && narrow_; ++i) {
            add(band_top(i, y) + 20, band_top(i, y) + band_height - 20);
            y += height_of(i) + gap();
        }
        light_lines(svg, light);
        zero_lines(svg, zero);
    }

    void draw_row(Svg& svg, std::size_t i, int y) const
    {
        const auto& row = rows_.rows[i];
        const int band = band_top(i, y);
        draw_lines(svg, names_[i], row.name, narrow_ ? 0 : name_width_, narrow_ ? y : y + (height_of(i) - name_height(i)) / 2,
                   narrow_ ? Anchor::start : Anchor::end);
        draw_bar(svg, row, band + band_height / 2);
        for (const auto& column : columns_) {
            const auto& text = row.*column.text;
            const bool is_figure = column.text == &BulletRow::rate ? row.has_rate : text != chart_.not_published_text;
            if (!text.empty())
                draw_figure(svg, column.right, band + band_height / 2 + 50, Anchor::end, is_figure ? ink : soft, text, column.width);
        }
        if (narrow_)
            draw_amounts(svg, i, band + band_height);
    }

    void draw_amounts(Svg& svg, std::size_t i, int y) const
    {
        for (const auto& line : amounts_[i]) {
            svg.text(0, y + 150, small_label_size, Anchor::start, soft, line);
            y += label_line_height;
        }
    }

    void draw_bar(Svg& svg, const BulletRow& row, int middle) const
    {
        if (row.length && *row.length != 0)
            draw_length(svg, row, middle);
        if (row.is_adjusted)
            hollow_tick(svg, scale_.at(full_rate), middle - tick_height / 2, middle + tick_height / 2);
        if (!row.plan_mark || row.has_far_mark())
            return;
        const int x = scale_.at(*row.plan_mark);
        const bool is_inside = row.is_adjusted && std::abs(x - scale_.at(full_rate)) < hollow_tick_reach + tick_reach;
        (is_inside ? bare_tick : tick)(svg, x, middle - tick_height / 2, middle + tick_height / 2);
    }

    void draw_length(Svg& svg, const BulletRow& row, int middle) const
    {
        const int zero = scale_.at(0);
        const int length = std::max(std::abs(scale_.at(clamped(*row.length)) - zero), smallest_bar);
        const int solid = length - (row.is_cut() ? arrow_length + arrow_gap : 0);
        const int top = middle - bar_height / 2;
        const int bottom = top + bar_height;
        const bool below = *row.length < 0;
        if (below)
            hatched_bar(svg, id_, {zero - solid, top, zero, bottom});
        else
            svg.rectangle(zero, top, solid, bar_height, series[0]);
        if (!row.is_cut())
            return;
        const int tip = below ? zero - length : zero + length - arrow_length;
        arrow(svg, {tip, top - 30, tip + arrow_length, bottom + 30}, below ? Direction::left : Direction::right, series[below ? 2 : 0]);
    }

    const Bullets& chart_;
    const BulletRows& rows_;
    int width_;
    bool narrow_;
    std::string id_;
    std::vector<std::vector<std::string>> names_;    ///< the lines of each row's name
    std::vector<std::vector<std::string>> amounts_;  ///< on narrow screens, the lines below each bar
    int name_width_ = 0;
    std::vector<Column> columns_;  ///< from the right
    int bars_right_ = 0;
    Scale scale_;
};

std::optional<std::string> objection(const Bullets& chart, const BulletRows& rows)
{
    if (chart.items.empty())
        return "没有" + chart.item_label;
    if (chart.items.size() > most_items)
        return fmt::format("有 {} 个{}，一张图最多画 {} 个", chart.items.size(), chart.item_label, most_items);
    if (std::none_of(rows.rows.begin(), rows.rows.end(), [](const BulletRow& row) { return row.length.has_value(); }))
        return fmt::format("没有一个{}有可比的{}和{}", chart.item_label, chart.actual_label, chart.planned_label);
    return std::nullopt;
}

}  // namespace

decimal::Unit shown_unit(const Bullets& chart) { return bullet_rows(chart).style.shown; }

Result draw(const Bullets& chart)
{
    const auto rows = bullet_rows(chart);
    if (auto reason = objection(chart, rows))
        return Refusal{std::move(*reason)};
    Chart result;
    auto wide = Drawing(chart, rows, 7200, chart.id + "-w").draw();
    auto narrow = Drawing(chart, rows, 3400, chart.id + "-n").draw();
    result.wide = wide.finish();
    result.narrow = narrow.finish();
    result.file = as_file(Drawing(chart, rows, 7200, chart.id + "-f").draw().finish());
    result.wide_texts = wide.texts();
    result.narrow_texts = narrow.texts();
    fill_table(result, rows, chart);
    result.note = note_of(rows, chart);
    return result;
}

}  // namespace gongkai::chart
