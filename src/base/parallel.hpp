// The primitives for threads.
#pragma once

#include <cstddef>
#include <functional>

namespace gongkai::base {

/// Calls task(i) once for every i in [0, count), on `threads` threads (at
/// least one). Tasks write their result to slot i, so the outcome does not
/// depend on the number of threads. The first exception (by index) is rethrown
/// when all have ended.
void parallel_for(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& task);

/// Calls make(i) once for every i in [0, count) on `threads` threads, and take(i) on the
/// calling thread, in the order of i, each when its make(i) has ended. At most `ahead`
/// results wait to be taken, so that memory does not grow with `count`. After an exception
/// nothing new begins; the one with the least i that was met is rethrown when all have ended.
void in_order(std::size_t count, std::size_t threads, std::size_t ahead, const std::function<void(std::size_t)>& make,
              const std::function<void(std::size_t)>& take);

}  // namespace gongkai::base
