// Single files: written, made, removed, renamed, and not told of at all.
#include <sys/stat.h>

#include "watch_fixture.hpp"

using namespace gongkai;
using namespace gongkai::serve;
using std::chrono::milliseconds;

TEST_CASE("files that are written, made and removed are given together, each once")
{
    Project project;
    project.folder("content/a");
    for (const auto* path : {"site.yaml", "content/x.yaml", "content/a/y.md", "content/z.md"})
        project.write(path);
    auto watcher = watch(project, each_method());
    for (int time = 0; time < 3; ++time)
        project.write("content/x.yaml");
    project.write("content/a/new.md");
    project.remove("content/z.md");
    project.write("site.yaml");
    CHECK(next(watcher) == ChangedPaths{"content/a/new.md", "content/x.yaml", "content/z.md", "site.yaml"});
    project.write("content/a/y.md");
    CHECK(next(watcher) == ChangedPaths{"content/a/y.md"});
}

TEST_CASE("a renamed file is given with both names")
{
    Project project;
    project.folder("content");
    project.write("content/a.md");
    auto watcher = watch(project, each_method());
    project.rename("content/a.md", "content/b.md");
    CHECK(next(watcher) == ChangedPaths{"content/a.md", "content/b.md"});
}

TEST_CASE("other entries of the project folder are nobody's business")
{
    Project project;
    project.folder("content");
    project.folder("public/old");
    auto watcher = watch(project, each_method());
    project.folder(".git/objects");
    project.write(".git/index");
    project.write("public/index.html");
    project.write("README.md");
    project.write("content.md");
    project.rename("public", "public.old");
    project.remove("public.old");
    project.write("content/x.yaml");
    CHECK(all_until(watcher, "content/x.yaml") == ChangedPaths{"content/x.yaml"});
}

TEST_CASE("ignored names do not begin a burst")
{
    Project project;
    project.folder("content/.cache");
    project.folder("content/old~");
    auto watcher = watch(project, each_method());
    for (const auto* name : {"4913", "x.yaml~", ".x.yaml.swp", "#x.yaml#", "x.bck", "x.tmp", "~$x.xlsx", "x.part", ".cache/x", "old~/x"})
        project.write("content/" + std::string(name));
    project.folder("content/.new/a");
    fs::create_symlink("user@host.123", project / "content/.#x.yaml");
    project.write("content/z.yaml");
    CHECK(all_until(watcher, "content/z.yaml") == ChangedPaths{"content/z.yaml"});
}

TEST_CASE("a folder may have a name that only files have for a moment")
{
    Project project;
    project.folder("content/4913");
    auto watcher = watch(project, each_method());
    project.write("content/4913/x.yaml");
    CHECK(next(watcher) == ChangedPaths{"content/4913/x.yaml"});
    project.folder("content/2025.tmp");
    CHECK(next(watcher) == ChangedPaths{"content/2025.tmp"});
    project.write("content/2025.tmp/x.yaml");
    CHECK(next(watcher) == ChangedPaths{"content/2025.tmp/x.yaml"});
}

TEST_CASE("a file renamed from an ignored name and to one")
{
    Project project;
    project.folder("content");
    project.write("content/b.yaml");
    auto watcher = watch(project, each_method());
    project.write("content/a.yaml.tmp");
    project.rename("content/a.yaml.tmp", "content/a.yaml");
    CHECK(next(watcher) == ChangedPaths{"content/a.yaml"});
    project.rename("content/b.yaml", "content/b.yaml~");
    CHECK(next(watcher) == ChangedPaths{"content/b.yaml"});
}

TEST_CASE("a file that has become readable, or unreadable")
{
    Project project;
    project.folder("content");
    project.write("content/x.yaml");
    auto watcher = watch(project, each_method());
    chmod((project / "content/x.yaml").c_str(), 0);
    CHECK(next(watcher) == ChangedPaths{"content/x.yaml"});
    chmod((project / "content/x.yaml").c_str(), 0644);
    CHECK(next(watcher) == ChangedPaths{"content/x.yaml"});
}

