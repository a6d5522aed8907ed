// Output to the user: results on standard output, the rest on standard error.
#pragma once

#include "base/diagnostic.hpp"
#include "build/pipeline.hpp"

namespace gongkai::cli {

/// Prints diagnostics and a count of them; gives the exit code they call for.
int report(const base::Diagnostics& problems);

/// A progress bar on a terminal; nothing elsewhere.
build::Progress progress_bar();

}  // namespace gongkai::cli
