#include "serve/watch/folder_watches.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include <sys/inotify.h>

#include "serve/watch/folder.hpp"

namespace gongkai::serve {
namespace {

/// ATTRIB: a file has become readable. MODIFY: it is written to and perhaps never closed.
/// MASK_ADD: a folder that is watched already is asked for again and again; without it the
/// kernel watches for nothing while it replaces the mask, and loses what happens just then.
constexpr std::uint32_t told_of_entries = IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE |
                                          IN_DELETE | IN_ONLYDIR | IN_EXCL_UNLINK | IN_MASK_ADD;
/// What becomes of a folder itself is told by the one it is in. Only the project folder's
/// is not watched.
constexpr std::uint32_t told_of_root = told_of_entries | IN_DELETE_SELF | IN_MOVE_SELF;
constexpr std::uint32_t told_of_folder = told_of_entries | IN_DONT_FOLLOW;

/// There is no folder (any longer), or nobody can look into it. Should that change, there
/// will be an event for it.
bool means_no_folder(int error)
{
    constexpr std::array<int, 5> errors = {ENOENT, ENOTDIR, ELOOP, EACCES, ENAMETOOLONG};
    return std::find(errors.begin(), errors.end(), error) != errors.end();
}

}  // namespace

FolderWatches::FolderWatches(const WatchSystem& system, std::string root)
    : system_(system), root_(std::move(root)), instance_(system_.create())
{
    if (!instance_) {
        fail(WatchFailure::Step::create, errno);
        return;
    }
    const int number = system_.add(instance_.get(), root_.c_str(), told_of_root);
    if (number < 0) {
        fail(errno == ENOSPC ? WatchFailure::Step::add : WatchFailure::Step::root, errno);
        return;
    }
    paths_[number] = "";
}

void FolderWatches::fail(WatchFailure::Step step, int error)
{
    if (!failure_)
        failure_ = {step, error};
}

void FolderWatches::add_tree(const std::string& folder)
{
    std::vector<std::string> folders = {folder};
    while (!folders.empty() && !failure_) {
        const auto next = std::move(folders.back());
        folders.pop_back();
        // Watched first and looked into then: what is created in between is not missed.
        if (add(next))
            append_subfolders(next, folders);
    }
}

int FolderWatches::ask_for(const std::string& folder)
{
    const int number = system_.add(instance_.get(), (root_ + "/" + folder).c_str(), told_of_folder);
    if (number < 0 && !means_no_folder(errno))
        fail(WatchFailure::Step::add, errno);
    return number;
}

/// False when it need not be looked into: it was watched before (as is the project folder,
/// should it be mounted within itself), or is no folder.
bool FolderWatches::add(const std::string& folder)
{
    int number = ask_for(folder);
    for (auto known = path_of(number); known; known = path_of(number)) {
        if (*known == folder || known->empty())
            return false;
        // The folder was moved here from where it is known, which is not told of yet.
        drop_tree(*known);
        number = ask_for(folder);
    }
    drop_tree(folder);
    if (number < 0)
        return false;
    paths_[number] = folder;
    numbers_[folder] = number;
    return true;
}

void FolderWatches::append_subfolders(const std::string& folder, std::vector<std::string>& folders)
{
    const auto entries = entries_of(root_ + "/" + folder);
    if (!entries) {
        if (!means_no_folder(errno))
            fail(WatchFailure::Step::add, errno);
        return;
    }
    for (const auto& entry : *entries)
        if (entry.may_be_folder)
            folders.push_back(join(folder, entry.name));
}

void FolderWatches::drop_tree(const std::string& folder)
{
    drop(folder);
    const auto prefix = folder + "/";
    for (auto next = numbers_.lower_bound(prefix); next != numbers_.end() && next->first.starts_with(prefix);
         next = numbers_.lower_bound(prefix))
        drop(std::string(next->first));
}

void FolderWatches::drop(const std::string& folder)
{
    const auto found = numbers_.find(folder);
    if (found == numbers_.end())
        return;
    // Fails where the folder is deleted and the system has dropped the watch itself.
    inotify_rm_watch(instance_.get(), found->second);
    paths_.erase(found->second);
    numbers_.erase(found);
}

std::optional<std::string> FolderWatches::path_of(int number) const
{
    const auto found = paths_.find(number);
    if (found == paths_.end())
        return std::nullopt;
    return found->second;
}

}  // namespace gongkai::serve
