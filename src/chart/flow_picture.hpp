// A flow chart as a picture.
#pragma once

#include <set>
#include <string>

#include "chart/flow_net.hpp"
#include "chart/svg.hpp"

namespace gongkai::chart {

/// Opacity in percent of ribbons: ink stays readable where two lie over each other (a test
/// computes it). Thin ones are stronger, to be seen at all.
inline constexpr int ribbon_opacity = 25;
inline constexpr int thin_ribbon_opacity = 60;

struct FlowPicture {
    std::string svg;
    std::vector<TextBox> texts;
    std::set<std::size_t> unlabelled;  ///< nodes without all of their name or without amount
    bool has_widened = false;          ///< ribbons drawn one unit thick that should be thinner
};

/// Wide: all columns in one. Narrow: each two neighbouring columns, one below the other.
FlowPicture flow_picture(const FlowChart& chart, const FlowNet& net, int width, const std::string& id, const std::string& description);

}  // namespace gongkai::chart
