#include "build/changes/line_pairs.hpp"

#include <algorithm>

#include "build/changes/text_pieces.hpp"

namespace gongkai::build {
namespace {

using Pairs = std::vector<std::pair<std::string_view, std::string_view>>;

/// Pairs of lines are compared while this many words are.
constexpr std::size_t most_work = 400'000;
/// Lines less alike are no pair.
constexpr int least_likeness = 300;

/// The best alignment of the lines of a range: a table of the best sums of likeness.
class Alignment {
public:
    Alignment(const std::vector<std::string>& old, const std::vector<std::string>& now, const DifferingRange& range)
        : old_(old), now_(now), range_(range), rows_(range.old_end - range.old_begin), columns_(range.now_end - range.now_begin)
    {
        for (std::size_t i = 0; i < rows_; ++i)
            old_words_.emplace_back(old[range.old_begin + i]);
        for (std::size_t i = 0; i < columns_; ++i)
            now_words_.emplace_back(now[range.now_begin + i]);
    }

    bool is_cheap() const
    {
        std::size_t words = rows_ + columns_;
        for (const auto& line : old_words_)
            words += line.size() * columns_;
        for (const auto& line : now_words_)
            words += line.size() * rows_;
        return words <= most_work && rows_ * columns_ <= most_work;
    }

    /// One line of each side is a pair whatever it says.
    bool is_simple() const { return rows_ == 1 && columns_ == 1; }

    Pairs best() const
    {
        const auto likeness = measured();
        const auto sums = summed(likeness);
        Pairs pairs;
        for (std::size_t i = 0, j = 0; i < rows_ || j < columns_;) {
            const bool can_pair = i < rows_ && j < columns_ && likeness[i * columns_ + j] >= least_likeness;
            if (can_pair && sums[at(i, j)] == sums[at(i + 1, j + 1)] + likeness[i * columns_ + j])
                pairs.emplace_back(old_line(i++), now_line(j++));
            else if (i < rows_ && sums[at(i, j)] == sums[at(i + 1, j)])
                pairs.emplace_back(old_line(i++), std::string_view());
            else
                pairs.emplace_back(std::string_view(), now_line(j++));
        }
        return pairs;
    }

    Pairs in_order() const
    {
        Pairs pairs;
        for (std::size_t i = 0; i < std::max(rows_, columns_); ++i)
            pairs.emplace_back(i < rows_ ? old_line(i) : std::string_view(), i < columns_ ? now_line(i) : std::string_view());
        return pairs;
    }

private:
    std::string_view old_line(std::size_t i) const { return old_[range_.old_begin + i]; }
    std::string_view now_line(std::size_t i) const { return now_[range_.now_begin + i]; }
    std::size_t at(std::size_t i, std::size_t j) const { return i * (columns_ + 1) + j; }

    std::vector<int> measured() const
    {
        std::vector<int> likeness(rows_ * columns_);
        for (std::size_t i = 0; i < rows_; ++i)
            for (std::size_t j = 0; j < columns_; ++j)
                likeness[i * columns_ + j] = old_words_[i].with(now_words_[j]);
        return likeness;
    }

    /// sums[at(i, j)]: the best of the lines from i and j on.
    std::vector<int> summed(const std::vector<int>& likeness) const
    {
        std::vector<int> sums((rows_ + 1) * (columns_ + 1), 0);
        for (auto i = rows_; i-- > 0;)
            for (auto j = columns_; j-- > 0;) {
                auto& sum = sums[at(i, j)];
                sum = std::max(sums[at(i + 1, j)], sums[at(i, j + 1)]);
                if (const auto pair = likeness[i * columns_ + j]; pair >= least_likeness)
                    sum = std::max(sum, sums[at(i + 1, j + 1)] + pair);
            }
        return sums;
    }

    const std::vector<std::string>& old_;
    const std::vector<std::string>& now_;
    DifferingRange range_;
    std::size_t rows_;
    std::size_t columns_;
    std::vector<Likeness> old_words_;
    std::vector<Likeness> now_words_;
};

}  // namespace

std::vector<std::pair<std::string_view, std::string_view>> paired_lines(const std::vector<std::string>& old,
                                                                        const std::vector<std::string>& now,
                                                                        const DifferingRange& range)
{
    const Alignment alignment(old, now, range);
    return !alignment.is_simple() && alignment.is_cheap() ? alignment.best() : alignment.in_order();
}

}  // namespace gongkai::build
