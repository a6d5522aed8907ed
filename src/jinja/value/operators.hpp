// What + - * / … mean for each kind of value: as in Python, with two
// differences: integers do not grow without bound, and decimals do not mix
// with floating point.
#pragma once

#include <string_view>

#include "jinja/value/arguments.hpp"
#include "jinja/value/containers.hpp"
#include "jinja/value/text.hpp"
#include "jinja/value/value.hpp"

namespace gongkai::jinja {

// Failure T-TYPE for kinds that do not go together, T-LIMIT for results that are too large.

Value add(const Value& a, const Value& b);
Value subtract(const Value& a, const Value& b);
Value multiply(const Value& a, const Value& b);
Value divide(const Value& a, const Value& b);
Value floor_divide(const Value& a, const Value& b);
/// Of numbers the remainder; of a text it is formatting: '%s 万元' % amount.
Value modulo(const Value& a, const Value& b);
Value power(const Value& a, const Value& b);
Value negate(const Value& a);
/// +a: the number itself.
Value positive(const Value& a);

/// Negative, zero or positive; Failure for kinds that have no order between them.
int compare(const Value& a, const Value& b);

/// The value as a decimal; Failure if it is no integer or decimal.
decimal::Decimal decimal_of(const Value& value, std::string_view what);

/// Failure T-LIMIT.
[[noreturn]] void fail_too_large_decimal();

/// What a computation in decimals gives; T-LIMIT where it does not fit.
template <class Compute>
auto in_decimals(const Compute& compute) -> decltype(compute())
{
    try {
        return compute();
    } catch (const decimal::Overflow&) {
        fail_too_large_decimal();
    }
}

/// Failure T-UNDEF for an undefined value. `span`: where it was written, if that is known.
[[noreturn]] void fail_undefined(const Value& value, const base::Span& span = {});
inline void require_defined(const Value& value)
{
    if (value.is_undefined())
        fail_undefined(value);
}

}  // namespace gongkai::jinja
