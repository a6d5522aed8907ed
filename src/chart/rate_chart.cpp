// A horizontal bar for each project with its rate of execution, in the order of the report;
// the score in a column at the right. Zero and 100 % are lines; a value stands at the end of
// its bar, or past the line at 100 % where it would touch it.

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/html.hpp"
#include "chart/chart.hpp"
#include "chart/numbers.hpp"
#include "chart/palette.hpp"
#include "chart/svg.hpp"
#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

using decimal::Decimal;
using decimal::Int128;

// Lengths in tenths of a unit.
constexpr int head_height = 240;
constexpr int bar_height = 200;
constexpr int line_height = 210;  // Noto CJK is 1.45 em high from ascent to descent
constexpr int font_size = 140;
constexpr int small_size = 130;
constexpr int text_gap = 60;
constexpr int column_gap = 120;
constexpr int edge = 10;  // kept free at the sides, for outlines of glyphs and half of a line
constexpr int smallest_bar = 20;
constexpr int arrow_length = 110;
constexpr int arrow_gap = 30;

// Rates in hundredths of a percent.
constexpr int full_rate = 10'000;
constexpr int longest_rate = 30'000;

constexpr std::size_t most_items = 40;
constexpr std::string_view not_published = "未公布";
constexpr std::string_view no_score = "—";
constexpr std::string_view full_text = "100%";

/// Whole percents and the rest in units of 10^-30: orders any two rates exactly, where the
/// comparison of Decimal overflows for numbers of many digits.
std::pair<Int128, Int128> order_of(const Decimal& rate)
{
    const auto unit = decimal::power_of_ten(rate.scale());
    return {rate.coefficient() / unit, rate.coefficient() % unit * decimal::power_of_ten(Decimal::max_scale - rate.scale())};
}

bool exceeds(const Decimal& rate, int percent) { return order_of(rate) > std::pair<Int128, Int128>(percent, 0); }
bool falls_below(const Decimal& rate, int percent) { return order_of(rate) < std::pair<Int128, Int128>(percent, 0); }

/// An item as it is drawn and listed.
struct Row {
    std::string label;
    std::string rate;
    std::string score;
    std::optional<Decimal> value;

    bool is_cut() const { return value && exceeds(*value, longest_rate / 100); }
    bool has_bar() const { return value && !value->is_zero() && !value->is_negative(); }
    /// In hundredths of a percent, where the axis ends at most.
    int length() const
    {
        if (!has_bar())
            return 0;
        return is_cut() ? longest_rate : static_cast<int>(value->round(2).coefficient());
    }
};

/// Fit for a picture; unlike a name, a figure may be empty.
std::string clean_figure(const std::string& text)
{
    const auto clean = clean_name(text);
    return clean == clean_name("") ? "" : clean;
}

std::string rate_text(const RateItem& item)
{
    const auto printed = clean_figure(item.rate_text);
    if (!printed.empty())
        return printed;
    if (!item.rate)
        return std::string(not_published);
    const auto number = item.rate->to_string();
    return (number.starts_with('-') ? "\u2212" + number.substr(1) : number) + "%";
}

bool has_scores(const RateChart& chart)
{
    return std::any_of(chart.items.begin(), chart.items.end(), [](const RateItem& item) { return !clean_figure(item.score_text).empty(); });
}

std::vector<Row> rows_of(const RateChart& chart)
{
    const bool scored = has_scores(chart);
    std::vector<Row> rows;
    for (const auto& item : chart.items) {
        auto score = clean_figure(item.score_text);
        if (scored && score.empty())
            score = no_score;
        rows.push_back({clean_name(item.label), rate_text(item), std::move(score), item.rate});
    }
    return rows;
}

std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const auto& line : lines)
        text += line;
    return text;
}

/// At most two lines; two are of about the same length, so that no single character is left over.
std::vector<std::string> label_lines(const std::string& label, int width)
{
    auto lines = wrapped(label, font_size, width, 2);
    if (lines.size() < 2)
        return lines;
    auto even = wrapped(label, font_size, std::min(width, text_width(label, font_size) / 2 + font_size), 2);
    return joined(even) == label ? even : lines;
}

