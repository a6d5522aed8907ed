// A trie of bytes over the terms with their quotation marks taken out. Text is
// matched the same way: quotation marks in it are passed over.

#include <array>
#include <map>

#include "markup/markup.hpp"

namespace gongkai::markup {
namespace {

constexpr std::array<std::string_view, 6> quotes = {"“", "”", "‘", "’", "「", "」"};

/// Length of the quotation mark at a place, or 0.
std::size_t quote_at(std::string_view text, std::size_t at)
{
    for (const auto quote : quotes)
        if (text.substr(at).starts_with(quote))
            return quote.size();
    return 0;
}

}  // namespace

struct TermFinder::Node {
    std::map<char, std::uint32_t> next;
    int href = -1;
};

TermFinder::TermFinder(const std::vector<LinkedTerm>& terms) : nodes_(1)
{
    for (const auto& term : terms) {
        std::uint32_t node = 0;
        for (std::size_t i = 0; i < term.text.size();) {
            if (const auto skipped = quote_at(term.text, i)) {
                i += skipped;
                continue;
            }
            const auto [entry, is_new] = nodes_[node].next.try_emplace(term.text[i], static_cast<std::uint32_t>(nodes_.size()));
            node = entry->second;
            if (is_new)
                nodes_.emplace_back();
            ++i;
        }
        if (node == 0 || nodes_[node].href >= 0)
            continue;
        nodes_[node].href = static_cast<int>(hrefs_.size());
        hrefs_.push_back(term.href);
    }
}

TermFinder::~TermFinder() = default;
TermFinder::TermFinder(TermFinder&&) noexcept = default;

TermFinder::Match TermFinder::find(std::string_view text, std::size_t from) const
{
    for (auto begin = from; begin < text.size(); ++begin) {
        if ((static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80)
            continue;
        Match best;
        std::uint32_t node = 0;
        for (auto i = begin; i < text.size();) {
            if (const auto skipped = quote_at(text, i)) {
                i += skipped;
                continue;
            }
            const auto next = nodes_[node].next.find(text[i]);
            if (next == nodes_[node].next.end())
                break;
            node = next->second;
            ++i;
            if (nodes_[node].href >= 0)
                best = {begin, i, &hrefs_[static_cast<std::size_t>(nodes_[node].href)]};
        }
        if (best.href)
            return best;
    }
    return {};
}

}  // namespace gongkai::markup
