#include "audit/years.hpp"

#include <fmt/format.h>

#include "resolve/resolve.hpp"

namespace gongkai::audit {
namespace {

using decimal::Money;

class ChangeCheck {
public:
    ChangeCheck(const Subject& subject, Record& record) : subject_(subject), record_(record) {}

    void run()
    {
        model::each_fact(subject_.report.forms->facts, subject_.report.facts,
                         [&](const model::FactForm& form, const model::Fact& fact, const std::string& name) {
                             if (form.difference)
                                 change(form, fact, name);
                         });
    }

private:
    void change(const model::FactForm& form, const model::Fact& fact, const std::string& name)
    {
        const auto* stated = std::get_if<model::Figure>(&fact.value);
        if (!stated || !stated->has_amount() || !fact.span.file)
            return;
        const auto now = formula::parse_expression(*form.difference, *subject_.report.forms);
        const auto then = subject_.previous ? formula::parse_expression(*form.difference, *subject_.previous->forms) : now;
        if (!subject_.previous || !now || !then)
            return record_.insufficient("Y1");
        const auto current = resolve::evaluate(*now, subject_.report).figure;
        const auto before = resolve::evaluate(*then, *subject_.previous).figure;
        if (!current.has_amount() || !before.has_amount())
            return record_.insufficient("Y1");
        const auto delta = stated->amount - (current.amount - before.amount);
        const auto tail = Money::from_cents(10'000);  // 0.01 万元: two rounded figures
        if (delta <= tail && -delta <= tail)
            return record_.passed("Y1");
        add(form, fact, name, stated->amount, current.amount, before.amount);
    }

    void add(const model::FactForm& form, const model::Fact& fact, const std::string& name, Money stated, Money current, Money before)
    {
        const auto text = [](Money amount) { return decimal::format_money(amount, decimal::Unit::ten_thousand_yuan, 2, decimal::Grouping::none); };
        Finding finding;
        finding.rule = "Y1";
        finding.span = fact.span;
        finding.place = name;
        finding.formula = form.label + " = 本年数 − 上年公布数（" + form.difference->text + "）";
        finding.operands = {{name, text(stated), fact.span, {}}, {"本年数", text(current), {}, {}}, {"上年公布数", text(before), {}, {}}};
        finding.message = fmt::format("{}写作 {}，而本年 {} − 上年公布 {} = {} 万元", form.label, text(stated), text(current), text(before), text(current - before));
        finding.difference = text(stated - (current - before)) + " 万元";
        finding.advice = "请核对增减额；上年数确有调整的，应写明调整原因";
        record_.add(std::move(finding));
    }

    const Subject& subject_;
    Record& record_;
};

}  // namespace

void check_years(const Subject& subject, Record& record)
{
    ChangeCheck(subject, record).run();
}

std::vector<Rule> year_rules() { return {{"Y1", "较上年增减额与上年公布数相符", "上年公开的同一种报告"}}; }

}  // namespace gongkai::audit
