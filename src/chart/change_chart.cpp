// Pairs of horizontal bars from a common zero: the prior year light with an
// outline, the present one solid. The value stands at the end of its bar, the
// change in words below.

#include <algorithm>

#include <fmt/format.h>

#include "chart/chart.hpp"
#include "chart/numbers.hpp"
#include "chart/palette.hpp"
#include "chart/svg.hpp"
#include "chart/text.hpp"

namespace gongkai::chart {
namespace {

using decimal::Money;

constexpr int bar_height = 240;
constexpr int bar_gap = 60;
constexpr int font_size = 140;
constexpr int small_size = 130;

struct Change {
    std::string difference;  ///< "−447.56", or empty
    std::string percent;     ///< "−21.5%", "—", or empty
    std::string words;       ///< "▼ 减少 447.56（−21.5%）"
};

std::string signed_percent(const decimal::Decimal& percent)
{
    const auto text = percent.to_string();
    return (text.starts_with('-') ? "\u2212" + text.substr(1) : text) + "%";
}

/// nullopt if the difference does not fit in 64 bits.
std::optional<Money> difference_of(const ChangeItem& item)
{
    try {
        return *item.current - *item.prior;
    } catch (const decimal::Overflow&) {
        return std::nullopt;
    }
}

Change change_of(const ChangeItem& item, decimal::Unit unit)
{
    if (!item.prior || !item.current)
        return {"", "", item.prior ? "本年无数据" : "上年无数据"};
    const auto difference = difference_of(item);
    if (!difference)
        return {"", "—", ""};
    Change change;
    change.difference = amount_text(*difference, unit);
    const bool has_base = *item.prior > Money();
    change.percent = has_base ? signed_percent(*decimal::percent_of(*difference, *item.prior, 1)) : "—";
    if (difference->is_zero()) {
        change.words = "与上年持平";
        return change;
    }
    const bool grows = *difference > Money();
    change.words = fmt::format("{} {}{}", grows ? "▲ 增加" : "▼ 减少", amount_text(grows ? *difference : -*difference, unit),
                               has_base ? fmt::format("（{}）", change.percent) : "");
    return change;
}

/// Where zero is, in tenths, and that `range` cents take `room` tenths.
struct Scale {
    int zero = 0;
    int room = 0;
    decimal::Int128 range = 1;

    int at(Money value) const { return zero + proportion(value.cents(), range, room); }
};

class Drawing {
public:
    Drawing(const ChangeChart& chart, int width, std::string id) : chart_(chart), width_(width), narrow_(width < 5000), id_(std::move(id)) {}

    Svg draw(const std::string& description)
    {
        measure();
        const int item_height = (has_names() ? 230 : 0) + 2 * (narrow_ ? bar_height + 200 : bar_height) + bar_gap + 300;
        Svg svg(id_, width_, item_height * static_cast<int>(chart_.items.size()), chart_.title, description);
        int y = 0;
        for (const auto& item : chart_.items) {
            draw_item(svg, item, y);
            y += item_height;
        }
        return svg;
    }

private:
    bool has_names() const { return chart_.items.size() > 1; }

    void measure()
    {
        std::int64_t lowest = 0;
        std::int64_t highest = 0;
        int value_width = 0;
        for (const auto& item : chart_.items)
            for (const auto& value : {item.prior, item.current})
                if (value) {
                    lowest = std::min(lowest, value->cents());
                    highest = std::max(highest, value->cents());
                    value_width = std::max(value_width, text_width(amount_text(*value, chart_.unit), font_size));
                }
        label_width_ = narrow_ ? 0 : std::max(text_width(chart_.prior_label, font_size), text_width(chart_.current_label, font_size)) + 100;
        const int left = label_width_ + 10 + (lowest < 0 ? value_width + 60 : 0);
        const int right = width_ - value_width - 80;
        scale_.room = std::max(right - left, 100);
        scale_.range = std::max<decimal::Int128>(static_cast<decimal::Int128>(highest) - lowest, 1);
        scale_.zero = left - proportion(lowest, scale_.range, scale_.room);
    }

