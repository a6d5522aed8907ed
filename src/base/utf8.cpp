#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include <fmt/format.h>

namespace gongkai::base {
namespace {

constexpr char32_t replacement = 0xFFFD;

struct Range {
    char32_t first;
    char32_t last;
};

// East Asian Width W and F, blocks merged where what lies between is unassigned.
constexpr std::array wide_ranges = {
    Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x2329, 0x232A},   Range{0x23E9, 0x23EC},
    Range{0x2E80, 0x303E},   Range{0x3041, 0x33FF},   Range{0x3400, 0x4DBF},   Range{0x4E00, 0x9FFF},
    Range{0xA000, 0xA4CF},   Range{0xA960, 0xA97F},   Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},
    Range{0xFE10, 0xFE19},   Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},
    Range{0x16FE0, 0x18CFF}, Range{0x1B000, 0x1B2FF}, Range{0x1F300, 0x1F64F}, Range{0x1F680, 0x1F6FF},
    Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD},
};

constexpr std::array zero_width_ranges = {
    Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD}, Range{0x200B, 0x200F},
    Range{0x202A, 0x202E}, Range{0x2060, 0x2064}, Range{0x20D0, 0x20F0}, Range{0xFE00, 0xFE0F},
    Range{0xFE20, 0xFE2F}, Range{0xFEFF, 0xFEFF}, Range{0xE0100, 0xE01EF},
};

template <std::size_t N>
bool contains(const std::array<Range, N>& ranges, char32_t character)
{
    const auto after = std::upper_bound(ranges.begin(), ranges.end(), character,
                                        [](char32_t c, const Range& range) { return c < range.first; });
    return after != ranges.begin() && character <= std::prev(after)->last;
}

std::size_t sequence_length(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    if (lead >= 0xF0 && lead <= 0xF4)
        return 4;
    return 0;
}

bool is_scalar(char32_t value, std::size_t length)
{
    constexpr std::array<char32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
    return value >= smallest[length] && value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF);
}

std::optional<CodePoint> decode_strict(std::string_view text, std::size_t offset)
{
    const auto lead = static_cast<unsigned char>(text[offset]);
    const auto length = sequence_length(lead);
    if (length == 1)
        return CodePoint{lead, 1};
    if (length == 0 || offset + length > text.size())
        return std::nullopt;
    char32_t value = lead & (0x7Fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[offset + i]);
        if ((next & 0xC0) != 0x80)
            return std::nullopt;
        value = (value << 6) | (next & 0x3Fu);
    }
    if (!is_scalar(value, length))
        return std::nullopt;
    return CodePoint{value, length};
}

}  // namespace

CodePoint decode(std::string_view text, std::size_t offset)
{
    return decode_strict(text, offset).value_or(CodePoint{replacement, 1});
}

std::optional<std::size_t> find_invalid(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        if (static_cast<unsigned char>(text[i]) < 0x80) {
            ++i;
            continue;
        }
        const auto character = decode_strict(text, i);
        if (!character)
            return i;
        i += character->length;
    }
    return std::nullopt;
}

std::size_t code_point_count(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool is_wide(char32_t character) { return character >= 0x1100 && contains(wide_ranges, character); }

bool is_zero_width(char32_t character) { return character >= 0x0300 && contains(zero_width_ranges, character); }

std::size_t display_width(std::string_view text)
{
    std::size_t width = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto character = decode(text, i);
        i += character.length;
        if (!is_zero_width(character.value))
            width += is_wide(character.value) ? 2 : 1;
    }
    return width;
}

void append_utf8(std::string& out, char32_t character)
{
    const auto byte = [&](char32_t value) { out += static_cast<char>(static_cast<unsigned char>(value)); };
    const auto tail = [&](int shift) { byte(0x80 | ((character >> shift) & 0x3F)); };
    if (character < 0x80) {
        byte(character);
    } else if (character < 0x800) {
        byte(0xC0 | (character >> 6));
        tail(0);
    } else if (character < 0x10000) {
        byte(0xE0 | (character >> 12));
        tail(6);
        tail(0);
    } else {
        byte(0xF0 | (character >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

std::string visible(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto [value, length] = decode(text, i);
        const bool is_control = value < 0x20 || (value >= 0x7F && value < 0xA0);
        const bool is_mark = (value >= 0x200B && value <= 0x200F) || (value >= 0x2028 && value <= 0x202E) ||
                             (value >= 0x2060 && value <= 0x206F) || value == 0xFEFF || value == 0xFFFD;
        if (value == '\n')
            out += "\\n";
        else if (value == '\t')
            out += "\\t";
        else if (value == '\r')
            out += "\\r";
        else if (is_control || is_mark)
            out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(value));
        else
            out += text.substr(i, length);
        i += length;
    }
    return out;
}

std::string shorten(std::string_view text, std::size_t limit)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); i += decode(text, i).length) {
        if (count++ == limit)
            return std::string(text.substr(0, i)) + "…";
    }
    return std::string(text);
}

}  // namespace gongkai::base
