// Chinese prose → amounts, percentages, years, counts, punctuation, and the words between.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "decimal/money.hpp"

namespace gongkai::audit::prose {

enum class TokenKind {
    words,      ///< what is not one of the others; also quotation marks and short remarks: 因公出国（境）费
    amount,     ///< 447.56万元
    percent,    ///< 21.5%
    year,       ///< 2023年, 2022年度
    date,       ///< 2023年12月31日, 5月28日, 2024.5.28
    count,      ///< 7辆, 89人次
    number,     ///< without a unit
    title,      ///< 《…》, 〔…〕: not read
    hole,       ///< what a template fills in
    comma,      ///< ，
    pause,      ///< 、
    semicolon,  ///< ；
    colon,      ///< ：
    stop,       ///< 。！？
    open,       ///< （
    close,      ///< ）
};

/// A piece of a passage, the bytes [begin, end).
struct Token {
    TokenKind kind = TokenKind::words;
    std::size_t begin = 0;
    std::size_t end = 0;
    decimal::Decimal value;                         ///< of amounts, percentages, counts, numbers; the year
    decimal::Unit unit = decimal::Unit::yuan;       ///< of amounts
    std::string_view measure;                       ///< of counts: 辆
    bool rough = false;   ///< 约, 余, 以上, a range, per head, one of 5万元和6万元: not to be calculated with
    bool quoted = false;  ///< between “ and ”
};

/// Covers the text without gaps. `text` must outlive the tokens.
std::vector<Token> scan(std::string_view text);

/// The amount in 元.
decimal::Decimal yuan(const Token& amount);

/// Bytes at the end of `text` that make up one of the words; 0 if none does.
template <class Words>
std::size_t ends_with_any(std::string_view text, const Words& words)
{
    for (const std::string_view word : words)
        if (text.ends_with(word))
            return word.size();
    return 0;
}

template <class Words>
std::size_t starts_with_any(std::string_view text, const Words& words)
{
    for (const std::string_view word : words)
        if (text.starts_with(word))
            return word.size();
    return 0;
}

template <class Words>
bool contains_any(std::string_view text, const Words& words)
{
    for (const std::string_view word : words)
        if (text.find(word) != std::string_view::npos)
            return true;
    return false;
}

}  // namespace gongkai::audit::prose
