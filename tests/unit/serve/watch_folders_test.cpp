// Folders that come, go and change places.
#include <stdio.h>  // renameat2

#include <sys/stat.h>

#include "watch_fixture.hpp"

using namespace gongkai;
using namespace gongkai::serve;

namespace {

/// A file written there is given with the path that it has.
void check_still_watched(Project& project, Watcher& watcher, const std::string& folder)
{
    INFO("writing in " << folder);
    project.write(folder + "/still.yaml");
    CHECK(next(watcher) == ChangedPaths{folder + "/still.yaml"});
}

void exchange(const Project& project, const std::string& a, const std::string& b)
{
    REQUIRE(renameat2(AT_FDCWD, (project / a).c_str(), AT_FDCWD, (project / b).c_str(), RENAME_EXCHANGE) == 0);
}

}  // namespace

TEST_CASE("mkdir -p and a file at once: the file is not missed")
{
    Project project;
    project.folder("content");
    auto watcher = watch(project, each_method());
    project.folder("content/a/b/c");
    project.write("content/a/b/c/x.yaml");
    CHECK(next(watcher) == ChangedPaths{"content/a"});
    for (const auto* folder : {"content/a", "content/a/b", "content/a/b/c"})
        check_still_watched(project, watcher, folder);
}

TEST_CASE("watched folders that are not there yet")
{
    Project project;
    auto watcher = watch(project, each_method());
    project.folder("content/a");
    project.write("content/a/x.yaml");
    CHECK(next(watcher) == ChangedPaths{"content"});
    check_still_watched(project, watcher, "content/a");
}

TEST_CASE("a tree that is copied")
{
    Project project;
    project.folder("content/a/b/c");
    project.folder("content/a/d");
    for (const auto* path : {"content/a/1", "content/a/b/2", "content/a/b/c/3", "content/a/d/4"})
        project.write(path);
    auto watcher = watch(project, each_method());
    fs::copy(project / "content/a", project / "content/copy", fs::copy_options::recursive);
    CHECK(next(watcher) == ChangedPaths{"content/copy"});
    check_still_watched(project, watcher, "content/copy/b/c");
    check_still_watched(project, watcher, "content/a/b/c");
}

TEST_CASE("a renamed folder is given with both names and watched under the new one")
{
    Project project;
    project.folder("content/a/b/c");
    project.write("content/a/b/c/x.yaml");
    auto watcher = watch(project, each_method());
    project.rename("content/a", "content/new");
    CHECK(next(watcher) == ChangedPaths{"content/a", "content/new"});
    check_still_watched(project, watcher, "content/new/b/c");
    project.rename("content/new/b", "content/new/d");
    CHECK(next(watcher) == ChangedPaths{"content/new/b", "content/new/d"});
    check_still_watched(project, watcher, "content/new/d/c");
    check_still_watched(project, watcher, "content/new");
}

TEST_CASE("a folder moved into one that has just been made")
{
    Project project;
    project.folder("content/a/b");
    project.write("content/a/b/x.yaml");
    auto watcher = watch(project, each_method());
    project.folder("content/new");
    project.rename("content/a", "content/new/a");
    project.write("content/new/a/b/x.yaml");
    CHECK(next(watcher) == ChangedPaths{"content/a", "content/new"});
    check_still_watched(project, watcher, "content/new/a/b");
    check_still_watched(project, watcher, "content/new/a");
}

TEST_CASE("a folder moved into one that was made in its place")
{
    Project project;
    project.folder("content/a/s");
    project.write("content/a/s/x.yaml");
    auto watcher = watch(project, each_method());
    fs::rename(project / "content/a", project.outside() / "a");
    project.folder("content/a");
    fs::rename(project.outside() / "a", project / "content/a/b");
    CHECK(next(watcher) == ChangedPaths{"content/a"});
    check_still_watched(project, watcher, "content/a/b/s");
    check_still_watched(project, watcher, "content/a");
}

TEST_CASE("a watched folder is moved away and back")
{
    Project project;
    project.folder("content/a");
    project.write("content/a/x.yaml");
    auto watcher = watch(project, each_method());
    project.rename("content", "content.old");
    CHECK(next(watcher) == ChangedPaths{"content"});
    project.write("content.old/a/x.yaml");
    project.write("content.old/y.yaml");
    project.write("site.yaml");
    CHECK(all_until(watcher, "site.yaml") == ChangedPaths{"site.yaml"});
    project.rename("content.old", "content");
    CHECK(next(watcher) == ChangedPaths{"content"});
    check_still_watched(project, watcher, "content/a");
}

