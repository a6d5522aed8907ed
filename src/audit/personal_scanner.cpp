#include "audit/personal_scanner.hpp"

#include <optional>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace gongkai::audit {
namespace {

/// One pass: digits, @ and the first characters of the words that matter each
/// start a closer look at their surroundings.
std::vector<PersonalDatum> scan(std::string_view all)
{
    const ScannedText text(all);
    std::vector<PersonalDatum> found;
    NumberScanner numbers(text, found);
    WordScanner words(text, found);
    for (std::size_t at = 0; at < all.size();) {
        const auto c = static_cast<unsigned char>(all[at]);
        if (base::is_digit(all[at])) {
            at = numbers.look_at(at);
        } else if (c < 0xE0) {
            if (c == '@')
                words.email(at);
            ++at;
        } else {
            const auto character = base::decode(all, at);
            words.look_at(at, character.value);
            at += character.length;
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
    return found;
}

/// Full-width digits as half-width ones, and where each byte came from.
struct Folded {
    std::string text;
    std::vector<std::uint32_t> origin;
};

bool is_wide_digit(std::string_view text, std::size_t at)
{
    const auto is = [&](std::size_t i, unsigned char low, unsigned char high) {
        const auto c = static_cast<unsigned char>(text[i]);
        return c >= low && c <= high;
    };
    return at + 2 < text.size() && is(at, 0xEF, 0xEF) && is(at + 1, 0xBC, 0xBC) && is(at + 2, 0x90, 0x99);
}

std::optional<Folded> folded(std::string_view text)
{
    auto first = text.find('\xEF');
    while (first != std::string_view::npos && !is_wide_digit(text, first))
        first = text.find('\xEF', first + 1);
    if (first == std::string_view::npos)
        return std::nullopt;
    Folded result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_wide = is_wide_digit(text, i);
        result.origin.push_back(static_cast<std::uint32_t>(i));
        result.text += is_wide ? static_cast<char>(text[i + 2] - '\x90' + '0') : text[i];
        i += is_wide ? 2 : 0;
    }
    result.origin.push_back(static_cast<std::uint32_t>(text.size()));
    return result;
}

}  // namespace

char32_t ScannedText::character(std::size_t at) const { return at < text_.size() ? base::decode(text_, at).value : U'\0'; }

char32_t ScannedText::character_before(std::size_t at) const
{
    auto begin = at;
    while (begin > 0 && at - begin < 4 && (begin == at || (static_cast<unsigned char>(text_[begin]) & 0xC0) == 0x80))
        --begin;
    return begin < at ? base::decode(text_, begin).value : U'\0';
}

std::size_t ScannedText::after(std::size_t at) const { return at < text_.size() ? at + base::decode(text_, at).length : at; }

std::size_t ScannedText::end_of_digits(std::size_t begin) const
{
    auto end = begin;
    while (base::is_digit(byte(end)))
        ++end;
    return end;
}

std::string_view ScannedText::window_before(std::size_t begin) const
{
    constexpr std::size_t reach = 60;
    auto window = text_.substr(begin > reach ? begin - reach : 0, std::min(begin, reach));
    for (const std::string_view stop : {"\n", "。", "；"})
        if (const auto found = window.rfind(stop); found != std::string_view::npos)
            window.remove_prefix(found + stop.size());
    return window;
}

std::vector<PersonalDatum> find_personal_data(std::string_view text)
{
    const auto plain = folded(text);
    if (!plain)
        return scan(text);
    auto found = scan(plain->text);
    for (auto& datum : found) {
        datum.begin = plain->origin[datum.begin];
        datum.end = plain->origin[datum.end];
    }
    return found;
}

}  // namespace gongkai::audit
