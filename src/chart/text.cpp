#include "chart/text.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace gongkai::chart {
namespace {

/// Thousandths of an em.
int em_of(char32_t c)
{
    if (base::is_zero_width(c))
        return 0;
    if (c >= 0x80)
        return c == 0x2212 ? 840 : 1000;
    if (c >= '0' && c <= '9')
        return 600;
    if (c == 'W' || c == 'M' || c == 'm' || c == 'w' || c == '@')
        return 1000;
    if (c >= 'A' && c <= 'Z')
        return 750;
    if (c == '.' || c == ',' || c == ' ' || c == ':' || c == ';' || c == '\'' || c == '|')
        return 330;
    if (c == '%')
        return 930;
    if (c == '-')
        return 350;
    return 600;
}

std::vector<std::string_view> characters_of(std::string_view text)
{
    std::vector<std::string_view> characters;
    for (std::size_t i = 0; i < text.size();) {
        const auto length = base::decode(text, i).length;
        characters.push_back(text.substr(i, length));
        i += length;
    }
    return characters;
}

bool is_one_of(std::string_view character, std::string_view set) { return !character.empty() && set.find(character) != std::string_view::npos; }

bool may_break_between(std::string_view before, std::string_view after)
{
    if (is_one_of(after, "，。、；：？！）》”’％%") || is_one_of(before, "（《“‘"))
        return false;
    const auto is_word = [](std::string_view c) { return c.size() == 1 && c != " "; };
    return !(is_word(before) && is_word(after));
}

/// The line, or as much of its beginning as fits before an ellipsis.
std::string cut_to(const std::string& line, int size, int width)
{
    if (text_width(line, size) <= width)
        return line;
    std::string kept;
    for (const auto character : characters_of(line)) {
        const auto longer = kept + std::string(character);
        if (text_width(longer + "…", size) > width)
            break;
        kept = longer;
    }
    return kept + "…";
}

}  // namespace

int text_width(std::string_view text, int size)
{
    long long thousandths = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto character = base::decode(text, i);
        thousandths += em_of(character.value);
        i += character.length;
    }
    return static_cast<int>((thousandths * size * 104 / 100 + 999) / 1000);
}

std::vector<std::string> wrapped(std::string_view text, int size, int width, std::size_t lines)
{
    std::vector<std::string> result(1);
    const auto characters = characters_of(text);
    std::size_t i = 0;
    while (i < characters.size()) {
        // The longest piece from here that fits and may end there.
        std::string piece;
        std::string fitting;
        auto end = i;
        auto fitting_end = i;
        while (end < characters.size()) {
            piece += characters[end++];
            if (text_width(piece, size) > width && !fitting.empty())
                break;
            if (end == characters.size() || may_break_between(characters[end - 1], characters[end]) || text_width(piece, size) > width) {
                fitting = piece;
                fitting_end = end;
                if (text_width(piece, size) > width)
                    break;
            }
        }
        result.back() = fitting;
        i = fitting_end;
        if (i < characters.size()) {
            if (result.size() == lines) {
                result.back() = cut_to(result.back() + std::string(characters[i]) + "…", size, width);
                break;
            }
            result.emplace_back();
        }
    }
    // A single unbreakable word wider than the line is cut as well.
    for (auto& line : result)
        line = cut_to(line, size, width);
    return result;
}

std::vector<std::string> balanced(std::string_view text, int size, int width, std::size_t lines)
{
    auto result = wrapped(text, size, width, lines);
    if (result.size() < 2)
        return result;
    auto even = wrapped(text, size, std::min(width, text_width(text, size) / static_cast<int>(result.size()) + size), result.size());
    return joined(even) == text ? even : result;
}

std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const auto& line : lines)
        text += line;
    return text;
}

std::string clean_name(std::string_view name)
{
    std::string out;
    for (std::size_t i = 0; i < name.size();) {
        const auto character = base::decode(name, i);
        const bool control = character.value < 0x20 || character.value == 0x7F || character.value == 0xFFFD;
        if (!control && !base::is_zero_width(character.value))
            out += name.substr(i, character.length);
        i += character.length;
    }
    const auto first = out.find_first_not_of(' ');
    return first == std::string::npos ? "（未命名）" : out.substr(first);
}

}  // namespace gongkai::chart
