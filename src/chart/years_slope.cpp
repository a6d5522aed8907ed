// Two years: an axis for each, the figures beside them, moved apart where they are close and then
// tied to their point by a leader. Each figure bears the series' mark. Names stand beside the
// figures: at both sides, if the lines keep room enough between them, else at the first; on narrow
// screens they are a key above.

#include <algorithm>

#include "chart/label_push.hpp"
#include "chart/numbers.hpp"
#include "chart/text.hpp"
#include "chart/years_frame.hpp"
#include "chart/years_pictures.hpp"

namespace gongkai::chart {
namespace {

constexpr int least_height = 2400;
constexpr int leader_width = 360;  // with the mark at its end
constexpr int mark_gap = 100;
constexpr int text_gap = 100;
constexpr int narrowest_plot = 700;
constexpr int ample_plot = 1800;
constexpr int below = 300;  // room for labels pushed down from the ends near zero
constexpr int moved = 84;  // 0.6 em: beyond it a leader is drawn

/// One end of a line.
struct End {
    std::size_t series = 0;
    std::string figure;
    std::vector<std::string> name;  ///< lines beside the figure; empty: the name stands elsewhere
    int y = 0;

    int height() const { return std::max(static_cast<int>(name.size()), 1) * text_line; }
};

/// The ends at one of the two axes, with the widths of their columns.
struct Side {
    std::vector<End> ends;
    int figures = 0;
    int names = 0;

    int width() const { return figures + leader_width + (names > 0 ? names + text_gap : 0); }
    int height() const
    {
        int sum = 0;
        for (const auto& end : ends)
            sum += end.height();
        return sum;
    }
};

class Drawing {
public:
    Drawing(const YearsPicture& picture, int width, std::string id)
        : picture_(picture), plot_(picture.plot), width_(width), narrow_(YearsPicture::is_narrow(width)), font_size_(narrow_ ? 145 : 140),
          id_(std::move(id))
    {
        for (const bool twice : {true, false}) {
            left_ = side_of(plot_.years.front(), twice);
            right_ = side_of(plot_.years.back(), twice);
            if (width_ - left_.width() - right_.width() >= ample_plot)
                break;
        }
        measure_frame();
    }

    bool has_room() const { return frame_.right - frame_.left >= narrowest_plot; }

    Svg draw()
    {
        Svg svg(id_, width_, frame_.bottom + below, picture_.title, picture_.description);
        draw_axes(svg);
        draw_breaks(svg, frame_, plot_.breaks, frame_.top - 130, font_size_, frame_.right);
        for (std::size_t i = plot_.series.size(); i-- > 0;)
            draw_series(svg, frame_, plot_.series[i], line_style(i));
        draw_side(svg, left_, true);
        draw_side(svg, right_, false);
        if (narrow_)
            draw_key(svg);
        return svg;
    }

private:
    const PlotPoint* point_of(const PlotSeries& series, int year) const
    {
        for (const auto& run : series.runs)
            for (const auto& point : run)
                if (point.year == year)
                    return &point;
        return nullptr;
    }

    /// Names at the first end of each line, or at each end.
    Side side_of(int year, bool twice) const
    {
        Side side;
        for (std::size_t i = 0; i < plot_.series.size(); ++i) {
            const auto& series = plot_.series[i];
            const auto* point = point_of(series, year);
            if (!point)
                continue;
            End end{i, amount_text(point->value, picture_.unit), {}, 0};
            if (!narrow_ && (twice || series.first().year == year))
                end.name = wrapped(series.name, font_size_, width_ / 5, 2);
            side.figures = std::max(side.figures, text_width(end.figure, font_size_));
            for (const auto& line : end.name)
                side.names = std::max(side.names, text_width(line, font_size_));
            side.ends.push_back(std::move(end));
        }
        return side;
    }

    std::vector<std::string> key_lines(std::size_t i) const
    {
        return wrapped(plot_.series[i].name, font_size_, width_ - sample_width - text_gap, 2);
    }

