// Where the system does not tell of changes, or no longer, files are looked at.
#include <array>
#include <cerrno>

#include <linux/magic.h>
#include <sys/inotify.h>
#include <sys/stat.h>

#include "serve/watch/silent_filesystems.hpp"
#include "watch_fixture.hpp"

using namespace gongkai;
using namespace gongkai::serve;

namespace {

/// A system where so many folders can be watched and no more.
struct Limit {
    std::shared_ptr<int> left;

    WatchSystem system(int error) const
    {
        auto limited = local_system();
        limited.add = [left = left, error](int instance, const char* path, std::uint32_t mask) {
            if (*left == 0) {
                errno = error;
                return -1;
            }
            --*left;
            return inotify_add_watch(instance, path, mask);
        };
        return limited;
    }
};

Watcher watch_with(const Project& project, const WatchSystem& system)
{
    return Watcher(project.root().string(), watched_names, patient_times(), Method::automatic, system);
}

const ChangedPaths all_names(watched_names.begin(), watched_names.end());

const std::string too_many_folders =
    "系统允许监视的文件夹数（fs.inotify.max_user_watches）已用完，因此每隔 20 毫秒查看一次文件。"
    "要立即看到更改，请运行 sudo sysctl fs.inotify.max_user_watches=524288，再重新启动预览";

void check_changes_are_seen(Project& project, Watcher& watcher)
{
    project.folder("content/later");
    CHECK(next(watcher) == ChangedPaths{"content/later"});
    project.write("content/later/x.yaml");
    CHECK(next(watcher) == ChangedPaths{"content/later/x.yaml"});
}

int queue_limit()
{
    int limit = 0;
    std::ifstream("/proc/sys/fs/inotify/max_queued_events") >> limit;
    return limit;
}

void touch(const fs::path& path) { REQUIRE(utimensat(AT_FDCWD, path.c_str(), nullptr, 0) == 0); }

}  // namespace

TEST_CASE("more changes than the system remembers: everything must be looked at, and then it goes on")
{
    Project project;
    project.folder("content/a");
    project.write("content/a/1");
    project.write("content/a/2");
    auto watcher = watch(project, Method::automatic);
    // Equal events in succession are one, so two files in turn.
    for (int time = 0; time < queue_limit() / 2 + 100; ++time) {
        touch(project / "content/a/1");
        touch(project / "content/a/2");
    }
    project.folder("content/lost/b");  // nobody is told of this
    project.remove("content/a/1");
    CHECK(next(watcher) == all_names);
    CHECK(watcher.polling_reason().empty());
    project.write("content/lost/b/x.yaml");
    CHECK(next(watcher) == ChangedPaths{"content/lost/b/x.yaml"});
    project.write("content/a/2");
    CHECK(next(watcher) == ChangedPaths{"content/a/2"});
}

TEST_CASE("more folders than can be watched")
{
    Project project;
    project.folder("content/a/b/c");
    const Limit limit{std::make_shared<int>(3)};
    auto watcher = watch_with(project, limit.system(ENOSPC));
    CHECK(watcher.polling_reason() == too_many_folders);
    check_changes_are_seen(project, watcher);
}

TEST_CASE("more folders than can be watched, but only later")
{
    Project project;
    project.folder("content/a");
    const Limit limit{std::make_shared<int>(100)};
    auto watcher = watch_with(project, limit.system(ENOSPC));
    CHECK(watcher.polling_reason().empty());
    *limit.left = 1;
    project.folder("content/b/c/d");
    project.write("content/b/c/d/x.yaml");
    CHECK(next(watcher) == all_names);
    CHECK(watcher.polling_reason() == too_many_folders);
    check_changes_are_seen(project, watcher);
}

TEST_CASE("not even the project folder can be watched")
{
    Project project;
    project.folder("content");
    const Limit limit{std::make_shared<int>(0)};
    auto watcher = watch_with(project, limit.system(ENOSPC));
    CHECK(watcher.polling_reason() == too_many_folders);
    check_changes_are_seen(project, watcher);
}

TEST_CASE("no instance is to be had")
{
    Project project;
    project.folder("content");
    auto system = local_system();
    system.create = [] {
        errno = EMFILE;
        return -1;
    };
    auto watcher = watch_with(project, system);
    CHECK(watcher.polling_reason() ==
          "系统允许的监视实例数（fs.inotify.max_user_instances）或本程序可打开的文件数已用完，因此每隔 20 毫秒查看一次文件。"
          "要立即看到更改，请运行 sudo sysctl fs.inotify.max_user_instances=1024，再重新启动预览");
    check_changes_are_seen(project, watcher);
}

