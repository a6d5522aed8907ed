#include "archive/tag_text.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "archive/problem.hpp"
#include "base/ascii.hpp"
#include "base/safe_path.hpp"

namespace gongkai::archive {
namespace {

constexpr std::string_view blanks = " \t";

bool is_blank(char c) { return blanks.find(c) != std::string_view::npos; }

/// Lines end with LF, CR or CRLF.
std::vector<std::string_view> lines_of(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of("\r\n"), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + (text.substr(end, 2) == "\r\n" ? 2 : 1), text.size()));
    }
    return lines;
}

/// The text up to a blank; what follows the blanks stays in `rest`.
std::string_view next_word(std::string_view& rest)
{
    const auto end = std::min(rest.find_first_of(blanks), rest.size());
    const auto word = rest.substr(0, end);
    rest.remove_prefix(std::min(rest.find_first_not_of(blanks, end), rest.size()));
    return word;
}

struct PathOrWhy {
    std::string path;
    std::string why;  ///< empty when the path is good
};

PathOrWhy path_in(std::string_view encoded, std::string_view folder)
{
    const auto path = decoded_path(encoded);
    if (!path)
        return {{}, fmt::format("路径 {} 中的 % 不是 %25、%0A 或 %0D", quoted(encoded))};
    if (!path->starts_with(folder))
        return {{}, fmt::format("路径 {} 不以 {} 开头", quoted(*path), folder)};
    if (!base::is_safe_path(*path))
        return {{}, fmt::format("路径 {} 可能通往别处", quoted(*path))};
    return {path->substr(folder.size()), {}};
}

bool is_hexadecimal(std::string_view text) { return text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos; }

}  // namespace

Manifest parse_manifest(std::string_view text, std::size_t digits, std::string_view folder)
{
    Manifest manifest;
    const auto lines = lines_of(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto rest = lines[i];
        const auto digest = next_word(rest);
        auto [path, why] = path_in(rest, folder);
        if (digest.size() != digits || !is_hexadecimal(digest))
            why = fmt::format("摘要 {} 不是 {} 位十六进制数", quoted(digest), digits);
        else if (why.empty() && !manifest.digests.emplace(path, base::lowered(digest)).second)
            why = fmt::format("路径 {} 列了两次", quoted(path));
        if (!why.empty())
            manifest.malformed.push_back({i + 1, why});
    }
    return manifest;
}

Fetch parse_fetch(std::string_view text)
{
    Fetch fetch;
    const auto lines = lines_of(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto rest = lines[i];
        FetchLine line{std::string(next_word(rest))};
        const auto length = next_word(rest);
        auto [path, why] = path_in(rest, payload_folder);
        const auto [end, failure] = std::from_chars(length.data(), length.data() + length.size(), line.size);
        if (failure != std::errc() || end != length.data() + length.size())
            why = fmt::format("长度 {} 不是数", quoted(length));
        line.path = path;
        if (why.empty())
            fetch.lines.push_back(std::move(line));
        else
            fetch.malformed.push_back({i + 1, why});
    }
    return fetch;
}

InfoText parse_info(std::string_view text)
{
    InfoText out;
    const auto lines = lines_of(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto line = lines[i];
        const auto begin = std::min(line.find_first_not_of(blanks), line.size());
        const auto colon = std::min(line.find(':'), line.size());
        const bool goes_on = begin > 0 && begin < line.size() && !out.info.empty();
        const bool is_element = begin == 0 && colon > 0 && colon + 1 < line.size() && is_blank(line[colon + 1]);
        if (goes_on)
            out.info.back().second += fmt::format(" {}", line.substr(begin));
        else if (is_element)
            out.info.emplace_back(line.substr(0, colon), line.substr(colon + 2));
        else
            out.malformed.push_back({i + 1, fmt::format("{} 不是“名称: 值”", quoted(line))});
    }
    return out;
}

std::vector<std::string> values_of(const BagInfo& info, std::string_view label)
{
    std::vector<std::string> values;
    for (const auto& [name, value] : info)
        if (base::lowered(name) == base::lowered(label))
            values.push_back(value);
    return values;
}

}  // namespace gongkai::archive
