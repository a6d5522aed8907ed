#include "build/changes/text_pieces.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/ascii.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "build/changes/edit_script.hpp"

namespace gongkai::build {
namespace {

constexpr std::size_t most_words = 4000;
constexpr std::size_t most_edits = 400;

bool is_within_number(std::string_view text, std::size_t at)
{
    return base::is_digit(text[at]) ||
           ((text[at] == '.' || text[at] == ',') && at + 1 < text.size() && base::is_digit(text[at + 1]));
}

/// A minus sign, and no hyphen as in 2024-09.
bool starts_number(std::string_view text, std::size_t at)
{
    if (base::is_digit(text[at]))
        return true;
    const bool follows_word = at > 0 && (base::is_digit(text[at - 1]) || base::is_letter(text[at - 1]));
    return text[at] == '-' && !follows_word && at + 1 < text.size() && base::is_digit(text[at + 1]);
}

std::size_t end_of_word(std::string_view text, std::size_t at)
{
    auto end = at + 1;
    if (starts_number(text, at)) {
        while (end < text.size() && is_within_number(text, end))
            ++end;
        return end;
    }
    if (base::is_letter(text[at])) {
        while (end < text.size() && base::is_letter(text[end]))
            ++end;
        return end;
    }
    return at + base::decode(text, at).length;
}

/// Numbers for words, the same for the same.
class Numbering {
public:
    Items of(const std::vector<std::string_view>& words)
    {
        Items items;
        items.reserve(words.size());
        for (const auto word : words)
            items.push_back(numbers_.emplace(word, static_cast<std::uint32_t>(numbers_.size())).first->second);
        return items;
    }

private:
    std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

/// Alike pieces of at most two words between two that differ only make reading hard,
/// unless they are the tabs between cells or a space.
bool is_worth_a_piece(const std::vector<std::string_view>& words, std::size_t begin, std::size_t end)
{
    return end - begin > 2 || std::any_of(words.begin() + static_cast<std::ptrdiff_t>(begin), words.begin() + static_cast<std::ptrdiff_t>(end),
                                          [](std::string_view word) { return word == "\t" || word == " " || starts_number(word, 0); });
}

std::vector<DifferingRange> joined(const std::vector<DifferingRange>& ranges, const std::vector<std::string_view>& old)
{
    std::vector<DifferingRange> out;
    for (const auto& range : ranges) {
        if (out.empty() || is_worth_a_piece(old, out.back().old_end, range.old_begin)) {
            out.push_back(range);
        } else {
            out.back().old_end = range.old_end;
            out.back().now_end = range.now_end;
        }
    }
    return out;
}

/// Takes words of one side into pieces.
class PieceWriter {
public:
    explicit PieceWriter(const std::vector<std::string_view>& words) : words_(words) {}

    void up_to(std::size_t end, bool differs)
    {
        std::string text;
        for (; at_ < end; ++at_)
            text += words_[at_];
        if (!text.empty())
            pieces_.push_back({std::move(text), differs});
    }
    Pieces finish()
    {
        up_to(words_.size(), false);
        return std::move(pieces_);
    }

private:
    const std::vector<std::string_view>& words_;
    std::size_t at_ = 0;
    Pieces pieces_;
};

MarkedPair whole(std::string_view before, std::string_view after)
{
    MarkedPair pair;
    if (!before.empty())
        pair.before.push_back({std::string(before), true});
    if (!after.empty())
        pair.after.push_back({std::string(after), true});
    return pair;
}

bool is_number_like(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto character = base::decode(text, i);
        static constexpr std::u32string_view allowed = U"0123456789.,+-−–—% \t";
        if (allowed.find(character.value) == std::u32string_view::npos)
            return false;
        i += character.length;
    }
    return true;
}

}  // namespace

std::vector<std::string_view> words_of(std::string_view text)
{
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = end_of_word(text, at);
        words.push_back(text.substr(at, end - at));
        at = end;
    }
    return words;
}

MarkedPair mark_differences(std::string_view before, std::string_view after)
{
    const auto old_words = words_of(before);
    const auto now_words = words_of(after);
    if (old_words.size() > most_words || now_words.size() > most_words)
        return whole(before, after);
    Numbering numbering;
    const auto old_items = numbering.of(old_words);
    const auto now_items = numbering.of(now_words);
    const auto ranges = differing_ranges(old_items, now_items, most_edits);
    if (!ranges)
        return whole(before, after);
    PieceWriter old_pieces(old_words);
    PieceWriter now_pieces(now_words);
    for (const auto& range : joined(*ranges, old_words)) {
        old_pieces.up_to(range.old_begin, false);
        old_pieces.up_to(range.old_end, true);
        now_pieces.up_to(range.now_begin, false);
        now_pieces.up_to(range.now_end, true);
    }
    return {old_pieces.finish(), now_pieces.finish()};
}

bool only_numbers_differ(const MarkedPair& pair)
{
    const auto holds = [](const Pieces& pieces) {
        return std::all_of(pieces.begin(), pieces.end(), [](const Piece& piece) { return !piece.differs || is_number_like(piece.text); });
    };
    return holds(pair.before) && holds(pair.after);
}

Likeness::Likeness(std::string_view text)
{
    for (const auto word : words_of(text)) {
        if (word == "\t" || word == " ")
            continue;
        words_.push_back(base::content_hash(word));
        words_.push_back(starts_number(word, 0) ? 0 : words_.back());
    }
    std::sort(words_.begin(), words_.end());
}

int Likeness::with(const Likeness& other) const
{
    const auto total = words_.size() + other.words_.size();
    if (total == 0)
        return 1000;
    std::size_t common = 0;
    for (auto a = words_.begin(), b = other.words_.begin(); a != words_.end() && b != other.words_.end();) {
        common += *a == *b ? 1 : 0;
        const bool a_first = *a <= *b;
        const bool b_first = *b <= *a;
        a += a_first ? 1 : 0;
        b += b_first ? 1 : 0;
    }
    return static_cast<int>(2000 * common / total);
}

}  // namespace gongkai::build
