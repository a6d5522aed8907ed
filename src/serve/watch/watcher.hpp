// Watching the project's files: which paths have changed since last asked.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace gongkai::serve {

/// Paths relative to the project folder, '/' separated. A path may be a file or a
/// folder, may be there or gone; a folder stands for all that is or was beneath it.
using ChangedPaths = std::set<std::string>;

struct WatchTimes {
    std::chrono::milliseconds quiet{30};     ///< a burst has ended when nothing came for so long
    std::chrono::milliseconds longest{250};  ///< but it is never waited for longer than this
    std::chrono::milliseconds poll{700};     ///< between two looks, where the system does not tell of changes
};

class Watcher {
public:
    enum class Method { automatic, polling };

    /// Watches these files and folders (with all beneath them) of the project folder;
    /// they need not be there yet. Names that editors use for a moment are ignored.
    Watcher(const std::string& root, std::vector<std::string> names, const WatchTimes& times = {}, Method method = Method::automatic);
    ~Watcher();

    /// Blocks until something has changed and come to rest; nullopt when `stop_fd`
    /// becomes readable. Where changes were lost (queue overflow), the names that are
    /// watched themselves are given: everything must be looked at.
    std::optional<ChangedPaths> wait(int stop_fd);

    /// Why changes are polled for, in Chinese; empty when the system tells of them.
    const std::string& polling_reason() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gongkai::serve