    void draw_item(Svg& svg, const ChangeItem& item, int y)
    {
        if (has_names()) {
            svg.text(0, y + 160, font_size, Anchor::start, ink, wrapped(clean_name(item.name), font_size, width_, 1).front(), true);
            y += 230;
        }
        const int top = y;
        y = draw_bar(svg, chart_.prior_label, item.prior, prior_fill, true, y) + bar_gap;
        y = draw_bar(svg, chart_.current_label, item.current, series[0], false, y);
        svg.vertical_line(scale_.zero, top, y);
        const auto words = change_of(item, chart_.unit).words;
        if (!words.empty())
            svg.text(label_width_ + 10, y + 210, small_size, Anchor::start, ink, words);
    }

    int draw_bar(Svg& svg, const std::string& label, std::optional<Money> value, const Paint& paint, bool outlined, int y)
    {
        if (narrow_) {
            svg.text(0, y + 150, small_size, Anchor::start, soft, label);
            y += 200;
        } else {
            svg.text(label_width_ - 60, y + 170, font_size, Anchor::end, soft, label);
        }
        const int end = value ? scale_.at(*value) : scale_.zero;
        const int left = std::min(end, scale_.zero);
        const int width = std::max(end, scale_.zero) - left;
        if (width > 0)
            outlined ? svg.outlined_rectangle(left, y, width, bar_height, paint) : svg.rectangle(left, y, width, bar_height, paint);
        const bool below = value && *value < Money();
        svg.text(below ? left - 60 : std::max(end, scale_.zero) + 60, y + 170, font_size, below ? Anchor::end : Anchor::start, ink,
                 value ? amount_text(*value, chart_.unit) : "无数据", !outlined);
        return y + bar_height;
    }

    const ChangeChart& chart_;
    int width_;
    bool narrow_;
    std::string id_;
    int label_width_ = 0;
    Scale scale_;
};

std::string description_of(const ChangeChart& chart)
{
    std::string text;
    for (const auto& item : chart.items) {
        const auto part = [&](const std::optional<Money>& value) {
            return value ? amount_text(*value, chart.unit) + std::string(decimal::unit_name(chart.unit)) : std::string("无数据");
        };
        text += fmt::format("{}：{} {}，{} {}，{}。", clean_name(item.name), chart.prior_label, part(item.prior), chart.current_label,
                            part(item.current), change_of(item, chart.unit).words);
    }
    return text;
}

}  // namespace

Result draw(const ChangeChart& chart)
{
    const bool has_value = std::any_of(chart.items.begin(), chart.items.end(),
                                       [](const ChangeItem& item) { return item.prior || item.current; });
    if (!has_value)
        return Refusal{"没有数据"};
    Chart result;
    const auto description = description_of(chart);
    auto wide = Drawing(chart, 7200, chart.id + "-w").draw(description);
    auto narrow = Drawing(chart, 3400, chart.id + "-n").draw(description);
    result.wide = wide.finish();
    result.narrow = narrow.finish();
    result.file = as_file(Drawing(chart, 7200, chart.id + "-f").draw(description).finish());
    result.wide_texts = wide.texts();
    result.narrow_texts = narrow.texts();
    result.columns = {"项目", chart.prior_label, chart.current_label, "增减额", "增减率"};
    for (const auto& item : chart.items) {
        const auto change = change_of(item, chart.unit);
        const auto text = [&](const std::optional<Money>& value) { return value ? amount_text(*value, chart.unit) : std::string("无数据"); };
        result.rows.push_back({clean_name(item.name), text(item.prior), text(item.current), change.difference, change.percent});
    }
    if (chart.prior_is_derived)
        result.note = fmt::format("{}的数由本年数减去文件所述增减额推算。", chart.prior_label);
    return result;
}

}  // namespace gongkai::chart
