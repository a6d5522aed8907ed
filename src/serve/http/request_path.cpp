#include "serve/http/request_path.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace gongkai::serve {
namespace {

int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/// Percent escapes decoded once; nullopt if one is bad or cut short.
std::optional<std::string> decoded(std::string_view text)
{
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            bytes += text[i];
            continue;
        }
        const auto high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const auto low = high >= 0 ? hex_digit(text[i + 2]) : -1;
        if (low < 0)
            return std::nullopt;
        bytes += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return bytes;
}

/// Valid UTF-8 without control characters (C0, DEL, C1) and backslashes.
bool is_plain_text(std::string_view text)
{
    if (base::find_invalid(text))
        return false;
    for (std::size_t i = 0; i < text.size();) {
        const auto [value, length] = base::decode(text, i);
        if (value < 0x20 || (value >= 0x7f && value < 0xa0) || value == U'\\')
            return false;
        i += length;
    }
    return true;
}

bool has_escaped_slash(std::string_view text)
{
    for (auto at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1))
        if (text.substr(at, 3) == "%2f" || text.substr(at, 3) == "%2F")
            return true;
    return false;
}

std::string_view query_of(std::string_view target)
{
    const auto mark = target.find('?');
    return mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
}

std::optional<std::string> decoded_parameter(std::string_view text)
{
    std::string blanks(text);
    std::replace(blanks.begin(), blanks.end(), '+', ' ');
    auto value = decoded(blanks);
    return value && is_plain_text(*value) ? value : std::nullopt;
}

}  // namespace

bool is_plain_path(std::string_view path)
{
    if (!is_plain_text(path))
        return false;
    while (!path.empty()) {
        if (path.front() == '/' || path.front() == '.')
            return false;
        path.remove_prefix(std::min(std::min(path.find('/'), path.size()) + 1, path.size()));
    }
    return true;
}

std::optional<std::string> request_path(std::string_view target)
{
    if (!target.starts_with('/') || target.find('#') != std::string_view::npos)
        return std::nullopt;
    const auto raw = target.substr(1, target.find('?') - 1);
    if (has_escaped_slash(raw))
        return std::nullopt;
    auto path = decoded(raw);
    return path && is_plain_path(*path) ? path : std::nullopt;
}

std::optional<std::string> query_value(std::string_view target, std::string_view name)
{
    std::optional<std::string> found;
    for (auto rest = query_of(target); !rest.empty();) {
        const auto end = std::min(rest.find('&'), rest.size());
        const auto pair = rest.substr(0, end);
        const auto equals = std::min(pair.find('='), pair.size());
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (decoded_parameter(pair.substr(0, equals)) != std::string(name))
            continue;
        if (found)
            return std::nullopt;
        found = decoded_parameter(pair.substr(std::min(equals + 1, pair.size())));
        if (!found)
            return std::nullopt;
    }
    return found;
}

}  // namespace gongkai::serve
