#include "audit/acknowledge.hpp"

#include <fmt/format.h>

namespace gongkai::audit {
namespace {

bool meets(const model::Acknowledgement& acknowledgement, const Finding& finding)
{
    return finding.rule == acknowledgement.rule &&
           (finding.place == acknowledgement.cell || finding.place.starts_with(acknowledgement.cell + " "));
}

}  // namespace

void acknowledge(const model::Report& report, Record& record)
{
    std::vector<const model::Acknowledgement*> unused;
    for (const auto& acknowledgement : report.acknowledged) {
        bool used = false;
        for (auto& finding : record.findings())
            if (meets(acknowledgement, finding)) {
                finding.acknowledged = acknowledgement.reason;
                used = true;
            }
        if (!used)
            unused.push_back(&acknowledgement);
    }
    for (const auto* acknowledgement : unused) {
        Finding finding;
        finding.rule = "A-UNUSED";
        finding.severity = base::Severity::warning;
        finding.span = acknowledgement->span;
        finding.place = acknowledgement->cell;
        finding.message = fmt::format("已没有 {} 对“{}”的意见，acknowledged 中的这一条用不上", acknowledgement->rule, acknowledgement->cell);
        finding.advice = "数已改正的，删去这一条；写错的，照意见中的位置书写";
        record.add(std::move(finding));
    }
}

}  // namespace gongkai::audit
