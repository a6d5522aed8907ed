#include "audit/units.hpp"

#include <charconv>

#include <fmt/format.h>

#include "audit/prose/passages.hpp"

namespace gongkai::audit {
namespace {

/// The number before 个 after 下属: 下属1个, 下属三个; 0 if there is none.
int subordinate_units(std::string_view text)
{
    const std::string_view word = "下属";
    const auto at = text.find(word);
    if (at == std::string_view::npos)
        return 0;
    const auto rest = text.substr(at + word.size());
    const auto number = rest.substr(0, rest.find("个"));
    int value = 0;
    const auto [end, failure] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (failure == std::errc() && end == number.data() + number.size())
        return value;
    return number.size() <= 9 ? prose::chinese_number(number) : 0;
}

class UnitCheck {
public:
    UnitCheck(const Subject& subject, Record& record) : subject_(subject), record_(record) {}

    void run()
    {
        model::each_fact(subject_.report.forms->facts, subject_.report.facts,
                         [&](const model::FactForm& form, const model::Fact& fact, const std::string& name) {
                             if (const auto* text = std::get_if<std::string>(&fact.value); text && form.names_units)
                                 compare(name, *text, fact.span);
                         });
    }

private:
    void compare(const std::string& name, const std::string& text, base::Span span)
    {
        const auto known = subject_.department.units.size();
        const auto stated = static_cast<std::size_t>(subordinate_units(text));
        if (known == 0 || stated == 0)
            return record_.insufficient("N13");
        if (stated + 1 == known)
            return record_.passed("N13");
        Finding finding;
        finding.rule = "N13";
        finding.severity = base::Severity::warning;
        finding.span = span;
        finding.place = name;
        finding.formula = "所说的单位数 = 编报范围内的单位数";
        finding.message = fmt::format("{}写作“{}”，共 {} 个单位，而 department.yaml 的 units 有 {} 个", name, text, stated + 1, known);
        finding.advice = "请核对编报范围内的单位";
        record_.add(std::move(finding));
    }

    const Subject& subject_;
    Record& record_;
};

}  // namespace

void check_units(const Subject& subject, Record& record)
{
    UnitCheck(subject, record).run();
}

std::vector<Rule> unit_rules() { return {{"N13", "单位范围处处相同", "情况说明、机构设置"}}; }

}  // namespace gongkai::audit
