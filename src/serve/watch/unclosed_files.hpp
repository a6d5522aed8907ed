// Files that programs are writing to.
#pragma once

#include <map>
#include <string>

#include "serve/watch/changed_paths.hpp"
#include "serve/watch/times.hpp"

namespace gongkai::serve {

/// A file half written is not worth a look: it is given when it is closed. But some
/// programs keep a file open for hours; then it is given when they rest for a while.
class UnclosedFiles {
public:
    explicit UnclosedFiles(std::chrono::milliseconds rest) : rest_(rest) {}

    void written(const std::string& path, WatchTime now) { due_[path] = now + rest_; }
    /// It is closed, gone, or told of for another reason.
    void forget(const std::string& path) { due_.erase(path); }
    void forget_beneath(const std::string& folder);
    void clear() { due_.clear(); }

    /// When the next one is to be given.
    WatchTime next() const;
    /// Moves those that are to be given to `changed`; true if there were any.
    bool take(WatchTime now, ChangedPaths& changed);

private:
    std::chrono::milliseconds rest_;
    std::map<std::string, WatchTime> due_;
};

}  // namespace gongkai::serve
