#include "base/source_tree.hpp"

#include <filesystem>
#include <fstream>

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
