#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "audit/personal_names.hpp"
#include "audit/personal_scanner.hpp"
#include "base/ascii.hpp"

namespace gongkai::audit {
namespace {

using base::Severity;

bool is_han(char32_t c) { return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF); }

/// A line, cell or bracket begins or ends here.
bool is_edge(char32_t c)
{
    static constexpr std::array edges = {U'\0', U'\n', U'\r', U'（', U'）', U'(', U')', U'[', U']', U'【', U'】', U':', U'：', U'*', U'|'};
    return is_blank(c) || is_one_of(c, edges);
}

template <std::size_t N>
bool begins_with_one_of(std::string_view text, const std::array<std::string_view, N>& beginnings)
{
    return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view word) { return text.starts_with(word); });
}

}  // namespace

void WordScanner::look_at(std::size_t at, char32_t first)
{
    constexpr std::u32string_view provinces = U"京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    switch (first) {
    case U'填':
    case U'负':
    case U'联':
    case U'经':
    case U'制': return name(at);
    case U'绝':
    case U'机':
    case U'秘': return secrecy(at);
    case U'内': return internal(at);
    case U'家':
    case U'现':
    case U'户': return home(at);
    default:
        if (text_.byte(at + 3) >= 'A' && text_.byte(at + 3) <= 'Z' && provinces.find(first) != std::u32string_view::npos)
            plate(at);
    }
}

/// Past blanks, one colon and an opening quote; nullopt when there is nothing of the kind.
std::optional<std::size_t> WordScanner::after_separator(std::size_t at) const
{
    const auto start = at;
    const auto skip_blanks = [&] {
        while (is_blank(text_.character(at)))
            at = text_.after(at);
    };
    skip_blanks();
    if (text_.character(at) == U'：' || text_.character(at) == U':') {
        at = text_.after(at);
        skip_blanks();
    }
    if (at > start && (text_.byte(at) == '"' || text_.byte(at) == '\''))
        ++at;
    return at > start ? std::optional(at) : std::nullopt;
}

/// 填报人 and the like, perhaps （签字）, a separator, a name.
void WordScanner::name(std::size_t at)
{
    static constexpr std::array<std::string_view, 6> roles = {"填报", "负责", "联系", "经办", "填表", "制表"};
    constexpr std::string_view person = "人";
    const auto role = text_.all().substr(at, roles[0].size());
    if (std::find(roles.begin(), roles.end(), role) == roles.end() || !text_.rest(at + role.size()).starts_with(person))
        return;
    auto after = at + role.size() + person.size();
    if (text_.character(after) == U'（' || text_.character(after) == U'(') {
        const auto closing = text_.rest(after).substr(0, 30).find(text_.character(after) == U'(' ? ")" : "）");
        if (closing == std::string_view::npos)
            return;
        after = text_.after(after + closing);
    }
    const auto begin = after_separator(after);
    if (!begin)
        return;
    auto end = *begin;
    while (is_han(text_.character(end)) || text_.character(end) == U'·')
        end = text_.after(end);
    if (const auto called = name_at_start(text_.all().substr(*begin, end - *begin)); !called.empty())
        found_.push_back({"W-P5", *begin, *begin + called.size(), fmt::format("{}{}姓名 {}", role, person, masked_name(called)), Severity::warning});
}

/// 机密★10年 as printed in the corner of a document; 国家秘密 in a sentence is none.
void WordScanner::secrecy(std::size_t at)
{
    static constexpr std::array<std::string_view, 3> levels = {"绝密", "机密", "秘密"};
    const auto level = text_.all().substr(at, levels[0].size());
    if (std::find(levels.begin(), levels.end(), level) == levels.end())
        return;
    auto end = at + level.size();
    auto after = end;
    if (is_blank(text_.character(after)))
        after = text_.after(after);
    const bool has_star = text_.character(after) == U'★' || text_.character(after) == U'☆';
    if (has_star)
        end = after = text_.after(after);
    const auto term_end = text_.end_of_digits(after);
    const bool has_term = term_end > after && term_end - after <= 2 && text_.character(term_end) == U'年';
    if (has_term)
        end = term_end + std::string_view("年").size();
    const bool begins_alone = is_edge(text_.character_before(at));
    if (has_star || (has_term && begins_alone))
        found_.push_back({"W-P7", at, end, fmt::format("密级标志“{}”", text_.all().substr(at, end - at)), Severity::error});
    else if (begins_alone && is_edge(text_.character(end)))
        found_.push_back({"W-P7", at, end, fmt::format("“{}”字样", level), Severity::note});
}

