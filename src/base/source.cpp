#include "base/source.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace gongkai::base {

std::size_t line_start(std::string_view text, std::size_t offset)
{
    offset = std::min(offset, text.size());
    if (offset == 0)
        return 0;
    const auto newline = text.rfind('\n', offset - 1);
    return newline == std::string_view::npos ? 0 : newline + 1;
}

std::string_view line_at(std::string_view text, std::size_t offset)
{
    const auto begin = line_start(text, offset);
    auto line = text.substr(begin, text.find('\n', begin) - begin);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

LineColumn locate(std::string_view text, std::size_t offset)
{
    offset = std::min(offset, text.size());
    const auto begin = line_start(text, offset);
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), '\n');
    return {static_cast<std::size_t>(line), 1 + code_point_count(text.substr(begin, offset - begin))};
}

}  // namespace gongkai::base
