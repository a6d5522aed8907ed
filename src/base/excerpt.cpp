#include "base/excerpt.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace gongkai::base {
namespace {

/// At most this many columns of a long line are shown, around the place meant.
constexpr std::size_t excerpt_width = 100;

/// Tabs and other control characters would upset the caret: one blank each.
std::string printable(std::string_view line)
{
    std::string out(line);
    for (auto& c : out)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            c = ' ';
    return out;
}

std::size_t skip_back_to_boundary(std::string_view text, std::size_t offset)
{
    while (offset > 0 && offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80)
        --offset;
    return offset;
}

}  // namespace

Excerpt excerpt_of(const Span& span)
{
    const std::string_view text = span.file->text;
    const auto start = line_start(text, span.begin);
    const auto line = line_at(text, span.begin);
    const auto begin = std::min<std::size_t>(span.begin - start, line.size());
    const auto end = std::clamp<std::size_t>(span.end - start, begin, line.size());
    std::size_t from = 0;
    if (display_width(line.substr(0, end)) > excerpt_width)
        from = skip_back_to_boundary(line, begin > excerpt_width / 2 ? begin - excerpt_width / 2 : 0);
    const std::string head = from == 0 ? "" : "…";
    auto shown = line.substr(from);
    if (display_width(shown) > excerpt_width)
        shown = shown.substr(0, skip_back_to_boundary(shown, std::min(shown.size(), 2 * excerpt_width)));
    const auto until = from + shown.size();
    return {locate(text, span.begin).line, head + printable(shown), head.size() + std::min(begin, until) - from,
            head.size() + std::min(end, until) - from};
}

}  // namespace gongkai::base
