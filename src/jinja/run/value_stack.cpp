#include "jinja/run/value_stack.hpp"

#include <algorithm>

namespace gongkai::jinja {

void ValueStack::grow(std::size_t count)
{
    const auto size = std::max(count, segment_size);
    auto values = size == segment_size && spare_ ? std::move(spare_) : std::make_unique<Value[]>(size);
    segments_.push_back({std::move(values), size, used_});
    values_ = segments_.back().values.get();
    size_ = size;
    used_ = 0;
}

void ValueStack::drop_segment()
{
    used_ = segments_.back().outer_used;
    if (segments_.back().size == segment_size)
        spare_ = std::move(segments_.back().values);
    segments_.pop_back();
    values_ = segments_.empty() ? first_.data() : segments_.back().values.get();
    size_ = segments_.empty() ? first_size : segments_.back().size;
}

}  // namespace gongkai::jinja
