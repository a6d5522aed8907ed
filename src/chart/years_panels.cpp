// Small multiples: a panel for each series with its name and last figure above it, all on the same
// scale; the figures of the axis stand at the left of each row.

#include <algorithm>

#include "chart/text.hpp"
#include "chart/years_frame.hpp"
#include "chart/years_pictures.hpp"

namespace gongkai::chart {
namespace {

constexpr int plot_height = 1100;
constexpr int column_gap = 200;
constexpr int row_gap = 160;
constexpr int narrowest = 1150;  // a panel with its two years

class Drawing {
public:
    Drawing(const YearsPicture& picture, int width, std::string id)
        : picture_(picture), plot_(picture.plot), width_(width), font_size_(YearsPicture::is_narrow(width) ? 145 : 140), id_(std::move(id))
    {
        axis_ = amount_axis(plot_.lowest, plot_.highest, 3);
        left_ = figures_width(axis_, picture_.unit, font_size_) + 70;
        int needed = narrowest;
        for (const auto& series : plot_.series)
            needed = std::max(needed, text_width(last_text(series, plot_, picture_.unit), font_size_));
        columns_ = std::clamp((width_ - left_ + column_gap) / (needed + column_gap), 1, YearsPicture::is_narrow(width) ? 2 : 3);
        column_width_ = (width_ - left_ - (columns_ - 1) * column_gap) / columns_;
    }

    Svg draw()
    {
        const int count = static_cast<int>(plot_.series.size());
        const int rows = (count + columns_ - 1) / columns_;
        std::vector<int> tops;
        int top = 0;
        for (int row = 0; row < rows; ++row) {
            tops.push_back(top);
            top += head_height(row) + plot_height + 280 + row_gap;
        }
        Svg svg(id_, width_, top - row_gap, picture_.title, picture_.description);
        for (int i = 0; i < count; ++i)
            draw_panel(svg, i, tops[static_cast<std::size_t>(i / columns_)]);
        return svg;
    }

private:
    /// A single column may use the room above the figures of the axis.
    int head_left(int i) const { return columns_ == 1 ? 0 : left_ + i % columns_ * (column_width_ + column_gap); }
    int head_width() const { return columns_ == 1 ? width_ : column_width_; }

    const PlotSeries& series_at(int i) const { return plot_.series[static_cast<std::size_t>(i)]; }
    std::vector<std::string> name_lines(int i) const { return wrapped(series_at(i).name, font_size_, head_width(), 2); }

    int head_height(int row) const
    {
        std::size_t lines = 1;
        for (int i = row * columns_; i < std::min((row + 1) * columns_, static_cast<int>(plot_.series.size())); ++i)
            lines = std::max(lines, name_lines(i).size());
        return static_cast<int>(lines + 1) * text_line + (plot_.breaks.empty() ? 120 : 280);
    }

    void draw_panel(Svg& svg, int i, int top)
    {
        const int row = i / columns_;
        Frame frame;
        frame.left = left_ + i % columns_ * (column_width_ + column_gap);
        frame.right = frame.left + column_width_;
        frame.top = top + head_height(row);
        frame.bottom = frame.top + plot_height;
        frame.first_year = plot_.years.front();
        frame.last_year = plot_.years.back();
        frame.inset = text_width("0000", font_size_) / 2 + 10;  // the years stay within the panel
        frame.axis = axis_;
        draw_head(svg, i, top);
        draw_grid(svg, frame, picture_.unit, font_size_, i % columns_ == 0);
        draw_years(svg, frame, {plot_.years.front(), plot_.years.back()}, font_size_);
        draw_breaks(svg, frame, plot_.breaks, frame.top - 90, font_size_, frame.right);
        draw_series(svg, frame, series_at(i), line_style(0));
    }

    void draw_head(Svg& svg, int i, int top)
    {
        const auto first = svg.texts().size();
        std::string shown;
        int y = top + text_ascent;
        for (const auto& line : name_lines(i)) {
            svg.text(head_left(i), y, font_size_, Anchor::start, ink, line, true);
            y += text_line;
            shown += line;
        }
        if (shown != series_at(i).name)
            svg.full_text_over(first, series_at(i).name);
        svg.text(head_left(i), y, font_size_, Anchor::start, ink, wrapped(last_text(series_at(i), plot_, picture_.unit), font_size_, head_width(), 1).front());
    }

    const YearsPicture& picture_;
    const YearsPlot& plot_;
    int width_;
    int font_size_;
    std::string id_;
    Axis axis_;
    int left_ = 0;
    int columns_ = 1;
    int column_width_ = 0;
};

}  // namespace

Svg draw_panels(const YearsPicture& picture, int width, std::string id) { return Drawing(picture, width, std::move(id)).draw(); }

}  // namespace gongkai::chart
