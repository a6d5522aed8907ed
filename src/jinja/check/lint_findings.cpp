#include "jinja/check/lint_findings.hpp"

#include <fmt/format.h>

namespace gongkai::jinja {

void LintFindings::report(base::Diagnostic problem)
{
    if (reported_.emplace(problem.span.file, problem.span.begin, problem.span.end).second)
        problems_.push_back(std::move(problem));
}

void LintFindings::require_data(const HtmlPlace& place, const std::string& what, const base::Span& fallback)
{
    if (place.state == HtmlState() || place.is_guess)
        return;
    const auto mode = place.state.mode;
    const bool is_quote = mode == HtmlMode::double_quoted || mode == HtmlMode::single_quoted;
    auto opened = is_quote ? place.quote : place.tag;
    const bool is_tag = opened.file != nullptr;
    if (!is_tag)
        opened = fallback;
    const char* close = is_quote ? "补上引号"
                        : mode == HtmlMode::raw_text ? "补上结束标签"
                        : mode == HtmlMode::comment ? "补上“-->”"
                                                    : "补上“>”";
    report(base::error("T-UNSAFE", opened, fmt::format("{}结束时还在{}，{}", what, describe(place.state),
                                                       is_tag ? "它从这里开始" : "没有闭合"),
                       close));
}

HtmlPlace LintFindings::joined(const HtmlPlace& a, const HtmlPlace& b, const base::Span& span, const std::string& message)
{
    const auto state = join(a.state, b.state);
    if (!state)
        report(base::error("T-UNSAFE", span, fmt::format(fmt::runtime(message), describe(a.state), describe(b.state)),
                           "每个标签、引号和注释都在同一分支内闭合"));
    auto result = a;
    if (state)
        result.state = *state;
    result.is_guess = !state || a.is_guess || b.is_guess;
    return result;
}

HtmlEnd LintFindings::joined_ends(const HtmlEnd& a, const HtmlEnd& b, const base::Span& span, const std::string& message)
{
    return a && b ? HtmlEnd(joined(*a, *b, span, message)) : a ? a : b;
}

base::Diagnostics LintFindings::take()
{
    base::sort_and_unique(problems_);
    return std::move(problems_);
}

}  // namespace gongkai::jinja