    void measure_frame()
    {
        int key = 0;
        for (std::size_t i = 0; narrow_ && i < plot_.series.size(); ++i)
            key += static_cast<int>(key_lines(i).size()) * text_line;
        const int year = text_width("0000", font_size_) / 2;  // stands over its axis
        frame_.axis = amount_axis(plot_.lowest, plot_.highest, 5);
        frame_.inset = 0;
        frame_.left = std::max(left_.width(), year) + 20;
        frame_.right = width_ - std::max(right_.width(), year) - 20;
        frame_.top = key + (key > 0 ? 60 : 0) + 300;
        frame_.bottom = frame_.top + std::max({least_height, left_.height(), right_.height()});
        frame_.first_year = plot_.years.front();
        frame_.last_year = plot_.years.back();
        for (auto* side : {&left_, &right_})
            for (auto& end : side->ends)
                end.y = frame_.y(point_of(plot_.series[end.series], side == &left_ ? frame_.first_year : frame_.last_year)->value.cents());
    }

    void draw_axes(Svg& svg)
    {
        for (const auto year : plot_.years) {
            svg.text(frame_.x(year), frame_.top - 130, font_size_, Anchor::middle, soft, std::to_string(year), true);
            svg.line({frame_.x(year), frame_.top - 60}, {frame_.x(year), frame_.bottom}, Rule::strong);
        }
        svg.line({frame_.left, frame_.y(0)}, {frame_.right, frame_.y(0)}, Rule::light);
    }

    void draw_side(Svg& svg, const Side& side, bool is_left)
    {
        std::vector<PushedLabel> wanted;
        for (const auto& end : side.ends)
            wanted.push_back({end.y, end.height(), 0});
        const auto tops = push_labels(wanted, frame_.top - 100, frame_.bottom + below);
        for (std::size_t i = 0; i < side.ends.size(); ++i)
            if (tops[i])
                draw_end(svg, side, side.ends[i], *tops[i], is_left);
    }

    void draw_end(Svg& svg, const Side& side, const End& end, int top, bool is_left)
    {
        const int out = is_left ? -1 : 1;
        const auto anchor = is_left ? Anchor::end : Anchor::start;
        const int axis = is_left ? frame_.left : frame_.right;
        const int middle = top + end.height() / 2;
        const auto& style = line_style(end.series);
        if (std::abs(middle - end.y) > moved)
            svg.line({axis + out * 60, end.y}, {axis + out * (leader_width - mark_gap - 80), middle}, Rule::strong);
        svg.mark({axis + out * (leader_width - mark_gap), middle}, mark_radius, style.shape, style.paint);
        svg.text(axis + out * leader_width, middle + 50, font_size_, anchor, ink, end.figure);
        if (!end.name.empty())
            draw_name(svg, axis + out * (leader_width + side.figures + text_gap), top, anchor, end.name, end.series);
    }

    void draw_name(Svg& svg, int x, int top, Anchor anchor, const std::vector<std::string>& lines, std::size_t series)
    {
        const auto first = svg.texts().size();
        std::string shown;
        for (const auto& line : lines) {
            svg.text(x, top + text_ascent, font_size_, anchor, ink, line);
            top += text_line;
            shown += line;
        }
        if (shown != plot_.series[series].name)
            svg.full_text_over(first, plot_.series[series].name);
    }

    void draw_key(Svg& svg)
    {
        int top = 0;
        for (std::size_t i = 0; i < plot_.series.size(); ++i) {
            draw_sample(svg, 0, top + text_line / 2, line_style(i));
            draw_name(svg, sample_width + text_gap, top, Anchor::start, key_lines(i), i);
            top += static_cast<int>(key_lines(i).size()) * text_line;
        }
    }

    const YearsPicture& picture_;
    const YearsPlot& plot_;
    int width_;
    bool narrow_;
    int font_size_;
    std::string id_;
    Side left_;
    Side right_;
    Frame frame_;
};

}  // namespace

std::optional<Svg> draw_slope(const YearsPicture& picture, int width, std::string id)
{
    Drawing drawing(picture, width, std::move(id));
    return drawing.has_room() ? std::optional(drawing.draw()) : std::nullopt;
}

}  // namespace gongkai::chart
