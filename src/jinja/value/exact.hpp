// Arithmetic without rounding errors, beyond what decimal::Decimal offers:
// division as Python's Decimal does it, and order between all kinds of numbers.
#pragma once

#include <compare>
#include <cstdint>

#include "decimal/decimal.hpp"

namespace gongkai::jinja {

/// a / b as Python's Decimal: exact if 28 digits suffice, with as few decimals
/// as that takes but no fewer than a has more than b; else 28 digits, half to
/// even. At most Decimal::max_scale decimals. b is not zero.
decimal::Decimal quotient(const decimal::Decimal& a, const decimal::Decimal& b);
/// How often b goes into a, towards zero.
decimal::Decimal whole_quotient(const decimal::Decimal& a, const decimal::Decimal& b);
/// What is left of a then; it has the sign of a.
decimal::Decimal remainder(const decimal::Decimal& a, const decimal::Decimal& b);
/// base^exponent, exactly; exponent >= 0.
decimal::Decimal power(decimal::Decimal base, std::int64_t exponent);

/// a / b, rounded once: also for integers that no double holds exactly.
double real_quotient(std::int64_t a, std::int64_t b);

/// Order of decimals of any size and scale; never Overflow.
std::strong_ordering order(const decimal::Decimal& a, const decimal::Decimal& b);
std::partial_ordering order(std::int64_t a, double b);
/// True if they are the same number: 0.5 is, 12.3 is not (no double is 12.3).
bool same_number(const decimal::Decimal& a, double b);

}  // namespace gongkai::jinja
