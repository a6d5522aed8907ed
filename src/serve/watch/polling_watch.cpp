#include "serve/watch/polling_watch.hpp"

#include <algorithm>

namespace gongkai::serve {

PollingWatch::PollingWatch(std::string root, std::vector<std::string> names, const WatchTimes& times)
    : root_(std::move(root)), names_(std::move(names)), times_(times), seen_(take_snapshot(root_, names_)),
      looked_(WatchClock::now())
{
}

WatchTime PollingWatch::next_look() const
{
    // While things change, the next look is to find that they have come to rest. Pauses are
    // counted from the end of a look: where looking is slow it must not be all that is done.
    return looked_ + (has_changed_ ? std::min(times_.quiet, times_.poll) : times_.poll);
}

bool PollingWatch::look(ChangedPaths& changed)
{
    auto now = take_snapshot(root_, names_);
    ChangedPaths found;
    compare(seen_, now, found);
    seen_ = std::move(now);
    looked_ = WatchClock::now();
    has_changed_ = !found.empty();
    changed.merge(found);
    return has_changed_;
}

}  // namespace gongkai::serve
