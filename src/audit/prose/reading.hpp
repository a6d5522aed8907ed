// A passage read: its tokens, remarks in parentheses set apart, and what words say of a figure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/prose/passages.hpp"
#include "audit/prose/scanner.hpp"

namespace gongkai::audit::prose {

/// The tokens of a passage without its parentheses, or those within one pair.
struct Line {
    const Passage* passage = nullptr;
    std::vector<Token> tokens;
    bool is_aside = false;

    std::string_view text(const Token& token) const { return std::string_view(passage->text).substr(token.begin, token.end - token.begin); }
    std::string_view text(std::size_t begin, std::size_t end) const { return std::string_view(passage->text).substr(begin, end - begin); }
    bool is(std::size_t i, TokenKind kind) const { return i < tokens.size() && tokens[i].kind == kind; }
    /// An amount that can be calculated with.
    bool is_exact(std::size_t i) const { return is(i, TokenKind::amount) && !tokens[i].rough; }
};

/// The lines of one passage: the main one first.
std::vector<Line> lines_of(const Passage& passage);

/// What stands before a figure and names it: back to the last comma, semicolon,
/// colon, stop or other figure. 收、支总计 is one phrase.
struct Phrase {
    std::string text;
    std::size_t begin = 0;              ///< in the passage
    const Token* year = nullptr;        ///< the year right before it
    std::optional<TokenKind> boundary;  ///< none: the line begins there
    bool has_hole = false;
};
Phrase phrase_before(const Line& line, std::size_t token);

/// The phrase without copulas and words for the figure itself: 基本支出决算为 → 基本支出.
std::string_view named(std::string_view phrase);

enum class Direction { fall, none, rise };

/// 增加, 减少了, 收、支总计各减少: the word at the end of the text.
struct ChangeWord {
    Direction direction = Direction::none;
    std::size_t begin = 0;  ///< in the text
};
std::optional<ChangeWord> change_at_end(std::string_view text);

/// The amount is one of change, as the word before it says.
bool is_change(const Line& line, std::size_t token);

/// 完成预算12万元的80%: the amount only says of what.
bool is_of(const Line& line, std::size_t token);

/// First token of the sentence, and the one after its last.
std::size_t sentence_begin(const Line& line, std::size_t token);
std::size_t sentence_end(const Line& line, std::size_t token);

}  // namespace gongkai::audit::prose
