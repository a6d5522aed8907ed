// With the heights of the labels above it taken off, each label's wanted top becomes a number
// that may not be less than that of the label before: an isotonic regression. Neighbours in the
// wrong order are pooled at their mean, back as far as needed. Limits at both ends only cut the
// solution off: the regression within limits is the one without, clamped.
#include "chart/label_stack.hpp"

#include <algorithm>

namespace gongkai::chart {
namespace {

/// Labels that stand wall to wall.
struct Pool {
    long long sum = 0;
    long long count = 0;

    /// Whether its mean is greater than the other's.
    bool exceeds(const Pool& other) const { return sum * other.count > other.sum * count; }
    int mean() const { return static_cast<int>(sum / count); }
};

std::vector<Pool> pooled(const std::vector<WantedLabel>& labels)
{
    std::vector<Pool> pools;
    int above = 0;
    for (const auto& label : labels) {
        pools.push_back({label.middle - label.height / 2 - above, 1});
        above += label.height;
        while (pools.size() > 1 && pools[pools.size() - 2].exceeds(pools.back())) {
            const auto last = pools.back();
            pools.pop_back();
            pools.back().sum += last.sum;
            pools.back().count += last.count;
        }
    }
    return pools;
}

}  // namespace

std::vector<int> stacked_labels(const std::vector<WantedLabel>& labels, int top, int bottom)
{
    int total = 0;
    for (const auto& label : labels)
        total += label.height;
    std::vector<int> tops;
    int above = 0;
    for (const auto& pool : pooled(labels))
        for (long long i = 0; i < pool.count; ++i) {
            tops.push_back(std::clamp(pool.mean(), top, std::max(top, bottom - total)) + above);
            above += labels[tops.size() - 1].height;
        }
    return tops;
}

}  // namespace gongkai::chart
