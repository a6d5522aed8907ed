// Isotonic regression by pooling adjacent violators. Let s_i be where label i begins and o_i
// the sizes of all before it. "No overlap" is s_{i+1} - o_{i+1} >= s_i - o_i: the z_i = s_i - o_i
// do not decrease. The z nearest to what is wanted, by least squares, are found in one pass:
// neighbours out of order become one block at their mean, until all are in order. Clamping z to
// the box gives the best that lies in the box. Means are rounded, which keeps their order.

#include "chart/label_push.hpp"

#include <algorithm>
#include <numeric>

namespace gongkai::chart {
namespace {

struct Block {
    std::int64_t sum = 0;
    std::int64_t count = 0;

    /// Rounded to the nearest.
    std::int64_t mean() const { return (2 * sum + (sum < 0 ? -count : count)) / (2 * count); }
    bool exceeds(const Block& next) const { return sum * next.count > next.sum * count; }
};

std::vector<Block> pooled(const std::vector<std::int64_t>& wanted)
{
    std::vector<Block> blocks;
    for (const auto value : wanted) {
        blocks.push_back({value, 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].exceeds(blocks.back())) {
            const auto last = blocks.back();
            blocks.pop_back();
            blocks.back().sum += last.sum;
            blocks.back().count += last.count;
        }
    }
    return blocks;
}

/// The labels that fit, by what they want.
std::vector<std::size_t> chosen(const std::vector<PushedLabel>& labels, int room)
{
    std::vector<std::size_t> order(labels.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return labels[a].weight > labels[b].weight; });
    std::int64_t total = 0;
    for (const auto& label : labels)
        total += label.size;
    while (!order.empty() && total > room) {
        total -= labels[order.back()].size;
        order.pop_back();
    }
    std::sort(order.begin(), order.end());
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return labels[a].wanted < labels[b].wanted; });
    return order;
}

}  // namespace

std::vector<std::optional<int>> push_labels(const std::vector<PushedLabel>& labels, int low, int high)
{
    const auto order = chosen(labels, high - low);
    std::vector<std::int64_t> wanted;
    std::int64_t offset = 0;
    for (const auto i : order) {
        wanted.push_back(std::int64_t{labels[i].wanted} - labels[i].size / 2 - offset);
        offset += labels[i].size;
    }
    std::vector<std::optional<int>> starts(labels.size());
    const std::int64_t last = high - offset;
    std::size_t next = 0;
    offset = 0;
    for (const auto& block : pooled(wanted)) {
        const auto place = std::clamp<std::int64_t>(block.mean(), low, last);
        for (std::int64_t i = 0; i < block.count; ++i) {
            const auto label = order[next++];
            starts[label] = static_cast<int>(place + offset);
            offset += labels[label].size;
        }
    }
    return starts;
}

}  // namespace gongkai::chart
