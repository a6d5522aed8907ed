// Memory for the variables and operands of running programs. What a program was
// given stays where it is until it ends, so that arguments can be passed as pointers.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "jinja/value/value.hpp"

namespace gongkai::jinja {

class ValueStack {
public:
    /// So many values, all none.
    Value* take(std::size_t count)
    {
        if (count > size_ - used_)
            grow(count);
        auto* values = values_ + used_;
        used_ += count;
        return values;
    }

    /// The last `count` taken; the first `in_use` of them become none, the others are none.
    void give_back(Value* values, std::size_t in_use, std::size_t count)
    {
        for (std::size_t i = 0; i < in_use; ++i)
            values[i].clear();
        used_ -= count;
        if (used_ == 0 && !segments_.empty())
            drop_segment();
    }

private:
    static constexpr std::size_t first_size = 256;
    static constexpr std::size_t segment_size = 4096;

    struct Segment {
        std::unique_ptr<Value[]> values;
        std::size_t size;
        std::size_t outer_used;  ///< of the segment before
    };

    void grow(std::size_t count);
    void drop_segment();

    std::array<Value, first_size> first_;
    std::vector<Segment> segments_;
    std::unique_ptr<Value[]> spare_;  ///< of the usual size: a loop may call across the end of a segment
    Value* values_ = first_.data();
    std::size_t size_ = first_size;
    std::size_t used_ = 0;
};

}  // namespace gongkai::jinja
