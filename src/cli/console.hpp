// Output to the user: results on standard output, the rest on standard error.
#pragma once

#include <string>

#include "base/diagnostic.hpp"
#include "build/pipeline.hpp"

namespace gongkai::cli {

/// Prints diagnostics and a count of them; gives the exit code they call for.
int report(const base::Diagnostics& problems);

/// A progress bar on a terminal, with the name of the work; nothing elsewhere.
build::Progress progress_bar(std::string work = "生成");

}  // namespace gongkai::cli
