#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "audit/identity_numbers.hpp"
#include "audit/personal_scanner.hpp"
#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace gongkai::audit {
namespace {

using base::Severity;

constexpr std::array<std::string_view, 5> telephone_words = {"电话", "手机", "联系人", "联系方式", "热线"};
constexpr std::array<std::string_view, 3> identity_words = {"身份证", "证件", "公民身份号码"};
constexpr std::array<std::string_view, 5> card_words = {"卡号", "账号", "帐号", "银行", "开户"};

/// The first and last characters of a number, stars for the others.
std::string masked(std::string_view number, std::size_t head, std::size_t tail)
{
    return fmt::format("{}{:*>{}}{}", number.substr(0, head), "", number.size() - head - tail, number.substr(number.size() - tail));
}

template <std::size_t N>
bool is_near(std::string_view window, const std::array<std::string_view, N>& words)
{
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return window.find(word) != std::string_view::npos; });
}

}  // namespace

std::size_t NumberScanner::look_at(std::size_t begin)
{
    const auto end = text_.end_of_digits(begin);
    const bool goes_on_before = begin > 0 && (is_word_character(text_.all()[begin - 1]) ||
                                              (text_.all()[begin - 1] == '.' && begin > 1 && base::is_digit(text_.all()[begin - 2])));
    if (goes_on_before)
        return end;
    if (const auto taken = identify(begin, end, text_.all().substr(begin, end - begin)))
        return *taken;
    const char separator = text_.byte(end);
    if ((separator == ' ' || separator == '-') && base::is_digit(text_.byte(end + 1)))
        return groups(begin, separator).value_or(end);
    return end;
}

NumberScanner::Taken NumberScanner::identify(std::size_t begin, std::size_t end, std::string_view number)
{
    switch (number.size()) {
    case 7:
    case 8: return telephone(begin, end, number);
    case 10:
    case 12: return number[0] == '0' ? telephone(begin, end, number) : std::nullopt;
    case 11: return number[0] == '0' ? telephone(begin, end, number) : mobile(begin, end, number);
    case 13: return number.starts_with("86") && begin > 0 && text_.all()[begin - 1] == '+' ? mobile(begin, end, number.substr(2)) : std::nullopt;
    case 15: return number.starts_with("0086") ? mobile(begin, end, number.substr(4)) : old_identity(begin, end, number);
    case 17: {
        const bool ends_in_ten = text_.byte(end) == 'X' || text_.byte(end) == 'x';
        return ends_in_ten ? identity(begin, end + 1, text_.all().substr(begin, 18)) : card(begin, end, number);
    }
    case 16:
    case 19: return card(begin, end, number);
    case 18: {
        const auto taken = identity(begin, end, number);
        return taken ? taken : card(begin, end, number);
    }
    default: return std::nullopt;
    }
}

/// A number in groups: 138-1234-5678, 420106 19800101 1234, 6222 0210 0101 2345.
/// Rows of figures look alike, so that groups with blanks need a word beside them.
NumberScanner::Taken NumberScanner::groups(std::size_t begin, char separator)
{
    std::string joined;
    std::vector<std::size_t> sizes;
    auto end = begin;
    for (auto at = begin; base::is_digit(text_.byte(at)) && sizes.size() < 6; at = end + 1) {
        end = text_.end_of_digits(at);
        joined += text_.all().substr(at, end - at);
        sizes.push_back(end - at);
        if (text_.byte(end) != separator)
            break;
    }
    if (joined.size() == 17 && (text_.byte(end) == 'X' || text_.byte(end) == 'x'))
        joined += text_.all()[end++];
    using Sizes = std::vector<std::size_t>;
    if (sizes == Sizes{6, 8, 4} || (sizes == Sizes{6, 8, 3} && joined.size() == 18))
        return identity(begin, end, joined);
    if (sizes == Sizes{3, 4, 4} && (separator == '-' || is_near(text_.window_before(begin), telephone_words)))
        return mobile(begin, end, joined);
    const bool is_card = joined.size() >= 16 && joined.size() <= 19 &&
                         std::all_of(sizes.begin(), sizes.end() - 1, [](std::size_t size) { return size == 4; });
    return is_card && is_near(text_.window_before(begin), card_words) ? card(begin, end, joined) : std::nullopt;
}

NumberScanner::Taken NumberScanner::identity(std::size_t begin, std::size_t end, std::string_view number)
{
    if (!is_identity_number(number) || !stands_alone(begin, end))
        return std::nullopt;
    // A code with a recent day in it may have the check digit by chance.
    const bool is_certain = number.substr(6, 4) <= "2010" || is_near(text_.window_before(begin), identity_words);
    found_.push_back({"W-P1", begin, end, "身份证号 " + masked(number, 2, 3), is_certain ? Severity::error : Severity::warning});
    return end;
}

NumberScanner::Taken NumberScanner::old_identity(std::size_t begin, std::size_t end, std::string_view number)
{
    if (!is_old_identity_number(number) || !is_near(text_.window_before(begin), identity_words) || !stands_alone(begin, end))
        return std::nullopt;
    found_.push_back({"W-P1", begin, end, "身份证号 " + masked(number, 2, 3), Severity::error});
    return end;
}

