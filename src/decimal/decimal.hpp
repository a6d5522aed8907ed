// Exact decimal numbers. Nothing here is ever a binary floating-point number.
#pragma once

#include <compare>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace gongkai::decimal {

__extension__ typedef __int128 Int128;

/// Raised when a result does not fit. Callers that handle users' figures turn
/// it into a Diagnostic.
class Overflow : public std::overflow_error {
public:
    using std::overflow_error::overflow_error;
};

/// A decimal number: coefficient × 10^-scale, scale 0 to 30. The scale is kept
/// as written ("1.20" has scale 2) and follows the rules of decimal arithmetic
/// (General Decimal Arithmetic, as Python's Decimal): a sum has the larger
/// scale, a product the sum of scales.
class Decimal {
public:
    static constexpr int max_scale = 30;

    constexpr Decimal() = default;
    constexpr Decimal(Int128 coefficient, int scale) : coefficient_(coefficient), scale_(scale) {}
    static constexpr Decimal integer(long long value) { return {value, 0}; }

    /// [-+]digits[.digits], nothing else; nullopt when malformed or too long.
    static std::optional<Decimal> parse(std::string_view text);

    constexpr Int128 coefficient() const { return coefficient_; }
    constexpr int scale() const { return scale_; }
    constexpr bool is_zero() const { return coefficient_ == 0; }
    constexpr bool is_negative() const { return coefficient_ < 0; }

    Decimal operator-() const;
    Decimal operator+(const Decimal& other) const;
    Decimal operator-(const Decimal& other) const;
    Decimal operator*(const Decimal& other) const;

    /// The quotient rounded half away from zero to `places` decimals.
    /// nullopt when the divisor is zero.
    std::optional<Decimal> divide(const Decimal& divisor, int places) const;

    /// Rounded half away from zero (四舍五入) to `places` decimals (0 to max_scale); a
    /// number with fewer is padded.
    Decimal round(int places) const;

    /// Towards negative infinity, to an integer.
    Decimal floor() const;

    std::strong_ordering operator<=>(const Decimal& other) const;
    bool operator==(const Decimal& other) const { return (*this <=> other) == 0; }

    /// All digits of the scale: "1.20", "-0.05".
    std::string to_string() const;

private:
    Int128 coefficient_ = 0;
    int scale_ = 0;
};

/// 10^exponent, exponent 0 to 38.
Int128 power_of_ten(int exponent);

/// Digits with a comma between groups of three: "-1638.5" → "-1,638.5".
std::string with_thousands(std::string_view number);

}  // namespace gongkai::decimal
