// One bar of 100 % with the parts in order of size, and a ranked list below: name,
// value, share. A part too small to see keeps two units of width.

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "chart/chart.hpp"
#include "chart/numbers.hpp"
#include "chart/palette.hpp"
#include "chart/svg.hpp"
#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

using decimal::Money;

constexpr int bar_height = 420;
constexpr int gap = 15;
constexpr int smallest_segment = 20;
constexpr int row_height = 280;
constexpr int font_size = 140;

struct Ranked {
    std::string name;
    Money value;
    std::string share;
    Paint paint;
};

class Drawing {
public:
    Drawing(const StructureChart& chart, const std::vector<Ranked>& parts, int width, std::string id)
        : chart_(chart), parts_(parts), width_(width), id_(std::move(id))
    {
    }

    Svg draw(const std::string& description)
    {
        const int height = bar_height + 160 + list_height();
        Svg svg(id_, width_, height, chart_.title, description);
        draw_bar(svg);
        draw_list(svg, bar_height + 160);
        return svg;
    }

private:
    bool narrow() const { return width_ < 5000; }
    int value_width() const
    {
        int width = 0;
        for (const auto& part : parts_)
            width = std::max(width, text_width(amount_text(part.value, chart_.unit), font_size));
        return width;
    }
    int share_width() const { return text_width("100.0%", font_size); }
    /// On narrow screens the name has a line of its own.
    int name_width() const { return narrow() ? width_ - 300 : width_ - 300 - value_width() - share_width() - 240; }
    std::vector<std::string> name_lines(const Ranked& part) const { return wrapped(part.name, font_size, name_width(), 2); }
    int height_of(const Ranked& part) const
    {
        const int lines = static_cast<int>(name_lines(part).size()) + (narrow() ? 1 : 0);
        return row_height + (lines - 1) * 200;
    }
    int list_height() const
    {
        return std::accumulate(parts_.begin(), parts_.end(), 0, [&](int sum, const Ranked& part) { return sum + height_of(part); });
    }

    void draw_bar(Svg& svg)
    {
        std::int64_t total = 0;
        for (const auto& part : parts_)
            total += part.value.cents();
        const int count = static_cast<int>(parts_.size());
        const int room = width_ - gap * (count - 1);
        std::vector<int> widths;
        for (const auto& part : parts_)
            widths.push_back(std::max(proportion(part.value.cents(), total, room), smallest_segment));
        // What the smallest took, the largest gives.
        widths.front() -= std::accumulate(widths.begin(), widths.end(), 0) - room;
        int x = 0;
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            svg.rectangle(x, 0, widths[i], bar_height, parts_[i].paint);
            x += widths[i] + gap;
        }
    }

    void draw_list(Svg& svg, int y)
    {
        for (const auto& part : parts_) {
            svg.rectangle(0, y + 50, 140, 140, part.paint);
            int baseline = y + 175;
            for (const auto& line : name_lines(part)) {
                svg.text(240, baseline, font_size, Anchor::start, ink, line);
                baseline += 200;
            }
            const int numbers = narrow() ? baseline : y + 175;
            svg.text(width_ - share_width() - 120, numbers, font_size, Anchor::end, ink, amount_text(part.value, chart_.unit));
            svg.text(width_, numbers, font_size, Anchor::end, soft, part.share);
            y += height_of(part);
        }
    }

    const StructureChart& chart_;
    const std::vector<Ranked>& parts_;
    int width_;
    std::string id_;
};

std::optional<std::string> objection(const StructureChart& chart)
{
    decimal::Int128 sum = 0;
    for (const auto& part : chart.parts) {
        if (part.value && *part.value < Money())
            return fmt::format("“{}”为负数，不能画成占比", clean_name(part.name));
        sum += part.value ? part.value->cents() : 0;
    }
    if (chart.whole <= Money())
        return "合计不大于零，没有占比可言";
    const auto difference = sum > chart.whole.cents() ? sum - chart.whole.cents() : chart.whole.cents() - sum;
    if (difference > chart.tolerance.cents())
        return fmt::format("各部分之和与合计 {} 不符", amount_text(chart.whole, chart.unit));
    return std::nullopt;
}

std::vector<Ranked> ranked(const StructureChart& chart)
{
    std::vector<const Part*> order;
    for (const auto& part : chart.parts)
        if (part.value && !part.value->is_zero())
            order.push_back(&part);
    std::stable_sort(order.begin(), order.end(), [](const Part* a, const Part* b) { return *a->value > *b->value; });
    std::vector<Money> values;
    for (const auto* part : order)
        values.push_back(*part->value);
    const auto tenths_of_percent = shares(values);
    std::vector<Ranked> result;
    for (std::size_t i = 0; i < order.size(); ++i)
        result.push_back({clean_name(order[i]->name), values[i], share_text(tenths_of_percent[i], false), series[i % series.size()]});
    return result;
}

}  // namespace

Result draw(const StructureChart& chart)
{
    if (auto reason = objection(chart))
        return Refusal{std::move(*reason)};
    const auto parts = ranked(chart);
    std::string description = fmt::format("合计 {}{}。", amount_text(chart.whole, chart.unit), decimal::unit_name(chart.unit));
    for (const auto& part : parts)
        description += fmt::format("{} {}，占 {}。", part.name, amount_text(part.value, chart.unit), part.share);
    Chart result;
    auto wide = Drawing(chart, parts, 7200, chart.id + "-w").draw(description);
    auto narrow = Drawing(chart, parts, 3400, chart.id + "-n").draw(description);
    result.wide = wide.finish();
    result.narrow = narrow.finish();
    result.file = as_file(Drawing(chart, parts, 7200, chart.id + "-f").draw(description).finish());
    result.wide_texts = wide.texts();
    result.narrow_texts = narrow.texts();
    result.columns = {"项目", "金额", "占比"};
    for (const auto& part : parts)
        result.rows.push_back({part.name, amount_text(part.value, chart.unit), part.share});
    if (parts.size() == 1)
        result.note = fmt::format("全部为{}。", parts.front().name);
    return result;
}

}  // namespace gongkai::chart
