// What the lint finds: T-UNSAFE for tags left open and for ways that end at different places.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "base/diagnostic.hpp"
#include "jinja/check/html_state.hpp"

namespace gongkai::jinja {

/// How far a walk has come: the state, and where what is open was opened.
struct HtmlPlace {
    HtmlState state;
    base::Span tag;
    base::Span quote;
    bool is_guess = false;  ///< behind a finding about the state itself
};
/// Nothing: the end is not reached (break, continue).
using HtmlEnd = std::optional<HtmlPlace>;

class LintFindings {
public:
    /// Once for each place, although a partial is walked for many pages.
    void report(base::Diagnostic problem);
    /// `what` has to end in data. `fallback` is where to point if it is not known where the tag was opened.
    void require_data(const HtmlPlace& place, const std::string& what, const base::Span& fallback);
    /// The common state of two ways; a problem if there is none. `message` has {} for each state.
    HtmlPlace joined(const HtmlPlace& a, const HtmlPlace& b, const base::Span& span, const std::string& message);
    HtmlEnd joined_ends(const HtmlEnd& a, const HtmlEnd& b, const base::Span& span, const std::string& message);

    /// In the order of the files, and of the places in them.
    base::Diagnostics take();

private:
    std::set<std::tuple<const base::SourceFile*, std::uint32_t, std::uint32_t>> reported_;
    base::Diagnostics problems_;
};

}  // namespace gongkai::jinja
