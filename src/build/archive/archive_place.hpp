// Where an archive may be written.
#pragma once

#include <optional>
#include <string>

#include "archive/bag_chain.hpp"
#include "base/diagnostic.hpp"

namespace gongkai::build {

/// Refused: a name that is not *.zip (O-NAME), the earlier archive itself, one that another
/// beside it goes on from, the sources of the project or a folder that `gongkai build` replaces
/// (O-PLACE), a file that is there and is not an archive (O-FOREIGN). `earlier` may be empty.
std::optional<base::Diagnostic> check_archive_place(const std::string& output, const std::string& project, const std::string& earlier);

/// Refused: a place or a name from which verification would not find the chain that the new
/// archive goes on from (O-SINCE).
std::optional<base::Diagnostic> check_chain_place(const std::string& output, const archive::BagChain& earlier);

}  // namespace gongkai::build
