#include "jinja/library/entities.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "base/utf8.hpp"

namespace gongkai::jinja {
namespace {

struct Entity {
    std::string_view name;
    char32_t character;
    bool may_lack_semicolon;  ///< as old pages write them: &copy 2026
};

constexpr Entity entities[] = {
    {"amp", 0x26, true}, {"lt", 0x3C, true}, {"gt", 0x3E, true}, {"quot", 0x22, true}, {"apos", 0x27, false},
    {"nbsp", 0xA0, true}, {"iexcl", 0xA1, true}, {"cent", 0xA2, true}, {"pound", 0xA3, true}, {"curren", 0xA4, true},
    {"yen", 0xA5, true}, {"brvbar", 0xA6, true}, {"sect", 0xA7, true}, {"uml", 0xA8, true}, {"copy", 0xA9, true},
    {"ordf", 0xAA, true}, {"laquo", 0xAB, true}, {"not", 0xAC, true}, {"shy", 0xAD, true}, {"reg", 0xAE, true},
    {"macr", 0xAF, true}, {"deg", 0xB0, true}, {"plusmn", 0xB1, true}, {"sup2", 0xB2, true}, {"sup3", 0xB3, true},
    {"acute", 0xB4, true}, {"micro", 0xB5, true}, {"para", 0xB6, true}, {"middot", 0xB7, true},
    {"cedil", 0xB8, true}, {"sup1", 0xB9, true}, {"ordm", 0xBA, true}, {"raquo", 0xBB, true}, {"frac14", 0xBC, true},
    {"frac12", 0xBD, true}, {"frac34", 0xBE, true}, {"iquest", 0xBF, true}, {"times", 0xD7, true},
    {"divide", 0xF7, true}, {"ensp", 0x2002, false}, {"emsp", 0x2003, false}, {"thinsp", 0x2009, false},
    {"zwnj", 0x200C, false}, {"zwj", 0x200D, false}, {"ndash", 0x2013, false}, {"mdash", 0x2014, false},
    {"lsquo", 0x2018, false}, {"rsquo", 0x2019, false}, {"sbquo", 0x201A, false}, {"ldquo", 0x201C, false},
    {"rdquo", 0x201D, false}, {"bdquo", 0x201E, false}, {"dagger", 0x2020, false}, {"bull", 0x2022, false},
    {"hellip", 0x2026, false}, {"permil", 0x2030, false}, {"prime", 0x2032, false}, {"Prime", 0x2033, false},
    {"lsaquo", 0x2039, false}, {"rsaquo", 0x203A, false}, {"oline", 0x203E, false}, {"frasl", 0x2044, false},
    {"euro", 0x20AC, false}, {"trade", 0x2122, false}, {"larr", 0x2190, false}, {"uarr", 0x2191, false},
    {"rarr", 0x2192, false}, {"darr", 0x2193, false}, {"harr", 0x2194, false}, {"minus", 0x2212, false},
    {"infin", 0x221E, false}, {"asymp", 0x2248, false}, {"ne", 0x2260, false}, {"equiv", 0x2261, false},
    {"le", 0x2264, false}, {"ge", 0x2265, false},
};

constexpr std::size_t longest_name = 6;  ///< of those that may lack the semicolon

/// What old pages meant by the numbers 128 to 159: characters of Windows-1252.
constexpr std::array<char32_t, 32> of_windows = {
    0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F,
    0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
};

const Entity* find_entity(std::string_view name)
{
    const auto* found = std::find_if(std::begin(entities), std::end(entities), [&](const Entity& e) { return e.name == name; });
    return found == std::end(entities) ? nullptr : found;
}

/// Code points that stand for nothing in a text.
bool is_no_character(std::uint32_t code)
{
    return (code < 0x20 && code != '\t' && code != '\n' && code != '\f' && code != '\r') || (code >= 0x7F && code < 0xA0) ||
           (code >= 0xFDD0 && code <= 0xFDEF) || (code & 0xFFFE) == 0xFFFE;
}

void append_numbered(std::string& out, std::uint32_t code)
{
    if (code >= 0x80 && code < 0xA0)
        base::append_utf8(out, of_windows[code - 0x80]);
    else if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        base::append_utf8(out, 0xFFFD);
    else if (!is_no_character(code))
        base::append_utf8(out, code);
}

/// Reads #20013; or #x4e2d; and returns its length; 0 if it is nothing of the kind.
std::size_t read_numbered(std::string& out, std::string_view text)
{
    const bool hexadecimal = text.size() > 1 && (text[1] == 'x' || text[1] == 'X');
    const auto digits = text.substr(hexadecimal ? 2 : 1);
    std::uint32_t code = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), code, hexadecimal ? 16 : 10);
    if (failure == std::errc::invalid_argument)
        return 0;
    append_numbered(out, failure == std::errc() ? code : 0xFFFFFFFF);
    auto length = static_cast<std::size_t>(end - text.data());
    return length < text.size() && text[length] == ';' ? length + 1 : length;
}

/// The same for amp; — and for the longest of the names that need no semicolon.
std::size_t read_named(std::string& out, std::string_view text)
{
    const auto name = text.substr(0, text.find_first_of("\t\n\f <&#;"));
    if (name.size() < text.size() && text[name.size()] == ';') {
        const auto* entity = find_entity(name);
        if (entity)
            base::append_utf8(out, entity->character);
        return entity ? name.size() + 1 : 0;
    }
    for (auto length = std::min(longest_name, name.size()); length > 1; --length)
        if (const auto* entity = find_entity(name.substr(0, length)); entity && entity->may_lack_semicolon) {
            base::append_utf8(out, entity->character);
            return length;
        }
    return 0;
}

}  // namespace

std::string unescaped(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto ampersand = std::min(text.find('&', i), text.size());
        out += text.substr(i, ampersand - i);
        if (ampersand == text.size())
            break;
        const auto rest = text.substr(ampersand + 1);
        const auto length = rest.starts_with('#') ? read_numbered(out, rest) : read_named(out, rest);
        if (length == 0)
            out += '&';
        i = ampersand + 1 + length;
    }
    return out;
}

}  // namespace gongkai::jinja
