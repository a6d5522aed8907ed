#include <array>

#include "chart/palette.hpp"
#include "chart/years_frame.hpp"

namespace gongkai::chart {

const LineStyle& line_style(std::size_t index)
{
    static constexpr std::array<LineStyle, 6> styles = {{
        {series[0], "", Shape::circle},
        {series[1], "7 3", Shape::square},
        {series[2], "2 2.5", Shape::triangle},
        {series[3], "10 3 2 3", Shape::diamond},
        {series[4], "14 4", Shape::inverted_triangle},
        {series[5], "5 2 2 2 2 2", Shape::cross},
    }};
    return styles[index % styles.size()];
}

}  // namespace gongkai::chart
