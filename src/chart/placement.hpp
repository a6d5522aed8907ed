// Where the value of a bar stands: past its end, or inside it when it is long; clear of the
// marks on it. Distances are from zero in the bar's own direction, in tenths.
#pragma once

#include <optional>
#include <vector>

namespace gongkai::chart {

/// What a text must keep clear of.
struct Band {
    int from = 0;
    int to = 0;
};

struct BarValue {
    int end = 0;                  ///< length of the bar
    int room = 0;                 ///< as far as anything may reach
    int width = 0;                ///< of the text
    bool may_be_inside = true;
    std::vector<Band> marks;
};

struct Place {
    int from = 0;  ///< where the text begins, seen from zero
    bool is_inside = false;
};

inline constexpr int value_gap = 60;

/// Right past the end, or else inside; the other way round if the bar takes more than 85 % of the
/// room. Where neither has room, past the mark in the way. nullopt if nothing is left.
std::optional<Place> place_value(const BarValue& value);

}  // namespace gongkai::chart
