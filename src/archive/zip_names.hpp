// What the directory of a zip says, judged before anything is unpacked.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "archive/zip_format.hpp"
#include "base/diagnostic.hpp"

namespace gongkai::archive {

/// B-NAME for each name that is not UTF-8, not a safe path (base::is_safe_path) or has control
/// characters other than CR and LF; B-TWICE for names that are equal, or equal but for the case
/// of ASCII letters, as then one file replaces the other on Windows, and for files that are
/// folders of others.
base::Diagnostics name_problems(const std::string& file, const std::vector<ZipEntry>& entries);

/// B-BOMB for entries, and for all together, that become much more than an archive holds.
/// `file_size`: of the zip.
base::Diagnostics size_problems(const std::string& file, const std::vector<ZipEntry>& entries, std::uint64_t file_size);

}  // namespace gongkai::archive
