#include "jinja/lexer.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/utf8.hpp"

namespace gongkai::jinja {
namespace {

constexpr std::array<std::string_view, 26> symbols = {"**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "<",
                                                      ">", "=", "(", ")", "[", "]", "{", "}", "|", ",", ".", ":", ";"};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Letters of any script count, so that names can be Chinese.
bool is_name_character(std::string_view text, std::size_t offset, std::size_t& length)
{
    const auto c = text[offset];
    length = 1;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || is_digit(c))
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

/// All line breaks as \n, as Jinja gives them.
std::string with_plain_newlines(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_return = text[i] == '\r';
        out += is_return ? '\n' : text[i];
        if (is_return && i + 1 < text.size() && text[i + 1] == '\n')
            ++i;
    }
    return out;
}

struct Problem {
    base::Diagnostic diagnostic;
};

class Lexer {
public:
    Lexer(const base::SourceFile& file, base::Span part)
        : file_(file), begin_(part.begin), position_(part.begin), end_(part.end)
    {
        // keep_trailing_newline is off: one line break at the end is no output.
        if (end_ > position_ && file.text[end_ - 1] == '\n')
            --end_;
        if (end_ > position_ && end_ < part.end && file.text[end_ - 1] == '\r')
            --end_;
        text_ = std::string_view(file.text).substr(0, end_);
    }

    std::vector<Token> run()
    {
        while (position_ < end_)
            text_until_tag();
        add(TokenKind::end, "", end_, end_);
        return std::move(tokens_);
    }

private:
    base::Span span(std::size_t begin, std::size_t end) const
    {
        return {&file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

    [[noreturn]] void fail(std::size_t begin, std::size_t end, std::string message, std::string hint = {}) const
    {
        throw Problem{base::error("T-SYNTAX", span(begin, end), std::move(message), std::move(hint))};
    }

    void add(TokenKind kind, std::string text, std::size_t begin, std::size_t end)
    {
        tokens_.push_back({kind, std::move(text), span(begin, end)});
    }

    bool at(std::string_view marker) const { return text_.substr(position_).starts_with(marker); }

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
        if (sign == '-') {
            while (stop > begin && is_space(text_[stop - 1]))
                --stop;
        } else if (sign != '\0' && sign != '+' && !is_variable) {
            auto line = stop;
            while (line > begin && (text_[line - 1] == ' ' || text_[line - 1] == '\t'))
                --line;
            // lstrip_blocks: only if the tag is the first thing on its line.
            const bool starts_line = line == begin ? (begin == begin_ || line_start_ == begin) : text_[line - 1] == '\n';
            if (starts_line)
                stop = line;
        }
        if (stop > begin)
            add(TokenKind::text, with_plain_newlines(text_.substr(begin, stop - begin)), begin, stop);
    }

    /// Behind a block tag or comment: trim_blocks takes one line break.
    void after_tag(char sign, bool trims_newline)
    {
        if (sign == '-') {
            while (position_ < end_ && is_space(text_[position_]))
                ++position_;
        } else if (trims_newline && sign != '+') {
            if (position_ + 1 < end_ && text_[position_] == '\r' && text_[position_ + 1] == '\n')
                ++position_;
            if (position_ < end_ && text_[position_] == '\n')
                line_start_ = ++position_;
        }
    }

    void comment()
    {
        const auto close = text_.find("#}", position_ + 2);
        if (close == std::string_view::npos)
            fail(position_, position_ + 2, "注释没有闭合", "在注释末尾写“#}”");
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
        after_tag(open_sign, true);
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
        fail(begin, begin + 2, "raw 没有闭合", "写上“{% endraw %}”");
    }

    std::size_t skip_space(std::size_t i) const
    {
        while (i < end_ && is_space(text_[i]))
            ++i;
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
        std::string brackets;
        for (;;) {
            position_ = skip_space(position_);
            if (position_ >= end_)
                fail(begin, begin + 2, fmt::format("标签没有闭合，缺少“{}”", closing), "检查括号、引号是否成对");
            const auto rest = text_.substr(position_);
            const auto sign = sign_width(position_);
            if (brackets.empty() && rest.substr(sign).starts_with(closing)) {
                const char sign_character = rest[0];
                add(end_kind, "", position_, position_ + sign + 2);
                position_ += sign + 2;
                after_tag(sign == 0 ? ' ' : sign_character, end_kind == TokenKind::block_end);
                return;
            }
            expression_token(brackets);
        }
    }

    void expression_token(std::string& brackets)
    {
        const auto begin = position_;
        std::size_t length = 0;
        const char c = text_[position_];
        if (is_digit(c))
            return number();
        if (c == '"' || c == '\'')
            return string(c);
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

    void track_brackets(char symbol, std::size_t begin, std::string& brackets) const
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

    void number()
    {
        const auto begin = position_;
        const auto digits = [&] {
            while (position_ < end_ && (is_digit(text_[position_]) || text_[position_] == '_'))
                ++position_;
        };
        digits();
        bool is_real = false;
        if (position_ + 1 < end_ && text_[position_] == '.' && is_digit(text_[position_ + 1])) {
            is_real = true;
            ++position_;
            digits();
        }
        if (position_ + 1 < end_ && (text_[position_] == 'e' || text_[position_] == 'E')) {
            auto exponent = position_ + 1;
            if (exponent < end_ && (text_[exponent] == '+' || text_[exponent] == '-'))
                ++exponent;
            if (exponent < end_ && is_digit(text_[exponent])) {
                is_real = true;
                position_ = exponent;
                digits();
            }
        }
        std::string text(text_.substr(begin, position_ - begin));
        std::erase(text, '_');
        add(is_real ? TokenKind::real : TokenKind::integer, std::move(text), begin, position_);
    }

    void string(char quote)
    {
        const auto begin = position_++;
        std::string value;
        while (position_ < end_ && text_[position_] != quote) {
            if (text_[position_] == '\\' && position_ + 1 < end_)
                escape(value);
            else
                value += text_[position_++];
        }
        if (position_ >= end_)
            fail(begin, begin + 1, "引号没有闭合");
        ++position_;
        add(TokenKind::string, std::move(value), begin, position_);
    }

    void escape(std::string& value)
    {
        const char c = text_[position_ + 1];
        position_ += 2;
        switch (c) {
        case 'n': value += '\n'; return;
        case 't': value += '\t'; return;
        case 'r': value += '\r'; return;
        case '\n': return;
        case '\\':
        case '\'':
        case '"': value += c; return;
        case 'x': return code_point(value, 2);
        case 'u': return code_point(value, 4);
        default: value += '\\'; value += c;
        }
    }

    void code_point(std::string& value, std::size_t digits)
    {
        const auto text = text_.substr(position_, digits);
        if (text.size() < digits || text.find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos)
            fail(position_ - 2, position_, "转义应有十六进制数字");
        base::append_utf8(value, static_cast<char32_t>(std::stoul(std::string(text), nullptr, 16)));
        position_ += digits;
    }

    const base::SourceFile& file_;
    std::size_t begin_;
    std::size_t position_;
    std::size_t end_;
    std::string_view text_;
    std::size_t line_start_ = std::string_view::npos;  ///< where trim_blocks left off
    std::vector<Token> tokens_;
};

}  // namespace

base::Result<std::vector<Token>> tokenize(const base::SourceFile& file, base::Span part)
{
    try {
        return Lexer(file, part).run();
    } catch (const Problem& problem) {
        return problem.diagnostic;
    }
}

}  // namespace gongkai::jinja
