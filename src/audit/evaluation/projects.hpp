// The same projects on sheets and in lists of the report (项目绩效自评情况汇总表,
// 项目支出表).
#pragma once

#include <vector>

#include "audit/evaluation/sheet.hpp"

namespace gongkai::audit::evaluation {

/// P9 same figures, same name; P11 as many sheets as rows.
void check_projects(const Subject& subject, const std::vector<SheetAudit>& sheets, Record& record);

}  // namespace gongkai::audit::evaluation
