// Where changes are learned from: the system tells of them, or the files are looked at.
#pragma once

#include <optional>

#include "serve/watch/changed_paths.hpp"
#include "serve/watch/times.hpp"

namespace gongkai::serve {

/// Why the system cannot tell of changes (any longer).
struct WatchFailure {
    enum class Step {
        create,  ///< no instance of inotify was to be had
        add,     ///< a folder could not be watched
        root,    ///< the project folder could not be watched, or was moved or removed
    };
    Step step;
    int error;  ///< errno; 0 where there is none
};

class ChangeSource {
public:
    virtual ~ChangeSource() = default;

    /// Becomes readable when there is something to look at; -1 if nothing tells of that.
    virtual int descriptor() const = 0;
    /// When to look without being told.
    virtual WatchTime next_look() const = 0;
    /// Adds what has changed. True when something has happened in the files watched, even
    /// if it is too early to give it.
    virtual bool look(ChangedPaths& changed) = 0;
    virtual const std::optional<WatchFailure>& failure() const = 0;
};

}  // namespace gongkai::serve
