#include "audit/shares.hpp"

#include <fmt/format.h>

namespace gongkai::audit {
namespace {

bool is_zero(std::string_view percent)
{
    return percent.ends_with('%') && percent.substr(0, percent.size() - 1).find_first_not_of("0.") == std::string_view::npos;
}

class ShareCheck {
public:
    ShareCheck(const Subject& subject, Record& record) : subject_(subject), record_(record) {}

    void run()
    {
        model::each_fact(subject_.report.forms->facts, subject_.report.facts,
                         [&](const model::FactForm& form, const model::Fact& fact, const std::string& name) {
                             if (!form.share_of.empty())
                                 share(form, fact, name);
                         });
    }

private:
    void share(const model::FactForm& form, const model::Fact& fact, const std::string& name)
    {
        const auto* whole = model::find_fact(subject_.report.facts, form.share_of);
        const auto* figure = whole ? std::get_if<model::Figure>(&whole->value) : nullptr;
        if (!figure || !figure->has_amount())
            return record_.insufficient("N3-0");
        if (!figure->amount.is_zero())
            return record_.passed("N3-0");
        const auto* stated = std::get_if<std::string>(&fact.value);
        Finding finding;
        finding.rule = "N3-0";
        finding.severity = stated && is_zero(*stated) ? base::Severity::note : base::Severity::error;  // 0% of nothing is only superfluous
        finding.span = fact.span;
        finding.place = name;
        finding.formula = "没有基数，就没有占比";
        finding.operands = {{name, stated ? *stated : std::string(), fact.span, {}}, {form.share_of, "0", whole->span, {}}};
        finding.message = fmt::format("{}写作 {}，而{}为 0", name, stated ? *stated : std::string(), form.share_of);
        finding.advice = "没有这一类的，不写占比";
        record_.add(std::move(finding));
    }

    const Subject& subject_;
    Record& record_;
};

}  // namespace

void check_shares(const Subject& subject, Record& record)
{
    ShareCheck(subject, record).run();
}

std::vector<Rule> share_rules() { return {{"N3-0", "占比的基数不为零", "情况说明"}}; }

}  // namespace gongkai::audit
