#include "jinja/run/output_stack.hpp"

namespace gongkai::jinja {

void OutputStack::begin_capture()
{
    outer_.push_back(current_);
    outer_size_ += current_->size();
    if (open_captures_ == captures_.size())
        captures_.emplace_back();
    current_ = &captures_[open_captures_++];
}

Value OutputStack::end_capture(bool is_safe)
{
    auto& capture = captures_[--open_captures_];
    auto text = is_safe ? Value::safe(capture.view()) : Value::string(capture.view());
    capture.clear();
    current_ = outer_.back();
    outer_.pop_back();
    outer_size_ -= current_->size();
    return text;
}

}  // namespace gongkai::jinja
