// Numbers that belong to a person, told from other numbers by their check digits.
#pragma once

#include <string_view>

namespace gongkai::audit {

/// 居民身份证号码 (GB 11643): 18 characters with the code of a province, a day of
/// birth that exists and the check digit of ISO 7064 MOD 11-2 (X is ten).
bool is_identity_number(std::string_view number);

/// The number of 15 digits that was issued until 1999: it has no check digit.
bool is_old_identity_number(std::string_view number);

/// 16 to 19 digits with the first ones of cards that are issued in China and the
/// check digit of ISO/IEC 7812 (Luhn).
bool is_bank_card_number(std::string_view number);

/// 11 digits from 13 to 19.
bool is_mobile_number(std::string_view number);

/// YYYYMMDD of a day from 1900 to 2099.
bool is_day(std::string_view digits);

}  // namespace gongkai::audit