TEST_CASE("a watched folder makes way for another")
{
    Project project;
    project.folder("content/a");
    project.write("content/a/x.yaml");
    project.folder("new/a/b");
    auto watcher = watch(project, each_method());
    project.rename("content", "content.old");
    project.rename("new", "content");
    CHECK(next(watcher) == ChangedPaths{"content"});
    project.write("content.old/a/x.yaml");
    check_still_watched(project, watcher, "content/a/b");
    check_still_watched(project, watcher, "content");
}

TEST_CASE("two watched folders change places")
{
    Project project;
    project.folder("content/a");
    project.folder("templates/b");
    auto watcher = watch(project, each_method());
    exchange(project, "content", "templates");
    CHECK(next(watcher) == ChangedPaths{"content", "templates"});
    check_still_watched(project, watcher, "content/b");
    check_still_watched(project, watcher, "templates/a");
    exchange(project, "content/b", "templates/a");
    CHECK(next(watcher) == ChangedPaths{"content/b", "templates/a"});
    check_still_watched(project, watcher, "content/b");
    check_still_watched(project, watcher, "templates/a");
}

TEST_CASE("a file and a folder change places")
{
    Project project;
    project.folder("content/a/b");
    project.write("content/x");
    auto watcher = watch(project, each_method());
    exchange(project, "content/a", "content/x");
    CHECK(next(watcher) == ChangedPaths{"content/a", "content/x"});
    check_still_watched(project, watcher, "content/x/b");
}

TEST_CASE("folders removed and made again")
{
    Project project;
    project.folder("content/a/b");
    project.write("content/a/b/x.yaml");
    auto watcher = watch(project, each_method());
    project.remove("content");
    CHECK(next(watcher) == ChangedPaths{"content"});
    project.folder("content/a/b");
    project.write("content/a/b/x.yaml");
    CHECK(next(watcher) == ChangedPaths{"content"});
    check_still_watched(project, watcher, "content/a/b");
    project.remove("content/a");
    project.folder("content/a/b");
    project.write("content/a/b/x.yaml");
    CHECK(!next(watcher).contains("(nothing)"));
    check_still_watched(project, watcher, "content/a/b");
}

TEST_CASE("a folder moved in from outside, and out again")
{
    Project project;
    project.folder("content");
    fs::create_directories(project.outside() / "a/b");
    auto watcher = watch(project, each_method());
    fs::rename(project.outside() / "a", project / "content/a");
    CHECK(next(watcher) == ChangedPaths{"content/a"});
    check_still_watched(project, watcher, "content/a/b");
    fs::rename(project / "content/a", project.outside() / "a");
    CHECK(next(watcher) == ChangedPaths{"content/a"});
    project.write("../outside/a/b/x.yaml");
    project.write("content/z.yaml");
    CHECK(all_until(watcher, "content/z.yaml") == ChangedPaths{"content/z.yaml"});
}

TEST_CASE("a folder renamed to an ignored name and back")
{
    Project project;
    project.folder("content/a/b");
    auto watcher = watch(project, each_method());
    project.rename("content/a", "content/.a");
    CHECK(next(watcher) == ChangedPaths{"content/a"});
    project.write("content/.a/b/x.yaml");
    project.write("content/z.yaml");
    CHECK(all_until(watcher, "content/z.yaml") == ChangedPaths{"content/z.yaml"});
    project.rename("content/.a", "content/a");
    CHECK(next(watcher) == ChangedPaths{"content/a"});
    check_still_watched(project, watcher, "content/a/b");
}

TEST_CASE("a link to a folder is given itself and not followed")
{
    Project project;
    project.folder("content/real");
    fs::create_directories(project.outside() / "a");
    auto watcher = watch(project, each_method());
    fs::create_directory_symlink(project.outside() / "a", project / "content/far");
    fs::create_directory_symlink("real", project / "content/near");
    fs::create_directory_symlink("..", project / "content/up");
    CHECK(next(watcher) == ChangedPaths{"content/far", "content/near", "content/up"});
    project.write("../outside/a/x.yaml");
    check_still_watched(project, watcher, "content/real");
    project.remove("content/far");
    CHECK(next(watcher) == ChangedPaths{"content/far"});
    project.folder("content/far");
    CHECK(next(watcher) == ChangedPaths{"content/far"});
    check_still_watched(project, watcher, "content/far");
}

