#include "jinja/syntax/lexer.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "jinja/syntax/literals.hpp"
#include "jinja/syntax/newlines.hpp"
#include "jinja/value/characters.hpp"

namespace gongkai::jinja {
namespace {

constexpr std::array<std::string_view, 26> symbols = {"**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "<",
                                                      ">", "=", "(", ")", "[", "]", "{", "}", "|", ",", ".", ":", ";"};

/// Letters of any script count, so that names can be Chinese. `length`: the bytes of the character.
bool is_name_character(std::string_view text, std::size_t offset, std::size_t& length)
{
    const auto c = text[offset];
    length = 1;
    if (base::is_letter(c) || base::is_digit(c) || c == '_')
        return true;
    if (static_cast<unsigned char>(c) < 0x80)
        return false;
    const auto character = base::decode(text, offset);
    length = character.length;
    const auto v = character.value;
    const bool punctuation = (v >= 0x2000 && v <= 0x206F) || (v >= 0x3000 && v <= 0x3004) || (v >= 0x3008 && v <= 0x3020) ||
                             (v >= 0xFF00 && v <= 0xFF0F) || (v >= 0xFF1A && v <= 0xFF20) || v == 0xB7 || v == 0xFFFD;
    return !punctuation && v >= 0xAA;
}

/// Ends the reading of one tag.
struct BrokenTag {};

class Lexer {
public:
    Lexer(const base::SourceFile& file, base::Span part)
        : file_(file), begin_(part.begin), position_(part.begin), end_(part.end)
    {
        // keep_trailing_newline is off: one line break at the end is no output.
        const bool ends_in_feed = end_ > position_ && file.text[end_ - 1] == '\n';
        end_ -= ends_in_feed ? 1 : 0;
        if (end_ > position_ && file.text[end_ - 1] == '\r')
            --end_;
        text_ = std::string_view(file.text).substr(0, end_);
    }