TEST_CASE("an instance was to be had, but none after an overflow")
{
    Project project;
    project.folder("content");
    project.write("content/1");
    project.write("content/2");
    auto system = local_system();
    system.create = [left = std::make_shared<int>(1), create = system.create] {
        if ((*left)-- > 0)
            return create();
        errno = ENOSYS;
        return -1;
    };
    auto watcher = watch_with(project, system);
    CHECK(watcher.polling_reason().empty());
    for (int time = 0; time < queue_limit() / 2 + 100; ++time) {
        touch(project / "content/1");
        touch(project / "content/2");
    }
    CHECK(next(watcher) == all_names);
    CHECK(watcher.polling_reason() == "系统不能监视文件夹（Function not implemented），因此每隔 20 毫秒查看一次文件");
    check_changes_are_seen(project, watcher);
}

TEST_CASE("a folder that nobody may look into is no reason to poll")
{
    Project project;
    project.folder("content/closed");
    auto system = local_system();
    system.add = [](int instance, const char* path, std::uint32_t mask) {
        if (std::string_view(path).ends_with("/closed")) {
            errno = EACCES;
            return -1;
        }
        return inotify_add_watch(instance, path, mask);
    };
    auto watcher = watch_with(project, system);
    CHECK(watcher.polling_reason().empty());
    project.write("content/closed/x.yaml");
    check_changes_are_seen(project, watcher);
}

TEST_CASE("the project folder is moved away and back")
{
    Project project;
    project.folder("content");
    auto watcher = watch(project, Method::automatic);
    fs::rename(project.root(), project.outside() / "elsewhere");
    CHECK(next(watcher) == all_names);
    CHECK(watcher.polling_reason() ==
          "项目文件夹被移走或删去，因此每隔 20 毫秒查看一次文件。请在项目所在的地方重新启动预览");
    fs::rename(project.outside() / "elsewhere", project.root());
    CHECK(next(watcher) == ChangedPaths{"content"});
    check_changes_are_seen(project, watcher);
}

TEST_CASE("the project folder is not there yet")
{
    Project project;
    Watcher watcher((project / "new").string(), watched_names, patient_times(), Method::automatic, local_system());
    CHECK(watcher.polling_reason() == "系统不能监视文件夹（No such file or directory），因此每隔 20 毫秒查看一次文件");
    project.folder("new/content");
    CHECK(next(watcher) == ChangedPaths{"content"});
}

TEST_CASE("polling that was asked for")
{
    Project project;
    project.folder("content");
    auto watcher = watch(project, Method::polling);
    CHECK(watcher.polling_reason() == "按要求每隔 20 毫秒查看一次文件");
    check_changes_are_seen(project, watcher);
}

TEST_CASE("file systems that do not tell of all changes")
{
    Project project;
    project.folder("content");
    const auto on = [&](const std::string& ending, std::uint32_t kind) {
        auto system = this_system();
        system.filesystem = [=](const char* path) { return std::string_view(path).ends_with(ending) ? kind : EXT4_SUPER_MAGIC; };
        return system;
    };
    auto watcher = watch_with(project, on("/content", NFS_SUPER_MAGIC));
    CHECK(watcher.polling_reason() ==
          "content 在 NFS 文件系统上，那里的更改系统不都通知，因此每隔 20 毫秒查看一次文件。要立即看到更改，请把项目移到本机磁盘上");
    check_changes_are_seen(project, watcher);
    CHECK(watch_with(project, on("/.", V9FS_MAGIC)).polling_reason() ==
          "项目文件夹在 9p 文件系统上，那里的更改系统不都通知，因此每隔 20 毫秒查看一次文件。"
          "要立即看到更改，请把项目移到本机磁盘上；在 WSL 中是 Linux 的主目录（~），不是 /mnt");
    CHECK(watch_with(project, on("/nowhere", NFS_SUPER_MAGIC)).polling_reason().empty());
}

TEST_CASE("which file systems are silent")
{
    CHECK(silent_filesystem(NFS_SUPER_MAGIC) == "NFS");
    CHECK(silent_filesystem(CIFS_SUPER_MAGIC) == "CIFS");
    CHECK(silent_filesystem(SMB2_SUPER_MAGIC) == "SMB");
    CHECK(silent_filesystem(V9FS_MAGIC) == "9p");
    CHECK(silent_filesystem(FUSE_SUPER_MAGIC) == "FUSE");
    CHECK(silent_filesystem(0x786F4256) == "vboxsf");
    const std::array<std::uint32_t, 7> others = {EXT4_SUPER_MAGIC,      XFS_SUPER_MAGIC,  TMPFS_MAGIC, BTRFS_SUPER_MAGIC,
                                                 OVERLAYFS_SUPER_MAGIC, F2FS_SUPER_MAGIC, 0};
    for (const auto kind : others)
        CHECK(silent_filesystem(kind).empty());
}

TEST_CASE("this system knows the kind of a file system")
{
    Project project;
    const auto system = this_system();
    CHECK(system.filesystem("/proc") == PROC_SUPER_MAGIC);
    CHECK(system.filesystem((project / "nowhere").c_str()) == 0);
    fs::create_directory_symlink("/proc", project / "link");
    CHECK(system.filesystem((project / "link").c_str()) != PROC_SUPER_MAGIC);
    CHECK(system.filesystem((project / "link/.").c_str()) == PROC_SUPER_MAGIC);
}
