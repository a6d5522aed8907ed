#include "serve/watch/inotify_watch.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <sys/inotify.h>
#include <unistd.h>

#include "serve/watch/folder.hpp"
#include "serve/watch/ignored_names.hpp"

namespace gongkai::serve {

InotifyWatch::InotifyWatch(WatchSystem system, std::string root, std::vector<std::string> names, const WatchTimes& times)
    : system_(std::move(system)), root_(std::move(root)), names_(std::move(names)), unclosed_(times.unclosed)
{
    start();
}

void InotifyWatch::start()
{
    watches_.reset();  // before the next one: both together may be more than the system allows
    watches_.emplace(system_, root_);
    for (const auto& name : names_)
        watches_->add_tree(name);
}

void InotifyWatch::start_anew(ChangedPaths& changed)
{
    unclosed_.clear();
    start();
    changed.insert(names_.begin(), names_.end());
}

bool InotifyWatch::look(ChangedPaths& changed)
{
    std::array<char, 1 << 16> bytes;
    const auto count = read(watches_->instance(), bytes.data(), bytes.size());
    // When interrupted it is readable still, and looked at again.
    const bool has_come = count > 0 && take_all({bytes.data(), static_cast<std::size_t>(count)}, changed);
    const bool is_due = unclosed_.take(WatchClock::now(), changed);
    return has_come || is_due;
}

bool InotifyWatch::take_all(std::string_view bytes, ChangedPaths& changed)
{
    bool has_happened = false;
    while (!bytes.empty()) {
        inotify_event head;
        std::memcpy(&head, bytes.data(), sizeof head);
        const auto name = bytes.substr(sizeof head, head.len);
        bytes.remove_prefix(sizeof head + head.len);
        if (head.mask & IN_Q_OVERFLOW) {
            start_anew(changed);
            return true;  // what follows belongs to numbers that mean other folders now
        }
        if (take({head.wd, head.mask, std::string(name.substr(0, name.find('\0')))}, changed))
            has_happened = true;
    }
    return has_happened;
}

/// True when it is about something that is watched.
bool InotifyWatch::take(const Event& event, ChangedPaths& changed)
{
    const auto folder = watches_->path_of(event.number);
    if (!folder)
        return false;
    const bool is_root = folder->empty();
    if (is_root && (event.mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED))) {
        watches_->fail(WatchFailure::Step::root, 0);
        return true;
    }
    if (event.mask & (IN_UNMOUNT | IN_IGNORED)) {
        lose(*folder, changed);
        return true;
    }
    return is_watched(*folder, event) && take_entry(event, join(*folder, event.name), changed);
}

bool InotifyWatch::is_watched(const std::string& folder, const Event& event) const
{
    if (folder.empty())
        return std::find(names_.begin(), names_.end(), event.name) != names_.end();
    return !event.name.empty() && !is_ignored(event.name, (event.mask & IN_ISDIR) != 0);
}

bool InotifyWatch::take_entry(const Event& event, const std::string& path, ChangedPaths& changed)
{
    if (event.mask & IN_MODIFY) {
        unclosed_.written(path, WatchClock::now());
        return true;
    }
    unclosed_.forget(path);
    changed.insert(path);
    if (!(event.mask & IN_ISDIR))
        return true;
    unclosed_.forget_beneath(path);
    // What was created or moved here may be watched already, having been found before this
    // event was read. In all other cases nothing is kept: it may be the same folder that is
    // back, but while it was away another one may have been looked into in its place.
    if (!(event.mask & (IN_CREATE | IN_MOVED_TO)))
        watches_->drop_tree(path);
    watches_->add_tree(path);
    return true;
}

/// The system has dropped the watch of a folder: it was removed, or its disk was.
void InotifyWatch::lose(const std::string& folder, ChangedPaths& changed)
{
    watches_->drop_tree(folder);
    unclosed_.forget_beneath(folder);
    changed.insert(folder);
    watches_->add_tree(folder);
}

}  // namespace gongkai::serve
