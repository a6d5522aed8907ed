// Lines on one scale. On wide screens each name stands at the end of its line, moved where
// lines end close together and then tied to its point by a leader; the picture grows with the names,
// so that none is dropped. On narrow screens the names are a key above.

#include <algorithm>

#include "chart/label_push.hpp"
#include "chart/text.hpp"
#include "chart/years_frame.hpp"
#include "chart/years_pictures.hpp"

namespace gongkai::chart {
namespace {

constexpr int plot_height = 2600;
constexpr int text_gap = 80;
constexpr int leader_width = 200;
constexpr int moved = 84;  // 0.6 em: beyond it a leader is drawn

/// A series' name and last figure.
struct Label {
    std::vector<std::string> lines;
    std::string name;
    bool is_cut = false;

    int height() const { return static_cast<int>(lines.size()) * text_line; }
};

class Drawing {
public:
    Drawing(const YearsPicture& picture, int width, std::string id)
        : picture_(picture), plot_(picture.plot), width_(width), narrow_(YearsPicture::is_narrow(width)), font_size_(narrow_ ? 145 : 140),
          id_(std::move(id))
    {
        measure_labels();
        measure_frame();
    }

    Svg draw()
    {
        Svg svg(id_, width_, frame_.bottom + 280, picture_.title, picture_.description);
        draw_grid(svg, frame_, picture_.unit, font_size_, true);
        draw_years(svg, frame_, plot_.years, font_size_);
        draw_breaks(svg, frame_, plot_.breaks, frame_.top - 100, font_size_, frame_.right);
        // The first series is drawn last, on top of the others.
        for (std::size_t i = plot_.series.size(); i-- > 0;)
            draw_series(svg, frame_, plot_.series[i], line_style(i));
        narrow_ ? draw_key(svg) : draw_ends(svg);
        return svg;
    }

private:
    void measure_labels()
    {
        const int room = narrow_ ? width_ - sample_width - text_gap : width_ * 3 / 10;
        for (const auto& series : plot_.series) {
            const auto figure = last_text(series, plot_, picture_.unit);
            Label label{wrapped(series.name, font_size_, room, 2), series.name, false};
            std::string shown;
            for (const auto& line : label.lines)
                shown += line;
            label.is_cut = shown != series.name;
            const auto together = label.lines.back() + " " + figure;
            if (text_width(together, font_size_) <= room)
                label.lines.back() = together;
            else
                for (auto& line : wrapped(figure, font_size_, room, 2))  // a figure, and its year below it
                    label.lines.push_back(std::move(line));
            for (const auto& line : label.lines)
                label_width_ = std::max(label_width_, text_width(line, font_size_));
            label_height_ += label.height();
            labels_.push_back(std::move(label));
        }
    }

    void measure_frame()
    {
        const int key = narrow_ ? label_height_ + 60 : 0;
        const int height = narrow_ ? plot_height : std::max(plot_height, label_height_ + 60);
        frame_.axis = amount_axis(plot_.lowest, plot_.highest, tick_count(height, 420, 6));
        frame_.left = std::max(figures_width(frame_.axis, picture_.unit, font_size_) + 70, 120);
        frame_.right = width_ - (narrow_ ? 110 : label_width_ + sample_width + text_gap + leader_width + 10);
        frame_.top = key + (plot_.breaks.empty() ? 140 : 300);
        frame_.bottom = frame_.top + height;
        frame_.first_year = plot_.years.front();
        frame_.last_year = plot_.years.back();
    }

    void draw_label(Svg& svg, const Label& label, const LineStyle& style, int x, int top)
    {
        draw_sample(svg, x, top + text_line / 2, style);
        const auto first = svg.texts().size();
        for (const auto& line : label.lines) {
            svg.text(x + sample_width + text_gap, top + text_ascent, font_size_, Anchor::start, ink, line);
            top += text_line;
        }
        if (label.is_cut)
            svg.full_text_over(first, label.name);
    }

    void draw_key(Svg& svg)
    {
        int top = 0;
        for (std::size_t i = 0; i < labels_.size(); ++i) {
            draw_label(svg, labels_[i], line_style(i), 0, top);
            top += labels_[i].height();
        }
    }

    void draw_ends(Svg& svg)
    {
        std::vector<PushedLabel> wanted;
        for (std::size_t i = 0; i < labels_.size(); ++i)
            wanted.push_back({frame_.y(plot_.series[i].last().value.cents()), labels_[i].height(), 0});
        const auto tops = push_labels(wanted, frame_.top - 100, frame_.bottom + 100);
        const int x = frame_.right + leader_width;
        for (std::size_t i = 0; i < labels_.size(); ++i) {
            if (!tops[i])
                continue;
            draw_label(svg, labels_[i], line_style(i), x, *tops[i]);
            const int middle = *tops[i] + text_line / 2;
            const bool ends_early = plot_.series[i].last().year != plot_.years.back();
            if (ends_early || std::abs(middle - wanted[i].wanted) > moved)
                svg.line({frame_.x(plot_.series[i].last().year) + mark_radius + 30, wanted[i].wanted}, {x - 30, middle}, Rule::strong);
        }
    }

    const YearsPicture& picture_;
    const YearsPlot& plot_;
    int width_;
    bool narrow_;
    int font_size_;
    std::string id_;
    std::vector<Label> labels_;
    int label_width_ = 0;
    int label_height_ = 0;
    Frame frame_;
};

}  // namespace

Svg draw_lines(const YearsPicture& picture, int width, std::string id) { return Drawing(picture, width, std::move(id)).draw(); }

}  // namespace gongkai::chart