struct Picture {
    std::string svg;
    std::vector<TextBox> texts;
};

/// Marks that only this chart has, in front of the others.
class Extras {
public:
    void light_line(int x, int top, int bottom)
    {
        out_ += fmt::format("<line x1=\"{0}\" y1=\"{1}\" x2=\"{0}\" y2=\"{2}\" class=\"grid\" stroke=\"{3}\" stroke-width=\"1.5\"/>",
                            tenths(x), tenths(top), tenths(bottom), grid_colour);
    }

    /// A triangle that points to the right.
    void arrow(int left, int right, int top, int bottom, const Paint& paint)
    {
        out_ += fmt::format("<polygon points=\"{},{} {},{} {},{}\" class=\"{}\" fill=\"{}\"/>", tenths(left), tenths(top), tenths(right),
                            tenths((top + bottom) / 2), tenths(left), tenths(bottom), paint.class_name, paint.fill);
    }

    /// The full text where a shortened one stands, from box `first` on: shown when pointed at.
    void full_text_over(const std::vector<TextBox>& boxes, std::size_t first, const std::string& text)
    {
        TextBox area = boxes[first];
        for (std::size_t i = first + 1; i < boxes.size(); ++i) {
            area.left = std::min(area.left, boxes[i].left);
            area.right = std::max(area.right, boxes[i].right);
            area.bottom = std::max(area.bottom, boxes[i].bottom);
        }
        out_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"none\" pointer-events=\"all\"><title>",
                            tenths(area.left), tenths(area.top), tenths(area.right - area.left), tenths(area.bottom - area.top));
        base::append_escaped(out_, text);
        out_ += "</title></rect>";
    }

    /// The finished picture with these marks in it.
    Picture finish(Svg& svg) const
    {
        auto text = svg.finish();
        text.insert(text.rfind("</svg>"), out_);
        return {std::move(text), svg.texts()};
    }

private:
    std::string out_;
};

/// Where zero is, and that `range` hundredths of a percent take `room`; in tenths.
struct Scale {
    int zero = 0;
    int room = 0;
    int range = full_rate;

    int at(int rate) const { return zero + proportion(rate, range, room); }
    int end() const { return zero + room; }
};

class Drawing {
public:
    Drawing(const RateChart& chart, const std::vector<Row>& rows, int width, std::string id)
        : chart_(chart), rows_(rows), width_(width), narrow_(width < 5000), id_(std::move(id))
    {
        measure_labels();
        measure_columns();
    }

    Picture draw(const std::string& description)
    {
        int height = head_height;
        for (std::size_t i = 0; i < rows_.size(); ++i)
            height += height_of(i) + row_gap();
        Svg svg(id_, width_, height, chart_.title, description);
        draw_head(svg);
        if (!narrow_)
            draw_lines(svg, head_height - 40, height - row_gap() / 2);
        int y = head_height;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            draw_row(svg, i, y);
            y += height_of(i) + row_gap();
        }
        return extras_.finish(svg);
    }

