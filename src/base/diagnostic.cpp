#include "base/diagnostic.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "base/utf8.hpp"

namespace gongkai::base {
namespace {

std::string_view path_of(const Span& span) { return span.file ? std::string_view(span.file->path) : std::string_view(); }

auto order_key(const Diagnostic& d)
{
    return std::make_tuple(path_of(d.span), d.span.begin, d.span.end, static_cast<int>(d.severity),
                           std::string_view(d.code), std::string_view(d.message));
}

// Tabs and other control characters would upset the caret: one blank each.
std::string printable(std::string_view line)
{
    std::string out(line);
    for (auto& c : out)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            c = ' ';
    return out;
}

// At most this many columns of a long line are shown, around the place meant.
constexpr std::size_t excerpt_width = 100;

struct Excerpt {
    std::string text;
    std::size_t caret_column;
    std::size_t caret_width;
};

std::size_t skip_back_to_boundary(std::string_view text, std::size_t offset)
{
    while (offset > 0 && offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80)
        --offset;
    return offset;
}

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
    const auto marked = line.substr(begin, std::min(end, from + shown.size()) - std::min(begin, from + shown.size()));
    return {head + printable(shown), display_width(head) + display_width(line.substr(from, begin - from)),
            std::max<std::size_t>(1, display_width(marked))};
}

std::string place_text(const Span& span)
{
    if (!span.file)
        return {};
    const auto at = locate(span.file->text, span.begin);
    return fmt::format("{}:{}:{}: ", span.file->path, at.line, at.column);
}

std::string excerpt_text(const Span& span)
{
    if (!span.file || span.file->text.empty())
        return {};
    const auto excerpt = excerpt_of(span);
    const auto line = locate(span.file->text, span.begin).line;
    return fmt::format("{:>5} | {}\n      | {}{}\n", line, excerpt.text, std::string(excerpt.caret_column, ' '),
                       std::string(excerpt.caret_width, '^'));
}

}  // namespace

Diagnostic error(std::string code, Span span, std::string message, std::string hint)
{
    return {Severity::error, std::move(code), span, std::move(message), std::move(hint), {}};
}

Diagnostic warning(std::string code, Span span, std::string message, std::string hint)
{
    return {Severity::warning, std::move(code), span, std::move(message), std::move(hint), {}};
}

bool has_errors(const Diagnostics& diagnostics)
{
    return std::any_of(diagnostics.begin(), diagnostics.end(),
                       [](const Diagnostic& d) { return d.severity == Severity::error; });
}

void sort_and_unique(Diagnostics& diagnostics)
{
    const auto less = [](const Diagnostic& a, const Diagnostic& b) { return order_key(a) < order_key(b); };
    const auto same = [](const Diagnostic& a, const Diagnostic& b) { return order_key(a) == order_key(b); };
    std::stable_sort(diagnostics.begin(), diagnostics.end(), less);
    diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end(), same), diagnostics.end());
}

std::string_view severity_name(Severity severity)
{
    switch (severity) {
    case Severity::error: return "错误";
    case Severity::warning: return "警告";
    case Severity::note: return "提示";
    }
    return "";
}

std::string to_text(const Diagnostic& diagnostic)
{
    auto out = fmt::format("{}{} [{}] {}\n", place_text(diagnostic.span), severity_name(diagnostic.severity),
                           diagnostic.code, diagnostic.message);
    out += excerpt_text(diagnostic.span);
    for (const auto& line : diagnostic.evidence)
        out += fmt::format("   其中: {}\n", line);
    for (const auto& place : diagnostic.related)
        out += fmt::format("   {}{}\n", place_text(place.span), place.message) + excerpt_text(place.span);
    if (!diagnostic.hint.empty())
        out += fmt::format("   提示: {}\n", diagnostic.hint);
    return out;
}

}  // namespace gongkai::base
