// What a render may cost: endless loops, recursion and output end in Failure T-LIMIT.
#pragma once

#include <cstddef>
#include <cstdint>

#include "jinja/value/value.hpp"

namespace gongkai::jinja {

struct Limits {
    int depth = 200;                      ///< includes, macros, blocks within each other
    std::uint64_t steps = 50'000'000;     ///< turns of loops, calls, and what long texts and lists cost, of one render
    std::size_t output = 64u << 20;       ///< bytes printed, captured text among them
    std::size_t memory = 256u << 20;      ///< bytes of the values that it makes, at any one time
};

/// Counts what one render has cost so far.
class Cost {
public:
    /// The limits must outlive this.
    explicit Cost(const Limits& limits) : limits_(limits) {}

    /// A turn of a loop, or a call.
    void count_step()
    {
        if (++steps_ > limits_.steps)
            fail_steps();
    }
    /// Work on a long text or list counts as steps too.
    void charge(const Value& value)
    {
        if (!value.is_on_heap())
            return;
        if (value.is_text())
            steps_ += value.as_text().size() / bytes_a_step;
        else if (value.kind() == Kind::list)
            steps_ += value.as_list().size() / items_a_step;
        if (steps_ > limits_.steps)
            fail_steps();
    }
    /// `size`: bytes printed so far.
    void check_output(std::size_t size) const
    {
        if (size > limits_.output)
            fail_output();
    }
    /// `depth`: programs that run within each other.
    void check_depth(std::size_t depth) const
    {
        if (depth >= static_cast<std::size_t>(limits_.depth))
            fail_depth();
    }

private:
    static constexpr std::size_t bytes_a_step = 256;
    static constexpr std::size_t items_a_step = 4;

    [[noreturn]] void fail_steps() const;
    [[noreturn]] void fail_output() const;
    [[noreturn]] void fail_depth() const;

    const Limits& limits_;
    std::uint64_t steps_ = 0;
};

}  // namespace gongkai::jinja
