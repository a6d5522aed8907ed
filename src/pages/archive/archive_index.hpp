// What the way into an archive shows beyond the site.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pages/archive/inventory.hpp"

namespace gongkai::pages {

struct ArchiveIndex {
    model::Date archived_on;
    std::string version;             ///< of this program
    std::vector<InventoryRow> rows;  ///< inventory()
    std::uint64_t departments = 0;
    std::uint64_t reports = 0;       ///< published
    std::uint64_t pages = 0;
    std::uint64_t files = 0;         ///< in the payload
    std::uint64_t bytes = 0;
    std::string base_name;           ///< file name of the archive that this one adds to; empty: it is whole
    std::string base_sha256;
    bool has_corrections_since_base = false;
};

}  // namespace gongkai::pages