TEST_CASE("a watched folder that is a link is not followed either")
{
    Project project;
    fs::create_directories(project.outside() / "a");
    fs::create_directory_symlink(project.outside() / "a", project / "content");
    auto watcher = watch(project, each_method());
    project.write("../outside/a/x.yaml");
    project.write("site.yaml");
    CHECK(all_until(watcher, "site.yaml") == ChangedPaths{"site.yaml"});
    project.remove("content");
    CHECK(next(watcher) == ChangedPaths{"content"});
}

TEST_CASE("a folder renamed over an empty one")
{
    Project project;
    project.folder("content/a/b");
    project.folder("content/empty");
    auto watcher = watch(project, each_method());
    project.rename("content/a", "content/empty");
    CHECK(next(watcher) == ChangedPaths{"content/a", "content/empty"});
    check_still_watched(project, watcher, "content/empty/b");
    check_still_watched(project, watcher, "content/empty");
}

TEST_CASE("the project folder may be given by a link")
{
    Project project;
    project.folder("content");
    fs::create_directory_symlink(project.root(), project.outside() / "link");
    Watcher watcher((project.outside() / "link").string(), watched_names, patient_times(), each_method(), local_system());
    check_still_watched(project, watcher, "content");
}

TEST_CASE("a folder that was closed and is opened")
{
    Project project;
    project.folder("content/a/b");
    auto watcher = watch(project, each_method());
    fs::permissions(project / "content/a", fs::perms::none);
    CHECK(next(watcher) == ChangedPaths{"content/a"});
    fs::permissions(project / "content/a", fs::perms(0755));
    CHECK(next(watcher) == ChangedPaths{"content/a"});
    check_still_watched(project, watcher, "content/a/b");
}

TEST_CASE("another branch is checked out: fifty files, folders that come and go")
{
    Project project;
    for (int i = 0; i < 10; ++i) {
        project.folder("content/old" + std::to_string(i));
        project.write("content/old" + std::to_string(i) + "/x.yaml");
    }
    project.folder("content/both");
    ChangedPaths expected;
    for (int i = 0; i < 50; ++i) {
        const auto path = "content/both/" + std::to_string(i) + ".yaml";
        project.write(path);
        expected.insert(path);
    }
    auto watcher = watch(project, each_method());
    for (int i = 0; i < 10; ++i) {
        project.remove("content/old" + std::to_string(i));
        expected.insert("content/old" + std::to_string(i));
        project.folder("content/new" + std::to_string(i) + "/deep");
        project.write("content/new" + std::to_string(i) + "/deep/x.yaml");
        expected.insert("content/new" + std::to_string(i));
    }
    for (int i = 0; i < 50; ++i) {
        const auto path = "content/both/" + std::to_string(i) + ".yaml";
        project.remove(path);
        project.write(path);
    }
    CHECK(next(watcher) == expected);
    check_still_watched(project, watcher, "content/new7/deep");
}

TEST_CASE("paths as long as the system allows, and longer")
{
    Project project;
    const std::string name(200, 'd');
    std::string longest = "content";
    while ((project / longest).string().size() + name.size() + 20 < PATH_MAX)
        longest += "/" + name;
    project.folder(longest);
    auto watcher = watch(project, each_method());
    check_still_watched(project, watcher, longest);

    // Nobody can open the file in there by its path; it must only not disturb.
    base::Descriptor folder(open((project / longest).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    for (int depth = 0; depth < 3; ++depth) {
        REQUIRE(mkdirat(folder.get(), name.c_str(), 0755) == 0);
        folder = base::Descriptor(openat(folder.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    }
    base::Descriptor(openat(folder.get(), "x", O_CREAT | O_WRONLY | O_CLOEXEC, 0644));
    project.write("content/z.yaml");
    CHECK(all_until(watcher, "content/z.yaml").contains("content/z.yaml"));
    check_still_watched(project, watcher, longest);
}
