#include "build/changes/edit_script.hpp"

#include <algorithm>

namespace gongkai::build {
namespace {

using Place = std::int64_t;

/// The middle of both sequences, without what they begin and end with alike. x counts
/// in the old one, y in the new one, a diagonal is x - y.
class EditGraph {
public:
    EditGraph(const Items& old, const Items& now) : old_(old), now_(now)
    {
        const auto shorter = std::min(old.size(), now.size());
        while (start_ < shorter && old[start_] == now[start_])
            ++start_;
        while (end_ < shorter - start_ && old[old.size() - 1 - end_] == now[now.size() - 1 - end_])
            ++end_;
        width_ = static_cast<Place>(old.size() - start_ - end_);
        height_ = static_cast<Place>(now.size() - start_ - end_);
    }

    std::optional<std::vector<DifferingRange>> solve(std::size_t limit)
    {
        const auto most = std::min(static_cast<Place>(limit), width_ + height_);
        for (Place edits = 0; edits <= most; ++edits)
            if (advance(edits))
                return trace_back(edits);
        return std::nullopt;
    }

private:
    /// Farthest x on every second diagonal from -edits to edits.
    using Front = std::vector<std::int32_t>;

    static std::size_t slot(Place diagonal, Place edits) { return static_cast<std::size_t>((diagonal + edits) / 2); }

    /// Whether the last edit before `diagonal` adds an item (comes down from diagonal + 1).
    bool comes_down(Place diagonal, Place edits) const
    {
        const auto& before = fronts_[static_cast<std::size_t>(edits - 1)];
        return diagonal == -edits ||
               (diagonal != edits && before[slot(diagonal - 1, edits - 1)] < before[slot(diagonal + 1, edits - 1)]);
    }

    Place x_after_edit(Place diagonal, Place edits) const
    {
        if (edits == 0)
            return 0;
        const auto& before = fronts_[static_cast<std::size_t>(edits - 1)];
        return comes_down(diagonal, edits) ? before[slot(diagonal + 1, edits - 1)] : before[slot(diagonal - 1, edits - 1)] + 1;
    }

    /// One more edit on every diagonal, and all equal items behind it; true at the end.
    bool advance(Place edits)
    {
        Front front(static_cast<std::size_t>(edits) + 1);
        for (Place diagonal = -edits; diagonal <= edits; diagonal += 2) {
            auto x = x_after_edit(diagonal, edits);
            while (x < width_ && x - diagonal < height_ && x - diagonal >= 0 && is_equal(x, x - diagonal))
                ++x;
            front[slot(diagonal, edits)] = static_cast<std::int32_t>(x);
            if (diagonal == width_ - height_ && x >= width_) {
                fronts_.push_back(std::move(front));
                return true;
            }
        }
        fronts_.push_back(std::move(front));
        return false;
    }

    bool is_equal(Place x, Place y) const
    {
        return old_[start_ + static_cast<std::size_t>(x)] == now_[start_ + static_cast<std::size_t>(y)];
    }

    std::vector<DifferingRange> trace_back(Place edits) const
    {
        std::vector<DifferingRange> ranges;
        Place x = width_;
        Place y = height_;
        for (; edits > 0; --edits) {
            const auto diagonal = x - y;
            const bool adds = comes_down(diagonal, edits);
            const auto end_x = x_after_edit(diagonal, edits);
            const auto end_y = end_x - diagonal;
            x = adds ? end_x : end_x - 1;
            y = adds ? end_y - 1 : end_y;
            put_before(ranges, x, end_x, y, end_y);
        }
        std::reverse(ranges.begin(), ranges.end());
        return ranges;
    }

    /// The edits come from the last; those without equal items between them are one range.
    void put_before(std::vector<DifferingRange>& ranges, Place x, Place end_x, Place y, Place end_y) const
    {
        const DifferingRange edit{start_ + static_cast<std::size_t>(x), start_ + static_cast<std::size_t>(end_x),
                                  start_ + static_cast<std::size_t>(y), start_ + static_cast<std::size_t>(end_y)};
        if (!ranges.empty() && ranges.back().old_begin == edit.old_end && ranges.back().now_begin == edit.now_end) {
            ranges.back().old_begin = edit.old_begin;
            ranges.back().now_begin = edit.now_begin;
        } else {
            ranges.push_back(edit);
        }
    }

    const Items& old_;
    const Items& now_;
    std::size_t start_ = 0;  ///< equal items before the middle
    std::size_t end_ = 0;    ///< and behind it
    Place width_ = 0;
    Place height_ = 0;
    std::vector<Front> fronts_;  ///< by the number of edits
};

}  // namespace

std::optional<std::vector<DifferingRange>> differing_ranges(const Items& old, const Items& now, std::size_t limit)
{
    return EditGraph(old, now).solve(limit);
}

}  // namespace gongkai::build
