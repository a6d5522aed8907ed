// Where a render prints to: its result, or the innermost text that is captured.
#pragma once

#include <cstddef>
#include <deque>
#include <string_view>
#include <vector>

#include "jinja/run/output.hpp"
#include "jinja/value/value.hpp"

namespace gongkai::jinja {

class OutputStack {
public:
    OutputStack() = default;
    OutputStack(const OutputStack&) = delete;  // points into itself
    OutputStack& operator=(const OutputStack&) = delete;

    Output& current() { return *current_; }
    /// What was printed and not captured.
    std::string_view printed() const { return printed_.view(); }
    /// Bytes printed and captured so far.
    std::size_t size() const { return current_->size() + outer_size_; }

    void begin_capture();
    /// What was printed since begin_capture, as safe text; plain text if not `is_safe`.
    Value end_capture(bool is_safe);

private:
    Output printed_;
    Output* current_ = &printed_;
    std::deque<Output> captures_;  ///< used again; a deque: addresses stay
    std::size_t open_captures_ = 0;
    std::vector<Output*> outer_;   ///< of the open captures
    std::size_t outer_size_ = 0;   ///< bytes in them
};

}  // namespace gongkai::jinja
