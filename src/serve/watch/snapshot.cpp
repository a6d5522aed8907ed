#include "serve/watch/snapshot.hpp"

#include <optional>

#include "serve/watch/folder.hpp"
#include "serve/watch/ignored_names.hpp"

namespace gongkai::serve {
namespace {

class SnapshotTaker {
public:
    explicit SnapshotTaker(const std::string& root) : root_(root) {}

    /// An entry of the project folder is watched whatever its name.
    void take_named(const std::string& name)
    {
        if (const auto status = status_of(name))
            take(name, *status);
    }

    Snapshot finish() { return std::move(snapshot_); }

private:
    std::optional<struct stat> status_of(const std::string& path) const
    {
        struct stat status {};
        if (lstat((root_ + "/" + path).c_str(), &status) != 0)
            return std::nullopt;
        return status;
    }

    void take(const std::string& path, const struct stat& status)
    {
        snapshot_.emplace(path, fingerprint_of(status));
        if (S_ISDIR(status.st_mode))
            take_beneath(path);
    }

    void take_beneath(const std::string& folder)
    {
        const auto entries = entries_of(root_ + "/" + folder);
        if (!entries)
            return;
        for (const auto& entry : *entries) {
            const auto path = join(folder, entry.name);
            const auto status = status_of(path);
            if (status && !is_ignored(entry.name, S_ISDIR(status->st_mode)))
                take(path, *status);
        }
    }

    const std::string& root_;
    Snapshot snapshot_;
};

}  // namespace

Fingerprint fingerprint_of(const struct stat& status)
{
    Fingerprint print{status.st_dev, status.st_ino, status.st_mode};
    if (S_ISDIR(status.st_mode))
        return print;
    print.size = status.st_size;
    print.written_seconds = status.st_mtim.tv_sec;
    print.written_nanoseconds = status.st_mtim.tv_nsec;
    print.altered_seconds = status.st_ctim.tv_sec;
    print.altered_nanoseconds = status.st_ctim.tv_nsec;
    return print;
}

Snapshot take_snapshot(const std::string& root, const std::vector<std::string>& names)
{
    SnapshotTaker taker(root);
    for (const auto& name : names)
        taker.take_named(name);
    return taker.finish();
}

void compare(const Snapshot& before, const Snapshot& after, ChangedPaths& changed)
{
    for (const auto& [path, print] : before)
        if (const auto now = after.find(path); now == after.end() || now->second != print)
            changed.insert(path);
    for (const auto& [path, print] : after)
        if (!before.contains(path))
            changed.insert(path);
}

}  // namespace gongkai::serve
