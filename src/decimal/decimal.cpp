#include "decimal/decimal.hpp"

#include <algorithm>

namespace gongkai::decimal {
namespace {

Int128 checked_multiply(Int128 a, Int128 b)
{
    Int128 result;
    if (__builtin_mul_overflow(a, b, &result))
        throw Overflow("decimal product");
    return result;
}

Int128 checked_add(Int128 a, Int128 b)
{
    Int128 result;
    if (__builtin_add_overflow(a, b, &result))
        throw Overflow("decimal sum");
    return result;
}

Int128 scaled_up(const Decimal& number, int scale)
{
    return checked_multiply(number.coefficient(), power_of_ten(scale - number.scale()));
}

// Division rounded half away from zero; the divisor is not zero.
Int128 divide_rounded(Int128 dividend, Int128 divisor)
{
    const bool negative = (dividend < 0) != (divisor < 0);
    const Int128 a = dividend < 0 ? -dividend : dividend;
    const Int128 b = divisor < 0 ? -divisor : divisor;
    Int128 quotient = a / b;
    const Int128 rest = a % b;
    if (rest >= b - rest)
        ++quotient;
    return negative ? -quotient : quotient;
}

}  // namespace

Int128 power_of_ten(int exponent)
{
    if (exponent < 0 || exponent > 38)
        throw Overflow("power of ten");
    Int128 result = 1;
    for (int i = 0; i < exponent; ++i)
        result *= 10;
    return result;
}

std::optional<Decimal> Decimal::parse(std::string_view text)
{
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const auto fraction = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    if (whole.empty() || (point != std::string_view::npos && fraction.empty()) ||
        whole.size() + fraction.size() > 38 || fraction.size() > max_scale)
        return std::nullopt;
    Int128 coefficient = 0;
    for (const auto part : {whole, fraction}) {
        for (const char c : part) {
            if (c < '0' || c > '9')
                return std::nullopt;
            coefficient = coefficient * 10 + (c - '0');
        }
    }
    return Decimal(negative ? -coefficient : coefficient, static_cast<int>(fraction.size()));
}

Decimal Decimal::operator-() const { return {checked_multiply(coefficient_, -1), scale_}; }

Decimal Decimal::operator+(const Decimal& other) const
{
    const int scale = std::max(scale_, other.scale_);
    return {checked_add(scaled_up(*this, scale), scaled_up(other, scale)), scale};
}

Decimal Decimal::operator-(const Decimal& other) const { return *this + -other; }

Decimal Decimal::operator*(const Decimal& other) const
{
    if (scale_ + other.scale_ > max_scale)
        throw Overflow("decimal scale");
    return {checked_multiply(coefficient_, other.coefficient_), scale_ + other.scale_};
}

std::optional<Decimal> Decimal::divide(const Decimal& divisor, int places) const
{
    if (divisor.is_zero())
        return std::nullopt;
    // this / divisor × 10^places, both brought to integers.
    const int shift = places + divisor.scale_ - scale_;
    const auto dividend = checked_multiply(coefficient_, power_of_ten(std::max(shift, 0)));
    const auto by = checked_multiply(divisor.coefficient_, power_of_ten(std::max(-shift, 0)));
    return Decimal(divide_rounded(dividend, by), places);
}

Decimal Decimal::round(int places) const
{
    if (places >= scale_)
        return {scaled_up(*this, places), places};
    return {divide_rounded(coefficient_, power_of_ten(scale_ - places)), places};
}

Decimal Decimal::floor() const
{
    const auto unit = power_of_ten(scale_);
    const auto truncated = coefficient_ / unit;
    const bool below = coefficient_ < 0 && coefficient_ % unit != 0;
    return {truncated - (below ? 1 : 0), 0};
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const
{
    const int scale = std::max(scale_, other.scale_);
    return scaled_up(*this, scale) <=> scaled_up(other, scale);
}

std::string Decimal::to_string() const
{
    std::string digits;
    Int128 rest = coefficient_;
    do {
        const int digit = static_cast<int>(rest % 10);
        digits += static_cast<char>('0' + (digit < 0 ? -digit : digit));
        rest /= 10;
    } while (rest != 0 || digits.size() <= static_cast<std::size_t>(scale_));
    if (scale_ > 0)
        digits.insert(static_cast<std::size_t>(scale_), 1, '.');
    if (coefficient_ < 0)
        digits += '-';
    std::reverse(digits.begin(), digits.end());
    return digits;
}

std::string with_thousands(std::string_view number)
{
    const std::size_t sign = number.starts_with('-') ? 1 : 0;
    const auto whole_end = std::min(number.find('.'), number.size());
    std::string out(number.substr(0, sign));
    for (auto i = sign; i < whole_end; ++i) {
        if (i > sign && (whole_end - i) % 3 == 0)
            out += ',';
        out += number[i];
    }
    return out.append(number.substr(whole_end));
}

}  // namespace gongkai::decimal
