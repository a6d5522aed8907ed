// What is compared: templates/comparisons.yaml, and the measures of form sets.
#pragma once

#include <vector>

#include "load/yaml.hpp"
#include "model/site.hpp"

namespace gongkai::load {

/// A list of topics. Errors: those of Fields; an id that is no address or stands twice, a topic
/// with both or neither of `measures` and `by_code` (F-TOPIC).
std::vector<model::ComparisonTopic> read_topics(const Node& root, base::Diagnostics& problems);

/// `measures` of a form set whose tables are read: a formula, or {table, column} with a figure for
/// each code. Errors: no such table or column (F-MEASURE).
std::vector<model::MeasureForm> read_measures(const Node& node, const model::FormSet& set, base::Diagnostics& problems);

/// Every measure of a form set belongs to a topic that takes it as it is, single or by code
/// (F-MEASURE); not asked where there are no topics.
void check_measures(const model::Site& site, base::Diagnostics& problems);

}  // namespace gongkai::load
