// Labels in one column, pushed apart.
#pragma once

#include <vector>

namespace gongkai::chart {

/// A label as it wants to stand; any unit.
struct WantedLabel {
    int middle = 0;
    int height = 0;
};

/// The tops of the labels, in the order given, none over another and all between `top` and
/// `bottom`, with the least sum of squared movements (isotonic regression by pooling adjacent
/// violators). Their heights together must fit.
std::vector<int> stacked_labels(const std::vector<WantedLabel>& labels, int top, int bottom);

}  // namespace gongkai::chart
