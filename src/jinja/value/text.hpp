// Values as text: how they print, join and are escaped.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "jinja/value/value.hpp"

namespace gongkai::jinja {

/// The digits of an exact number. They stand in the object itself, so that a
/// table of figures is written without asking for memory.
class NumberText {
public:
    enum class Grouping { none, thousands };

    explicit NumberText(std::int64_t number);
    explicit NumberText(const decimal::Decimal& number, Grouping grouping = Grouping::none);

    std::string_view view() const { return {buffer_.data() + begin_, buffer_.size() - begin_}; }
    operator std::string_view() const { return view(); }

private:
    void prepend(char c) { buffer_[--begin_] = c; }
    void prepend_pair(unsigned pair);
    template <class Unsigned>
    void write(Unsigned magnitude, int scale, Grouping grouping);

    std::array<char, 112> buffer_;
    std::size_t begin_ = buffer_.size();
};

/// As `string` and ~ see a value: str() of Python, but none is empty. Containers
/// and objects have no text.
std::string text_of(const Value& value);
/// The same, appended.
void append_text(std::string& out, const Value& value);
/// A float as Python prints it: 0.1, 1e+16, 1e-05, inf.
std::string real_text(double value);

/// The value's HTML: text escaped, safe as it is.
std::string escaped(const Value& value);
/// The same, appended.
void append_escaped(std::string& out, const Value& value);

/// Texts joined; if any is safe, the others are escaped and the result is safe.
Value concatenate(const Value* values, std::size_t count);

/// Text that is safe where the value it was made of is.
Value text_like(const Value& original, std::string text);

/// Where `part` stands at or behind `from`, or npos. In linear time, which
/// std::string_view::find does not promise: 'aaa…' has many beginnings of 'aa…b'.
std::size_t find_text(std::string_view text, std::string_view part, std::size_t from = 0);

constexpr std::size_t largest_text = 64u << 20;  ///< bytes that one value may have

/// Failure T-LIMIT if a text would have more bytes than that.
void check_text_size(std::size_t size);

}  // namespace gongkai::jinja
