#include "chart/placement.hpp"

#include <algorithm>

namespace gongkai::chart {
namespace {

bool is_clear(const BarValue& value, int from)
{
    return std::none_of(value.marks.begin(), value.marks.end(), [&](const Band& mark) {
        return mark.from < from + value.width + value_gap && mark.to > from - value_gap;
    });
}

bool fits_outside(const BarValue& value, int from) { return from + value.width <= value.room && is_clear(value, from); }

/// Right past the end of the bar.
std::optional<Place> beside(const BarValue& value)
{
    const int from = value.end + value_gap;
    return fits_outside(value, from) ? std::optional(Place{from, false}) : std::nullopt;
}

/// The nearest place past a mark that stands in the way.
std::optional<Place> beyond(const BarValue& value)
{
    std::vector<int> starts;
    for (const auto& mark : value.marks)
        starts.push_back(std::max(mark.to, value.end) + value_gap);
    std::sort(starts.begin(), starts.end());
    for (const int from : starts)
        if (fits_outside(value, from))
            return Place{from, false};
    return std::nullopt;
}

/// The farthest place inside the bar.
std::optional<Place> inside(const BarValue& value)
{
    std::vector<int> starts{value.end - value_gap - value.width};
    for (const auto& mark : value.marks)
        starts.push_back(std::min(mark.from, value.end) - value_gap - value.width);
    std::sort(starts.rbegin(), starts.rend());
    for (const int from : starts)
        if (value.may_be_inside && from >= value_gap && is_clear(value, from))
            return Place{from, true};
    return std::nullopt;
}

}  // namespace

std::optional<Place> place_value(const BarValue& value)
{
    const bool is_long = value.may_be_inside && static_cast<long long>(value.end) * 100 > static_cast<long long>(value.room) * 85;
    auto place = is_long ? inside(value) : beside(value);
    if (!place)
        place = is_long ? beside(value) : inside(value);
    return place ? place : beyond(value);  // last: it would seem to be the mark's
}

}  // namespace gongkai::chart
