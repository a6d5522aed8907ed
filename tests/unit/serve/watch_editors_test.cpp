// How programs save a file: whatever they do, one path has changed.
#include <functional>
#include <thread>

#include "watch_fixture.hpp"

using namespace gongkai;
using namespace gongkai::serve;

namespace {

struct Editor {
    std::string name;
    std::function<void(Project&)> save;  ///< content/x.yaml, which is there
};

void overwrite(Project& project) { project.write("content/x.yaml"); }

void vim(Project& project)
{
    project.write("content/.x.yaml.swp");
    project.write("content/4913");
    project.remove("content/4913");
    project.rename("content/x.yaml", "content/x.yaml~");
    project.write("content/x.yaml");
    fs::permissions(project / "content/x.yaml", fs::perms(0644));
    project.remove("content/x.yaml~");
    project.write("content/.x.yaml.swp");
    project.remove("content/.x.yaml.swp");
}

void vim_with_a_copy(Project& project)
{
    fs::copy_file(project / "content/x.yaml", project / "content/x.yaml~", fs::copy_options::overwrite_existing);
    project.write("content/x.yaml");
    project.remove("content/x.yaml~");
}

void backup_and_rename(Project& project)
{
    fs::copy_file(project / "content/x.yaml", project / "content/x.yaml.bck", fs::copy_options::overwrite_existing);
    project.write("content/x.yaml.tmp");
    project.rename("content/x.yaml.tmp", "content/x.yaml");
    project.remove("content/x.yaml.bck");
}

void textmate(Project& project)
{
    project.write("content/.x.yaml.tmp-4711");
    project.rename("content/.x.yaml.tmp-4711", "content/x.yaml");
}

void helix(Project& project)
{
    project.rename("content/x.yaml", "content/x.yamlAbC123.bck");
    project.write("content/x.yaml");
    project.remove("content/x.yamlAbC123.bck");
}

void vs_code(Project& project)
{
    fs::resize_file(project / "content/x.yaml", 0);
    project.write("content/x.yaml");
}

void emacs(Project& project)
{
    fs::create_symlink("user@host.4711:1", project / "content/.#x.yaml");
    project.write("content/#x.yaml#");
    project.rename("content/x.yaml", "content/x.yaml~");
    project.write("content/x.yaml");
    project.remove("content/.#x.yaml");
    project.remove("content/#x.yaml#");
}

void jetbrains(Project& project)
{
    project.write("content/x.yaml___jb_tmp___");
    project.rename("content/x.yaml", "content/x.yaml___jb_old___");
    project.rename("content/x.yaml___jb_tmp___", "content/x.yaml");
    project.remove("content/x.yaml___jb_old___");
}

void libreoffice(Project& project)
{
    project.write("content/.~lock.x.yaml#");
    project.write("content/lu4711.tmp");
    project.rename("content/lu4711.tmp", "content/x.yaml");
    project.remove("content/.~lock.x.yaml#");
}

void excel(Project& project)
{
    project.write("content/~$x.yaml");
    project.write("content/x.yaml");
    project.remove("content/~$x.yaml");
}

void gnome(Project& project)
{
    project.write("content/.goutputstream-AB12CD");
    fs::remove(project / "content/x.yaml~");
    fs::create_hard_link(project / "content/x.yaml", project / "content/x.yaml~");
    project.rename("content/.goutputstream-AB12CD", "content/x.yaml");
}

const std::vector<Editor> editors = {
    {"overwrite", overwrite},
    {"vim", vim},
    {"vim, backupcopy=yes", vim_with_a_copy},
    {"backup and rename", backup_and_rename},
    {"TextMate, Sublime Text", textmate},
    {"Helix", helix},
    {"VS Code", vs_code},
    {"Emacs", emacs},
    {"JetBrains", jetbrains},
    {"LibreOffice", libreoffice},
    {"Excel", excel},
    {"GNOME", gnome},
};

}  // namespace

TEST_CASE("a save is one changed path, whatever the editor")
{
    const auto method = each_method();
    for (const auto& editor : editors) {
        INFO(editor.name);
        Project project;
        project.folder("content");
        project.write("content/x.yaml");
        auto watcher = watch(project, method);
        editor.save(project);
        CHECK(next(watcher) == ChangedPaths{"content/x.yaml"});
        editor.save(project);
        CHECK(next(watcher) == ChangedPaths{"content/x.yaml"});
    }
}

TEST_CASE("a save that is watched while it goes on is one changed path")
{
    const auto method = each_method();
    for (const auto& editor : editors) {
        INFO(editor.name);
        Project project;
        project.folder("content");
        project.write("content/x.yaml");
        auto watcher = watch(project, method);
        std::thread writer([&] {
            for (int time = 0; time < 5; ++time)
                editor.save(project);
            project.write("content/z.yaml");
        });
        const auto changed = all_until(watcher, "content/z.yaml");
        writer.join();
        CHECK(changed == ChangedPaths{"content/x.yaml", "content/z.yaml"});
    }
}

TEST_CASE("a temporary name that could be a real one is told of, found gone, and does no harm")
{
    Project project;
    project.folder("content");
    project.write("content/x.yaml");
    auto watcher = watch(project, each_method());
    project.write("content/sedAbC123");
    project.rename("content/sedAbC123", "content/x.yaml");
    auto changed = next(watcher);
    changed.erase("content/sedAbC123");
    CHECK(changed == ChangedPaths{"content/x.yaml"});
}

TEST_CASE("a document that is only opened has not changed")
{
    Project project;
    project.folder("content");
    project.write("content/x.ods");
    auto watcher = watch(project, each_method());
    project.write("content/.~lock.x.ods#");
    CHECK(std::ifstream(project / "content/x.ods").get() == 'x');
    project.remove("content/.~lock.x.ods#");
    project.write("content/z.yaml");
    CHECK(all_until(watcher, "content/z.yaml") == ChangedPaths{"content/z.yaml"});
}
