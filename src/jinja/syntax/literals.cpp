#include "jinja/syntax/literals.hpp"

#include <cstdint>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "jinja/syntax/newlines.hpp"

namespace gongkai::jinja {
namespace {

using base::is_digit;

constexpr std::string_view decimal_digits = "0123456789";
constexpr std::string_view hexadecimal_digits = "0123456789abcdefABCDEF";

class NumberReader {
public:
    NumberReader(std::string_view source, std::size_t begin) : source_(source), begin_(begin), position_(begin) {}

    /// Behind a dot a number is an index: in a.0.1 there is no 0.1.
    Literal read()
    {
        if (prefixed())
            return literal(TokenKind::integer);
        const bool is_index = begin_ > 0 && source_[begin_ - 1] == '.';
        digits(source_[begin_] == '0' ? std::string_view("0") : decimal_digits);
        const auto whole = position_;
        if (!is_index && fraction())
            return literal(TokenKind::real);
        position_ = whole;
        return literal(TokenKind::integer);
    }

private:
    Literal literal(TokenKind kind) const
    {
        std::string text(source_.substr(begin_, position_ - begin_));
        std::erase(text, '_');
        return {kind, std::move(text), position_};
    }

    /// Digits of a base with single underscores between them; true if there was one.
    bool digits(std::string_view allowed)
    {
        const auto begin = position_;
        for (;;) {
            const bool underscore = position_ > begin && position_ + 1 < source_.size() && source_[position_] == '_';
            const auto digit = position_ + (underscore ? 1 : 0);
            if (digit >= source_.size() || allowed.find(source_[digit]) == std::string_view::npos)
                return position_ > begin;
            position_ = digit + 1;
        }
    }

    /// 0x1F, 0b101, 0o17; false if the digits are none of these.
    bool prefixed()
    {
        const char letter = begin_ + 1 < source_.size() && source_[begin_] == '0' ? base::lowered(source_[begin_ + 1]) : ' ';
        const std::string_view allowed = letter == 'x'   ? hexadecimal_digits
                                         : letter == 'o' ? std::string_view("01234567")
                                         : letter == 'b' ? std::string_view("01")
                                                         : std::string_view();
        if (allowed.empty())
            return false;
        position_ += 2;
        if (position_ < source_.size() && source_[position_] == '_')
            ++position_;
        if (digits(allowed))
            return true;
        position_ = begin_;
        return false;
    }

    /// 1.5, 1e10; false if the digits are followed by neither.
    bool fraction()
    {
        position_ = begin_;
        digits(decimal_digits);
        bool is_real = false;
        if (position_ + 1 < source_.size() && source_[position_] == '.' && is_digit(source_[position_ + 1])) {
            is_real = true;
            ++position_;
            digits(decimal_digits);
        }
        if (position_ + 1 < source_.size() && (source_[position_] == 'e' || source_[position_] == 'E')) {
            auto exponent = position_ + 1;
            if (exponent < source_.size() && (source_[exponent] == '+' || source_[exponent] == '-'))
                ++exponent;
            if (exponent < source_.size() && is_digit(source_[exponent])) {
                is_real = true;
                position_ = exponent;
                digits(decimal_digits);
            }
        }
        return is_real;
    }

    std::string_view source_;
    std::size_t begin_;
    std::size_t position_;
};

class StringReader {
public:
    StringReader(std::string_view source, std::size_t begin) : source_(source), begin_(begin), position_(begin + 1) {}

    Literal read()
    {
        const char quote = source_[begin_];
        while (position_ < source_.size() && source_[position_] != quote) {
            if (source_[position_] == '\\' && position_ + 1 < source_.size()) {
                escape();
            } else if (const auto width = newline_width(source_, position_); width > 0) {
                value_ += '\n';
                position_ += width;
            } else {
                value_ += source_[position_++];
            }
        }
        if (position_ >= source_.size())  // the rest is read as if the quote were not there
            throw LiteralProblem{begin_, begin_ + 1, begin_ + 1, "引号没有闭合"};
        return {TokenKind::string, std::move(value_), position_ + 1};
    }

private:
    void escape()
    {
        const char c = source_[position_ + 1];
        if (const auto width = newline_width(source_, position_ + 1); width > 0) {
            position_ += 1 + width;
            return;
        }
        constexpr std::string_view letters = "abfnrtv\\'\"";
        constexpr std::string_view meant = "\a\b\f\n\r\t\v\\'\"";
        if (const auto letter = letters.find(c); letter != std::string_view::npos) {
            value_ += meant[letter];
            position_ += 2;
        } else if (c == 'x' || c == 'u' || c == 'U') {
            position_ += 2;
            code_point(c == 'x' ? 2 : c == 'u' ? 4 : 8);
        } else if (c >= '0' && c <= '7') {
            ++position_;
            octal();
        } else {
            value_ += '\\';
            ++position_;
        }
    }

    void code_point(std::size_t digits_wanted)
    {
        const auto text = source_.substr(position_, digits_wanted);
        if (text.size() < digits_wanted || text.find_first_not_of(hexadecimal_digits) != std::string_view::npos)
            throw LiteralProblem{position_ - 2, position_, position_, "转义应有十六进制数字"};
        const auto number = std::stoul(std::string(text), nullptr, 16);
        if (number > 0x10FFFF || (number >= 0xD800 && number <= 0xDFFF))
            throw LiteralProblem{position_ - 2, position_ + digits_wanted, position_, "转义不是一个字符的编码"};
        base::append_utf8(value_, static_cast<char32_t>(number));
        position_ += digits_wanted;
    }

    /// Up to three octal digits.
    void octal()
    {
        std::uint32_t number = 0;
        for (int i = 0; i < 3 && position_ < source_.size() && source_[position_] >= '0' && source_[position_] <= '7'; ++i)
            number = number * 8 + static_cast<std::uint32_t>(source_[position_++] - '0');
        base::append_utf8(value_, number);
    }

    std::string_view source_;
    std::size_t begin_;
    std::size_t position_;
    std::string value_;
};

}  // namespace

Literal read_number(std::string_view source, std::size_t begin) { return NumberReader(source, begin).read(); }

Literal read_string(std::string_view source, std::size_t begin) { return StringReader(source, begin).read(); }

}  // namespace gongkai::jinja
