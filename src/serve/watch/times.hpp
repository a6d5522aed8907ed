// The times of watching.
#pragma once

#include <chrono>

namespace gongkai::serve {

using WatchClock = std::chrono::steady_clock;
using WatchTime = WatchClock::time_point;

/// Later than anything that happens.
constexpr WatchTime never = WatchTime::max();

struct WatchTimes {
    std::chrono::milliseconds quiet{30};     ///< a burst has ended when nothing came for so long
    std::chrono::milliseconds longest{250};  ///< but it is never waited for longer than this
    std::chrono::milliseconds poll{700};     ///< between two looks, where the system does not tell of changes
    /// A file that a program writes to and does not close is given when nothing more was written for so long.
    std::chrono::milliseconds unclosed{1000};
};

}  // namespace gongkai::serve
