#include "audit/prose/reading.hpp"

#include <algorithm>
#include <array>

namespace gongkai::audit::prose {
namespace {

constexpr std::array<std::string_view, 8> rises = {"增加", "增长", "上升", "提高", "提升", "增幅", "升幅", "增"};
constexpr std::array<std::string_view, 9> falls = {"减少", "下降", "降低", "压减", "缩减", "调减", "降幅", "减", "降"};
constexpr std::array<std::string_view, 4> after_change = {"了", "约", "为", "达"};

// Between a figure's name and the figure; longer ones first.
constexpr std::array<std::string_view, 15> copulas = {
    "支出决算数为", "支出决算为", "决算数为", "决算为", "支出决算", "数为", "共安排", "共计", "达到", "安排", "共", "为", "达", "是", "即",
};

void split(const Passage& passage, const std::vector<Token>& all, std::size_t& i, std::vector<Line>& lines, std::size_t line)
{
    for (; i < all.size(); ++i) {
        if (all[i].kind == TokenKind::close) {
            if (line != 0)
                return;
            continue;
        }
        if (all[i].kind != TokenKind::open) {
            lines[line].tokens.push_back(all[i]);
            continue;
        }
        lines.push_back({&passage, {}, true});
        ++i;
        split(passage, all, i, lines, lines.size() - 1);
    }
}

}  // namespace

std::vector<Line> lines_of(const Passage& passage)
{
    const auto tokens = scan(passage.text);
    std::vector<Line> lines = {{&passage, {}, false}};
    std::size_t i = 0;
    split(passage, tokens, i, lines, 0);
    return lines;
}

Phrase phrase_before(const Line& line, std::size_t token)
{
    Phrase phrase;
    phrase.begin = line.tokens[token].begin;
    for (std::size_t i = token; i-- > 0;) {
        const auto& t = line.tokens[i];
        if (t.kind == TokenKind::hole)
            phrase.has_hole = true;
        if (t.kind == TokenKind::year)
            phrase.year = &t;
        if (t.kind != TokenKind::words && t.kind != TokenKind::pause && t.kind != TokenKind::title) {
            phrase.boundary = t.kind;
            break;
        }
        phrase.begin = t.begin;
        phrase.text.insert(0, line.text(t));
    }
    while (phrase.text.starts_with("、")) {
        phrase.text.erase(0, std::string_view("、").size());
        phrase.begin += std::string_view("、").size();
    }
    return phrase;
}

std::string_view named(std::string_view phrase)
{
    while (const auto length = ends_with_any(phrase, copulas)) {
        if (length == phrase.size())
            break;
        phrase.remove_suffix(length);
    }
    return phrase;
}

std::optional<ChangeWord> change_at_end(std::string_view text)
{
    while (const auto length = ends_with_any(text, after_change))
        text.remove_suffix(length);
    std::optional<ChangeWord> found;
    // A doubled word (增加增加) is one word here.
    for (;;) {
        const auto rise = ends_with_any(text, rises);
        const auto fall = ends_with_any(text, falls);
        if (rise == 0 && fall == 0)
            return found;
        const auto direction = rise > 0 ? Direction::rise : Direction::fall;
        if (found && found->direction != direction)
            return found;
        text.remove_suffix(std::max(rise, fall));
        found = ChangeWord{direction, text.size()};
    }
}

bool is_change(const Line& line, std::size_t token)
{
    return token > 0 && line.is(token - 1, TokenKind::words) && change_at_end(line.text(line.tokens[token - 1]));
}

bool is_of(const Line& line, std::size_t token)
{
    return line.is(token + 1, TokenKind::words) && line.text(line.tokens[token + 1]).starts_with("的");
}

std::size_t sentence_begin(const Line& line, std::size_t token)
{
    while (token > 0 && !line.is(token - 1, TokenKind::stop))
        --token;
    return token;
}

std::size_t sentence_end(const Line& line, std::size_t token)
{
    while (token < line.tokens.size() && !line.is(token, TokenKind::stop))
        ++token;
    return token;
}

}  // namespace gongkai::audit::prose
