// What happens just while a folder begins to be watched.
#include <stdio.h>  // renameat2

#include <cerrno>
#include <functional>
#include <map>

#include <sys/inotify.h>

#include "serve/watch/folder.hpp"
#include "watch_fixture.hpp"

using namespace gongkai;
using namespace gongkai::serve;

namespace {

using Action = std::function<void()>;

/// Something that is done once, when the folder with this ending is asked for.
struct Moment {
    std::map<std::string, Action> before;
    std::map<std::string, Action> after;
};

void do_once(std::map<std::string, Action>& actions, std::string_view path)
{
    for (auto& [ending, action] : actions)
        if (action && path.ends_with(ending))
            std::exchange(action, nullptr)();
}

WatchSystem system_with(Moment& moment)
{
    auto system = local_system();
    system.add = [&moment](int instance, const char* path, std::uint32_t mask) {
        do_once(moment.before, path);
        const int number = inotify_add_watch(instance, path, mask);
        const int error = errno;
        do_once(moment.after, path);
        errno = error;
        return number;
    };
    return system;
}

Watcher watch_with(const Project& project, const WatchSystem& system)
{
    return Watcher(project.root().string(), watched_names, patient_times(), Method::automatic, system);
}

void exchange(const Project& project, const std::string& a, const std::string& b)
{
    REQUIRE(renameat2(AT_FDCWD, (project / a).c_str(), AT_FDCWD, (project / b).c_str(), RENAME_EXCHANGE) == 0);
}

}  // namespace

TEST_CASE("a folder made just before or just after its folder is watched")
{
    Project project;
    project.folder("content");
    Moment moment;
    const auto system = system_with(moment);
    auto watcher = watch_with(project, system);
    moment.before["/new"] = [&] { project.folder("content/new/before"); };
    moment.after["/new"] = [&] { project.folder("content/new/after/deep"); };
    project.folder("content/new");
    CHECK(next(watcher) == ChangedPaths{"content/new"});
    for (const auto* folder : {"content/new/before", "content/new/after", "content/new/after/deep", "content/new"}) {
        INFO(folder);
        project.write(std::string(folder) + "/x.yaml");
        CHECK(next(watcher) == ChangedPaths{std::string(folder) + "/x.yaml"});
    }
}

TEST_CASE("a folder made while watching begins")
{
    Project project;
    project.folder("content");
    Moment moment;
    moment.before["/content"] = [&] { project.folder("content/before"); };
    moment.after["/content"] = [&] { project.folder("content/after"); };
    auto watcher = watch_with(project, system_with(moment));
    CHECK(next(watcher) == ChangedPaths{"content/after"});
    for (const auto* path : {"content/before/x.yaml", "content/after/x.yaml"}) {
        project.write(path);
        CHECK(next(watcher) == ChangedPaths{path});
    }
}

TEST_CASE("a folder that is gone before it can be watched")
{
    Project project;
    project.folder("content");
    Moment moment;
    const auto system = system_with(moment);
    auto watcher = watch_with(project, system);
    moment.before["/new"] = [&] { project.remove("content/new"); };
    project.folder("content/new/a");
    CHECK(next(watcher) == ChangedPaths{"content/new"});
    moment.after["/newer"] = [&] { project.remove("content/newer"); };
    project.folder("content/newer/a");
    CHECK(next(watcher) == ChangedPaths{"content/newer"});
    CHECK(watcher.polling_reason().empty());
    project.folder("content/newer/a");
    CHECK(next(watcher) == ChangedPaths{"content/newer"});
    project.write("content/newer/a/x.yaml");
    CHECK(next(watcher) == ChangedPaths{"content/newer/a/x.yaml"});
}

TEST_CASE("another folder that is looked into in the place of the one that is watched")
{
    Project project;
    project.folder("content/other/c");
    project.folder("new/k");
    Moment moment;
    const auto system = system_with(moment);
    auto watcher = watch_with(project, system);
    moment.after["/content/new"] = [&] { exchange(project, "content/new", "content/other"); };
    moment.after["/content/new/c"] = [&] { exchange(project, "content/new", "content/other"); };
    project.rename("new", "content/new");
    CHECK(next(watcher) == ChangedPaths{"content/new", "content/other"});
    for (const auto* path : {"content/new/k/x.yaml", "content/other/c/x.yaml"}) {
        project.write(path);
        CHECK(next(watcher) == ChangedPaths{path});
    }
}

TEST_CASE("a folder found in its new place before it is known to have left the old one")
{
    Project project;
    project.folder("content/a/b");
    Moment moment;
    const auto system = system_with(moment);
    auto watcher = watch_with(project, system);
    moment.before["/content/new"] = [&] { project.rename("content/a", "content/new/a"); };
    project.folder("content/new");
    CHECK(next(watcher) == ChangedPaths{"content/a", "content/new"});
    project.write("content/new/a/b/x.yaml");
    CHECK(next(watcher) == ChangedPaths{"content/new/a/b/x.yaml"});
}

TEST_CASE("folders that could not be looked into are, as soon as the one they are in is opened")
{
    Project project;
    project.folder("content/a/b/c");
    auto system = local_system();
    bool is_closed = true;
    system.add = [&is_closed](int instance, const char* path, std::uint32_t mask) {
        if (is_closed && std::string_view(path).ends_with("/a/b")) {
            errno = EACCES;
            return -1;
        }
        return inotify_add_watch(instance, path, mask);
    };
    auto watcher = watch_with(project, system);
    is_closed = false;
    fs::permissions(project / "content/a", fs::perms(0700));
    CHECK(next(watcher) == ChangedPaths{"content/a"});
    project.write("content/a/b/c/x.yaml");
    CHECK(next(watcher) == ChangedPaths{"content/a/b/c/x.yaml"});
}

TEST_CASE("folders are asked for so that no link is followed and no event is lost")
{
    Project project;
    project.folder("content/a");
    auto system = local_system();
    std::size_t asked = 0;
    system.add = [&](int instance, const char* path, std::uint32_t mask) {
        const bool is_root = path == project.root().string();
        CHECK(((mask & IN_DONT_FOLLOW) != 0) == !is_root);
        CHECK((mask & IN_ONLYDIR) != 0);
        // Without it the kernel forgets for a moment what the folder is watched for. (Of 30,000
        // folders made meanwhile in one that was asked for again and again, fifty were lost.)
        CHECK((mask & IN_MASK_ADD) != 0);
        ++asked;
        return inotify_add_watch(instance, path, mask);
    };
    const auto watcher = watch_with(project, system);
    CHECK(asked == 6);  // the project, four names, the folder in one of them
}

TEST_CASE("what is in a folder, and not in one that a link leads to")
{
    Project project;
    project.folder("content/a");
    project.write("content/x.yaml");
    project.write("content/.hidden");
    fs::create_directory_symlink("content", project / "link");
    const auto entries = entries_of((project / "content").string());
    REQUIRE(entries);
    std::map<std::string, bool> folders;
    for (const auto& entry : *entries)
        folders[entry.name] = entry.may_be_folder;
    CHECK(folders.size() == 2);
    CHECK(folders.at("a"));
    CHECK(folders.contains("x.yaml"));
    CHECK_FALSE(entries_of((project / "link").string()));
    CHECK_FALSE(entries_of((project / "nowhere").string()));
    CHECK_FALSE(entries_of((project / "content/x.yaml").string()));
}
