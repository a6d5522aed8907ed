#include "base/diagnostic.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include <fmt/format.h>

#include "base/excerpt.hpp"
#include "base/utf8.hpp"

namespace gongkai::base {
namespace {

std::string_view path_of(const Span& span) { return span.file ? std::string_view(span.file->path) : std::string_view(); }

auto order_key(const Diagnostic& d)
{
    return std::make_tuple(path_of(d.span), d.span.begin, d.span.end, static_cast<int>(d.severity),
                           std::string_view(d.code), std::string_view(d.message));
}

/// Before a message.
std::string place_text(const Span& span) { return span.file ? location_of(span) + ": " : std::string(); }

std::string excerpt_text(const Span& span)
{
    if (!span.file || span.file->text.empty())
        return {};
    const auto excerpt = excerpt_of(span);
    const std::string_view text = excerpt.text;
    const auto width = display_width(text.substr(excerpt.begin, excerpt.end - excerpt.begin));
    return fmt::format("{:>5} | {}\n      | {}{}\n", excerpt.line, text, std::string(display_width(text.substr(0, excerpt.begin)), ' '),
                       std::string(std::max<std::size_t>(1, width), '^'));
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

void append(Diagnostics& all, Diagnostics more)
{
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
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

std::string_view severity_id(Severity severity)
{
    switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
    }
    return "";
}

std::string location_of(const Span& span)
{
    if (!span.file)
        return {};
    const auto at = locate(span.file->text, span.begin);
    return fmt::format("{}:{}:{}", span.file->path, at.line, at.column);
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
