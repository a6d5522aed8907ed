// facts: of a report, read by the schema of its form set.
#pragma once

#include "base/diagnostic.hpp"
#include "load/yaml.hpp"
#include "model/classification.hpp"
#include "model/report.hpp"

namespace gongkai::load {

/// Reads the facts that the schema names; others are reported (Y-UNKNOWN).
/// Groups that are left out are present and empty, so that templates can ask
/// for their members.
model::FactGroup read_facts(const Node* node, const model::FactForm& schema, const model::CodeList& codes,
                            decimal::Unit unit, base::Diagnostics& problems);

}  // namespace gongkai::load
