// N17: numbers of lists are consecutive. Lists of other levels may stand between
// two items; a list is followed only from its 1 on.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "audit/prose/checks.hpp"
#include "base/utf8.hpp"

namespace gongkai::audit::prose {
namespace {

/// A list under way.
struct Numbering {
    std::string style;
    int last = 0;
    std::string last_text;
};

/// A number in the text, with its place.
struct NumberAt {
    std::string style;
    std::string text;
    int number = 0;
    base::Span span;
};

/// 一是, 二是, 三是 after punctuation, as an author counts within a paragraph.
std::vector<NumberAt> counted_in(const Passage& passage)
{
    std::vector<NumberAt> found;
    const std::string_view text = passage.text;
    constexpr std::array<std::string_view, 9> before = {"：", "；", "。", "，", "、", ":", ";", ",", "“"};
    for (auto at = text.find("是"); at != std::string_view::npos; at = text.find("是", at + 1)) {
        std::size_t begin = at;
        while (begin >= 3 && (chinese_number(text.substr(begin - 3, at - begin + 3)) > 0))
            begin -= 3;
        const int number = chinese_number(text.substr(begin, at - begin));
        const auto lead = text.substr(0, begin);
        // 主要原因一是, 具体为一是
        const bool is_first = number == 1 && (lead.ends_with("原因") || lead.ends_with("为") || lead.ends_with("成效"));
        if (number == 0 || !(lead.empty() || is_first || ends_with_any(lead, before) > 0))
            continue;
        const auto end = at + std::string_view("是").size();
        found.push_back({"一是", std::string(text.substr(begin, end - begin)), number, passage.span(begin, end)});
    }
    return found;
}

/// 备注：1.…: a list that begins within a paragraph and goes on in the next.
std::optional<NumberAt> first_within(const Passage& passage)
{
    constexpr std::string_view colon = "：";
    const std::string_view text = passage.text;
    for (auto at = text.find(colon); at != std::string_view::npos; at = text.find(colon, at + 1)) {
        const auto begin = at + colon.size();
        const auto found = marker_at(text.substr(begin));
        if (found && found->marker.number == 1)
            return NumberAt{found->marker.style, found->marker.text, 1, passage.span(begin, begin + found->length)};
    }
    return std::nullopt;
}

class NumberingCheck {
public:
    explicit NumberingCheck(Reporter& reporter) : reporter_(reporter) {}

    void add(const Passage& passage)
    {
        if (passage.section != section_ || passage.after_template)
            lists_.clear();
        section_ = passage.section;
        if (passage.marker) {
            const auto span = passage.marker->span.file ? passage.marker->span : passage.whole;
            follow(passage, {passage.marker->style, passage.marker->text, passage.marker->number, span});
        }
        if (const auto number = first_within(passage))
            follow(passage, *number);
        for (const auto& number : counted_in(passage))
            follow(passage, number);
    }

private:
    void follow(const Passage& passage, const NumberAt& number)
    {
        if (number.number == 1) {
            lists_.push_back({number.style, 1, number.text});
            return;
        }
        // A form with a list of its own may stand between two items: the innermost list that goes on so.
        auto goes_on = lists_.end();
        auto innermost = lists_.end();
        for (auto list = lists_.begin(); list != lists_.end(); ++list) {
            if (list->style != number.style)
                continue;
            innermost = list;
            goes_on = list->last + 1 == number.number ? list : goes_on;
        }
        if (innermost == lists_.end())
            return;
        if (goes_on == lists_.end())
            report(passage, number, *innermost);
        else
            reporter_.passed("N17");
        const auto list = goes_on == lists_.end() ? innermost : goes_on;
        lists_.erase(list + 1, lists_.end());
        list->last = number.number;
        list->last_text = number.text;
    }

    void report(const Passage& passage, const NumberAt& number, const Numbering& list)
    {
        std::size_t end = 0;
        constexpr int characters = 10;
        for (int n = 0; n < characters && end < passage.text.size(); ++n)
            end += base::decode(passage.text, end).length;
        auto finding = reporter_.finding("N17", base::Severity::warning, passage, 0, end);
        finding.span = number.span;
        finding.message = number.number > list.last ? fmt::format("“{}”之后是“{}”，中间缺{}项", list.last_text, number.text, number.number - list.last - 1)
                                                    : fmt::format("“{}”之后又是“{}”，序号重复或倒退", list.last_text, number.text);
        finding.formula = "逐项列出的序号连续";
        finding.advice = "请核对是否漏列，并改正序号";
        reporter_.add(std::move(finding));
    }

    Reporter& reporter_;
    std::vector<Numbering> lists_;
    std::size_t section_ = 0;
};

}  // namespace

void check_numbering(const Reading& reading, Reporter& reporter)
{
    NumberingCheck check(reporter);
    for (const auto& passage : reading.passages)
        check.add(passage);
}

}  // namespace gongkai::audit::prose