NumberScanner::Taken NumberScanner::card(std::size_t begin, std::size_t end, std::string_view number)
{
    if (!is_bank_card_number(number) || !stands_alone(begin, end))
        return std::nullopt;
    // Codes of projects begin with those of districts, 42… and 620… among them.
    const bool is_certain = (number.starts_with("62") && number[2] != '0') || is_near(text_.window_before(begin), card_words);
    found_.push_back({"W-P4", begin, end, "银行卡号 " + masked(number, 4, 4), is_certain ? Severity::error : Severity::warning});
    return end;
}

NumberScanner::Taken NumberScanner::mobile(std::size_t begin, std::size_t end, std::string_view number)
{
    if (!is_mobile_number(number) || !stands_alone(begin, end))
        return std::nullopt;
    found_.push_back({"W-P2", begin, end, "手机号 " + masked(number, 3, 4), Severity::error});
    return end;
}

NumberScanner::Taken NumberScanner::telephone(std::size_t begin, std::size_t end, std::string_view number)
{
    const bool has_area = number.size() >= 10;
    const auto local = has_area ? number.substr(number.size() - (number.size() == 10 ? 7 : 8)) : number;
    if (local[0] < '2' || is_day(local) || is_counted(end) || !stands_alone(begin, end))
        return std::nullopt;
    const auto start = has_area ? begin : area_before(begin);
    if (!is_called_telephone(start) && !follows_telephone(start))
        return std::nullopt;
    found_.push_back({"W-P3", begin, end, "电话 " + masked(local, 4, 0), Severity::warning});
    last_telephone_ = end;
    return end;
}

/// Where a number with its area code begins: 027-, （027）, 0717 before it.
std::size_t NumberScanner::area_before(std::size_t begin) const
{
    auto at = begin;
    for (const std::string_view separator : {"-", "—", " ", ")", "）"})
        if (text_.all().substr(0, at).ends_with(separator)) {
            at -= separator.size();
            break;
        }
    const auto area_end = at;
    while (at > 0 && base::is_digit(text_.all()[at - 1]))
        --at;
    if (area_end == begin || area_end - at < 3 || area_end - at > 4 || text_.all()[at] != '0')
        return begin;
    for (const std::string_view bracket : {"(", "（"})
        if (text_.all().substr(0, at).ends_with(bracket))
            return at - bracket.size();
    return at;
}

/// A word for telephone stands in the same line, a few characters before, with no
/// other digits between.
bool NumberScanner::is_called_telephone(std::size_t begin) const
{
    static constexpr std::array other_words = {U'费', U'会', U'网', U'亭', U'调', U'回'};
    const auto window = text_.window_before(begin);
    for (const auto word : telephone_words) {
        const auto found = window.rfind(word);
        if (found == std::string_view::npos)
            continue;
        const auto gap = window.substr(found + word.size());
        const bool is_other_word = !gap.empty() && is_one_of(base::decode(gap, 0).value, other_words);
        if (!is_other_word && gap.find_first_of("0123456789") == std::string_view::npos && base::code_point_count(gap) <= 10)
            return true;
    }
    return false;
}

/// 电话：68865117、68865118: the second of a list.
bool NumberScanner::follows_telephone(std::size_t begin) const
{
    if (last_telephone_ == 0 || begin < last_telephone_ || begin - last_telephone_ > 4)
        return false;
    const auto gap = text_.all().substr(last_telephone_, begin - last_telephone_);
    return gap == "、" || gap == "/" || gap == "," || gap == ", " || gap == "，" || gap == "或" || gap == "；" || gap == " ";
}

/// 条, 元 … follow: the number counts something.
bool NumberScanner::is_counted(std::size_t end) const
{
    if (is_blank(text_.character(end)))
        end = text_.after(end);
    static constexpr std::array counted = {U'元', U'万', U'亿', U'人', U'次', U'个', U'户', U'件', U'份', U'台', U'条',
                                           U'家', U'名', U'套', U'批', U'项', U'辆', U'期', U'场', U'号', U'年', U'%', U'％'};
    return is_one_of(text_.character(end), counted);
}

/// The digits are all of a word: no decimals, no letters, no amount, no part of an address.
bool NumberScanner::stands_alone(std::size_t begin, std::size_t end) const
{
    static constexpr std::array money_before = {U'¥', U'￥', U'$'};
    static constexpr std::array money_after = {U'元', U'万', U'亿', U'%'};
    const bool goes_on = is_word_character(text_.byte(end)) || (text_.byte(end) == '.' && base::is_digit(text_.byte(end + 1)));
    const auto after = text_.character(is_blank(text_.character(end)) ? text_.after(end) : end);
    const bool is_amount = is_one_of(text_.character_before(begin), money_before) || is_one_of(after, money_after);
    return !goes_on && !is_amount && !is_in_address(begin);
}

bool NumberScanner::is_in_address(std::size_t begin) const
{
    constexpr std::string_view limits = "\"'<>()[]|";
    const auto is_in_token = [&](char c) { return c > ' ' && c < 0x7F && limits.find(c) == std::string_view::npos; };
    auto start = begin;
    while (start > 0 && is_in_token(text_.all()[start - 1]))
        --start;
    const auto token = text_.all().substr(start, begin - start);
    return token.find("://") != std::string_view::npos || token.starts_with("www.");
}

}  // namespace gongkai::audit
