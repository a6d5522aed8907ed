#include "jinja/value/exact.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

#include "jinja/value/text.hpp"

namespace gongkai::jinja {
namespace {

using decimal::Decimal;
using decimal::Int128;
__extension__ typedef unsigned __int128 Natural;

/// Significant digits of a quotient, as in Python's default context.
constexpr int precision = 28;

Natural magnitude(Int128 number) { return number < 0 ? -static_cast<Natural>(number) : static_cast<Natural>(number); }

Natural times_ten(Natural number)
{
    Natural product;
    if (__builtin_mul_overflow(number, Natural{10}, &product))
        throw decimal::Overflow("decimal quotient");
    return product;
}

int digit_count(Natural number)
{
    int digits = 0;
    for (; number != 0; number /= 10)
        ++digits;
    return digits;
}

/// A quotient while it is worked out: digits × 10^-scale, and what is left to divide.
struct LongDivision {
    Natural digits;
    Natural rest;
    Natural divisor;
    int scale;

    void next_digit()
    {
        rest = times_ten(rest);
        digits = times_ten(digits) + rest / divisor;
        rest %= divisor;
        ++scale;
    }

    /// Drops the last digits so that `precision` are left; half to even.
    void round_to(int surplus)
    {
        const auto unit = static_cast<Natural>(decimal::power_of_ten(surplus));
        const auto dropped = digits % unit;
        const bool is_half = unit % 2 == 0 && dropped == unit / 2;
        const bool up = surplus == 0 ? rest > divisor - rest || (rest == divisor - rest && digits % 2 != 0)
                        : is_half    ? rest != 0 || digits / unit % 2 != 0
                                     : dropped > unit / 2;
        digits = digits / unit + (up ? 1 : 0);
        rest = 0;
        scale -= surplus;
        if (digit_count(digits) > precision) {  // 99…9 became 100…0
            digits /= 10;
            --scale;
        }
    }
};

/// Both numbers as integers of the same scale.
std::pair<Int128, Int128> aligned(const Decimal& a, const Decimal& b)
{
    const auto scale = std::max(a.scale(), b.scale());
    const auto raised = [&](const Decimal& number) {
        Int128 result;
        if (__builtin_mul_overflow(number.coefficient(), decimal::power_of_ten(scale - number.scale()), &result))
            throw decimal::Overflow("decimal quotient");
        return result;
    };
    return {raised(a), raised(b)};
}

/// The digits without the zeros that end their decimals, nor a point that ends them.
std::string_view without_needless_zeros(std::string_view number)
{
    if (number.find('.') == std::string_view::npos)
        return number;
    number = number.substr(0, number.find_last_not_of('0') + 1);
    return number.ends_with('.') ? number.substr(0, number.size() - 1) : number;
}

}  // namespace

Decimal quotient(const Decimal& a, const Decimal& b)
{
    const auto divisor = magnitude(b.coefficient());
    const auto dividend = magnitude(a.coefficient());
    LongDivision division{dividend / divisor, dividend % divisor, divisor, a.scale() - b.scale()};
    while (division.rest != 0 && division.scale < Decimal::max_scale && digit_count(division.digits) < precision)
        division.next_digit();
    if (const int digits = digit_count(division.digits); digits > precision)
        division.round_to(digits - precision);
    else if (division.rest != 0)
        division.round_to(0);
    for (; division.scale < 0; ++division.scale)
        division.digits = times_ten(division.digits);
    if (division.digits > ~Natural{0} >> 1)
        throw decimal::Overflow("decimal quotient");
    const auto coefficient = static_cast<Int128>(division.digits);
    return {a.is_negative() != b.is_negative() ? -coefficient : coefficient, division.scale};
}

Decimal whole_quotient(const Decimal& a, const Decimal& b)
{
    const auto [dividend, divisor] = aligned(a, b);
    return {dividend / divisor, 0};
}

Decimal remainder(const Decimal& a, const Decimal& b)
{
    const auto [dividend, divisor] = aligned(a, b);
    return {divisor == -1 ? Int128{0} : dividend % divisor, std::max(a.scale(), b.scale())};
}

Decimal power(Decimal base, std::int64_t exponent)
{
    auto result = Decimal::integer(1);
    while (true) {
        if (exponent % 2 != 0)
            result = result * base;
        exponent /= 2;
        if (exponent == 0)
            return result;
        base = base * base;
    }
}

double real_quotient(std::int64_t a, std::int64_t b)
{
    constexpr std::int64_t exact_in_double = std::int64_t{1} << 53;
    if (std::abs(static_cast<double>(a)) <= exact_in_double && std::abs(static_cast<double>(b)) <= exact_in_double)
        return static_cast<double>(a) / static_cast<double>(b);
    // Shifted up as far as it goes, the dividend leaves a quotient of at least
    // 64 bits; with a last bit that tells whether anything is left over, it is rounded only once.
    auto dividend = magnitude(a);
    const auto divisor = magnitude(b);
    if (dividend == 0)
        return b < 0 ? -0.0 : 0.0;
    int shift = 0;
    for (; (dividend >> 126) == 0; ++shift)
        dividend <<= 1;
    const auto bits = dividend / divisor | (dividend % divisor != 0 ? 1 : 0);
    const double result = std::ldexp(static_cast<double>(bits), -shift);
    return (a < 0) != (b < 0) ? -result : result;
}

std::strong_ordering order(const Decimal& a, const Decimal& b)
{
    if (a.scale() == b.scale())
        return a.coefficient() <=> b.coefficient();
    const auto unit_a = decimal::power_of_ten(a.scale());
    const auto unit_b = decimal::power_of_ten(b.scale());
    if (const auto whole = a.coefficient() / unit_a <=> b.coefficient() / unit_b; whole != 0)
        return whole;
    // What is behind the points has fewer digits than the scale, so it can be aligned.
    const auto [rest_a, rest_b] = aligned({a.coefficient() % unit_a, a.scale()}, {b.coefficient() % unit_b, b.scale()});
    return rest_a <=> rest_b;
}

std::partial_ordering order(std::int64_t a, double b)
{
    if (std::isnan(b))
        return std::partial_ordering::unordered;
    if (b >= 9223372036854775808.0)
        return std::partial_ordering::less;
    if (b < -9223372036854775808.0)
        return std::partial_ordering::greater;
    const auto whole = static_cast<std::int64_t>(b);
    if (a != whole)
        return a <=> whole;
    return 0.0 <=> b - static_cast<double>(whole);
}

bool same_number(const Decimal& a, double b)
{
    const NumberText digits(a);
    double nearest = 0;
    std::from_chars(digits.view().data(), digits.view().data() + digits.view().size(), nearest);
    if (nearest != b)
        return false;
    if (b == 0)
        return a.is_zero();
    std::array<char, 1500> all_digits;  // every digit that a double can have
    const auto end = std::to_chars(all_digits.data(), all_digits.data() + all_digits.size(), b, std::chars_format::fixed, 1074).ptr;
    return without_needless_zeros({all_digits.data(), end}) == without_needless_zeros(digits);
}

}  // namespace gongkai::jinja
