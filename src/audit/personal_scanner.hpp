// The parts of find_personal_data: a text, and what looks for numbers and for words in it.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/personal_data.hpp"
#include "base/ascii.hpp"

namespace gongkai::audit {

/// A letter, digit or underscore: a number beside one is part of a longer word.
constexpr bool is_word_character(char c) { return base::is_digit(c) || base::is_letter(c) || c == '_'; }
/// A blank within a line.
constexpr bool is_blank(char32_t c) { return c == U' ' || c == U'\t' || c == U'\u3000' || c == U'\u00A0'; }

template <std::size_t N>
bool is_one_of(char32_t c, const std::array<char32_t, N>& characters)
{
    return std::find(characters.begin(), characters.end(), c) != characters.end();
}

/// A text by bytes and by characters; past its ends there are zeros.
class ScannedText {
public:
    explicit ScannedText(std::string_view text) : text_(text) {}

    std::string_view all() const { return text_; }
    std::string_view rest(std::size_t at) const { return text_.substr(std::min(at, text_.size())); }
    char byte(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }
    char32_t character(std::size_t at) const;
    char32_t character_before(std::size_t at) const;
    std::size_t after(std::size_t at) const;  ///< where the next character begins
    std::size_t end_of_digits(std::size_t begin) const;
    /// The text of the same line and sentence before a place, at most some twenty characters.
    std::string_view window_before(std::size_t begin) const;

private:
    std::string_view text_;
};

/// Numbers: W-P1 to W-P4.
class NumberScanner {
public:
    NumberScanner(const ScannedText& text, std::vector<PersonalDatum>& found) : text_(text), found_(found) {}

    /// Looks at the digits that begin here; gives where to go on.
    std::size_t look_at(std::size_t begin);

private:
    using Taken = std::optional<std::size_t>;  ///< where the datum ends

    Taken identify(std::size_t begin, std::size_t end, std::string_view number);
    Taken groups(std::size_t begin, char separator);
    Taken identity(std::size_t begin, std::size_t end, std::string_view number);
    Taken old_identity(std::size_t begin, std::size_t end, std::string_view number);
    Taken card(std::size_t begin, std::size_t end, std::string_view number);
    Taken mobile(std::size_t begin, std::size_t end, std::string_view number);
    Taken telephone(std::size_t begin, std::size_t end, std::string_view number);

    std::size_t area_before(std::size_t begin) const;
    bool is_called_telephone(std::size_t begin) const;
    bool follows_telephone(std::size_t begin) const;
    bool is_counted(std::size_t end) const;
    bool stands_alone(std::size_t begin, std::size_t end) const;
    bool is_in_address(std::size_t begin) const;

    const ScannedText& text_;
    std::vector<PersonalDatum>& found_;
    std::size_t last_telephone_ = 0;  ///< where the last one ended
};

/// Names, addresses and marks: W-P5 to W-P7.
class WordScanner {
public:
    WordScanner(const ScannedText& text, std::vector<PersonalDatum>& found) : text_(text), found_(found) {}

    /// Looks at the word that begins with this character.
    void look_at(std::size_t at, char32_t first);
    /// Looks at what is on both sides of an @.
    void email(std::size_t at);

private:
    std::optional<std::size_t> after_separator(std::size_t at) const;
    void name(std::size_t at);
    void secrecy(std::size_t at);
    void internal(std::size_t at);
    void home(std::size_t at);
    void plate(std::size_t at);

    const ScannedText& text_;
    std::vector<PersonalDatum>& found_;
};

}  // namespace gongkai::audit
