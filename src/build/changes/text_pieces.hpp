// Two versions of a line of text, with the words in which they differ.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai::build {

struct Piece {
    std::string text;
    bool differs = false;

    bool operator==(const Piece&) const = default;
};

/// A line in pieces that differ and pieces that do not, by turns.
using Pieces = std::vector<Piece>;

struct MarkedPair {
    Pieces before;
    Pieces after;
};

/// Splits both where they differ. A number with its sign, its point and its commas is
/// one word, and so is a run of Latin letters; every other character stands alone. Lines of
/// more than 4,000 words, or with more than 400 that differ, differ as a whole.
MarkedPair mark_differences(std::string_view before, std::string_view after);

/// The words of a text as mark_differences sees them.
std::vector<std::string_view> words_of(std::string_view text);

/// Whether all pieces that differ hold digits, points, commas, signs and dashes only.
bool only_numbers_differ(const MarkedPair& pair);

/// What two texts have in common, 0 (nothing) to 1000 (all words, in any order). Two numbers
/// that differ are half alike.
class Likeness {
public:
    explicit Likeness(std::string_view text);
    int with(const Likeness& other) const;
    std::size_t size() const { return words_.size(); }

private:
    std::vector<std::uint64_t> words_;  ///< hashes, sorted
};

}  // namespace gongkai::build