private:
    /// Parts the rows more than the lines of a label are.
    int row_gap() const { return narrow_ ? 160 : 100; }
    /// The most that a value and a score may take; figures stay far below it.
    int value_limit() const { return narrow_ ? width_ * 2 / 5 : width_ / 4; }
    int score_limit() const { return narrow_ ? width_ / 5 : width_ / 8; }
    std::string shown_rate(const Row& row) const { return wrapped(row.rate, font_size, value_limit(), 1).front(); }
    std::string shown_score(const Row& row) const { return wrapped(row.score, font_size, score_limit(), 1).front(); }

    int text_height(std::size_t i) const { return static_cast<int>(labels_[i].size()) * line_height; }
    /// On narrow screens the label stands above the bar.
    int height_of(std::size_t i) const { return narrow_ ? text_height(i) + 20 + bar_height : std::max(text_height(i), bar_height); }

    void measure_labels()
    {
        for (const auto& row : rows_) {
            labels_.push_back(label_lines(row.label, narrow_ ? width_ : width_ * 3 / 8));
            for (const auto& line : labels_.back())
                label_width_ = std::max(label_width_, text_width(line, font_size));
        }
    }

    void measure_columns()
    {
        // Half of "100%" may stand to the right of the axis.
        int value_width = text_width(full_text, small_size) / 2;
        int score_width = 0;
        for (const auto& row : rows_) {
            value_width = std::max(value_width, text_width(shown_rate(row), font_size));
            score_width = std::max(score_width, text_width(shown_score(row), font_size));
            scale_.range = std::max(scale_.range, row.length());
        }
        if (score_width > 0)
            score_width = std::max(score_width, text_width(chart_.score_label, small_size)) + column_gap;
        scale_.zero = (narrow_ ? 0 : label_width_ + text_gap) + edge;
        scale_.room = width_ - edge - score_width - value_width - text_gap - scale_.zero;
    }

    void draw_head(Svg& svg)
    {
        svg.text(scale_.zero, 160, small_size, Anchor::start, soft, "0");
        svg.text(scale_.at(full_rate), 160, small_size, Anchor::middle, soft, full_text);
        if (!rows_.front().score.empty())
            svg.text(width_ - edge, 160, small_size, Anchor::end, soft, chart_.score_label);
    }

    void draw_lines(Svg& svg, int top, int bottom)
    {
        svg.vertical_line(scale_.zero, top, bottom);
        extras_.light_line(scale_.at(full_rate), top, bottom);
    }

    void draw_row(Svg& svg, std::size_t i, int y)
    {
        const auto& row = rows_[i];
        const int height = height_of(i);
        const int bar_top = narrow_ ? y + height - bar_height : y + (height - bar_height) / 2;
        draw_label(svg, i, narrow_ ? y : y + (height - text_height(i)) / 2);
        if (narrow_)
            draw_lines(svg, bar_top - 20, bar_top + bar_height + 20);
        draw_bar(svg, row, bar_top);
        const int baseline = bar_top + 150;
        draw_rate(svg, row, baseline);
        if (!row.score.empty())
            draw_figure(svg, width_ - edge, baseline, Anchor::end, row.score == no_score ? soft : ink, shown_score(row), row.score);
    }

    void draw_label(Svg& svg, std::size_t i, int y)
    {
        const auto first = svg.texts().size();
        for (const auto& line : labels_[i]) {
            svg.text(narrow_ ? 0 : label_width_, y + 155, font_size, narrow_ ? Anchor::start : Anchor::end, ink, line);
            y += line_height;
        }
        if (joined(labels_[i]) != rows_[i].label)
            extras_.full_text_over(svg.texts(), first, rows_[i].label);
    }

    /// Where the bar ends.
    int end_of(const Row& row) const
    {
        return row.has_bar() ? std::max(scale_.at(row.length()), scale_.zero + smallest_bar) : scale_.zero;
    }

    void draw_bar(Svg& svg, const Row& row, int y)
    {
        if (!row.has_bar())
            return;
        const int arrow = row.is_cut() ? arrow_length + arrow_gap : 0;
        svg.rectangle(scale_.zero, y, end_of(row) - arrow - scale_.zero, bar_height, series[0]);
        if (row.is_cut())
            extras_.arrow(scale_.end() - arrow_length, scale_.end(), y, y + bar_height, series[0]);
    }

    void draw_rate(Svg& svg, const Row& row, int baseline)
    {
        const auto text = shown_rate(row);
        const int line = scale_.at(full_rate);
        int x = end_of(row) + text_gap;
        if (x < line + text_gap && x + text_width(text, font_size) > line - text_gap)
            x = line + text_gap;
        draw_figure(svg, x, baseline, Anchor::start, row.value ? ink : soft, text, row.rate);
    }

    void draw_figure(Svg& svg, int x, int y, Anchor anchor, const Paint& paint, const std::string& shown, const std::string& full)
    {
        svg.text(x, y, font_size, anchor, paint, shown);
        if (shown != full)
            extras_.full_text_over(svg.texts(), svg.texts().size() - 1, full);
    }

    const RateChart& chart_;
    const std::vector<Row>& rows_;
    int width_;
    bool narrow_;
    std::string id_;
    std::vector<std::vector<std::string>> labels_;  ///< the lines of each row's label
    int label_width_ = 0;
    Scale scale_;
    Extras extras_;
};

