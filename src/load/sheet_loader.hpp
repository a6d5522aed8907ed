// One filled-in form of one page: <report>/<name>.yaml → model::Sheet.
#pragma once

#include <optional>

#include "base/diagnostic.hpp"
#include "base/source.hpp"
#include "model/form.hpp"
#include "model/report.hpp"

namespace gongkai::load {

/// nullopt (with the problems) when the file cannot be read at all: syntax, no
/// `form`, or one that the report's form set does not have (F-SHEET). Values of
/// the wrong kind or out of all proportion are reported (F-NUM, F-PERCENT, F-SCORE,
/// Y-CHOICE), as are empty rows (Y-MISSING) and a project without a name (F-SHEET; of
/// a draft only a warning).
std::optional<model::Sheet> load_sheet(const base::SourceFile& file, const std::string& slug, const model::Report& report,
                                       base::Diagnostics& problems);

}  // namespace gongkai::load
