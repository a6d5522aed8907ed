#include "audit/evaluations.hpp"

#include <initializer_list>

#include "audit/evaluation/checks.hpp"

namespace gongkai::audit {
namespace {

using evaluation::SheetAudit;

/// Figures too large for exact products leave the rules without data.
template <typename Check>
void guarded(Record& record, std::initializer_list<const char*> rules, const Check& check)
{
    try {
        check();
    } catch (const decimal::Overflow&) {
        for (const auto* rule : rules)
            record.insufficient(rule);
    }
}

void check_sheet(const SheetAudit& sheet, Record& record)
{
    guarded(record, {"P1", "P2"}, [&] { evaluation::check_rates(sheet); });
    guarded(record, {"P3", "P4", "P5"}, [&] { evaluation::check_points(sheet); });
    guarded(record, {"P7", "P14"}, [&] { evaluation::check_indicators(sheet); });
    guarded(record, {"P10"}, [&] { evaluation::check_mentions(sheet); });
    guarded(record, {"P8", "B12", "B13"}, [&] { evaluation::check_parts(sheet); });
}

}  // namespace

void check_evaluations(const Subject& subject, Record& record)
{
    if (subject.report.sheets.empty()) {
        for (const auto& rule : evaluation_rules())
            record.not_applicable(rule.id);
        return;
    }
    std::vector<SheetAudit> sheets;
    sheets.reserve(subject.report.sheets.size());
    for (const auto& sheet : subject.report.sheets)
        sheets.emplace_back(subject, sheet, record);
    for (const auto& sheet : sheets)
        check_sheet(sheet, record);
    guarded(record, {"P9", "P10", "P11", "P12"}, [&] { evaluation::check_repeats(subject, sheets, record); });
    guarded(record, {"P9"}, [&] { evaluation::check_prose_amounts(subject, sheets, record); });
}

std::vector<Rule> evaluation_rules()
{
    const std::string measures = "财预〔2020〕10号《项目支出绩效评价管理办法》";
    const std::string form = "自评表表样";
    return {
        {"P1", "执行率 = 执行数 ÷ 预算数", form + "（B/A）"},
        {"P2", "预算执行得分 = 分值 × 执行率，不超过分值", form + "（20分×执行率）；" + measures},
        {"P3", "总分 = 各项得分之和", form},
        {"P4", "分值合计 100，与各指标相合", measures},
        {"P5", "得分不小于 0，不超过分值", measures},
        {"P7", "没有达到目标的不得满分，并写明原因", form + "填表说明"},
        {"P8", "资金总额 = 其中各项之和", form},
        {"P9", "同一项目的金额和名称处处相同", "自评表与项目汇总表、项目支出表"},
        {"P10", "同一指标、同一数据处处相同", "整体表与项目表；表中文字与指标"},
        {"P11", "项目数处处相同", "自评表与项目汇总表、项目支出表"},
        {"P12", "各项目执行数之和 = 项目支出", "整体自评表"},
        {"P14", "目标值、完成值不空，类型和单位相同", form},
        {"B12", "绩效目标表资金情况：合计 = 各行之和，占比 = 各行 ÷ 合计", "整体支出绩效目标表表样"},
        {"B13", "项目总投入 = 资金构成各行之和", "项目支出绩效目标表表样"},
    };
}

}  // namespace gongkai::audit
