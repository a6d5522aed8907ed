#include "audit/identity_numbers.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "model/report.hpp"

namespace gongkai::audit {
namespace {

bool all_digits(std::string_view text) { return text.find_first_not_of("0123456789") == std::string_view::npos; }

int digit(char c) { return c - '0'; }

/// The first two digits of an administrative code (GB/T 2260).
bool is_province(std::string_view code)
{
    static constexpr std::string_view provinces =
        "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83";
    return provinces.find(code) != std::string_view::npos;
}

bool has_identity_check_digit(std::string_view number)
{
    static constexpr std::array weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += weights[i] * digit(number[i]);
    const char last = number.back() == 'x' ? 'X' : number.back();
    return std::string_view("10X98765432")[static_cast<std::size_t>(sum % 11)] == last;
}

bool has_luhn_check_digit(std::string_view number)
{
    int sum = 0;
    bool is_doubled = false;
    for (auto c = number.rbegin(); c != number.rend(); ++c, is_doubled = !is_doubled) {
        const int value = is_doubled ? 2 * digit(*c) : digit(*c);
        sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0;
}

/// First digits of UnionPay, Visa, Mastercard and JCB, and of the cards that
/// banks issued under numbers of their own.
bool has_card_prefix(std::string_view number)
{
    if (number.starts_with("62"))
        return true;
    if (number.size() == 19)
        return number.starts_with("4367") || number.starts_with("9558");
    return number.size() == 16 && (number.starts_with("4") || number.starts_with("35") ||
                                   (number[0] == '5' && number[1] >= '1' && number[1] <= '5'));
}

}  // namespace

bool is_day(std::string_view digits)
{
    return digits.size() == 8 && all_digits(digits) && (digits.starts_with("19") || digits.starts_with("20")) &&
           model::parse_date(fmt::format("{}-{}-{}", digits.substr(0, 4), digits.substr(4, 2), digits.substr(6, 2)));
}

bool is_identity_number(std::string_view number)
{
    return number.size() == 18 && all_digits(number.substr(0, 17)) && (all_digits(number.substr(17)) || number[17] == 'X' || number[17] == 'x') &&
           is_province(number.substr(0, 2)) && is_day(number.substr(6, 8)) && has_identity_check_digit(number);
}

bool is_old_identity_number(std::string_view number)
{
    return number.size() == 15 && all_digits(number) && is_province(number.substr(0, 2)) && is_day(fmt::format("19{}", number.substr(6, 6)));
}

bool is_bank_card_number(std::string_view number)
{
    return number.size() >= 16 && number.size() <= 19 && all_digits(number) && has_card_prefix(number) && has_luhn_check_digit(number);
}

bool is_mobile_number(std::string_view number)
{
    return number.size() == 11 && all_digits(number) && number[0] == '1' && number[1] >= '3';
}

}  // namespace gongkai::audit