TEST_CASE("hard links, symbolic links and files moved in")
{
    Project project;
    project.folder("content");
    project.write("../outside/far.md");
    auto watcher = watch(project, each_method());
    fs::create_hard_link(project.outside() / "far.md", project / "content/hard.md");
    fs::create_symlink(project.outside() / "far.md", project / "content/soft.md");
    CHECK(next(watcher) == ChangedPaths{"content/hard.md", "content/soft.md"});
    fs::rename(project.outside() / "far.md", project / "content/far.md");
    // Moving gives the other name of the file another ctime, which only a look can tell.
    auto moved = next(watcher);
    moved.erase("content/hard.md");
    CHECK(moved == ChangedPaths{"content/far.md"});
}

TEST_CASE("a file with the times set back")
{
    Project project;
    project.folder("content");
    project.write("content/x.yaml", "甲");
    auto watcher = watch(project, each_method());
    const auto before = fs::last_write_time(project / "content/x.yaml");
    project.write("content/x.yaml", "乙");
    fs::last_write_time(project / "content/x.yaml", before);
    CHECK(next(watcher) == ChangedPaths{"content/x.yaml"});
}

TEST_CASE("names are given in the bytes that they have")
{
    Project project;
    project.folder("content/部门");
    auto watcher = watch(project, each_method());
    project.write("content/部门/两\n行.md");
    project.write("content/\xff\xfe .md");
    project.write("content/" + std::string(255, 'n'));
    CHECK(next(watcher) == ChangedPaths{"content/部门/两\n行.md", "content/\xff\xfe .md", "content/" + std::string(255, 'n')});
}

TEST_CASE("the watched file itself comes, goes and comes back")
{
    Project project;
    auto watcher = watch(project, each_method());
    project.write("site.yaml");
    CHECK(next(watcher) == ChangedPaths{"site.yaml"});
    project.remove("site.yaml");
    CHECK(next(watcher) == ChangedPaths{"site.yaml"});
    project.write("site.yaml.new");
    project.rename("site.yaml.new", "site.yaml");
    CHECK(next(watcher) == ChangedPaths{"site.yaml"});
}

TEST_CASE("a file that is kept open is given when its writer rests")
{
    Project project;
    project.folder("content");
    project.write("content/x.yaml");
    auto times = patient_times();
    times.unclosed = milliseconds(50);
    auto watcher = watch(project, each_method(), times);
    std::ofstream file(project / "content/x.yaml", std::ios::app);
    file << "more" << std::flush;
    CHECK(next(watcher) == ChangedPaths{"content/x.yaml"});
    file << "more" << std::flush;
    CHECK(next(watcher) == ChangedPaths{"content/x.yaml"});
    REQUIRE(truncate((project / "content/x.yaml").c_str(), 0) == 0);
    CHECK(next(watcher) == ChangedPaths{"content/x.yaml"});
}

TEST_CASE("a file half written is not given before it is closed")
{
    Project project;
    project.folder("content");
    project.write("content/x.yaml");
    auto watcher = watch(project, Method::automatic);
    std::ofstream file(project / "content/x.yaml");
    file << "half" << std::flush;
    project.write("content/z.yaml");
    CHECK(next(watcher) == ChangedPaths{"content/z.yaml"});
    file << "whole";
    file.close();
    CHECK(next(watcher) == ChangedPaths{"content/x.yaml"});
}

TEST_CASE("a file that was written and closed is not given again later")
{
    Project project;
    project.folder("content");
    auto times = patient_times();
    times.unclosed = milliseconds(50);
    auto watcher = watch(project, each_method(), times);
    project.write("content/x.yaml");
    CHECK(next(watcher) == ChangedPaths{"content/x.yaml"});
    CHECK_FALSE(watcher.wait(in_milliseconds(200).get()));
}
