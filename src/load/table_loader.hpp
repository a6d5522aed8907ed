// The figures of one table of a report: YAML → model::Table.
#pragma once

#include "base/diagnostic.hpp"
#include "load/yaml.hpp"
#include "model/classification.hpp"
#include "model/report.hpp"

namespace gongkai::load {

/// What reading a table needs to know of its report.
struct TableContext {
    const model::TableForm& form;
    const model::Classifications& classifications;
    int year;
    decimal::Unit unit;
};

/// The table's fixed and footer rows without figures.
model::Table blank_table(const TableContext& context);

/// Reads the rows written under a table's number. Unknown rows (F-ROW), codes
/// (F-CODE) and columns (F-COLUMN) are reported. Sets `grouped` if any figure
/// has commas.
model::Table read_table(const Node& node, const TableContext& context, bool& grouped, base::Diagnostics& problems);

}  // namespace gongkai::load
