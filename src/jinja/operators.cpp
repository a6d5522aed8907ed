#include "jinja/operators.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

#include <fmt/format.h>

#include "base/spelling.hpp"
#include "base/html.hpp"
#include "base/utf8.hpp"

namespace gongkai::jinja {
namespace {

[[noreturn]] void fail_operands(std::string_view symbol, const Value& a, const Value& b)
{
    require_defined(a);
    require_defined(b);
    throw Failure{"T-TYPE", fmt::format("“{}”不能用于{}和{}", symbol, a.kind_name(), b.kind_name()), ""};
}

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

template <class Operate>
Value in_decimals(const Operate& operate)
{
    try {
        return Value::decimal(operate());
    } catch (const decimal::Overflow&) {
        throw Failure{"T-LIMIT", "小数超出可表示的范围", ""};
    }
}

[[noreturn]] void fail_zero() { throw Failure{"T-TYPE", "除数为零", "请先用 if 判断除数不为零"}; }

std::int64_t floor_quotient(std::int64_t a, std::int64_t b)
{
    const auto quotient = a / b;
    return (a % b != 0 && (a % b < 0) != (b < 0)) ? quotient - 1 : quotient;
}

/// The exact quotient with at most 20 decimals beyond the operands', without needless zeros.
decimal::Decimal decimal_quotient(const decimal::Decimal& a, const decimal::Decimal& b)
{
    auto quotient = a.divide(b, 16).value();
    auto coefficient = quotient.coefficient();
    int scale = quotient.scale();
    const int least = std::max(0, a.scale() - b.scale());
    while (scale > least && coefficient % 10 == 0) {
        coefficient /= 10;
        --scale;
    }
    return {coefficient, scale};
}

/// How often b goes into a, towards zero.
decimal::Decimal whole_quotient(const decimal::Decimal& a, const decimal::Decimal& b)
{
    const auto scale = std::max(a.scale(), b.scale());
    const auto brought_to_scale = [&](const decimal::Decimal& number) {
        const auto power = decimal::power_of_ten(scale - number.scale());
        return (decimal::Decimal(number.coefficient(), 0) * decimal::Decimal(power, 0)).coefficient();
    };
    return {brought_to_scale(a) / brought_to_scale(b), 0};
}

Value repeated(const Value& text, std::int64_t times)
{
    const auto count = static_cast<std::size_t>(std::max<std::int64_t>(times, 0));
    if (count != 0 && text.as_text().size() > largest_text / count)
        throw Failure{"T-LIMIT", "重复后的文字太长", ""};
    std::string out;
    for (std::size_t i = 0; i < count; ++i)
        out += text.as_text();
    return text.kind() == Kind::safe ? Value::safe(std::move(out)) : Value::string(std::move(out));
}

std::vector<std::string> characters_of(const std::string& text)
{
    std::vector<std::string> characters;
    for (std::size_t i = 0; i < text.size();) {
        const auto length = base::decode(text, i).length;
        characters.push_back(text.substr(i, length));
        i += length;
    }
    return characters;
}

/// Indexes that a slice selects, as Python's slice.indices().
std::vector<std::size_t> slice_indexes(std::size_t size, const Value& start, const Value& stop, const Value& step)
{
    const auto length = static_cast<std::int64_t>(size);
    const auto number = [](const Value& value, std::int64_t fallback) {
        if (value.is_none())
            return fallback;
        if (value.kind() != Kind::integer && value.kind() != Kind::boolean)
            throw Failure{"T-TYPE", fmt::format("切片的界限应是整数，得到{}", value.kind_name()), ""};
        return value.as_integer();
    };
    const auto by = number(step, 1);
    if (by == 0)
        throw Failure{"T-TYPE", "切片的步长不能为零", ""};
    const auto clamp = [&](std::int64_t index) {
        if (index < 0)
            index += length;
        return by > 0 ? std::clamp<std::int64_t>(index, 0, length) : std::clamp<std::int64_t>(index, -1, length - 1);
    };
    auto from = start.is_none() ? (by > 0 ? 0 : length - 1) : clamp(number(start, 0));
    const auto to = stop.is_none() ? (by > 0 ? length : -1) : clamp(number(stop, 0));
    std::vector<std::size_t> indexes;
    while (by > 0 ? from < to : from > to) {
        indexes.push_back(static_cast<std::size_t>(from));
        if (__builtin_add_overflow(from, by, &from))
            break;
    }
    return indexes;
}

int sign_of(double difference) { return difference < 0 ? -1 : difference > 0 ? 1 : 0; }

int compare_numbers(const Value& a, const Value& b, Arithmetic kind)
{
    if (kind == Arithmetic::real)
        return sign_of(real_of(a) - real_of(b));
    const auto order = exact(a) <=> exact(b);
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

}  // namespace

void fail_undefined(const Value& value, const base::Span& span)
{
    const auto& name = value.as_text();
    Failure failure{"T-UNDEF", fmt::format("“{}”未定义", name), ""};
    if (value.is_undefined_variable())
        failure.variable = name;
    if (const auto& subject = value.undefined_subject(); subject.kind() == Kind::map) {
        std::vector<std::string> known;
        for (const auto& member : subject.as_map())
            known.push_back(member.first);
        if (const auto near = base::nearest(name, known))
            failure.hint = fmt::format("是否为“{}”？", *near);
    }
    failure.span = span;
    throw failure;
}

void require_defined(const Value& value)
{
    if (value.is_undefined())
        fail_undefined(value);
}

Value add(const Value& a, const Value& b)
{
    if (a.is_text() && b.is_text()) {
        const Value both[] = {a, b};
        return concatenate(both, 2);
    }
    if (a.kind() == Kind::list && b.kind() == Kind::list) {
        auto items = a.as_list();
        items.insert(items.end(), b.as_list().begin(), b.as_list().end());
        if (items.size() > largest_list)
            throw Failure{"T-LIMIT", "列表太长", ""};
        return Value::list(std::move(items));
    }
    std::int64_t result = 0;
    switch (arithmetic_of(a, b)) {
    case Arithmetic::integer: {
        const bool overflow = __builtin_add_overflow(a.as_integer(), b.as_integer(), &result);
        return checked(overflow, result);
    }
    case Arithmetic::real: return Value::real(real_of(a) + real_of(b));
    case Arithmetic::decimal: return in_decimals([&] { return exact(a) + exact(b); });
    case Arithmetic::none: break;
    }
    fail_operands("+", a, b);
}

Value subtract(const Value& a, const Value& b)
{
    std::int64_t result = 0;
    switch (arithmetic_of(a, b)) {
    case Arithmetic::integer: {
        const bool overflow = __builtin_sub_overflow(a.as_integer(), b.as_integer(), &result);
        return checked(overflow, result);
    }
    case Arithmetic::real: return Value::real(real_of(a) - real_of(b));
    case Arithmetic::decimal: return in_decimals([&] { return exact(a) - exact(b); });
    case Arithmetic::none: break;
    }
    fail_operands("-", a, b);
}

Value multiply(const Value& a, const Value& b)
{
    if (a.is_text() && b.kind() == Kind::integer)
        return repeated(a, b.as_integer());
    if (b.is_text() && a.kind() == Kind::integer)
        return repeated(b, a.as_integer());
    std::int64_t result = 0;
    switch (arithmetic_of(a, b)) {
    case Arithmetic::integer: {
        const bool overflow = __builtin_mul_overflow(a.as_integer(), b.as_integer(), &result);
        return checked(overflow, result);
    }
    case Arithmetic::real: return Value::real(real_of(a) * real_of(b));
    case Arithmetic::decimal: return in_decimals([&] { return exact(a) * exact(b); });
    case Arithmetic::none: break;
    }
    fail_operands("*", a, b);
}

Value divide(const Value& a, const Value& b)
{
    const auto kind = arithmetic_of(a, b);
    if (kind == Arithmetic::none)
        fail_operands("/", a, b);
    if (!b.is_true())
        fail_zero();
    if (kind == Arithmetic::decimal)
        return in_decimals([&] { return decimal_quotient(exact(a), exact(b)); });
    return Value::real(real_of(a) / real_of(b));
}

Value floor_divide(const Value& a, const Value& b)
{
    const auto kind = arithmetic_of(a, b);
    if (kind == Arithmetic::none)
        fail_operands("//", a, b);
    if (!b.is_true())
        fail_zero();
    if (kind == Arithmetic::real)
        return Value::real(std::floor(real_of(a) / real_of(b)));
    // Python's Decimal truncates where its int rounds down.
    if (kind == Arithmetic::decimal)
        return in_decimals([&] { return whole_quotient(exact(a), exact(b)); });
    if (b.as_integer() == -1)
        return negate(a);
    return Value::integer(floor_quotient(a.as_integer(), b.as_integer()));
}

Value modulo(const Value& a, const Value& b)
{
    const auto kind = arithmetic_of(a, b);
    if (kind == Arithmetic::none)
        fail_operands("%", a, b);
    if (!b.is_true())
        fail_zero();
    if (kind == Arithmetic::real) {
        const double rest = std::fmod(real_of(a), real_of(b));
        return Value::real(rest != 0 && (rest < 0) != (real_of(b) < 0) ? rest + real_of(b) : rest);
    }
    if (kind == Arithmetic::decimal)
        return in_decimals([&] { return exact(a) - whole_quotient(exact(a), exact(b)) * exact(b); });
    if (b.as_integer() == -1)
        return Value::integer(0);
    return Value::integer(a.as_integer() - floor_quotient(a.as_integer(), b.as_integer()) * b.as_integer());
}

Value power(const Value& a, const Value& b)
{
    const auto kind = arithmetic_of(a, b);
    if (kind == Arithmetic::none)
        fail_operands("**", a, b);
    if (kind == Arithmetic::real || (kind == Arithmetic::integer && b.as_integer() < 0))
        return Value::real(std::pow(real_of(a), real_of(b)));
    if (b.kind() == Kind::decimal || b.as_integer() < 0 || b.as_integer() > 10'000)
        throw Failure{"T-TYPE", "小数的指数应是不大的非负整数", ""};
    Value result = a.kind() == Kind::decimal ? Value::decimal(decimal::Decimal::integer(1)) : Value::integer(1);
    for (std::int64_t i = 0; i < b.as_integer(); ++i) {
        result = multiply(result, a);
        if (!result.is_true())
            break;
    }
    return result;
}

Value negate(const Value& a)
{
    switch (a.kind()) {
    case Kind::boolean:
    case Kind::integer: return subtract(Value::integer(0), a);
    case Kind::real: return Value::real(-a.as_real());
    case Kind::decimal: return Value::decimal(-a.as_decimal());
    default: break;
    }
    require_defined(a);
    throw Failure{"T-TYPE", fmt::format("“-”不能用于{}", a.kind_name()), ""};
}

int compare(const Value& a, const Value& b)
{
    if (a.is_text() && b.is_text())
        return a.as_text().compare(b.as_text());
    if (const auto kind = arithmetic_of(a, b); kind != Arithmetic::none)
        return compare_numbers(a, b, kind);
    if (a.kind() == Kind::list && b.kind() == Kind::list) {
        const auto& left = a.as_list();
        const auto& right = b.as_list();
        for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i)
            if (!equal(left[i], right[i]))
                return compare(left[i], right[i]);
        return left.size() < right.size() ? -1 : left.size() > right.size() ? 1 : 0;
    }
    fail_operands("<", a, b);
}

bool contains(const Value& container, const Value& item)
{
    require_defined(item);
    switch (container.kind()) {
    case Kind::string:
    case Kind::safe:
        if (!item.is_text())
            throw Failure{"T-TYPE", fmt::format("“in”的左边应是文字，得到{}", item.kind_name()), ""};
        return container.as_text().find(item.as_text()) != std::string::npos;
    case Kind::list:
        return std::any_of(container.as_list().begin(), container.as_list().end(),
                           [&](const Value& candidate) { return equal(candidate, item); });
    case Kind::map: return item.is_text() && container.find(item.as_text()) != nullptr;
    default: break;
    }
    require_defined(container);
    throw Failure{"T-TYPE", fmt::format("“in”不能用于{}", container.kind_name()), ""};
}

Value item_at(const Value& subject, const Value& index)
{
    require_defined(subject);
    require_defined(index);
    if (subject.kind() == Kind::map) {
        const auto* found = subject.find(text_of(index));
        return found ? *found : Value::undefined(text_of(index), subject);
    }
    if (index.kind() != Kind::integer && index.kind() != Kind::boolean) {
        Value attribute;
        if (subject.kind() == Kind::object && index.is_text() && subject.as_object().attribute(index.as_text(), attribute))
            return attribute;
        return Value::undefined(text_of(index));
    }
    const auto pick = [&](std::size_t size) -> std::optional<std::size_t> {
        const auto i = index.as_integer() < 0 ? index.as_integer() + static_cast<std::int64_t>(size) : index.as_integer();
        return i >= 0 && i < static_cast<std::int64_t>(size) ? std::optional(static_cast<std::size_t>(i)) : std::nullopt;
    };
    if (subject.kind() == Kind::list) {
        const auto i = pick(subject.as_list().size());
        return i ? subject.as_list()[*i] : Value::undefined(text_of(index));
    }
    if (subject.is_text()) {
        const auto characters = characters_of(subject.as_text());
        const auto i = pick(characters.size());
        return i ? Value::string(characters[*i]) : Value::undefined(text_of(index));
    }
    return Value::undefined(text_of(index));
}

Value slice(const Value& subject, const Value& start, const Value& stop, const Value& step)
{
    if (subject.kind() == Kind::list) {
        std::vector<Value> items;
        for (const auto i : slice_indexes(subject.as_list().size(), start, stop, step))
            items.push_back(subject.as_list()[i]);
        return Value::list(std::move(items));
    }
    if (subject.is_text()) {
        const auto characters = characters_of(subject.as_text());
        std::string out;
        for (const auto i : slice_indexes(characters.size(), start, stop, step))
            out += characters[i];
        return subject.kind() == Kind::safe ? Value::safe(std::move(out)) : Value::string(std::move(out));
    }
    require_defined(subject);
    throw Failure{"T-TYPE", fmt::format("{}不能切片", subject.kind_name()), ""};
}

Value concatenate(const Value* values, std::size_t count)
{
    const bool is_safe = std::any_of(values, values + count, [](const Value& v) { return v.kind() == Kind::safe; });
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
        require_defined(values[i]);
        if (is_safe)
            out += escaped(values[i]);
        else
            out += text_of(values[i]);
    }
    if (out.size() > largest_text)
        throw Failure{"T-LIMIT", "文字太长", ""};
    return is_safe ? Value::safe(std::move(out)) : Value::string(std::move(out));
}

std::vector<Value> items_of(const Value& value)
{
    switch (value.kind()) {
    case Kind::list: return value.as_list();
    case Kind::map: {
        std::vector<Value> keys;
        for (const auto& member : value.as_map())
            keys.push_back(Value::string(member.first));
        return keys;
    }
    case Kind::string:
    case Kind::safe: {
        std::vector<Value> characters;
        for (auto& character : characters_of(value.as_text()))
            characters.push_back(Value::string(std::move(character)));
        return characters;
    }
    default: break;
    }
    require_defined(value);
    throw Failure{"T-TYPE", fmt::format("{}不能逐项列出", value.kind_name()), ""};
}

std::string real_text(double value)
{
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value < 0 ? "-inf" : "inf";
    std::array<char, 64> buffer{};
    const double magnitude = std::fabs(value);
    const bool scientific = magnitude != 0 && (magnitude >= 1e16 || magnitude < 1e-4);
    const auto format = scientific ? std::chars_format::scientific : std::chars_format::fixed;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format).ptr;
    std::string text(buffer.data(), end);
    if (!scientific && text.find('.') == std::string::npos)
        text += ".0";
    return text;
}

std::string text_of(const Value& value)
{
    switch (value.kind()) {
    case Kind::undefined: fail_undefined(value);
    case Kind::none: return "";
    case Kind::boolean: return value.as_boolean() ? "True" : "False";
    case Kind::integer: return std::to_string(value.as_integer());
    case Kind::real: return real_text(value.as_real());
    case Kind::decimal: return value.as_decimal().to_string();
    case Kind::string:
    case Kind::safe: return value.as_text();
    case Kind::list:
    case Kind::map:
    case Kind::object: break;
    }
    throw Failure{"T-TYPE", fmt::format("{}不能直接当作文字", value.kind_name()), "列表请用 |join 或 |tojson"};
}

decimal::Decimal decimal_of(const Value& value, std::string_view what)
{
    if (value.kind() == Kind::decimal || value.kind() == Kind::integer || value.kind() == Kind::boolean)
        return exact(value);
    require_defined(value);
    throw Failure{"T-TYPE", fmt::format("{}应是数，得到{}", what, value.kind_name()), ""};
}

std::string escaped(const Value& value)
{
    if (value.kind() == Kind::safe)
        return value.as_text();
    std::string out;
    base::append_escaped(out, text_of(value));
    return out;
}

}  // namespace gongkai::jinja
