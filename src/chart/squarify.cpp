// Squarified treemaps (M. Bruls, K. Huizing, J. J. van Wijk, 2000). Rows are laid along the shorter
// side of what is left. A row takes the next value as long as its worst ratio of sides does not get
// worse by it; then it is fixed, and the rest goes on in what remains.
//
// Ratios are compared as fractions of integers, so that every machine decides alike. With values of
// up to 63 bits they would not fit: they are compared by weights, the values scaled to 24 bits in
// sum, which is as fine as the areas in tenths are. Edges are computed from the values themselves,
// each once for both of its sides.
#include "chart/squarify.hpp"

#include <algorithm>
#include <numeric>

#include "chart/numbers.hpp"

namespace gongkai::chart {
namespace {

using decimal::Int128;

constexpr Int128 weight_of_all = Int128(1) << 24;

/// A ratio ≥ 1 of sides; no more than 61 bits each, so that products fit.
struct Ratio {
    Int128 over = 0;
    Int128 under = 1;

    bool exceeds(const Ratio& other) const { return over * other.under > other.over * under; }
};

std::vector<Int128> weights_of(const std::vector<std::int64_t>& values)
{
    const auto total = std::accumulate(values.begin(), values.end(), Int128{0});
    std::vector<Int128> weights;
    for (const auto value : values)
        weights.push_back(std::max<Int128>(value * weight_of_all / total, 1));
    return weights;
}

/// Of a row with this sum and these extremes across `area`, which has room for `left` in all. A row
/// is long × sum ÷ left thick, a part short × weight ÷ sum long.
Ratio worst_ratio(const Box& area, Int128 left, Int128 sum, Int128 largest, Int128 smallest)
{
    const Int128 across = std::min(area.width(), area.height());
    const Int128 along = std::max(area.width(), area.height());
    const Ratio longest{across * largest * left, sum * sum * along};
    const Ratio thickest{sum * sum * along, across * smallest * left};
    return longest.exceeds(thickest) ? longest : thickest;
}

/// Where the row that begins at `first` ends.
std::size_t end_of_row(const std::vector<Int128>& weights, std::size_t first, const Box& area)
{
    const auto left = std::accumulate(weights.begin() + static_cast<std::ptrdiff_t>(first), weights.end(), Int128{0});
    auto sum = weights[first];
    auto end = first + 1;
    auto worst = worst_ratio(area, left, sum, weights[first], weights[first]);
    while (end < weights.size()) {
        const auto longer = worst_ratio(area, left, sum + weights[end], weights[first], weights[end]);
        if (longer.exceeds(worst))
            break;
        worst = longer;
        sum += weights[end++];
    }
    return end;
}

/// What is laid out, and what is left to fill.
class Filling {
public:
    Filling(const std::vector<std::int64_t>& values, const Box& area)
        : values_(values), area_(area), left_(std::accumulate(values.begin(), values.end(), std::int64_t{0}))
    {
    }

    const Box& area() const { return area_; }
    std::vector<Box>& boxes() { return boxes_; }

    /// The values from the first without a box to before `end`, as a row along the shorter side.
    void add_row(std::size_t end)
    {
        const auto first = boxes_.size();
        const auto sum = std::accumulate(at(first), at(end), std::int64_t{0});
        const bool is_upright = area_.width() >= area_.height();
        auto row = area_;
        if (is_upright)
            area_.left = row.right = row.left + proportion(sum, left_, row.width());
        else
            area_.top = row.bottom = row.top + proportion(sum, left_, row.height());
        left_ -= sum;
        std::int64_t before = 0;
        for (auto i = first; i < end; ++i) {
            boxes_.push_back(part(row, is_upright, before, before + values_[i], sum));
            before += values_[i];
        }
    }

private:
    std::vector<std::int64_t>::const_iterator at(std::size_t i) const { return values_.begin() + static_cast<std::ptrdiff_t>(i); }

    static Box part(Box row, bool is_upright, std::int64_t from, std::int64_t to, std::int64_t sum)
    {
        auto& begin = is_upright ? row.top : row.left;
        auto& end = is_upright ? row.bottom : row.right;
        const int span = end - begin;
        end = begin + proportion(to, sum, span);
        begin += proportion(from, sum, span);
        return row;
    }

    const std::vector<std::int64_t>& values_;
    Box area_;
    std::int64_t left_;
    std::vector<Box> boxes_;
};

}  // namespace

std::vector<Box> squarified(const std::vector<std::int64_t>& values, const Box& area)
{
    Filling filling(values, area);
    if (values.empty())
        return {};
    const auto weights = weights_of(values);
    while (filling.boxes().size() < values.size())
        filling.add_row(end_of_row(weights, filling.boxes().size(), filling.area()));
    return std::move(filling.boxes());
}

}  // namespace gongkai::chart
