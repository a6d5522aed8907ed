// Bars with names and values on one scale: the body of a ranked chart, and its enlargement.
#pragma once

#include <string>
#include <vector>

#include "chart/bar_axis.hpp"
#include "chart/placement.hpp"
#include "chart/ranking.hpp"
#include "chart/svg.hpp"

namespace gongkai::chart {

class RankedPanel {
public:
    /// Names are wrapped and the scale is chosen at once; `width` in tenths, below 5000 for
    /// narrow screens, where names stand above their bars.
    RankedPanel(std::vector<RankedRow> rows, decimal::Unit unit, int width, std::string picture_id);

    int height() const;
    void draw(Svg& svg, int y) const;

private:
    enum class Reserve { nothing, value };

    bool has_negative() const;
    int row_gap() const { return narrow_ ? 130 : 90; }
    int text_height(std::size_t i) const;
    int height_of(std::size_t i) const;
    void measure_names();
    void measure_scale(Reserve right);
    bool values_fit() const;
    int at(decimal::Money amount) const;
    int length_of(const RankedRow& row) const;
    int direction_of(const RankedRow& row) const { return row.amount < decimal::Money() ? -1 : 1; }
    std::optional<Place> place_of(const RankedRow& row) const;

    void draw_axis(Svg& svg, int y) const;
    int bar_top(std::size_t i, int y) const;
    void draw_lines_behind(Svg& svg, int y) const;
    void draw_row(Svg& svg, std::size_t i, int y) const;
    void draw_value(Svg& svg, const RankedRow& row, int top) const;

    std::vector<RankedRow> rows_;
    decimal::Unit unit_;
    int width_;
    bool narrow_;
    std::string picture_id_;
    std::vector<std::vector<std::string>> names_;  ///< the lines of each row's name
    int name_width_ = 0;
    AmountAxis axis_;
    int left_ = 0;   ///< where the scale begins
    int right_ = 0;  ///< where it ends
};

}  // namespace gongkai::chart
