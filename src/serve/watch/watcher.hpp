// Watching the project's files: which paths have changed since last asked.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "serve/watch/changed_paths.hpp"
#include "serve/watch/system.hpp"
#include "serve/watch/times.hpp"

namespace gongkai::serve {

/// To be used by one thread at a time.
class Watcher {
public:
    enum class Method { automatic, polling };

    /// Watches these entries of the project folder (with all beneath them); they need not
    /// be there yet. Names that editors use for a moment are ignored. What is changed after
    /// the construction is told of, so read the files after it.
    Watcher(const std::string& root, std::vector<std::string> names, const WatchTimes& times = {},
            Method method = Method::automatic, const WatchSystem& system = this_system());
    ~Watcher();
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;

    /// Blocks until something has changed and come to rest; nullopt when `stop_fd` becomes
    /// readable (changes seen by then are given by the next call). No path of the set lies
    /// beneath another one. Where changes were lost, the names that are watched themselves
    /// are given: everything must be looked at. The same bytes written again are a change.
    std::optional<ChangedPaths> wait(int stop_fd);

    /// Why files are looked at again and again, in Chinese; empty as long as the system
    /// tells of changes, which may end with any call of wait().
    const std::string& polling_reason() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gongkai::serve
