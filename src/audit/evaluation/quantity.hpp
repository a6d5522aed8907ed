// Numbers with units as people write them in targets and actual values: ≥90%,
// 5场, 不少于1批次, 100件以内, 20余场.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "decimal/decimal.hpp"

namespace gongkai::audit::evaluation {

enum class Bound : std::uint8_t { none, at_least, at_most, exactly, about };

/// A text that is one number, with how it bounds the value and its unit.
struct Quantity {
    Bound bound = Bound::none;
    bool is_strict = false;  ///< 大于, 低于: the number itself does not count
    bool is_vague = false;   ///< 20余场: somewhat more
    decimal::Decimal number; ///< 1.5万 is 15000
    std::string unit;        ///< %, 人, 次/年; may be empty
};

/// nullopt unless the whole text is one quantity.
std::optional<Quantity> read_quantity(std::string_view text);

/// The numbers of two quantities in one unit; nullopt if their units differ. One
/// without a unit is taken in the other's; 0.95 beside 98% is 95.
std::optional<std::pair<decimal::Decimal, decimal::Decimal>> comparable(const Quantity& a, const Quantity& b);

/// Both have a unit, and not the same one (人 and 名 are the same).
bool units_differ(const Quantity& a, const Quantity& b);

/// 天, 小时: less may be better.
bool counts_time(const Quantity& quantity);

/// A measure word without its number: 份.
bool is_bare_unit(std::string_view text);

/// A name such as …人数 or …率 asks for other units than this one.
bool unit_contradicts_name(std::string_view name, const std::string& unit);

/// …占比, …率: a share, which is written as a percentage.
bool names_a_share(std::string_view name);

/// Without spaces, and with %, digits and signs in one form.
std::string plain_text(std::string_view text);

/// Some of the words stands in, ends, or is the text.
bool contains_any(std::string_view text, std::initializer_list<std::string_view> words);
bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> words);
bool is_any(std::string_view text, std::initializer_list<std::string_view> words);

}  // namespace gongkai::audit::evaluation
