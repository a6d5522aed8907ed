// What + - * / … mean for each kind of value: as in Python, with two
// differences: integers do not grow without bound, and decimals do not mix
// with floating point.
#pragma once

#include <string>

#include "jinja/value.hpp"

namespace gongkai::jinja {

Value add(const Value& a, const Value& b);
Value subtract(const Value& a, const Value& b);
Value multiply(const Value& a, const Value& b);
Value divide(const Value& a, const Value& b);
Value floor_divide(const Value& a, const Value& b);
Value modulo(const Value& a, const Value& b);
Value power(const Value& a, const Value& b);
Value negate(const Value& a);

/// Negative, zero or positive; Failure for kinds that have no order between them.
int compare(const Value& a, const Value& b);
/// item in container
bool contains(const Value& container, const Value& item);
/// subject[index]; undefined if there is none.
Value item_at(const Value& subject, const Value& index);
Value slice(const Value& subject, const Value& start, const Value& stop, const Value& step);
/// Texts joined; if any is safe, the others are escaped and the result is safe.
Value concatenate(const Value* values, std::size_t count);

/// The items to iterate over: of a list; keys of a map; characters of a text.
std::vector<Value> items_of(const Value& value);

/// As `string` and ~ see a value: str() of Python. Containers and objects have no text.
std::string text_of(const Value& value);
/// A float as Python prints it: 0.1, 1e+16, 1e-05, inf.
std::string real_text(double value);
/// The value as a decimal; Failure if it is no integer or decimal.
decimal::Decimal decimal_of(const Value& value, std::string_view what);

/// `span`: where the value was written, if that is known.
[[noreturn]] void fail_undefined(const Value& value, const base::Span& span = {});
void require_defined(const Value& value);

/// The value's HTML: text escaped, safe as it is.
std::string escaped(const Value& value);

constexpr std::size_t largest_text = 64u << 20;  ///< bytes that one value may have
constexpr std::size_t largest_list = 1'000'000;  ///< items that one range or list may have

}  // namespace gongkai::jinja
