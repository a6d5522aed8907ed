// The one primitive for threads.
#pragma once

#include <cstddef>
#include <functional>

namespace gongkai::base {

/// Calls task(i) once for every i in [0, count), on `threads` threads (at
/// least one). Tasks write their result to slot i, so the outcome does not
/// depend on the number of threads. The first exception (by index) is rethrown
/// when all have ended.
void parallel_for(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& task);

}  // namespace gongkai::base
