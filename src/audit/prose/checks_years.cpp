// N9: years. A report of year Y speaks of Y and compares with Y−1.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "audit/prose/checks.hpp"

namespace gongkai::audit::prose {
namespace {

using base::Severity;

// After a year these make it the year of a plan, a rule or an event, not of the accounts.
constexpr std::array<std::string_view, 30> of_something = {
    "规划", "计划", "行动", "方案", "办法", "通知", "意见", "条例", "以来", "起", "年间", "届", "改革", "成立", "设立", "修订", "印发", "发布", "颁布", "施行",
    "实施", "建成", "划转", "组建", "批准", "批复", "出台", "制定", "机构", "核定",
};

bool has_word_of_change(std::string_view text)
{
    constexpr std::array<std::string_view, 10> words = {"增加", "减少", "增长", "下降", "上升", "降低", "持平", "提高", "相比", "一致"};
    return contains_any(text, words);
}

class YearCheck {
public:
    YearCheck(const Reading& reading, const Line& line, std::size_t index, Reporter& reporter)
        : year_of_report_(reading.subject.report.year), line_(line), index_(index), reporter_(reporter)
    {
    }

    void run()
    {
        const auto& token = line_.tokens[index_];
        if (token.rough || token.quoted || is_date_of_count())
            return;
        const int year = static_cast<int>(token.value.coefficient());
        if (is_alone())
            expect(year, year == year_of_report_ || year == year_of_report_ - 1, "比较的年份");
        else if (is_compared())
            expect(year, year == year_of_report_ - 1 || year == year_of_report_, "比较的年份");
        else if (line_.passage->explains && opens_amount_sentence())
            expect(year, year == year_of_report_ || year == year_of_report_ - 1, "所述的年份");
        else if (names_accounts())
            expect(year, year >= year_of_report_ - 1 && year <= year_of_report_ + 1, "预决算的年份");
    }

private:
    std::string_view words_after() const
    {
        return line_.is(index_ + 1, TokenKind::words) ? line_.text(line_.tokens[index_ + 1]) : std::string_view();
    }

    std::string_view words_before() const
    {
        return index_ > 0 && line_.is(index_ - 1, TokenKind::words) ? line_.text(line_.tokens[index_ - 1]) : std::string_view();
    }

    bool is_date_of_count() const
    {
        constexpr std::array<std::string_view, 5> until = {"截至", "截止", "截止到", "截至到", "自"};
        return ends_with_any(words_before(), until) > 0;
    }

    /// A fact that is nothing but a year: 比较对象.
    bool is_alone() const { return line_.passage->is_fact && line_.tokens.size() == 1; }

    /// 比2021年度增加, 与2021年度相比: with figures in the sentence.
    bool is_compared() const
    {
        constexpr std::array<std::string_view, 5> comparisons = {"比", "较", "与", "同", "和"};
        if (ends_with_any(words_before(), comparisons) == 0)
            return false;
        const auto after = words_after();
        if (after.starts_with("（") || after.starts_with("("))
            return false;  // 比2019年（疫情前）
        const auto first = after.substr(0, std::min<std::size_t>(after.size(), 30));
        return has_word_of_change(first) && has_amount(sentence_begin(line_, index_), sentence_end(line_, index_));
    }

    bool has_amount(std::size_t begin, std::size_t end) const
    {
        for (auto i = begin; i < end; ++i)
            if (line_.is(i, TokenKind::amount))
                return true;
        return false;
    }

    /// 2023年度…支出1638.52万元: the year at the head of a sentence with an amount of the accounts.
    bool opens_amount_sentence() const
    {
        if (index_ != sentence_begin(line_, index_) || line_.is_aside)
            return false;
        const auto after = words_after();
        constexpr std::array<std::string_view, 6> accounts = {"收入", "支出", "预算", "决算", "经费", "收、支"};
        if (contains_any(after, of_something) || !contains_any(after, accounts))
            return false;
        return has_amount(index_, sentence_end(line_, index_));
    }

    /// 2021年度部门决算
    bool names_accounts() const
    {
        auto after = words_after();
        for (const std::string_view lead : {"度", "本级", "部门", "单位", "收支", "综合"})
            if (after.starts_with(lead))
                after.remove_prefix(lead.size());
        return starts_with_any(after, std::array<std::string_view, 2>{"决算", "预算"}) > 0 && !contains_any(after, of_something);
    }

    void expect(int year, bool is_right, const char* role)
    {
        if (is_right) {
            reporter_.passed("N9");
            return;
        }
        const auto& token = line_.tokens[index_];
        auto finding = reporter_.finding("N9", Severity::warning, *line_.passage, token.begin, token.end);
        finding.formula = "报告年度为本年，比较的年份为上年";
        finding.message = fmt::format("{}写作{}年，而本报告为{}年度，上年为{}年度", role, year, year_of_report_, year_of_report_ - 1);
        finding.advice = "请核对年份；引用文件名称、规划的年份，请加书名号";
        finding.operands = {operand_of(line_, token, role)};
        reporter_.add(std::move(finding));
    }

    int year_of_report_;
    const Line& line_;
    std::size_t index_;
    Reporter& reporter_;
};

}  // namespace

void check_years_named(const Reading& reading, Reporter& reporter)
{
    for (const auto& line : reading.lines)
        for (std::size_t i = 0; i < line.tokens.size(); ++i)
            if (line.is(i, TokenKind::year))
                YearCheck(reading, line, i, reporter).run();
}

}  // namespace gongkai::audit::prose
