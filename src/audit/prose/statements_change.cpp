// Differences: A…，比上年增加D，增长P%.
#include <algorithm>
#include <array>

#include "audit/prose/statements.hpp"

namespace gongkai::audit::prose {
namespace {

constexpr std::array<std::string_view, 5> comparisons = {"比", "较", "与", "同", "和"};
constexpr std::array<std::string_view, 4> each_words = {"各", "分别", "均", "共"};

std::string without_suffixes(std::string text)
{
    while (const auto length = ends_with_any(text, each_words))
        text.erase(text.size() - length);
    return text;
}

/// The clause before the word of change, from the last punctuation on.
struct Clause {
    std::size_t first = 0;  ///< token
    std::string text;       ///< without years
    bool is_sure = true;    ///< no hole and no other figure
};

Clause clause_before(const Line& line, std::size_t words, std::size_t word_begin)
{
    Clause clause;
    clause.text = std::string(line.text(line.tokens[words]).substr(0, word_begin));
    clause.first = words;
    while (clause.first > 0) {
        const auto& token = line.tokens[clause.first - 1];
        if (token.kind == TokenKind::year) {
            --clause.first;
            continue;
        }
        if (token.kind != TokenKind::words && token.kind != TokenKind::pause) {
            constexpr std::array ends = {TokenKind::comma, TokenKind::semicolon, TokenKind::colon, TokenKind::stop};
            clause.is_sure = std::find(ends.begin(), ends.end(), token.kind) != ends.end();
            break;
        }
        --clause.first;
        clause.text.insert(0, line.text(token));
    }
    return clause;
}

/// What changed, as the clause says; empty when it only says compared with what.
std::string subject_of(const std::string& clause)
{
    if (clause.starts_with("同比"))
        return {};
    const auto compared = clause.find("相比");
    if (compared != std::string::npos)
        return without_suffixes(clause.substr(compared + std::string_view("相比").size()));
    for (const auto* word : {"比", "较"})
        if (const auto at = clause.find(word); at != std::string::npos)
            return without_suffixes(clause.substr(0, at));
    if (clause == "同" || clause == "同期")
        return {};
    return without_suffixes(clause);
}

/// Words that may stand between a figure and what is said about its change.
bool is_bridge(std::string_view words)
{
    return words == "的" || starts_with_any(words, comparisons) > 0 || starts_with_any(words, std::array<std::string_view, 3>{"占", "完成", "其中"}) > 0;
}

/// The amount right before, when the clause names no subject: only shares,
/// completions and comparisons may stand between.
std::optional<Token> implied_current(const Line& line, std::size_t first)
{
    int stops = 0;
    for (std::size_t i = first; i-- > 0;) {
        const auto kind = line.tokens[i].kind;
        if (kind == TokenKind::amount && is_of(line, i))
            continue;
        if (kind == TokenKind::amount)
            return line.is_exact(i) && !is_change(line, i) ? std::optional(line.tokens[i]) : std::nullopt;
        const bool is_stop = kind == TokenKind::stop || kind == TokenKind::semicolon;
        if (is_stop && ++stops > 1)
            return std::nullopt;
        const bool passes = is_stop || kind == TokenKind::comma || kind == TokenKind::percent || kind == TokenKind::year ||
                            (kind == TokenKind::words && is_bridge(line.text(line.tokens[i])));
        if (!passes)
            return std::nullopt;
    }
    return std::nullopt;
}

/// The last amount before that the same words name.
std::optional<Token> named_current(const Line& line, std::size_t first, const std::string& subject)
{
    for (std::size_t i = first; i-- > 0;) {
        if (line.is(i, TokenKind::hole))
            return std::nullopt;
        if (!line.is_exact(i) || is_change(line, i) || is_of(line, i))
            continue;
        const auto phrase = phrase_before(line, i);
        const auto name = named(phrase.text);
        if (name.ends_with(subject) && !name.empty())
            return line.tokens[i];
    }
    return std::nullopt;
}

/// ，下降21.5% right after the amount of change.
void read_percent(const Line& line, std::size_t amount, Difference& difference)
{
    std::size_t i = amount + 1;
    if (line.is(i, TokenKind::comma) || line.is(i, TokenKind::pause))
        ++i;
    if (!line.is(i, TokenKind::words) || !line.is(i + 1, TokenKind::percent) || line.tokens[i + 1].rough)
        return;
    auto words = line.text(line.tokens[i]);
    if (words.starts_with("同比"))
        words.remove_prefix(std::string_view("同比").size());
    if (words.ends_with("比例为"))
        words.remove_suffix(std::string_view("比例为").size());
    const auto word = change_at_end(words);
    if (!word || word->begin != 0)
        return;
    difference.percent = line.tokens[i + 1];
    const bool is_turned = difference.percent->value.is_negative();  // 增长-5%
    difference.percent_direction = !is_turned ? word->direction : word->direction == Direction::rise ? Direction::fall : Direction::rise;
    difference.end = line.tokens[i + 1].end;
}

/// 比年初预算数282.08减少76.42万元: a figure right before the word of change.
std::optional<Token> explicit_base(const Line& line, std::size_t words, std::size_t word_begin, const Token& change)
{
    if (word_begin != 0 || words < 2)
        return std::nullopt;
    auto figure = line.tokens[words - 1];
    const bool is_compared = line.is(words - 2, TokenKind::words) && contains_any(line.text(line.tokens[words - 2]), std::array<std::string_view, 2>{"比", "较"});
    if (!is_compared || figure.rough || (figure.kind != TokenKind::amount && figure.kind != TokenKind::number))
        return std::nullopt;
    if (figure.kind == TokenKind::number)
        figure.unit = change.unit;
    figure.kind = TokenKind::amount;
    return figure;
}

Difference read_difference(const Line& line, std::size_t amount, const ChangeWord& word)
{
    const auto words = amount - 1;
    Difference difference;
    difference.change = line.tokens[amount];
    difference.direction = word.direction;
    difference.begin = line.tokens[words].begin + word.begin;
    difference.end = line.tokens[amount].end;
    difference.base = explicit_base(line, words, word.begin, difference.change);
    read_percent(line, amount, difference);
    const auto clause = clause_before(line, words, word.begin);
    if (difference.base) {
        difference.current = implied_current(line, words >= 2 ? words - 2 : 0);
        return difference;
    }
    if (!clause.is_sure)
        return difference;
    difference.subject = subject_of(clause.text);
    difference.current = difference.subject.empty() ? implied_current(line, clause.first) : named_current(line, clause.first, difference.subject);
    const bool after_comma = clause.first > 1 && line.is(clause.first - 1, TokenKind::comma) && line.is(clause.first - 2, TokenKind::words);
    if (clause.text.empty() && after_comma) {
        const auto before = line.text(line.tokens[clause.first - 2]);
        difference.says_unchanged = before.ends_with("持平") && before.find("基本") == std::string_view::npos;
    }
    return difference;
}

/// 由100万元增加到150万元，增长50%
std::optional<Difference> read_from_to(const Line& line, std::size_t amount)
{
    if (amount < 3 || !line.is(amount - 1, TokenKind::words) || !line.is_exact(amount - 2) || !line.is_exact(amount))
        return std::nullopt;
    auto words = line.text(line.tokens[amount - 1]);
    if (!words.ends_with("到") && !words.ends_with("至"))
        return std::nullopt;
    words.remove_suffix(std::string_view("到").size());
    const auto word = change_at_end(words);
    const bool has_start = line.is(amount - 3, TokenKind::words) && contains_any(line.text(line.tokens[amount - 3]), std::array<std::string_view, 2>{"由", "从"});
    if (!word || word->begin != 0 || !has_start)
        return std::nullopt;
    Difference difference;
    difference.begin = line.tokens[amount - 2].begin;
    difference.end = line.tokens[amount].end;
    difference.base = line.tokens[amount - 2];
    difference.current = line.tokens[amount];
    difference.direction = word->direction;
    difference.change.kind = TokenKind::hole;
    read_percent(line, amount, difference);
    return difference;
}

}  // namespace

std::vector<Difference> differences_of(const Line& line)
{
    std::vector<Difference> found;
    for (std::size_t i = 1; i < line.tokens.size(); ++i) {
        if (!line.is_exact(i) || !line.is(i - 1, TokenKind::words))
            continue;
        if (const auto word = change_at_end(line.text(line.tokens[i - 1])))
            found.push_back(read_difference(line, i, *word));
        else if (auto difference = read_from_to(line, i))
            found.push_back(std::move(*difference));
    }
    return found;
}

}  // namespace gongkai::audit::prose
