#include "formula/scanner.hpp"

#include <array>
#include <utility>

namespace gongkai::formula {
namespace {

constexpr std::array<std::pair<std::string_view, TokenKind>, 18> signs = {{
    {"(", TokenKind::open},      {"（", TokenKind::open},      {")", TokenKind::close},
    {"）", TokenKind::close},    {"+", TokenKind::plus},       {"＋", TokenKind::plus},
    {"-", TokenKind::minus},     {"－", TokenKind::minus},     {"−", TokenKind::minus},
    {"=", TokenKind::equal},     {"＝", TokenKind::equal},     {"≥", TokenKind::at_least},
    {"≤", TokenKind::at_most},   {"……", TokenKind::ellipsis},  {"…", TokenKind::ellipsis},
    {"...", TokenKind::ellipsis}, {" ", TokenKind::end},       {"　", TokenKind::end},
}};

const std::pair<std::string_view, TokenKind>* sign_at(std::string_view text)
{
    for (const auto& sign : signs)
        if (text.starts_with(sign.first))
            return &sign;
    return nullptr;
}

constexpr std::string_view fact_open = "「";
constexpr std::string_view fact_close = "」";

/// The name between 「 and 」 at the start of the text; empty if there is none.
std::string_view fact_at(std::string_view text)
{
    const auto end = text.find(fact_close);
    if (!text.starts_with(fact_open) || end == std::string_view::npos)
        return {};
    return text.substr(fact_open.size(), end - fact_open.size());
}

}  // namespace

std::vector<Token> scan(std::string_view formula)
{
    std::vector<Token> tokens;
    std::size_t word = std::string_view::npos;
    const auto end_word = [&](std::size_t offset) {
        if (word != std::string_view::npos)
            tokens.push_back({TokenKind::word, formula.substr(word, offset - word), word});
        word = std::string_view::npos;
    };
    for (std::size_t i = 0; i < formula.size();) {
        if (const auto name = fact_at(formula.substr(i)); !name.empty()) {
            end_word(i);
            tokens.push_back({TokenKind::fact, name, i + fact_open.size()});
            i += fact_open.size() + name.size() + fact_close.size();
            continue;
        }
        const auto* sign = sign_at(formula.substr(i));
        if (!sign) {
            if (word == std::string_view::npos)
                word = i;
            ++i;
            continue;
        }
        end_word(i);
        if (sign->second != TokenKind::end)
            tokens.push_back({sign->second, formula.substr(i, sign->first.size()), i});
        i += sign->first.size();
    }
    end_word(formula.size());
    tokens.push_back({TokenKind::end, {}, formula.size()});
    return tokens;
}

}  // namespace gongkai::formula
