// The lists of an archive: which reports and pages are in it, and what is not.
#pragma once

#include <string>
#include <vector>

#include "pages/archive/file_facts.hpp"
#include "pages/archive/inventory.hpp"
#include "pages/archive/record_table.hpp"

namespace gongkai::pages {

/// reports.csv and reports.json, from inventory(): of reports that are not public only
/// that they are not.
RecordTable report_records(const model::Site& site, const std::vector<InventoryRow>& rows, const RecordHead& head, const FileFactsOf& facts);

/// pages.csv and pages.json, from page_records().
RecordTable page_list(const model::Site& site, const RecordHead& head, const FileFactsOf& facts);

}  // namespace gongkai::pages
