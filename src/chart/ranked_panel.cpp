#include "chart/ranked_panel.hpp"

#include <algorithm>

#include "chart/bar_marks.hpp"
#include "chart/numbers.hpp"
#include "chart/palette.hpp"
#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

using decimal::Money;

// Lengths in tenths of a unit.
constexpr int axis_height = 240;
constexpr int bar_height = 200;
constexpr int overhang = 30;  // of a tick or a line past its bar
constexpr int name_gap = 80;
constexpr int edge = 50;  // half of "0" at the least
constexpr int smallest_bar = 20;

}  // namespace

RankedPanel::RankedPanel(std::vector<RankedRow> rows, decimal::Unit unit, int width, std::string picture_id)
    : rows_(std::move(rows)), unit_(unit), width_(width), narrow_(width < 5000), picture_id_(std::move(picture_id))
{
    measure_names();
    measure_scale(Reserve::nothing);
    if (!values_fit())
        measure_scale(Reserve::value);
}

bool RankedPanel::has_negative() const
{
    return std::any_of(rows_.begin(), rows_.end(), [](const RankedRow& row) { return row.amount < Money(); });
}

int RankedPanel::text_height(std::size_t i) const { return static_cast<int>(names_[i].size()) * label_line_height; }

int RankedPanel::height_of(std::size_t i) const
{
    return narrow_ ? text_height(i) + 20 + bar_height : std::max(text_height(i), bar_height);
}

int RankedPanel::height() const
{
    int height = axis_height;
    for (std::size_t i = 0; i < rows_.size(); ++i)
        height += height_of(i) + row_gap();
    return height;
}

void RankedPanel::measure_names()
{
    for (const auto& row : rows_) {
        names_.push_back(balanced(row.label, label_size, narrow_ ? width_ : width_ / 3, 2));
        for (const auto& line : names_.back())
            name_width_ = std::max(name_width_, text_width(line, label_size));
    }
}

void RankedPanel::measure_scale(Reserve right)
{
    int below = 0;
    int above = 0;
    std::vector<Money> amounts;
    for (const auto& row : rows_) {
        const int needed = text_width(row.text, label_size) + 2 * value_gap + tick_reach;
        (row.amount < Money() ? below : above) = std::max(row.amount < Money() ? below : above, needed);
        amounts.push_back(row.amount);
        if (row.earlier)
            amounts.push_back(*row.earlier);
    }
    left_ = (narrow_ ? 0 : name_width_ + name_gap) + std::max(edge, below);
    right_ = width_ - std::max(edge, right == Reserve::value ? above : 0);
    axis_ = fitting_axis(amounts, unit_, right_ - left_, small_label_size);
    // The last tick has its label.
    right_ = std::min(right_, width_ - text_width(tick_text(axis_.ticks.back(), axis_, unit_), small_label_size) / 2 - 10);
}

bool RankedPanel::values_fit() const
{
    return std::all_of(rows_.begin(), rows_.end(), [&](const RankedRow& row) { return place_of(row).has_value(); });
}

int RankedPanel::at(Money amount) const
{
    const auto zero = left_ - proportion(static_cast<std::int64_t>(axis_.lowest), axis_.range(), right_ - left_);
    return zero + proportion(amount.cents(), axis_.range(), right_ - left_);
}

int RankedPanel::length_of(const RankedRow& row) const
{
    const int length = direction_of(row) * (at(row.amount) - at(Money()));
    return row.amount.is_zero() ? 0 : std::max(length, smallest_bar);
}

std::optional<Place> RankedPanel::place_of(const RankedRow& row) const
{
    BarValue value;
    const int zero = at(Money());
    value.end = length_of(row);
    value.width = text_width(row.text, label_size);
    value.may_be_inside = direction_of(row) > 0;  // hatching is no ground for text
    value.room = value.may_be_inside ? width_ - 10 - zero : zero - (narrow_ ? 0 : name_width_ + name_gap);
    if (row.earlier) {
        const int mark = direction_of(row) * (at(*row.earlier) - zero);
        value.marks.push_back({mark - tick_reach, mark + tick_reach});
    }
    return place_value(value);
}

