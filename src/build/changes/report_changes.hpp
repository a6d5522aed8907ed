// Which reports are different, and what is different in their figures.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "build/changes/file_pairs.hpp"
#include "build/changes/result_cache.hpp"
#include "build/publication_changes.hpp"
#include "build/published_folder.hpp"

namespace gongkai::build {

/// Tables by the object with their new data.
using TableCache = ResultCache<std::vector<TableChange>>;

/// Sorts files by report and compares their data.
class ReportComparison {
public:
    ReportComparison(const std::vector<FilePair>& pairs, const PublishedFolder& published, TableCache& cache)
        : pairs_(pairs), published_(published), cache_(cache)
    {
    }

    /// Takes a file that is different; gives the folder of its report, empty if it has none.
    /// Nothing that was kept is used of a published file that is not as listed.
    std::string add(const FilePair& pair, Standing published);

    /// By folder.
    std::vector<ReportChange> finish();

private:
    ReportChange& report_of(const std::string& folder);
    std::string title_of(const FilePair& mark) const;
    void compare_data(ReportChange& report, const FilePair& pair, Standing published);
    std::vector<TableChange> compared(const FilePair& pair, Standing published, bool is_sheets) const;
    std::string page_of(const ReportChange& report, const TableChange& table, bool is_sheets) const;

    const std::vector<FilePair>& pairs_;
    const PublishedFolder& published_;
    TableCache& cache_;
    std::map<std::string, ReportChange> reports_;
};

}  // namespace gongkai::build
