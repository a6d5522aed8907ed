// When a burst of changes has ended.
#pragma once

#include <algorithm>

#include "serve/watch/times.hpp"

namespace gongkai::serve {

/// One save is often several changes, a checkout of another branch hundreds: they are
/// waited for until it is quiet, but not for ever.
class Burst {
public:
    explicit Burst(const WatchTimes& times) : times_(times) {}

    /// Something has happened; the first time, a burst begins.
    void note(WatchTime now)
    {
        if (!is_running())
            latest_ = now + times_.longest;
        end_ = std::min(now + times_.quiet, latest_);
    }

    bool is_running() const { return end_ != never; }
    bool is_over(WatchTime now) const { return now >= end_; }
    /// When it is over if nothing more happens; `never` when there is none.
    WatchTime end() const { return end_; }
    void clear() { end_ = never; }

private:
    WatchTimes times_;
    WatchTime latest_ = never;
    WatchTime end_ = never;
};

}  // namespace gongkai::serve
