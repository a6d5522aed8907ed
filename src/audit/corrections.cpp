#include "audit/corrections.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "audit/cells.hpp"
#include "base/spelling.hpp"

namespace gongkai::audit {
namespace {

constexpr const char* rule = "R-D2";

bool is_same(const model::Figure& a, const model::Figure& b) { return a.state == b.state && a.amount == b.amount; }

Finding finding_of(base::Span span, std::string place, std::string message, std::string advice)
{
    Finding finding;
    finding.rule = rule;
    finding.span = span;
    finding.place = std::move(place);
    finding.message = std::move(message);
    finding.advice = std::move(advice);
    return finding;
}

/// What a correction made of a cell.
struct Step {
    const model::Correction* correction;
    const model::CorrectedCell* cell;
};

class CorrectionCheck {
public:
    CorrectionCheck(const model::Report& report, Record& record) : report_(report), record_(record) {}

    void run()
    {
        std::vector<const model::Correction*> by_date;
        for (const auto& correction : report_.corrections)
            by_date.push_back(&correction);
        std::stable_sort(by_date.begin(), by_date.end(), [](const auto* a, const auto* b) { return a->date < b->date; });
        for (const auto* correction : by_date) {
            date(*correction);
            for (const auto& cell : correction->cells)
                place({correction, &cell});
        }
        for (const auto& [cell, steps] : steps_)
            history(cell, steps);
    }

private:
    void date(const model::Correction& correction)
    {
        if (!report_.published_on)
            return record_.insufficient(rule);
        if (correction.date >= *report_.published_on)
            return record_.passed(rule);
        auto finding = finding_of(correction.span, "更正 " + correction.date.iso(),
                                  fmt::format("更正日期 {} 早于公开日期 {}", correction.date.iso(), report_.published_on->iso()),
                                  "请核对两个日期；公开之前的改动不是更正，删去这一条");
        finding.formula = "更正日期 ≥ 公开日期";
        record_.add(std::move(finding));
    }

    void place(const Step& step)
    {
        const auto cells = model::cells_at(report_, step.cell->cell);
        if (cells.size() == 1) {
            steps_[cells.front()].push_back(step);
            return;
        }
        const auto message = cells.empty() ? fmt::format("更正的“{}”不在公开的表中", step.cell->cell)
                                           : fmt::format("更正的“{}”有 {} 格，分不清是哪一格", step.cell->cell, cells.size());
        const auto advice = cells.empty() ? advice_on_place(step.cell->cell) : "这些行同名；请只在 what 中写明";
        record_.add(finding_of(step.cell->span, step.cell->cell, message, advice));
    }

    /// A place with something left out or added to it was meant, or one spelt alike.
    std::string advice_on_place(const std::string& written) const
    {
        const auto known = model::places_beside(report_, written);
        const auto meant = std::find_if(known.begin(), known.end(), [&](const std::string& place) {
            return written.starts_with(place + " ") || place.starts_with(written + " ");
        });
        if (meant != known.end())
            return fmt::format("是否为“{}”？", *meant);
        return base::suggestion(written, known, "照检查结果中的位置书写：表号、行、栏，如“公开05表 合计 1栏”；文字和单页表的更正只写 what");
    }

    void history(model::CellRef cell, const std::vector<Step>& steps)
    {
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const auto& now = *steps[i].cell;
            if (is_same(now.from, now.to))
                unchanged(cell, now);
            else if (i > 0 && !is_same(steps[i - 1].cell->to, now.from))
                gap(cell, steps[i - 1], steps[i]);
            else
                record_.passed(rule);
        }
        const auto& shown = report_.tables[cell.table].at(cell.row, cell.column).figure;
        if (is_same(steps.back().cell->to, shown))
            record_.passed(rule);
        else
            differs(cell, steps.back(), shown);
    }

    void unchanged(model::CellRef cell, const model::CorrectedCell& corrected)
    {
        auto finding = finding_of(corrected.span, corrected.cell,
                                  fmt::format("更正前后都是 {}，没有改动", text(cell, corrected.from)), "请核对 from 和 to；没有改的格子不写");
        finding.operands = {operand("更正前", cell, corrected, corrected.from), operand("更正后", cell, corrected, corrected.to)};
        record_.add(std::move(finding));
    }

    void gap(model::CellRef cell, const Step& before, const Step& now)
    {
        auto finding = finding_of(now.cell->span, now.cell->cell,
                                  fmt::format("{} 的更正从 {} 改起，而 {} 已更正为 {}", now.correction->date.iso(), text(cell, now.cell->from),
                                              before.correction->date.iso(), text(cell, before.cell->to)),
                                  "同一格先后更正的，后一次的 from 是前一次的 to；请核对两次更正的数和日期");
        finding.formula = "后一次更正的 from = 前一次更正的 to";
        finding.operands = {operand("更正前", cell, *now.cell, now.cell->from), operand("前一次更正后", cell, *before.cell, before.cell->to)};
        record_.add(std::move(finding));
    }

    void differs(model::CellRef cell, const Step& last, const model::Figure& shown)
    {
        auto finding = finding_of(last.cell->span, last.cell->cell,
                                  fmt::format("{} 更正为 {}，而表中现在是 {}", last.correction->date.iso(), text(cell, last.cell->to), text(cell, shown)),
                                  "表中的数改好了的，改正 to；to 是对的，改正表中的数（算出的数，改正它所由来的数）；其后又更正过的，补上那一条");
        finding.formula = "最近一次更正的 to = 表中现在的数";
        finding.operands = {operand("更正后", cell, *last.cell, last.cell->to), operand_of(report_, cell)};
        record_.add(std::move(finding));
    }

    std::string text(model::CellRef cell, const model::Figure& figure) const
    {
        return figure_text(report_, report_.forms->tables[cell.table], cell.column, figure);
    }

    Operand operand(const char* label, model::CellRef cell, const model::CorrectedCell& corrected, const model::Figure& figure) const
    {
        return {label, text(cell, figure), corrected.span, {}};
    }

    const model::Report& report_;
    Record& record_;
    std::map<model::CellRef, std::vector<Step>> steps_;  ///< by date
};

}  // namespace

void check_corrections(const Subject& subject, Record& record)
{
    if (subject.report.corrections.empty())
        return record.not_applicable(rule);
    CorrectionCheck(subject.report, record).run();
}

std::vector<Rule> correction_rules()
{
    return {{rule, "更正不早于公开；更正的格子存在，改前改后不同，先后衔接，最后的数就是表中现在的数", "公开后的改动须留更正说明（长期处于公开状态）"}};
}

}  // namespace gongkai::audit
