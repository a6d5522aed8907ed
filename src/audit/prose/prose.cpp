#include "audit/prose.hpp"

#include <array>

#include <fmt/format.h>

#include "audit/prose/checks.hpp"
#include "base/utf8.hpp"

namespace gongkai::audit {
namespace prose {

namespace {

bool has_exact_amount(const Line& line)
{
    for (std::size_t i = 0; i < line.tokens.size(); ++i)
        if (line.is_exact(i))
            return true;
    return false;
}

}  // namespace

Reading read(const Subject& subject)
{
    Reading reading{subject, passages_of(subject.report), {}, {}, nullptr};
    bool has_amounts = false;
    for (const auto& passage : reading.passages) {
        auto& indexes = reading.of_passage.emplace_back();
        for (auto& line : lines_of(passage)) {
            has_amounts = has_amounts || (passage.explains && has_exact_amount(line));
            indexes.push_back(reading.lines.size());
            reading.lines.push_back(std::move(line));
        }
    }
    if (has_amounts && subject.report.forms)
        reading.labels = std::make_unique<const Labels>(subject);
    return reading;
}

Finding Reporter::finding(const std::string& rule, base::Severity severity, const Passage& passage, std::size_t begin, std::size_t end)
{
    constexpr std::size_t longest = 24;
    Finding finding;
    finding.rule = rule;
    finding.severity = severity;
    finding.span = passage.span(begin, end);
    const auto words = base::shorten(std::string_view(passage.text).substr(begin, end - begin), longest);
    finding.place = words.ends_with("…") ? fmt::format("{} …{}", passage.title, words) : fmt::format("{} …{}…", passage.title, words);
    if (const int times = ++places_[rule + finding.place]; times > 1)
        finding.place += fmt::format("（第{}处）", times);
    return finding;
}

Operand operand_of(const Line& line, const Token& figure, std::string name)
{
    return {std::move(name), std::string(line.text(figure)), line.passage->span(figure.begin, figure.end), std::nullopt};
}

}  // namespace prose

namespace {

struct ProseRule {
    const char* id;
    const char* title;
    const char* source;
};

constexpr std::array<ProseRule, 12> rules = {{
    {"N1", "文字所述的金额与表中同名的数一致", "情况说明的数字来自公开各表"},
    {"N2", "增减额＝本年数－上年数，百分比＝增减额÷上年数，“增加”“减少”与符号一致", "情况说明的通用写法"},
    {"N3", "占比＝部分÷整体，各部分占比之和为100%", "情况说明的通用写法"},
    {"N4", "完成预算的百分比＝决算÷预算，预算为零时不能计算", "情况说明的通用写法"},
    {"N5", "文字中“其中”各项之和等于合计，列举的项数等于所说的项数", "情况说明的通用写法"},
    {"N8", "同一事项的金额不因元、万元而相差一万倍", "已公开文件中的常见差错"},
    {"N9", "年份：报告年度为本年，比较的年份为上年", "各年公开文本的范本"},
    {"N14", "没有留下范本中的提示、待填和待选文字", "各年公开文本的范本"},
    {"N15", "同一事项在文中各处的金额一致", "已公开文件中的常见差错"},
    {"N16", "区级单位不写“市级财政”“市直部门”", "已公开文件中的常见差错"},
    {"N17", "逐项列出的序号连续", "已公开文件中的常见差错"},
    {"N18", "没有重复的词、中文中的半角标点和夹杂的英文", "GB/T 15834《标点符号用法》"},
}};

}  // namespace

void check_prose(const Subject& subject, Record& record)
{
    const auto before = record.tallies();
    const auto reading = prose::read(subject);
    prose::Reporter reporter(subject, record);
    if (!reading.passages.empty()) {
        prose::check_figures_named(reading, reporter);
        prose::check_differences(reading, reporter);
        prose::check_shares(reading, reporter);
        prose::check_completions(reading, reporter);
        prose::check_sums(reading, reporter);
        prose::check_units(reading, reporter);
        prose::check_years_named(reading, reporter);
        prose::check_leftovers(reading, reporter);
        prose::check_levels(reading, reporter);
        prose::check_numbering(reading, reporter);
        prose::check_writing(reading, reporter);
    }
    for (const auto& rule : rules) {
        const auto now = record.tallies().find(rule.id);
        const auto then = before.find(rule.id);
        const bool is_untouched = now == record.tallies().end() ||
                                  (then != before.end() && now->second.passed == then->second.passed && now->second.failed == then->second.failed &&
                                   now->second.noted == then->second.noted && now->second.insufficient == then->second.insufficient);
        if (is_untouched)
            record.not_applicable(rule.id);
    }
}

std::vector<Rule> prose_rules()
{
    std::vector<Rule> all;
    for (const auto& rule : rules)
        all.push_back({rule.id, rule.title, rule.source});
    return all;
}

}  // namespace gongkai::audit
