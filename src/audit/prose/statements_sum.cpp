// Sums: A，其中：B、C、D; A：B；C; a sentence that ends in a colon and the list below it.
//
// 其中 need not name all parts, clauses about other things stand between them, and
// parts have parts. The reader therefore cuts what follows into clauses and takes
// only clauses of the form "name figure"; anything else with a figure in it that is
// no share, change or remark ends the list or makes the whole unsure (nothing is
// returned then).
#include <algorithm>
#include <array>

#include "audit/prose/statements.hpp"

namespace gongkai::audit::prose {
namespace {

constexpr std::array<std::string_view, 4> open_words = {"主要", "重点", "包含", "大头"};
// A clause that begins so may speak of the whole again, not of a part.
constexpr std::array<std::string_view, 26> not_a_part = {
    "执行", "完成", "实际", "支出", "支付", "决算", "预算", "年初", "全年", "较", "比", "与", "同比", "结余", "结转", "剩余", "使用", "拨付", "用于", "上年", "每", "共", "另", "增", "减", "调",
};

bool is_figure(const Line& line, std::size_t i) { return line.is(i, TokenKind::amount) || line.is(i, TokenKind::count); }

bool same_measure(const Token& a, const Token& b) { return a.kind == b.kind && a.measure == b.measure; }

/// A clause and the sign before it. Tokens [first, last) of the line.
struct Clause {
    std::size_t first = 0;
    std::size_t last = 0;
    TokenKind before = TokenKind::colon;
};

enum class ClauseKind { part, remark, other_figure, doubtful };

/// After a pause a new clause begins only if a figure stood before it: 收、支总计 is a name.
std::vector<Clause> clauses_from(const Line& line, std::size_t first, std::size_t last)
{
    std::vector<Clause> clauses;
    Clause clause{first, first, TokenKind::colon};
    for (std::size_t i = first; i < last; ++i) {
        const auto kind = line.tokens[i].kind;
        const bool after_figure = i > first && is_figure(line, i - 1);
        const bool cuts = kind == TokenKind::comma || kind == TokenKind::semicolon || kind == TokenKind::colon || (kind == TokenKind::pause && after_figure);
        if (!cuts)
            continue;
        clause.last = i;
        clauses.push_back(clause);
        clause = {i + 1, i + 1, kind};
    }
    clause.last = last;
    clauses.push_back(clause);
    return clauses;
}

std::string words_of(const Line& line, std::size_t first, std::size_t last)
{
    std::string words;
    for (std::size_t i = first; i < last; ++i)
        words += line.text(line.tokens[i]);
    return words;
}

struct ClauseRead {
    ClauseKind kind = ClauseKind::remark;
    std::size_t figure = 0;
};

ClauseRead read_clause(const Line& line, const Clause& clause, const Token& total)
{
    std::optional<std::size_t> figure;
    for (std::size_t i = clause.first; i < clause.last; ++i) {
        if (line.is(i, TokenKind::hole) || line.is(i, TokenKind::number))
            return {ClauseKind::other_figure};
        if (!is_figure(line, i) || !same_measure(line.tokens[i], total))
            continue;
        if (figure)
            return {ClauseKind::other_figure};
        figure = i;
    }
    const auto words = words_of(line, clause.first, figure.value_or(clause.last));
    if (words.find("其中") != std::string::npos)
        return {ClauseKind::other_figure};
    if (!figure)
        return {ClauseKind::remark};
    if (is_change(line, *figure) || words.starts_with("占"))
        return {ClauseKind::remark};
    const bool is_named = *figure > clause.first && !line.tokens[*figure].rough && !named(words).empty() && line.is(*figure - 1, TokenKind::words);
    const auto after = words_of(line, *figure + 1, clause.last);
    const bool is_alone = after.empty() || starts_with_any(after, std::array<std::string_view, 5>{"主要", "用于", "占", "包括", "等"}) > 0;
    if (!is_named || !is_alone)
        return {starts_with_any(words, not_a_part) > 0 ? ClauseKind::doubtful : ClauseKind::other_figure, *figure};
    return {starts_with_any(words, not_a_part) > 0 ? ClauseKind::doubtful : ClauseKind::part, *figure};
}

Sum::Part part_of(const Line& line, std::size_t figure) { return {line.tokens[figure], std::string(named(phrase_before(line, figure).text)), &line}; }

/// The list ends before this figure, or it is the last part.
bool end_at(const Line& line, std::size_t figure, Sum& sum)
{
    sum.doubtful = part_of(line, figure);
    return true;
}

/// Parts in segments between semicolons: one figure each, the first.
bool read_segments(const Line& line, const std::vector<Clause>& clauses, Sum& sum)
{
    bool has_part = false;
    for (const auto& clause : clauses) {
        if (clause.before == TokenKind::semicolon)
            has_part = false;
        const auto read = read_clause(line, clause, sum.total);
        if (read.kind == ClauseKind::doubtful && has_part)
            continue;  // 支出决算5万元，年初预算6万元；…
        if (read.kind == ClauseKind::doubtful)
            return end_at(line, read.figure, sum);
        if (read.kind == ClauseKind::other_figure || (read.kind == ClauseKind::part && has_part))
            return false;
        if (read.kind == ClauseKind::part) {
            sum.parts.push_back(part_of(line, read.figure));
            has_part = true;
        }
    }
    return true;
}

/// Parts in a row, between the sign that follows the first one.
bool read_row(const Line& line, const std::vector<Clause>& clauses, Sum& sum)
{
    std::optional<TokenKind> sign;
    for (const auto& clause : clauses) {
        if (!sum.parts.empty() && sign == TokenKind::pause && clause.before == TokenKind::comma)
            return true;
        const auto read = read_clause(line, clause, sum.total);
        if (read.kind == ClauseKind::doubtful)
            return end_at(line, read.figure, sum);
        if (read.kind == ClauseKind::other_figure)
            return false;
        if (read.kind != ClauseKind::part)
            continue;
        if (sum.parts.size() == 1)
            sign = clause.before;
        sum.parts.push_back(part_of(line, read.figure));
    }
    return true;
}

/// 收入合计10万元。支出包括：… does not open the parts of 10万元.
bool opens_parts_of(const Line& line, std::size_t opening, std::size_t total)
{
    if (!line.is(opening, TokenKind::words))
        return true;
    auto words = line.text(line.tokens[opening]);
    constexpr std::array<std::string_view, 6> openings = {"主要包括", "包括", "分别为", "具体为", "分别是", "具体包括"};
    const auto length = ends_with_any(words, openings);
    words.remove_suffix(length);
    return length == 0 || words.empty() || std::string(named(phrase_before(line, total).text)).ends_with(words);
}

/// The figure that the parts make up: the last before the opening word that is no change.
std::optional<std::size_t> total_before(const Line& line, std::size_t opening)
{
    int stops = 0;
    for (std::size_t i = opening; i-- > 0;) {
        if (line.is(i, TokenKind::hole))
            return std::nullopt;
        if (line.is(i, TokenKind::stop) && ++stops > 1)
            return std::nullopt;
        if (!is_figure(line, i) || is_change(line, i) || is_of(line, i))
            continue;
        return line.tokens[i].rough ? std::nullopt : std::optional(i);
    }
    return std::nullopt;
}

/// Where the parts begin, if words that introduce parts stand at this token.
std::optional<std::size_t> parts_after(const Line& line, std::size_t i)
{
    if (line.is(i, TokenKind::colon) && i > 0 && is_figure(line, i - 1))
        return i + 1;
    if (!line.is(i, TokenKind::words))
        return std::nullopt;
    const auto words = line.text(line.tokens[i]);
    constexpr std::array<std::string_view, 5> endings = {"其中", "包括", "分别为", "以下方面", "具体为"};
    if (ends_with_any(words, endings) > 0) {
        const bool has_sign = line.is(i + 1, TokenKind::colon) || line.is(i + 1, TokenKind::comma);
        return has_sign ? i + 2 : i + 1;
    }
    return words.starts_with("其中") ? std::optional(i) : std::nullopt;
}

/// 其中人员经费: the parts begin within the token, after 其中.
void trim_opening(Sum& sum)
{
    if (!sum.parts.empty() && sum.parts.front().name.starts_with("其中"))
        sum.parts.front().name.erase(0, std::string_view("其中").size());
}

std::optional<Sum> read_sum(const Line& line, std::size_t opening, std::size_t parts)
{
    const auto total = total_before(line, opening);
    if (!total || !opens_parts_of(line, opening, *total))
        return std::nullopt;
    Sum sum;
    sum.line = &line;
    sum.total = line.tokens[*total];
    sum.total_name = named(phrase_before(line, *total).text);
    const auto last = sentence_end(line, parts);
    auto clauses = clauses_from(line, parts, last);
    if (parts == opening) {  // 其中人员经费740.87万元
        Line without = line;
        without.tokens[opening].begin += std::string_view("其中").size();
        const auto first = read_clause(without, clauses.front(), sum.total);
        if (first.kind != ClauseKind::part)
            return std::nullopt;
        sum.parts.push_back(part_of(line, first.figure));
        trim_opening(sum);
        clauses.erase(clauses.begin());
    }
    const bool has_segments = std::any_of(clauses.begin(), clauses.end(), [](const Clause& c) { return c.before == TokenKind::semicolon; });
    const bool is_sure = has_segments && sum.parts.empty() ? read_segments(line, clauses, sum) : read_row(line, clauses, sum);
    if (!is_sure || sum.parts.empty())
        return std::nullopt;
    const auto opening_words = line.text(line.tokens[*total].end, line.tokens[opening].end);
    const auto& final_part = sum.parts.back().figure;
    sum.is_open = contains_any(opening_words, open_words) || line.text(final_part.end, line.passage->text.size()).starts_with("等");
    for (auto i = sentence_begin(line, opening); i < opening; ++i)
        sum.is_nested = sum.is_nested || (line.is(i, TokenKind::words) && line.text(line.tokens[i]).find("其中") != std::string_view::npos);
    sum.begin = sum.total.begin;
    sum.end = final_part.end;
    return sum;
}

// ---- a list below its sentence ----

/// The sentence at the end of the passage that introduces the list.
std::optional<std::size_t> list_opening(const Line& line)
{
    if (line.tokens.empty() || line.is_aside || line.tokens.back().kind != TokenKind::colon)
        return std::nullopt;
    return line.tokens.size() - 1;
}

/// The first figure of an item, if the item begins with its name.
std::optional<std::size_t> item_figure(const Line& item, const Token& total)
{
    for (std::size_t i = 0; i < item.tokens.size(); ++i) {
        if (is_figure(item, i))
            return i > 0 && same_measure(item.tokens[i], total) && !item.tokens[i].rough && !is_change(item, i) ? std::optional(i) : std::nullopt;
        if (item.tokens[i].kind != TokenKind::words && item.tokens[i].kind != TokenKind::pause)
            return std::nullopt;
    }
    return std::nullopt;
}

/// A paragraph between two items: a later item goes on with the number.
bool list_goes_on(const std::vector<Line>& lines, std::size_t i, const Line& last)
{
    constexpr std::size_t farthest = 4;
    std::size_t seen = 0;
    for (; last.passage->marker && i < lines.size() && seen < farthest && lines[i].passage->section == last.passage->section; ++i) {
        if (lines[i].is_aside)
            continue;
        ++seen;
        const auto& marker = lines[i].passage->marker;
        if (marker && marker->style == last.passage->marker->style)
            return marker->number == last.passage->marker->number + 1;
    }
    return false;
}

/// Main lines of the items that follow line `i` directly.
std::vector<const Line*> items_after(const std::vector<Line>& lines, std::size_t i)
{
    std::vector<const Line*> items;
    const auto section = lines[i].passage->section;
    for (++i; i < lines.size() && lines[i].passage->section == section; ++i) {
        const auto& passage = *lines[i].passage;
        if (lines[i].is_aside)
            continue;
        const auto* first = items.empty() ? nullptr : items.front()->passage;
        const bool is_another = first && passage.marker.has_value() != first->marker.has_value();
        if (passage.after_template)
            break;
        if (!passage.is_item || is_another) {
            if (!first || passage.is_heading || !list_goes_on(lines, i, *items.back()))
                break;
            continue;
        }
        if (first && passage.indent > first->indent)
            continue;  // an inner list
        if (first && first->marker && passage.marker->style != first->marker->style)
            break;
        items.push_back(&lines[i]);
    }
    return items;
}

std::optional<Sum> read_list(const std::vector<Line>& lines, std::size_t at)
{
    const auto& line = lines[at];
    const auto opening = list_opening(line);
    const auto total = opening ? total_before(line, *opening) : std::nullopt;
    if (!total)
        return std::nullopt;
    Sum sum;
    sum.line = &line;
    sum.total = line.tokens[*total];
    sum.total_name = named(phrase_before(line, *total).text);
    sum.begin = sum.total.begin;
    sum.end = sum.total.end;
    const auto words = line.text(line.tokens[*total].end, line.tokens[*opening].end);
    constexpr std::array<std::string_view, 6> introductions = {"其中", "以下方面", "包括", "具体", "分别", "如下"};
    if (!contains_any(words, introductions))
        return std::nullopt;
    sum.is_open = words.find("主要有") != std::string_view::npos || words.find("主要包括") != std::string_view::npos;
    for (const auto* item : items_after(lines, at)) {
        const auto figure = item_figure(*item, sum.total);
        if (!figure)
            return std::nullopt;
        sum.parts.push_back(part_of(*item, *figure));
    }
    return sum.parts.size() >= 2 ? std::optional(sum) : std::nullopt;
}

}  // namespace

std::vector<Sum> sums_of(const std::vector<Line>& lines)
{
    std::vector<Sum> found;
    for (std::size_t l = 0; l < lines.size(); ++l) {
        const auto& line = lines[l];
        if (auto list = read_list(lines, l))
            found.push_back(std::move(*list));
        for (std::size_t i = 0; i < line.tokens.size(); ++i)
            if (const auto parts = parts_after(line, i); parts && *parts < line.tokens.size())
                if (auto sum = read_sum(line, i, *parts)) {
                    i = *parts;
                    found.push_back(std::move(*sum));
                }
    }
    return found;
}

std::vector<CountedList> counted_lists_of(const Line& line)
{
    std::vector<CountedList> found;
    for (std::size_t i = 1; i < line.tokens.size(); ++i) {
        const bool counts = line.is(i, TokenKind::count) && !line.tokens[i].rough && line.tokens[i].value.scale() == 0 &&
                            (line.tokens[i].measure == "个" || line.tokens[i].measure == "项");
        if (!counts)
            continue;
        const auto before = line.is(i - 1, TokenKind::words) ? line.text(line.tokens[i - 1]) : std::string_view();
        if (!contains_any(before, std::array<std::string_view, 4>{"涉及", "反映", "包括", "分为"}))
            continue;
        // …6个项目的自评结果：
        std::size_t colon = i + 1;
        if (line.is(colon, TokenKind::words) && !contains_any(line.text(line.tokens[colon]), std::array<std::string_view, 3>{"其中", "主要", "包括"}))
            ++colon;
        if (!line.is(colon, TokenKind::colon) || colon + 1 >= line.tokens.size())
            continue;
        CountedList list;
        list.count = line.tokens[i];
        list.begin = line.tokens[i].begin;
        const auto last = sentence_end(line, colon);
        int semicolons = 0;
        for (std::size_t t = colon + 1; t < last; ++t)
            semicolons += line.is(t, TokenKind::semicolon) && t + 1 < last ? 1 : 0;
        list.listed = semicolons + 1;
        list.end = line.tokens[last - 1].end;
        if (semicolons > 0)
            found.push_back(list);
    }
    return found;
}

}  // namespace gongkai::audit::prose
