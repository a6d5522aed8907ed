// A form of one page (self-evaluation, performance target): YAML → model::SheetForm.
#pragma once

#include "base/diagnostic.hpp"
#include "load/yaml.hpp"
#include "model/sheet.hpp"

namespace gongkai::load {

/// Reads one file; `unit` is the form set's. Reported: what Fields reports, and F-FORM for forms that
/// contradict themselves (a label twice, a ratio of columns that are not there).
model::SheetForm read_sheet_form(const Node& root, decimal::Unit unit, base::Diagnostics& problems);

}  // namespace gongkai::load
