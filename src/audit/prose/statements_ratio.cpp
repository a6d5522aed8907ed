// Shares (占) and completions (完成预算的).
#include <algorithm>
#include <array>

#include "audit/prose/statements.hpp"

namespace gongkai::audit::prose {
namespace {

constexpr std::array<std::string_view, 8> before_percent = {"比重为", "比例为", "比重", "比例", "的", "为", "达", "约"};

std::string_view trimmed_end(std::string_view words)
{
    while (const auto length = ends_with_any(words, before_percent))
        words.remove_suffix(length);
    return words;
}

// ---- shares ----

/// Token of the figure that the comma before `i` follows, if it is an amount.
std::optional<std::size_t> amount_before_comma(const Line& line, std::size_t i)
{
    if (i >= 2 && line.is(i - 1, TokenKind::comma) && line.is_exact(i - 2))
        return i - 2;
    if (i >= 1 && line.is_exact(i - 1))
        return i - 1;
    return std::nullopt;
}

std::optional<Share> read_share(const Line& line, std::size_t percent)
{
    // The words right before the percentage, which may contain pauses: 占本年收、支总计的
    std::size_t first = percent;
    std::string words;
    while (first > 0 && (line.is(first - 1, TokenKind::words) || line.is(first - 1, TokenKind::pause))) {
        --first;
        words.insert(0, line.text(line.tokens[first]));
    }
    const auto at = words.find("占");
    if (at == std::string::npos)
        return std::nullopt;
    Share share;
    share.at = percent;
    share.percent = line.tokens[percent];
    share.whole_name = trimmed_end(std::string_view(words).substr(at + std::string_view("占").size()));
    share.part_name = words.substr(0, at);
    share.begin = line.tokens[first].begin;
    share.end = share.percent.end;
    if (!share.part_name.empty())
        return share;
    const auto part = amount_before_comma(line, first);
    if (!part || is_change(line, *part))
        return std::nullopt;
    share.part = line.tokens[*part];
    share.part_name = named(phrase_before(line, *part).text);
    return share;
}

// ---- completions ----

constexpr std::array<std::string_view, 13> done_words = {
    "决算", "决算数", "执行", "执行数", "实际执行", "实际支出", "执行支出金额", "本年支出", "支出", "支出数", "完成", "支付", "使用",
};
constexpr std::array<std::string_view, 3> budget_words = {"预算", "指标", "安排"};  // the first that occurs
constexpr std::array<std::string_view, 4> kinds_of_budget = {"年初", "全年", "调整", "追加"};

/// The words claim a completion of a budget: 完成年初预算的, 预算执行率为. Other work is completed too.
bool claims_completion(std::string_view words)
{
    constexpr std::array<std::string_view, 7> of_a_budget = {"预算", "年初", "全年", "调整", "资金", "支出", "文件"};
    constexpr std::array<std::string_view, 5> rates = {"执行率", "完成率", "完成比例", "执行进度", "执行比例"};
    words = trimmed_end(words);
    if (words.starts_with("完成") && words.find("率") == std::string_view::npos) {
        const auto rest = words.substr(std::string_view("完成").size());
        return rest.empty() || contains_any(rest, of_a_budget);
    }
    const auto length = ends_with_any(words, rates);
    return length > 0 && (length == words.size() || contains_any(words.substr(0, words.size() - length), of_a_budget));
}

bool is_done(std::string_view phrase)
{
    if (phrase.ends_with("为"))
        phrase.remove_suffix(std::string_view("为").size());
    return ends_with_any(phrase, done_words) > 0;
}

std::size_t segment_begin(const Line& line, std::size_t i)
{
    while (i > 0 && !line.is(i - 1, TokenKind::stop) && !line.is(i - 1, TokenKind::semicolon))
        --i;
    return i;
}

/// Of the amounts before the one that was spent, that which the words call for.
std::optional<std::size_t> budget_of(const Line& line, const std::vector<std::size_t>& amounts, std::string_view words)
{
    for (const auto kind : kinds_of_budget) {
        if (words.find(kind) == std::string_view::npos)
            continue;
        for (auto i = amounts.rbegin(); i != amounts.rend(); ++i)
            if (phrase_before(line, *i).text.find(kind) != std::string::npos)
                return *i;
    }
    for (const auto word : budget_words)
        for (auto i = amounts.rbegin(); i != amounts.rend(); ++i)
            if (phrase_before(line, *i).text.find(word) != std::string::npos)
                return *i;
    return std::nullopt;
}

/// 其中：B
bool opens_parts(const Line& line, std::size_t amount)
{
    return line.is(amount - 2, TokenKind::colon) && amount >= 3 && line.is(amount - 3, TokenKind::words) && line.text(line.tokens[amount - 3]).ends_with("其中");
}

/// 预算A，其中B、C，执行D: the budget is A, not its parts.
void leave_out_parts(const Line& line, std::vector<std::size_t>& amounts, std::size_t done)
{
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        if (phrase_before(line, amounts[i]).text.find("其中") == std::string::npos && !(amounts[i] >= 2 && opens_parts(line, amounts[i])))
            continue;
        if (i > 0 && amounts.size() - i >= 2 && amounts.back() < done)
            amounts.resize(i);
        return;
    }
}

/// 人才工作420万元，执行415万元: the amount before the comma is the budget.
std::optional<std::size_t> elliptic_budget(const Line& line, std::size_t done)
{
    if (done < 3 || !line.is(done - 1, TokenKind::words) || !line.text(line.tokens[done - 1]).starts_with("执行"))
        return std::nullopt;
    return line.is(done - 2, TokenKind::comma) && line.is_exact(done - 3) ? std::optional(done - 3) : std::nullopt;
}

std::string subject_of(std::string text)
{
    for (const auto* word : {"全年", "年初", "调整", "预算", "项目绩效自评综述"})
        if (const auto at = text.find(word); at != std::string::npos)
            text.erase(at);
    return std::string(named(text));
}

/// 支出决算为62.07万元，完成全年预算84.82万元的73.2%: the budget stands in the claim.
std::optional<Completion> read_inner_budget(const Line& line, std::size_t percent)
{
    if (percent < 5 || !line.is(percent - 1, TokenKind::words) || trimmed_end(line.text(line.tokens[percent - 1])) != "" || !line.is_exact(percent - 2))
        return std::nullopt;
    const bool claims = line.is(percent - 3, TokenKind::words) && claims_completion(line.text(line.tokens[percent - 3]));
    if (!claims || !line.is(percent - 4, TokenKind::comma) || !line.is_exact(percent - 5) || is_change(line, percent - 5))
        return std::nullopt;
    Completion completion;
    completion.budget = line.tokens[percent - 2];
    completion.done = line.tokens[percent - 5];
    completion.percent = line.tokens[percent];
    completion.begin = completion.done.begin;
    completion.end = completion.percent.end;
    return completion;
}

std::optional<Completion> read_completion(const Line& line, std::size_t percent)
{
    if (auto inner = read_inner_budget(line, percent))
        return inner;
    std::string_view words;
    std::size_t end = percent;
    if (percent > 0 && line.is(percent - 1, TokenKind::words)) {
        words = line.text(line.tokens[percent - 1]);
        end = percent - 1;
    }
    const bool is_elliptic = words.empty();
    if (!is_elliptic && !claims_completion(words))
        return std::nullopt;
    const auto begin = segment_begin(line, percent);
    std::optional<std::size_t> done;
    std::vector<std::size_t> amounts;
    for (std::size_t i = begin; i < end; ++i) {
        if (line.is(i, TokenKind::hole) || (line.is(i, TokenKind::amount) && line.tokens[i].rough) || line.is(i, TokenKind::percent))
            return std::nullopt;
        if (line.is_exact(i) && !is_change(line, i)) {
            amounts.push_back(i);
            if (is_done(phrase_before(line, i).text))
                done = i;
        }
    }
    if (!done || amounts.size() < 2)
        return std::nullopt;
    if (is_elliptic && (*done + 2 != percent || !line.is(percent - 1, TokenKind::comma)))
        return std::nullopt;
    Completion completion;
    std::vector<std::size_t> before;
    std::copy_if(amounts.begin(), amounts.end(), std::back_inserter(before), [&](std::size_t i) { return i < *done; });
    leave_out_parts(line, before, *done);
    auto budget = budget_of(line, before, words);
    if (!budget)
        budget = elliptic_budget(line, *done);
    if (!budget)
        return std::nullopt;
    completion.budget = line.tokens[*budget];
    completion.done = line.tokens[*done];
    completion.percent = line.tokens[percent];
    completion.begin = line.tokens[*budget].begin;
    completion.end = line.tokens[percent].end;
    completion.subject = subject_of(phrase_before(line, *budget).text);
    const auto last = sentence_end(line, percent);
    for (std::size_t i = sentence_begin(line, percent); i < last; ++i)
        if (line.is_exact(i) && i != *budget && i != *done)
            completion.others.push_back(line.tokens[i]);
    return completion;
}

}  // namespace

std::vector<Share> shares_of(const Line& line)
{
    std::vector<Share> found;
    for (std::size_t i = 0; i < line.tokens.size(); ++i)
        if (line.is(i, TokenKind::percent) && !line.tokens[i].rough)
            if (auto share = read_share(line, i))
                found.push_back(std::move(*share));
    return found;
}

std::vector<Completion> completions_of(const Line& line)
{
    std::vector<Completion> found;
    for (std::size_t i = 0; i < line.tokens.size(); ++i)
        if (line.is(i, TokenKind::percent) && !line.tokens[i].rough)
            if (auto completion = read_completion(line, i))
                found.push_back(std::move(*completion));
    return found;
}

}  // namespace gongkai::audit::prose
