// What a render prints. A buffer of its own rather than a std::string: most pieces
// are a few bytes, and are written without a call.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "jinja/run/small_copy.hpp"

namespace gongkai::jinja {

class Output {
public:
    std::size_t size() const { return size_; }
    std::string_view view() const { return {buffer_.get(), size_}; }
    /// Keeps its memory, unless that is much.
    void clear()
    {
        size_ = 0;
        if (capacity_ > most_kept) {
            buffer_.reset();
            capacity_ = 0;
        }
    }

    void append(std::string_view text)
    {
        make_room(text.size());
        small_copy(buffer_.get() + size_, text.data(), text.size());
        size_ += text.size();
    }

    /// With &, <, >, " and ' as references, as base::append_escaped does.
    void append_escaped(std::string_view text);

private:
    /// Bytes that the longest reference takes.
    static constexpr std::size_t longest_reference = 5;
    static constexpr std::size_t most_kept = 256u << 10;

    void make_room(std::size_t count)
    {
        if (capacity_ - size_ < count)
            grow(count);
    }
    void grow(std::size_t count);

    std::unique_ptr<char[]> buffer_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

}  // namespace gongkai::jinja
