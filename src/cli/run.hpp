// The command line.
#pragma once

namespace gongkai::cli {

/// Exit codes: 0 done; 1 the content has errors, which were printed; 2 the
/// project could not be loaded or the output not written; 3 wrong usage; 70 a
/// failure of the program itself.
enum ExitCode { done = 0, content_errors = 1, not_loaded = 2, wrong_usage = 3, internal_failure = 70 };

int run(int argc, char** argv);

}  // namespace gongkai::cli