void WordScanner::internal(std::size_t at)
{
    constexpr std::string_view mark = "内部资料";
    if (!text_.rest(at).starts_with(mark) || !is_edge(text_.character_before(at)))
        return;
    const auto after = text_.rest(at + mark.size());
    static constexpr std::array<std::string_view, 5> warnings = {"注意", "请勿", "严禁", "不得", "，"};
    if (begins_with_one_of(after, warnings) || is_edge(text_.character(at + mark.size())))
        found_.push_back({"W-P7", at, at + mark.size(), fmt::format("“{}”字样", mark), Severity::note});
}

void WordScanner::home(std::size_t at)
{
    static constexpr std::array<std::string_view, 5> labels = {"家庭住址", "家庭地址", "现住址", "户籍地址", "户口所在地"};
    const auto label = std::find_if(labels.begin(), labels.end(), [&](std::string_view candidate) { return text_.rest(at).starts_with(candidate); });
    if (label == labels.end())
        return;
    const auto begin = after_separator(at + label->size());
    if (!begin)
        return;
    constexpr std::size_t longest = 150;
    const auto line = text_.rest(*begin).substr(0, longest);
    const auto address = line.substr(0, std::min(line.find_first_of("\n\t,"), line.size()));
    for (const std::string_view part : {"号", "室", "栋", "幢", "单元"})
        if (const auto found = address.find(part); found != std::string_view::npos && found > 0 && base::is_digit(address[found - 1]))
            {
            found_.push_back({"W-P6", *begin, *begin + found + part.size(), std::string(*label), Severity::warning});
            return;
        }
}

void WordScanner::email(std::size_t at)
{
    const auto is_local = [](char c) { return is_word_character(c) || c == '.' || c == '-' || c == '+' || c == '%'; };
    auto begin = at;
    while (begin > 0 && is_local(text_.all()[begin - 1]))
        --begin;
    auto end = at + 1;
    while (end < text_.all().size() && (is_word_character(text_.all()[end]) || text_.all()[end] == '.' || text_.all()[end] == '-'))
        ++end;
    while (end > at + 1 && (text_.all()[end - 1] == '.' || text_.all()[end - 1] == '-'))
        --end;
    const auto domain = text_.all().substr(at + 1, end - at - 1);
    const auto dot = domain.rfind('.');
    if (begin == at || dot == std::string_view::npos || dot == 0 || text_.character_before(begin) == U'*')
        return;
    const auto top = domain.substr(dot + 1);
    static constexpr std::array<std::string_view, 7> files = {"png", "jpg", "svg", "webp", "gif", "css", "js"};
    const bool is_name = top.size() >= 2 && std::none_of(top.begin(), top.end(), base::is_digit) &&
                         std::find(files.begin(), files.end(), top) == files.end();
    if (is_name)
        found_.push_back({"W-P6", begin, end, fmt::format("电子邮箱 {}***@{}", text_.all()[begin], domain), Severity::warning});
}

/// 鄂A12345, 鄂AD12345 of the new kind, 鄂A·12345, 鄂A1234警.
void WordScanner::plate(std::size_t at)
{
    auto begin = at + 4;
    constexpr std::string_view dot = "·";
    if (text_.rest(begin).starts_with(dot))
        begin += dot.size();
    auto end = begin;
    std::size_t figures = 0;
    const auto is_plate_letter = [](char c) { return c >= 'A' && c <= 'Z' && c != 'I' && c != 'O'; };
    while (is_plate_letter(text_.byte(end)) || base::is_digit(text_.byte(end)))
        figures += base::is_digit(text_.all()[end++]) ? 1 : 0;
    const auto length = end - begin;
    static constexpr std::array signs = {U'挂', U'学', U'警', U'港', U'澳'};
    const bool has_sign = length == 4 && is_one_of(text_.character(end), signs);
    if ((length != 5 && length != 6 && !has_sign) || figures < 3 || is_word_character(text_.byte(end)) || text_.byte(end) == '-')
        return;
    if (has_sign)
        end += std::string_view("挂").size();
    found_.push_back({"W-P6", at, end, fmt::format("车牌号 {}***{}", text_.all().substr(at, 4), text_.all().substr(begin + length - 2, 2)), Severity::warning});
}

}  // namespace gongkai::audit
