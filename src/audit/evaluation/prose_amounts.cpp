// Projects as the text names them: “内勤经费50.58万元，执行39.37万元” against the sheet of
// 内勤经费. Only amounts that follow a project's name in the same clause count, and only
// a name of four characters or more; what is in brackets is left out.

#include <algorithm>

#include <fmt/format.h>

#include "audit/evaluation/checks.hpp"
#include "audit/prose/passages.hpp"

namespace gongkai::audit::evaluation {
namespace {

using decimal::Decimal;

constexpr std::size_t bytes_per_character = 3;

/// 两新工委工作经费 → 两新工委工作, 两新工委: how texts shorten a project's name.
std::vector<std::string> names_of(std::string name)
{
    std::vector<std::string> names = {name};
    for (bool shorter = true; shorter;) {
        shorter = false;
        for (const std::string_view ending : {"经费", "项目", "专项", "工作", "资金"})
            if (name.ends_with(ending) && name.size() >= ending.size() + 4 * bytes_per_character) {
                name.erase(name.size() - ending.size());
                names.push_back(name);
                shorter = true;
                break;
            }
    }
    return names;
}

/// The text from the name to the end of its clause, without what is in brackets.
std::string clause_after(std::string_view text)
{
    std::string clause;
    int depth = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto rest = text.substr(i);
        const auto starts = [&](std::string_view sign) { return rest.starts_with(sign); };
        if (depth == 0 && (starts("；") || starts("。") || starts("、")))
            break;
        if (starts("（"))
            ++depth;
        const bool closes = starts("）");
        if (depth == 0)
            clause += rest.front();
        if (closes)
            depth = std::max(0, depth - 1);
        i += depth == 0 && !closes ? 1 : starts("（") || closes ? bytes_per_character : 1;
    }
    return clause;
}

struct Amount {
    Decimal number;
    std::string text;
    bool is_executed = false;  ///< 执行 stands before it
};

/// Nothing but the words that lead to a project's own budget or execution: not
/// 奖励资金7,201.57万元因评审未使用.
bool leads_to_amount(std::string_view words)
{
    while (!words.empty()) {
        bool known = false;
        for (const std::string_view word : {"全年", "年初", "预算", "执行", "经费", "资金", "项目", "工作", "专项", "支出", "数", "为", "，", "：", " "})
            if (words.starts_with(word)) {
                words.remove_prefix(word.size());
                known = true;
                break;
            }
        if (!known)
            return false;
    }
    return true;
}

/// Amounts in 万元 that a clause gives for the project it begins with, in order.
std::vector<Amount> amounts_of(const std::string& clause)
{
    std::vector<Amount> amounts;
    if (clause.find("未") != std::string::npos)  // what was not spent
        return amounts;
    std::size_t from = 0;
    for (auto end = clause.find("万元"); end != std::string::npos; end = clause.find("万元", end + 1)) {
        const auto begin = clause.find_last_not_of("0123456789.,", end - 1);
        const auto start = begin == std::string::npos ? 0 : begin + 1;
        auto digits = clause.substr(start, end - start);
        const auto before = std::string_view(clause).substr(from, start - from);
        std::erase(digits, ',');
        if (!leads_to_amount(before))
            return amounts;
        if (const auto number = Decimal::parse(digits))
            amounts.push_back({*number, clause.substr(start, end - start) + "万元", before.find("执行") != std::string_view::npos});
        from = end + std::string_view("万元").size();
    }
    return amounts;
}

class ProseAmounts {
public:
    ProseAmounts(const Subject& subject, const std::vector<SheetAudit>& sheets, Record& record) : sheets_(sheets), record_(record), passages_(prose::passages_of(subject.report)) {}

    void check() const
    {
        for (const auto& sheet : sheets_)
            if (!sheet.is_whole() && sheet.sheet().form->unit == decimal::Unit::ten_thousand_yuan)
                for (const auto& passage : passages_)
                    check(sheet, passage);
    }

private:
    void check(const SheetAudit& sheet, const prose::Passage& passage) const
    {
        for (const auto& name : names_of(sheet.who())) {
            const auto at = passage.text.find(name);
            if (at == std::string::npos || is_another(sheet, name))
                continue;
            const auto amounts = amounts_of(clause_after(std::string_view(passage.text).substr(at + name.size())));
            for (const auto& amount : amounts)
                compare(sheet, passage, at, at + name.size(), amount);
            return;
        }
    }

    /// The short name could as well mean another project.
    bool is_another(const SheetAudit& sheet, const std::string& name) const
    {
        return std::count_if(sheets_.begin(), sheets_.end(), [&](const SheetAudit& other) { return other.who().starts_with(name); }) > 1 ||
               !sheet.who().starts_with(name);
    }

    void compare(const SheetAudit& sheet, const prose::Passage& passage, std::size_t begin, std::size_t end, const Amount& amount) const
    {
        const auto budget = sheet.find(model::ValueRole::budget);
        const auto executed = sheet.find(model::ValueRole::executed);
        if (!budget || !executed || !budget->number() || !executed->number())
            return record_.insufficient("P9");
        if (amount.number == *executed->number() || (!amount.is_executed && amount.number == *budget->number()))
            return record_.passed("P9");
        auto finding = sheet.finding("P9", base::Severity::warning, amount.is_executed ? *executed : *budget,
                                     fmt::format("文字写作 {}{}，自评表预算数 {}、执行数 {}", amount.is_executed ? "执行" : "", amount.text, budget->text(), executed->text()));
        finding.span = passage.span(begin, end);
        finding.place = passage.title + " …" + sheet.who() + amount.text + "…";
        finding.formula = "文字、自评表中同一项目的金额相同";
        finding.advice = "请核对后改正其一；口径不同的，在文字中写明";
        record_.add(std::move(finding));
    }

    const std::vector<SheetAudit>& sheets_;
    Record& record_;
    std::vector<prose::Passage> passages_;
};

}  // namespace

void check_prose_amounts(const Subject& subject, const std::vector<SheetAudit>& sheets, Record& record)
{
    ProseAmounts(subject, sheets, record).check();
}

}  // namespace gongkai::audit::evaluation
