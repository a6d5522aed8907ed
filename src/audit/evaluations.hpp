// Findings on self-evaluations and performance targets (绩效自评表、绩效目标表).
#pragma once

#include "audit/finding.hpp"
#include "audit/subject.hpp"

namespace gongkai::audit {

/// P* (财预〔2020〕10号 and the forms' own notes): rate, points, total and weights;
/// targets that were missed with full points, blank values; parts of amounts; the
/// same project, indicator or figure in different places. B12, B13: parts of the
/// amounts of performance targets. Forms are told apart by roles, types, weights
/// and groups; what has no role by its label: columns of targets (目标, 指标值), actual
/// values (完成, 实际), reasons (原因) and weights (分值), the fields 基本支出 and
/// 项目支出, the fact 项目数.
void check_evaluations(const Subject& subject, Record& record);

std::vector<Rule> evaluation_rules();

}  // namespace gongkai::audit
