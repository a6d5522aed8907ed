#include "chart/years_chart.hpp"

#include "chart/svg.hpp"
#include "chart/years_pictures.hpp"
#include "chart/years_words.hpp"

namespace gongkai::chart {
namespace {

Svg picture_of(const YearsPicture& picture, int width, const std::string& id)
{
    if (picture.plot.has_panels())
        return draw_panels(picture, width, id);
    if (picture.plot.is_slope())
        if (auto slope = draw_slope(picture, width, id))
            return std::move(*slope);
    return draw_lines(picture, width, id);
}

}  // namespace

Result draw(const YearsChart& chart)
{
    const auto found = plot_of(chart);
    if (const auto* refusal = std::get_if<Refusal>(&found))
        return *refusal;
    const auto& plot = std::get<YearsPlot>(found);
    const YearsPicture picture{plot, chart.unit, chart.title, years_description(chart, plot)};
    auto wide = picture_of(picture, 7200, chart.id + "-w");
    auto narrow = picture_of(picture, 3400, chart.id + "-n");
    Chart result;
    result.wide = wide.finish();
    result.narrow = narrow.finish();
    result.file = as_file(picture_of(picture, 7200, chart.id + "-f").finish());
    result.wide_texts = wide.texts();
    result.narrow_texts = narrow.texts();
    add_years_table(result, chart, plot);
    result.note = years_note(chart, plot);
    return result;
}

}  // namespace gongkai::chart
