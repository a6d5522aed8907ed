// Markdown → safe HTML.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace gongkai::markup {

/// A term that is linked where it first occurs.
struct LinkedTerm {
    std::string text;  ///< the term or one of its aliases
    std::string href;
};

/// Finds terms in text: the longest that begins at a place. Built once, used
/// from any thread. Quotation marks around or within a term do not matter.
class TermFinder {
public:
    explicit TermFinder(const std::vector<LinkedTerm>& terms);
    ~TermFinder();
    TermFinder(TermFinder&&) noexcept;

    struct Match {
        std::size_t begin = 0;
        std::size_t end = 0;
        const std::string* href = nullptr;
    };
    /// The first match at or after `from`; href is null if there is none.
    Match find(std::string_view text, std::size_t from) const;

private:
    struct Node;
    std::vector<Node> nodes_;
    std::vector<std::string> hrefs_;
};

struct Options {
    int heading_shift = 0;               ///< added to the level of every heading
    const TermFinder* terms = nullptr;   ///< linked once each, outside headings, links and code
    std::string href_prefix;             ///< put before the href of terms
};

/// Renders CommonMark with tables. Raw HTML (M-HTML) and addresses other than
/// relative ones, http, https and mailto (M-URL) are errors, placed at `where`:
/// the source from which the text came (exactly, if the text is part of that file).
base::Result<std::string> render(std::string_view markdown, base::Span where, const Options& options);

}  // namespace gongkai::markup
