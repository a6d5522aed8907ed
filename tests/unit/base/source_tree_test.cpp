#include "base/source_tree.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include <sys/stat.h>

#include <catch2/catch.hpp>

using namespace gongkai;
namespace fs = std::filesystem;

TEST_CASE("what is there but not read is not missing")
{
    std::string name = (fs::temp_directory_path() / "gongkai-tree-XXXXXX").string();
    const fs::path root = mkdtemp(name.data());
    fs::create_directory(root / "content");
    std::ofstream(root / "content" / "good.yaml") << "a: 1\n";
    std::ofstream(root / "content" / "gbk.yaml") << "a: \xB2\xC6\n";
    std::ofstream(root / "content" / "large.yaml") << "a: 123456789\n";
    fs::create_symlink("/etc/passwd", root / "content" / "link.yaml");
    base::SourceTree tree;
    const auto problems = base::read_tree(root.string(), {"content", "templates"}, {.largest_text = 10}, tree);
    fs::remove_all(root);
    CHECK(problems.size() == 3);
    CHECK(tree.size() == 1);
    CHECK(tree.find("content/good.yaml"));
    CHECK_FALSE(tree.was_left_out("content/good.yaml"));
    for (const auto* path : {"content/gbk.yaml", "content/large.yaml", "content/link.yaml"}) {
        INFO(path);
        CHECK_FALSE(tree.find(path));
        CHECK(tree.was_left_out(path));
    }
    CHECK_FALSE(tree.was_left_out("content/none.yaml"));
    CHECK_FALSE(tree.was_left_out("templates"));
}

namespace {

/// A folder with files, and the tree that was read of it.
struct ReadFolder {
    fs::path root;
    std::string root_name;
    base::SourceTree tree;

    ReadFolder()
    {
        std::string name = (fs::temp_directory_path() / "gongkai-tree-XXXXXX").string();
        root = mkdtemp(name.data());
        root_name = root.string();
        write("content/a/one.yaml", "a: 1\n");
        write("content/a/two.yaml", "a: 2\n");
        write("content/b/one.yaml", "b: 1\n");
        base::read_tree(root_name, {"content"}, {}, tree);
    }
    ~ReadFolder() { fs::remove_all(root); }

    void write(const std::string& path, const std::string& text) const
    {
        fs::create_directories((root / path).parent_path());
        std::ofstream(root / path) << text;
    }
    std::set<std::string> again(const std::set<std::string>& paths) { return base::read_again(root_name, paths, {}, tree).paths; }
};

using Paths = std::set<std::string>;

}  // namespace

TEST_CASE("reading again: only other bytes are a change, and the rest keeps its address")
{
    ReadFolder folder;
    const auto* untouched = folder.tree.find("content/a/two.yaml");
    folder.write("content/a/one.yaml", "a: 3\n");
    folder.write("content/a/two.yaml", "a: 2\n");
    const auto changes = base::read_again(folder.root_name, {"content/a"}, {}, folder.tree);
    CHECK(changes.paths == Paths{"content/a/one.yaml"});
    REQUIRE(changes.replaced.size() == 1);
    CHECK(changes.replaced[0]->text == "a: 1\n");
    CHECK(folder.tree.find("content/a/one.yaml")->text == "a: 3\n");
    CHECK(folder.tree.find("content/a/two.yaml") == untouched);
    CHECK(folder.again({"content", "content/a", "content/a/one.yaml", "content/none"}).empty());
}

TEST_CASE("reading again: folders that came, went and were renamed")
{
    ReadFolder folder;
    folder.write("content/c/d/e/new.yaml", "c: 1\n");
    CHECK(folder.again({"content/c"}) == Paths{"content/c/d/e/new.yaml"});
    fs::rename(folder.root / "content/a", folder.root / "content/z");
    CHECK(folder.again({"content/a", "content/z"}) ==
          Paths{"content/a/one.yaml", "content/a/two.yaml", "content/z/one.yaml", "content/z/two.yaml"});
    fs::remove_all(folder.root / "content");
    CHECK(folder.again({"content/z/one.yaml"}).size() == 4);  // the folder above is gone: all below it is
    CHECK(folder.tree.size() == 0);
}

TEST_CASE("reading again: what cannot be read, and can again")
{
    ReadFolder folder;
    folder.write("content/a/one.yaml", "a: \xB2\xC6\n");
    CHECK(folder.again({"content/a/one.yaml"}) == Paths{"content/a/one.yaml"});
    CHECK(folder.tree.was_left_out("content/a/one.yaml"));
    CHECK(base::reading_problems(folder.tree).size() == 1);
    CHECK(folder.again({"content/a/one.yaml"}).empty());
    folder.write("content/a/one.yaml", "a: 1\n");
    CHECK(folder.again({"content/a/one.yaml"}) == Paths{"content/a/one.yaml"});
    CHECK(base::reading_problems(folder.tree).empty());
}

TEST_CASE("reading again: never through a link, never a pipe, never what is hidden")
{
    ReadFolder folder;
    fs::remove_all(folder.root / "content/b");
    fs::create_directory_symlink(folder.root / "content/a", folder.root / "content/b");
    CHECK(folder.again({"content/b/one.yaml"}) == Paths{"content/b", "content/b/one.yaml"});
    CHECK_FALSE(folder.tree.find("content/b/one.yaml"));
    CHECK(base::reading_problems(folder.tree).front().code == "C-LINK");
    folder.write("content/.git/x.yaml", "a: 1\n");
    folder.write("content/a/one.yaml~", "a: 1\n");
    CHECK(folder.again({"content/.git/x.yaml", "content/.git", "content/a/one.yaml~", "", "/etc/passwd"}).empty());
    fs::remove(folder.root / "content/a/one.yaml");
    REQUIRE(mkfifo((folder.root / "content/a/one.yaml").c_str(), 0600) == 0);
    CHECK(folder.again({"content/a/one.yaml"}) == Paths{"content/a/one.yaml"});
    CHECK_FALSE(folder.tree.find("content/a/one.yaml"));
}
