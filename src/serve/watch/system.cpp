#include "serve/watch/system.hpp"

#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/vfs.h>

#include "base/descriptor.hpp"

namespace gongkai::serve {
namespace {

int create_instance() { return inotify_init1(IN_NONBLOCK | IN_CLOEXEC); }

/// Of a symbolic link the file system that it stands on, as it is not followed.
std::uint32_t filesystem_of(const char* path)
{
    const base::Descriptor entry(open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC));
    struct statfs status {};
    if (!entry || fstatfs(entry.get(), &status) != 0)
        return 0;
    return static_cast<std::uint32_t>(status.f_type);
}

}  // namespace

WatchSystem this_system() { return {create_instance, inotify_add_watch, filesystem_of}; }

}  // namespace gongkai::serve