/// Highest and lowest; of equals, the first.
std::string extremes_of(const std::vector<const Row*>& rated, const std::string& rate)
{
    const auto less = [](const Row* a, const Row* b) { return order_of(*a->value) < order_of(*b->value); };
    const auto& lowest = **std::min_element(rated.begin(), rated.end(), less);
    const auto& highest = **std::max_element(rated.begin(), rated.end(), less);
    if (rated.size() == 1)
        return fmt::format("{}：{}。", highest.label, highest.rate);
    if (!less(&lowest, &highest))
        return fmt::format("{}均为 {}。", rate, highest.rate);
    return fmt::format("{}最高：{} {}。最低：{} {}。", rate, highest.label, highest.rate, lowest.label, lowest.rate);
}

/// The finding; the figures of all items are in the table.
std::string description_of(const std::vector<Row>& rows, const RateChart& chart)
{
    std::vector<const Row*> rated;
    for (const auto& row : rows)
        if (row.value)
            rated.push_back(&row);
    const auto below = std::count_if(rated.begin(), rated.end(), [](const Row* row) { return falls_below(*row->value, 100); });
    auto text = fmt::format("共 {} 个{}，", rows.size(), chart.item_label);
    if (rated.size() < rows.size())
        text += fmt::format("{} 个没有{}，", rows.size() - rated.size(), chart.rate_label);
    return text + fmt::format("{} 个低于 100%。", below) + extremes_of(rated, chart.rate_label);
}

std::optional<std::string> objection(const RateChart& chart)
{
    if (chart.items.empty())
        return "没有" + chart.item_label;
    if (chart.items.size() > most_items)
        return fmt::format("有 {} 个{}，一张图最多画 {} 个", chart.items.size(), chart.item_label, most_items);
    if (std::none_of(chart.items.begin(), chart.items.end(), [](const RateItem& item) { return item.rate.has_value(); }))
        return fmt::format("没有一个{}公布{}", chart.item_label, chart.rate_label);
    return std::nullopt;
}

std::string note_of(const std::vector<Row>& rows, const RateChart& chart)
{
    std::string note;
    if (std::any_of(rows.begin(), rows.end(), [](const Row& row) { return row.is_cut(); }))
        note = fmt::format("超过 {0}% 的条形画到 {0}% 为止，末端为箭头，以数字为准。", longest_rate / 100);
    if (std::any_of(rows.begin(), rows.end(), [](const Row& row) { return row.value && row.value->is_negative(); }))
        note += fmt::format("{}为负数的{}不画条形。", chart.rate_label, chart.item_label);
    return note;
}

}  // namespace

Result draw(const RateChart& chart)
{
    if (auto reason = objection(chart))
        return Refusal{std::move(*reason)};
    const auto rows = rows_of(chart);
    const auto description = description_of(rows, chart);
    Chart result;
    auto wide = Drawing(chart, rows, 7200, chart.id + "-w").draw(description);
    auto narrow = Drawing(chart, rows, 3400, chart.id + "-n").draw(description);
    result.wide = std::move(wide.svg);
    result.narrow = std::move(narrow.svg);
    result.file = as_file(Drawing(chart, rows, 7200, chart.id + "-f").draw(description).svg);
    result.wide_texts = std::move(wide.texts);
    result.narrow_texts = std::move(narrow.texts);
    const bool scored = has_scores(chart);
    result.columns = {chart.item_label, chart.rate_label};
    if (scored)
        result.columns.push_back(chart.score_label);
    for (const auto& row : rows) {
        result.rows.push_back({row.label, row.rate});
        if (scored)
            result.rows.back().push_back(row.score);
    }
    result.note = note_of(rows, chart);
    return result;
}

}  // namespace gongkai::chart
