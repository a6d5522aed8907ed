// The six series colours, in light and in dark. Each has at least 3:1 contrast to its
// ground (WCAG 2.2, 1.4.11) and they stay apart in the common colour-vision deficiencies.
#pragma once

#include <array>
#include <string_view>

#include "chart/svg.hpp"

namespace gongkai::chart {

inline constexpr std::array<Paint, 6> series = {
    Paint{"s1", "#13328b"}, Paint{"s2", "#c18528"}, Paint{"s3", "#771004"},
    Paint{"s4", "#4ba177"}, Paint{"s5", "#542d48"}, Paint{"s6", "#9c86c0"},
};

inline constexpr std::string_view light_ground = "#ffffff";

/// Text on light fills: the same in both modes, as the fills that bear it are light in both.
inline constexpr Paint dark_ink{"dark-ink", ink.fill};

/// The better readable of paper and dark_ink on a fill of `series` or `rest`. Good in both modes:
/// where it is paper, the fill is dark in light mode and light enough for the ground in dark mode.
const Paint& text_on(const Paint& fill);

/// Contrast of two colours #rrggbb, 1 to 21 (WCAG 2.2, relative luminance).
double contrast(std::string_view a, std::string_view b);

}  // namespace gongkai::chart
