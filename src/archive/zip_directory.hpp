// The directory of a zip file, read strictly.
#pragma once

#include <vector>

#include "archive/input_file.hpp"
#include "archive/zip_format.hpp"
#include "base/result.hpp"

namespace gongkai::archive {

/// The entries in the order of the directory. Holds for them: each lies directly behind the one
/// before, the first at the beginning of the file, the directory behind the last, the end records
/// behind the directory, and nothing behind these; each record is as zip_format makes it, with
/// one time for all. Local headers and descriptors were not looked at, nor was what is
/// said of names. B-ZIP for the first that does not hold, B-READ.
base::Result<std::vector<ZipEntry>> read_directory(const InputFile& file);

}  // namespace gongkai::archive
