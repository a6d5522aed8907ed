// The calls to the system that watching depends on; tests put others in their place.
#pragma once

#include <cstdint>
#include <functional>

namespace gongkai::serve {

struct WatchSystem {
    /// inotify_init1: a new instance, or -1 with errno
    std::function<int()> create;
    /// inotify_add_watch(instance, path, mask)
    std::function<int(int, const char*, std::uint32_t)> add;
    /// statfs: the number of the file system's kind; 0 when there is nothing at the path
    std::function<std::uint32_t(const char*)> filesystem;
};

/// The calls themselves.
WatchSystem this_system();

}  // namespace gongkai::serve
