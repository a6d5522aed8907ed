#include "chart/palette.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace gongkai::chart {
namespace {

double luminance(std::string_view colour)
{
    const auto channel = [&](std::size_t at) {
        const double value = std::stoi(std::string(colour.substr(at, 2)), nullptr, 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

}  // namespace

const Paint& text_on(const Paint& fill)
{
    return contrast(fill.fill, paper.fill) > contrast(fill.fill, dark_ink.fill) ? paper : dark_ink;
}

double contrast(std::string_view a, std::string_view b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

}  // namespace gongkai::chart
