// Amounts of money: an exact count of 分, and how they are written.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "decimal/decimal.hpp"

namespace gongkai::decimal {

/// The units in which the forms state amounts.
enum class Unit { yuan, ten_thousand_yuan, hundred_million_yuan };

/// 元, 万元, 亿元; nullopt for anything else.
std::optional<Unit> parse_unit(std::string_view name);
std::string_view unit_name(Unit unit);

/// Decimals that bring the unit down to 分: 2, 6, 10.
int decimals_to_cent(Unit unit);

/// A count of 分 (0.01 元), any sign. Arithmetic is checked: Overflow is thrown
/// rather than a wrong figure returned.
class Money {
public:
    constexpr Money() = default;
    static constexpr Money from_cents(std::int64_t cents) { return Money(cents); }
    constexpr std::int64_t cents() const { return cents_; }
    constexpr bool is_zero() const { return cents_ == 0; }

    Money operator+(Money other) const;
    Money operator-(Money other) const;
    Money operator-() const { return Money() - *this; }
    Money& operator+=(Money other) { return *this = *this + other; }
    constexpr auto operator<=>(const Money&) const = default;

    /// The amount as a number of `unit`s, with that unit's full decimals.
    Decimal in(Unit unit) const;

private:
    constexpr explicit Money(std::int64_t cents) : cents_(cents) {}
    std::int64_t cents_ = 0;
};

/// An amount as somebody wrote it.
struct WrittenMoney {
    Money amount;
    int decimals = 0;      ///< digits after the point, 0 to decimals_to_cent(unit)
    bool grouped = false;  ///< with commas between thousands
};

enum class MoneyError {
    not_a_number,
    bad_grouping,       ///< commas that do not stand before groups of three
    too_many_decimals,  ///< finer than 0.01 元
    too_large,          ///< 10^14 元 or more
};

/// Reads "1,638.52", "-12.30", "80" as an amount in `unit`. Only ASCII digits,
/// one leading '-', commas and one point.
std::variant<WrittenMoney, MoneyError> parse_money(std::string_view text, Unit unit);

enum class Grouping { none, thousands };

/// The amount in `unit` with all its significant decimals, and at least
/// `min_decimals`. Never rounds.
std::string format_money(Money amount, Unit unit, int min_decimals, Grouping grouping);

/// The amount in `unit` rounded half away from zero to `decimals`.
std::string format_rounded(Money amount, Unit unit, int decimals, Grouping grouping);

/// part ÷ whole × 100, rounded half away from zero; nullopt when whole is zero.
std::optional<Decimal> percent_of(Money part, Money whole, int places);

/// Capital numerals for amounts (中文大写金额, 《支付结算办法》 annex 1): 壹仟贰佰元伍角整.
std::string in_capital_numerals(Money amount);

}  // namespace gongkai::decimal