    Tokens run()
    {
        while (position_ < end_)
            text_until_tag();
        add(TokenKind::end, "", end_, end_);
        return std::move(result_);
    }

private:
    base::Span span(std::size_t begin, std::size_t end) const
    {
        return {&file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

    void report(std::size_t begin, std::size_t end, std::string message, std::string hint = {})
    {
        result_.problems.push_back(base::error("T-SYNTAX", span(begin, end), std::move(message), std::move(hint)));
        add(TokenKind::broken, "", begin, end);
        if (result_.problems.size() >= most_problems)
            position_ = end_;  // no more are told
    }

    [[noreturn]] void fail(std::size_t begin, std::size_t end, std::string message, std::string hint = {})
    {
        report(begin, end, std::move(message), std::move(hint));
        throw BrokenTag{};
    }

    /// Nothing behind this place can be told apart from the unfinished tag.
    void give_up(std::size_t begin, std::string message, std::string hint)
    {
        report(begin, begin + 2, std::move(message), std::move(hint));
        position_ = end_;
    }

    void add(TokenKind kind, std::string text, std::size_t begin, std::size_t end)
    {
        result_.tokens.push_back({kind, std::move(text), span(begin, end)});
    }

    std::size_t next_tag(std::size_t from) const
    {
        for (auto i = text_.find('{', from); i != std::string_view::npos; i = text_.find('{', i + 1))
            if (i + 1 < text_.size() && (text_[i + 1] == '{' || text_[i + 1] == '%' || text_[i + 1] == '#'))
                return i;
        return end_;
    }

    void text_until_tag()
    {
        const auto tag = next_tag(position_);
        const bool is_variable = tag < end_ && text_[tag + 1] == '{';
        emit_text(position_, tag, tag < end_ ? (tag + 2 < end_ ? text_[tag + 2] : ' ') : '\0', is_variable);
        position_ = tag;
        if (tag >= end_)
            return;
        if (text_[tag + 1] == '#')
            comment();
        else if (is_variable)
            tag_content(TokenKind::variable_begin, TokenKind::variable_end, "}}");
        else if (!raw_block())
            tag_content(TokenKind::block_begin, TokenKind::block_end, "%}");
    }

    /// Literal text before a tag whose sign (after the brace) is `sign`.
    void emit_text(std::size_t begin, std::size_t end, char sign, bool is_variable)
    {
        auto stop = end;
        if (sign == '-')
            stop = begin + trimmed_right(text_.substr(begin, end - begin)).size();
        else if (sign != '\0' && sign != '+' && !is_variable)
            stop = without_indentation(begin, end);
        if (stop > begin)
            add(TokenKind::text, with_plain_newlines(text_.substr(begin, stop - begin)), begin, stop);
    }

    /// lstrip_blocks: white space between the start of the line and its first tag is no output.
    std::size_t without_indentation(std::size_t begin, std::size_t end) const
    {
        auto line = end;
        while (line > begin && !is_newline(text_[line - 1]))
            --line;
        const bool starts_line = line > begin || begin == begin_ || line_start_ == begin;
        return starts_line && trimmed_right(text_.substr(line, end - line)).empty() ? line : end;
    }

    /// Behind a block tag or comment: trim_blocks takes one line break.
    void after_tag(char sign, bool trims_newline)
    {
        const auto begin = position_;
        if (sign == '-')
            position_ = skip_space(position_);
        else if (trims_newline && sign != '+')
            position_ += newline_width(text_, position_);
        if (position_ > begin && is_newline(text_[position_ - 1]))
            line_start_ = position_;
    }

    void comment()
    {
        const auto close = text_.find("#}", position_ + 2);
        if (close == std::string_view::npos)
            return give_up(position_, "注释没有闭合", "在注释末尾写“#}”");
        const char sign = text_[close - 1];
        position_ = close + 2;
        after_tag(sign, true);
    }

    /// {% raw %} … {% endraw %}; false if the tag at the position is another.
    bool raw_block()
    {
        const auto begin = position_;
        auto i = skip_space(begin + 2 + sign_width(begin + 2));
        if (!word_at(i, "raw"))
            return false;
        i = skip_space(i + 3);
        const char open_sign = i < end_ ? text_[i] : ' ';
        i += sign_width(i);
        if (!text_.substr(i).starts_with("%}"))
            return false;
        position_ = i + 2;
        after_tag(open_sign, false);
        for (auto close = text_.find("{%", position_); close != std::string_view::npos; close = text_.find("{%", close + 2)) {
            auto word = skip_space(close + 2 + sign_width(close + 2));
            if (!word_at(word, "endraw"))
                continue;
            word = skip_space(word + 6);
            const char close_sign = word < end_ ? text_[word] : ' ';
            word += sign_width(word);
            if (!text_.substr(word).starts_with("%}"))
                continue;
            emit_text(position_, close, text_[close + 2], false);
            position_ = word + 2;
            after_tag(close_sign, true);
            return true;
        }
        give_up(begin, "raw 没有闭合", "写上“{% endraw %}”");
        return true;
    }

    std::size_t skip_space(std::size_t i) const
    {
        while (i < end_) {
            const auto character = base::decode(text_, i);
            if (!is_white(character.value))
                break;
            i += character.length;
        }
        return i;
    }
    std::size_t sign_width(std::size_t i) const { return i < end_ && (text_[i] == '-' || text_[i] == '+') ? 1 : 0; }
    bool word_at(std::size_t i, std::string_view word) const
    {
        std::size_t length = 0;
        return text_.substr(std::min(i, end_)).starts_with(word) &&
               (i + word.size() >= end_ || !is_name_character(text_, i + word.size(), length));
    }

    void tag_content(TokenKind begin_kind, TokenKind end_kind, std::string_view closing)
    {
        const auto begin = position_;
        position_ += 2 + sign_width(position_ + 2);
        add(begin_kind, "", begin, position_);
        try {
            tokens_until(begin, end_kind, closing);
        } catch (const BrokenTag&) {
            skip_broken_tag(end_kind, closing);
        }
    }

    void tokens_until(std::size_t begin, TokenKind end_kind, std::string_view closing)
    {
        std::string brackets;
        for (;;) {
            position_ = skip_space(position_);
            if (position_ >= end_)
                return give_up(begin, fmt::format("标签没有闭合，缺少“{}”", closing), "检查括号、引号是否成对");
            if (brackets.empty() && closing_width(closing) > 0)
                return close_tag(end_kind, closing);
            expression_token(brackets);
        }
    }

    /// Length of the end mark with its sign at the position; 0 if there is none. "+" is for blocks only.
    std::size_t closing_width(std::string_view closing) const
    {
        const bool has_sign = text_[position_] == '-' || (text_[position_] == '+' && closing == "%}");
        return text_.substr(position_ + (has_sign ? 1 : 0)).starts_with(closing) ? (has_sign ? 3 : 2) : 0;
    }

    void close_tag(TokenKind end_kind, std::string_view closing)
    {
        const auto width = closing_width(closing);
        const char sign = text_[position_];
        add(end_kind, "", position_, position_ + width);
        position_ += width;
        after_tag(width == 3 ? sign : ' ', end_kind == TokenKind::block_end);
    }

    void skip_broken_tag(TokenKind end_kind, std::string_view closing)
    {
        const auto close = text_.find(closing, position_);
        position_ = std::min(close, end_);
        if (close != std::string_view::npos)
            close_tag(end_kind, closing);
    }

    void expression_token(std::string& brackets)
    {
        const auto begin = position_;
        std::size_t length = 0;
        const char c = text_[position_];
        if (base::is_digit(c))
            return add_literal(read_number(text_, position_));
        if (c == '"' || c == '\'')
            return string();
        if (is_name_character(text_, position_, length)) {
            while (position_ < end_ && is_name_character(text_, position_, length))
                position_ += length;
            return add(TokenKind::name, std::string(text_.substr(begin, position_ - begin)), begin, position_);
        }
        for (const auto symbol : symbols) {
            if (!text_.substr(position_).starts_with(symbol))
                continue;
            position_ += symbol.size();
            track_brackets(symbol[0], begin, brackets);
            return add(TokenKind::symbol, std::string(symbol), begin, position_);
        }
        const auto width = base::decode(text_, begin).length;
        fail(begin, begin + width, fmt::format("标签中不能有“{}”", text_.substr(begin, width)), "全角标点请改成半角");
    }

    void track_brackets(char symbol, std::size_t begin, std::string& brackets)
    {
        const std::string_view opening = "([{";
        const std::string_view closing = ")]}";
        if (const auto open = opening.find(symbol); open != std::string_view::npos) {
            brackets += closing[open];
        } else if (closing.find(symbol) != std::string_view::npos) {
            if (brackets.empty() || brackets.back() != symbol)
                fail(begin, begin + 1, fmt::format("多出的“{}”", symbol),
                     brackets.empty() ? "" : fmt::format("此处应为“{}”", brackets.back()));
            brackets.pop_back();
        }
    }

    void add_literal(const Literal& literal)
    {
        add(literal.kind, literal.text, position_, literal.end);
        position_ = literal.end;
    }

    void string()
    {
        try {
            add_literal(read_string(text_, position_));
        } catch (const LiteralProblem& problem) {
            position_ = problem.resume;
            fail(problem.begin, problem.end, problem.message);
        }
    }

    const base::SourceFile& file_;
    std::size_t begin_;
    std::size_t position_;
    std::size_t end_;
    std::string_view text_;
    std::size_t line_start_ = std::string_view::npos;  ///< where the last tag left off, if that is the start of a line
    Tokens result_;
};

}  // namespace

Tokens tokenize(const base::SourceFile& file, base::Span part) { return Lexer(file, part).run(); }

}  // namespace gongkai::jinja