void RankedPanel::draw(Svg& svg, int y) const
{
    draw_axis(svg, y);
    y += axis_height;
    draw_lines_behind(svg, y);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        draw_row(svg, i, y);
        y += height_of(i) + row_gap();
    }
}

/// Zero first, then away from it as long as there is room.
void RankedPanel::draw_axis(Svg& svg, int y) const
{
    auto order = axis_.ticks;
    const auto distance = [&](Money tick) { return std::abs(at(tick) - at(Money())); };
    std::stable_sort(order.begin(), order.end(), [&](Money a, Money b) { return distance(a) < distance(b); });
    std::vector<Area> taken;
    for (const auto tick : order) {
        const auto text = tick_text(tick, axis_, unit_);
        const int half = text_width(text, small_label_size) / 2 + 1;
        const Area area{at(tick) - half, 0, at(tick) + half, 0};
        const bool is_free = std::none_of(taken.begin(), taken.end(), [&](const Area& other) {
            return area.left < other.right + small_label_size / 2 && other.left < area.right + small_label_size / 2;
        });
        if (!is_free || area.left < 0 || area.right > width_)
            continue;
        taken.push_back(area);
        svg.text(at(tick), y + 160, small_label_size, Anchor::middle, soft, text);
    }
}

/// Of a row that begins at y.
int RankedPanel::bar_top(std::size_t i, int y) const
{
    return narrow_ ? y + height_of(i) - bar_height : y + (height_of(i) - bar_height) / 2;
}

/// Through all rows, or at each bar where names stand between them.
void RankedPanel::draw_lines_behind(Svg& svg, int y) const
{
    std::vector<Segment> light;
    std::vector<Segment> zero;
    const auto add = [&](int top, int bottom) {
        for (const auto tick : axis_.ticks)
            (tick.is_zero() ? zero : light).push_back({at(tick), top, bottom});
    };
    if (!narrow_)
        add(y - 40, y - axis_height + height() - row_gap() + overhang);
    for (std::size_t i = 0; i < rows_.size() && narrow_; ++i) {
        add(bar_top(i, y) - overhang, bar_top(i, y) + bar_height + overhang);
        y += height_of(i) + row_gap();
    }
    light_lines(svg, light);
    zero_lines(svg, zero);
}

void RankedPanel::draw_row(Svg& svg, std::size_t i, int y) const
{
    const auto& row = rows_[i];
    const int top = bar_top(i, y);
    draw_lines(svg, names_[i], row.label, narrow_ ? 0 : name_width_, narrow_ ? y : y + (height_of(i) - text_height(i)) / 2,
               narrow_ ? Anchor::start : Anchor::end);
    const int zero = at(Money());
    const int length = length_of(row);
    if (row.amount < Money())
        hatched_bar(svg, picture_id_, {zero - length, top, zero, top + bar_height});
    else if (length > 0)
        svg.rectangle(zero, top, length, bar_height, series[0]);
    if (row.earlier)
        tick(svg, at(*row.earlier), top - overhang, top + bar_height + overhang);
    draw_value(svg, row, top);
}

void RankedPanel::draw_value(Svg& svg, const RankedRow& row, int top) const
{
    const auto place = place_of(row);
    if (!place)
        return;
    const int sign = direction_of(row);
    const int width = text_width(row.text, label_size);
    const int near = at(Money()) + sign * place->from;
    const int far = near + sign * width;
    const int left = std::min(near, far);
    const bool crosses = std::any_of(axis_.ticks.begin(), axis_.ticks.end(),
                                     [&](Money tick) { return at(tick) > left - 20 && at(tick) < left + width + 20; });
    if (crosses && !place->is_inside)
        backing(svg, {left - 20, top, left + width + 20, top + bar_height});
    const bool ends_right = place->is_inside || sign < 0;
    svg.text(ends_right ? left + width : left, top + 150, label_size, ends_right ? Anchor::end : Anchor::start,
             place->is_inside ? paper : ink, row.text, true);
}

}  // namespace gongkai::chart
