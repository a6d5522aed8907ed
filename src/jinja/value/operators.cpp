#include "jinja/value/operators.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/spelling.hpp"
#include "jinja/value/exact.hpp"
#include "jinja/value/formatting.hpp"

namespace gongkai::jinja {
namespace {

[[noreturn]] void fail_operands(std::string_view symbol, const Value& a, const Value& b)
{
    require_defined(a);
    require_defined(b);
    throw Failure{"T-TYPE", fmt::format("“{}”不能用于{}和{}", symbol, a.kind_name(), b.kind_name()), ""};
}

[[noreturn]] void fail_operand(std::string_view symbol, const Value& a)
{
    require_defined(a);
    throw Failure{"T-TYPE", fmt::format("“{}”不能用于{}", symbol, a.kind_name()), ""};
}

[[noreturn]] void fail_zero() { throw Failure{"T-TYPE", "除数为零", "请先用 if 判断除数不为零"}; }

enum class Arithmetic { none, integer, real, decimal };

/// In which numbers two operands are reckoned.
Arithmetic arithmetic_of(const Value& a, const Value& b)
{
    if (!a.is_number() || !b.is_number())
        return Arithmetic::none;
    const bool real = a.kind() == Kind::real || b.kind() == Kind::real;
    const bool decimal = a.kind() == Kind::decimal || b.kind() == Kind::decimal;
    if (real && decimal)
        throw Failure{"T-TYPE", "小数（金额）不能与浮点数混算", "请写整数，或把浮点数改为整数的倍数"};
    return decimal ? Arithmetic::decimal : real ? Arithmetic::real : Arithmetic::integer;
}

/// The same for / // % **; the operands must be numbers.
Arithmetic arithmetic_of(std::string_view symbol, const Value& a, const Value& b)
{
    const auto kind = arithmetic_of(a, b);
    if (kind == Arithmetic::none)
        fail_operands(symbol, a, b);
    return kind;
}

Arithmetic division_of(std::string_view symbol, const Value& a, const Value& b)
{
    const auto kind = arithmetic_of(symbol, a, b);
    if (!b.is_true())
        fail_zero();
    return kind;
}

bool is_whole(const Value& value) { return value.kind() == Kind::integer || value.kind() == Kind::boolean; }

double real_of(const Value& value)
{
    return value.kind() == Kind::real ? value.as_real() : static_cast<double>(value.as_integer());
}

decimal::Decimal exact(const Value& value)
{
    return value.kind() == Kind::decimal ? value.as_decimal() : decimal::Decimal::integer(value.as_integer());
}

Value checked(bool overflow, std::int64_t result)
{
    if (overflow)
        throw Failure{"T-LIMIT", "整数超出 64 位范围", ""};
    return Value::integer(result);
}

std::int64_t floor_quotient(std::int64_t a, std::int64_t b)
{
    const auto quotient = a / b;
    return a % b != 0 && (a % b < 0) != (b < 0) ? quotient - 1 : quotient;
}

/// With the sign of the divisor.
std::int64_t floor_remainder(std::int64_t a, std::int64_t b)
{
    const auto rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

/// The remainder of floats with the sign of the divisor, as Python's.
double real_modulo(double a, double b)
{
    const double rest = std::fmod(a, b);
    if (rest == 0)
        return std::copysign(0.0, b);
    return (rest < 0) != (b < 0) ? rest + b : rest;
}

/// From the exact remainder, so that 1.0 // 0.1 is 9 (0.1 is a little more than a tenth).
double real_floor_quotient(double a, double b)
{
    const double rest = std::fmod(a, b);
    double quotient = (a - rest) / b;
    if (rest != 0 && (rest < 0) != (b < 0))
        quotient -= 1;
    if (quotient == 0)
        return std::copysign(0.0, a / b);
    const double whole = std::floor(quotient);
    return quotient - whole > 0.5 ? whole + 1 : whole;
}

std::size_t times(std::size_t size, std::int64_t count, std::size_t largest)
{
    if (count <= 0 || size == 0)
        return 0;
    if (static_cast<std::uint64_t>(count) > largest / size)
        throw Failure{"T-LIMIT", "重复的次数太多", ""};
    return static_cast<std::size_t>(count);
}

Value repeated(const Value& subject, std::int64_t count)
{
    if (subject.is_text()) {
        const auto text = subject.as_text();
        std::string out;
        for (auto i = times(text.size(), count, largest_text); i > 0; --i)
            out += text;
        return text_like(subject, std::move(out));
    }
    const auto& items = *sequence_of(subject);
    std::vector<Value> out;
    for (auto i = times(items.size(), count, largest_list); i > 0; --i)
        out.insert(out.end(), items.begin(), items.end());
    return Value::list(std::move(out));
}

bool is_repeatable(const Value& value) { return value.is_text() || sequence_of(value) != nullptr; }

Value joined(const std::vector<Value>& a, const std::vector<Value>& b)
{
    check_list_size(a.size() + b.size());
    std::vector<Value> items;
    items.reserve(a.size() + b.size());
    items.insert(items.end(), a.begin(), a.end());
    items.insert(items.end(), b.begin(), b.end());
    return Value::list(std::move(items));
}

Value real_power(double a, double b)
{
    const double result = std::pow(a, b);
    if (a == 0 && b < 0)
        fail_zero();
    if (std::isnan(result) && !std::isnan(a) && !std::isnan(b))
        throw Failure{"T-TYPE", "负数的非整数次幂不是实数", ""};
    if (std::isinf(result) && std::isfinite(a) && std::isfinite(b))
        throw Failure{"T-LIMIT", "乘方的结果超出浮点数范围", ""};
    return Value::real(result);
}

/// By squaring; overflow only where the result does not fit.
Value whole_power(std::int64_t base, std::int64_t exponent)
{
    std::int64_t result = 1;
    bool overflow = false;
    while (!overflow) {
        if (exponent % 2 != 0)
            overflow = __builtin_mul_overflow(result, base, &result);
        exponent /= 2;
        if (exponent == 0)
            break;
        overflow = overflow || __builtin_mul_overflow(base, base, &base);
    }
    return checked(overflow, result);
}

Value decimal_power(const decimal::Decimal& base, const decimal::Decimal& exponent)
{
    const auto whole = exponent.floor();
    if (exponent.is_negative() || whole != exponent || whole > decimal::Decimal::integer(INT64_MAX))
        throw Failure{"T-TYPE", "小数的指数应是非负整数", ""};
    if (base.is_zero() && whole.is_zero())
        throw Failure{"T-TYPE", "零的零次幂没有意义", ""};
    return Value::decimal(power(base, static_cast<std::int64_t>(whole.coefficient())));
}

int sign_of(std::partial_ordering order)
{
    if (order == std::partial_ordering::unordered)
        throw Failure{"T-TYPE", "不是数的浮点数（nan）不能比较大小", ""};
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

int compare_numbers(const Value& a, const Value& b, Arithmetic kind)
{
    if (kind == Arithmetic::decimal)
        return sign_of(order(exact(a), exact(b)));
    if (kind == Arithmetic::integer)
        return sign_of(a.as_integer() <=> b.as_integer());
    if (is_whole(a))
        return sign_of(order(a.as_integer(), b.as_real()));
    return is_whole(b) ? -sign_of(order(b.as_integer(), a.as_real())) : sign_of(a.as_real() <=> b.as_real());
}

/// By the first items that differ, else by length.
int compare_lists(const std::vector<Value>& a, const std::vector<Value>& b)
{
    const auto [left, right] = std::mismatch(a.begin(), a.end(), b.begin(), b.end(), equal);
    if (left != a.end() && right != b.end())
        return compare(*left, *right);
    return a.size() < b.size() ? -1 : a.size() > b.size() ? 1 : 0;
}

}  // namespace

void fail_too_large_decimal() { throw Failure{"T-LIMIT", "小数超出可表示的范围", ""}; }

void fail_undefined(const Value& value, const base::Span& span)
{
    const auto name = value.as_text();
    // What `a if b` gives when b is false has no name.
    Failure failure{"T-UNDEF", name.empty() ? "条件不成立，又没有写 else，所以没有值" : fmt::format("“{}”未定义", name), ""};
    if (value.is_undefined_variable())
        failure.variable = name;
    if (const auto& subject = value.undefined_subject(); subject.kind() == Kind::map) {
        std::vector<std::string> known;
        for (const auto& member : subject.as_map())
            known.push_back(member.first);
        failure.hint = base::suggestion(name, known);
    }
    failure.span = span;
    throw failure;
}

Value add(const Value& a, const Value& b)
{
    std::int64_t result = 0;
    // Amounts of a table have the same scale, and fit 64 bits by far.
    if (a.is_small_decimal() && b.is_small_decimal() && a.small_scale() == b.small_scale() &&
        !__builtin_add_overflow(a.small_coefficient(), b.small_coefficient(), &result))
        return Value::small_decimal(result, a.small_scale());
    if (a.is_text() && b.is_text()) {
        const Value both[] = {a, b};
        return concatenate(both, 2);
    }
    switch (arithmetic_of(a, b)) {
    case Arithmetic::integer: {
        const bool overflow = __builtin_add_overflow(a.as_integer(), b.as_integer(), &result);
        return checked(overflow, result);
    }
    case Arithmetic::real: return Value::real(real_of(a) + real_of(b));
    case Arithmetic::decimal: return in_decimals([&] { return Value::decimal(exact(a) + exact(b)); });
    case Arithmetic::none: break;
    }
    const auto* left = sequence_of(a);
    const auto* right = sequence_of(b);
    if (left && right)
        return joined(*left, *right);
    fail_operands("+", a, b);
}

Value subtract(const Value& a, const Value& b)
{
    std::int64_t result = 0;
    switch (arithmetic_of("-", a, b)) {
    case Arithmetic::real: return Value::real(real_of(a) - real_of(b));
    case Arithmetic::decimal: return in_decimals([&] { return Value::decimal(exact(a) - exact(b)); });
    default: break;
    }
    const bool overflow = __builtin_sub_overflow(a.as_integer(), b.as_integer(), &result);
    return checked(overflow, result);
}

Value multiply(const Value& a, const Value& b)
{
    if (is_repeatable(a) && is_whole(b))
        return repeated(a, b.as_integer());
    if (is_repeatable(b) && is_whole(a))
        return repeated(b, a.as_integer());
    std::int64_t result = 0;
    switch (arithmetic_of("*", a, b)) {
    case Arithmetic::real: return Value::real(real_of(a) * real_of(b));
    case Arithmetic::decimal: return in_decimals([&] { return Value::decimal(exact(a) * exact(b)); });
    default: break;
    }
    const bool overflow = __builtin_mul_overflow(a.as_integer(), b.as_integer(), &result);
    return checked(overflow, result);
}

Value divide(const Value& a, const Value& b)
{
    switch (division_of("/", a, b)) {
    case Arithmetic::real: return Value::real(real_of(a) / real_of(b));
    case Arithmetic::decimal: return in_decimals([&] { return Value::decimal(quotient(exact(a), exact(b))); });
    default: return Value::real(real_quotient(a.as_integer(), b.as_integer()));
    }
}

Value floor_divide(const Value& a, const Value& b)
{
    switch (division_of("//", a, b)) {
    case Arithmetic::real: return Value::real(real_floor_quotient(real_of(a), real_of(b)));
    // Python's Decimal truncates where its int rounds down.
    case Arithmetic::decimal: return in_decimals([&] { return Value::decimal(whole_quotient(exact(a), exact(b))); });
    default: break;
    }
    if (b.as_integer() == -1)
        return negate(a);
    return Value::integer(floor_quotient(a.as_integer(), b.as_integer()));
}

Value modulo(const Value& a, const Value& b)
{
    if (a.is_text())
        return formatted(a, b);
    switch (division_of("%", a, b)) {
    case Arithmetic::real: return Value::real(real_modulo(real_of(a), real_of(b)));
    case Arithmetic::decimal: return in_decimals([&] { return Value::decimal(remainder(exact(a), exact(b))); });
    default: break;
    }
    if (b.as_integer() == -1)
        return Value::integer(0);
    return Value::integer(floor_remainder(a.as_integer(), b.as_integer()));
}

Value power(const Value& a, const Value& b)
{
    switch (arithmetic_of("**", a, b)) {
    case Arithmetic::decimal: return in_decimals([&] { return decimal_power(exact(a), exact(b)); });
    case Arithmetic::integer:
        if (b.as_integer() >= 0)
            return whole_power(a.as_integer(), b.as_integer());
        break;
    default: break;
    }
    return real_power(real_of(a), real_of(b));
}

Value negate(const Value& a)
{
    switch (a.kind()) {
    case Kind::boolean:
    case Kind::integer: return subtract(Value::integer(0), a);
    case Kind::real: return Value::real(-a.as_real());
    case Kind::decimal: return in_decimals([&] { return Value::decimal(-a.as_decimal()); });
    default: fail_operand("-", a);
    }
}

Value positive(const Value& a)
{
    if (!a.is_number())
        fail_operand("+", a);
    return a.kind() == Kind::boolean ? Value::integer(a.as_integer()) : a;
}

int compare(const Value& a, const Value& b)
{
    if (a.is_text() && b.is_text())
        return a.as_text().compare(b.as_text());
    if (const auto kind = arithmetic_of(a, b); kind != Arithmetic::none)
        return compare_numbers(a, b, kind);
    const auto* left = sequence_of(a);
    const auto* right = sequence_of(b);
    if (left && right)
        return compare_lists(*left, *right);
    fail_operands("<", a, b);
}

decimal::Decimal decimal_of(const Value& value, std::string_view what)
{
    if (value.kind() == Kind::decimal || is_whole(value))
        return exact(value);
    require_defined(value);
    throw Failure{"T-TYPE", fmt::format("{}应是数，得到{}", what, value.kind_name()), ""};
}

}  // namespace gongkai::jinja
