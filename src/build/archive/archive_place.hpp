// Where an archive may be written.
#pragma once

#include <optional>
#include <string>

#include "base/diagnostic.hpp"

namespace gongkai::build {

/// Refused: a name that is not *.zip (O-NAME), the earlier archive itself, the sources of the
/// project or a folder that `gongkai build` replaces (O-PLACE), a file that is there and is not
/// an archive (O-FOREIGN). `earlier` may be empty.
std::optional<base::Diagnostic> check_archive_place(const std::string& output, const std::string& project, const std::string& earlier);

}  // namespace gongkai::build
