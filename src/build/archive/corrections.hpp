// The list of corrections (更正) of an archive: what the reports declare, and what became of
// published figures since the archive before it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "build/changes/figure_changes.hpp"
#include "model/site.hpp"
#include "pages/archive/file_facts.hpp"
#include "pages/archive/record_table.hpp"

namespace gongkai::build {

/// Figures that differ between two archives, by the report's folder with a slash at the end.
using ChangesByReport = std::map<std::string, std::vector<TableChange>, std::less<>>;

/// What came since the archive before; all empty if there is none.
struct ChangesSince {
    std::string corrections;   ///< its corrections.json
    ChangesByReport figures;
    pages::FileFactsOf files;  ///< its payload
};

struct CorrectionList {
    pages::RecordTable table;
    std::size_t since = 0;       ///< records that the archive before does not have
    /// Warnings A-UNEXPLAINED: figures that changed without a correction. Error A-SINCE: the
    /// archive before has no list that could be gone on with.
    base::Diagnostics problems;
};

/// Records of the archive before stay as they are, with their digests. New ones are the declared
/// corrections that it does not have, one for each cell, and the other figures that changed,
/// each with the data file's digests before and now. By report, in the order of the site.
CorrectionList list_corrections(const model::Site& site, const ChangesSince& before, const pages::FileFactsOf& now);

}  // namespace gongkai::build
