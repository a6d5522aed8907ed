#include "build/create_files.hpp"

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

using namespace gongkai;
namespace fs = std::filesystem;

namespace {

/// An empty folder that goes away with the test.
class TemporaryFolder {
public:
    TemporaryFolder()
    {
        std::string name = (fs::temp_directory_path() / "gongkai-create-XXXXXX").string();
        path_ = mkdtemp(name.data());
    }
    ~TemporaryFolder() { fs::remove_all(path_); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

std::string read(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t entries(const fs::path& folder)
{
    return static_cast<std::size_t>(std::distance(fs::recursive_directory_iterator(folder), fs::recursive_directory_iterator()));
}

}  // namespace

TEST_CASE("files are created with the folders they need")
{
    const TemporaryFolder folder;
    CHECK(build::create_files(folder.path().string(), {{"content/a/x.yaml", "甲\n"}, {"content/a/b/y.yaml", ""}, {"z", "3"}}).empty());
    CHECK(read(folder.path() / "content/a/x.yaml") == "甲\n");
    CHECK(fs::exists(folder.path() / "content/a/b/y.yaml"));
    CHECK(read(folder.path() / "z") == "3");
}

TEST_CASE("an existing file stops everything: what was created before is gone, folders too")
{
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "z") << "old";
    const auto problems = build::create_files(folder.path().string(), {{"content/a/x.yaml", "1"}, {"z", "2"}});
    REQUIRE(problems.size() == 1);
    CHECK(base::to_text(problems[0]) == "错误 [N-EXISTS] 已有 z，没有覆盖，也没有新建任何文件\n   提示: 要重写请先移走原文件\n");
    CHECK(read(folder.path() / "z") == "old");
    CHECK(entries(folder.path()) == 1);
}

TEST_CASE("symbolic links below the folder are not followed")
{
    const TemporaryFolder folder;
    const TemporaryFolder elsewhere;
    fs::create_directory(folder.path() / "content");
    fs::create_directory_symlink(elsewhere.path(), folder.path() / "content" / "a");
    const auto problems = build::create_files(folder.path().string(), {{"content/new.yaml", "1"}, {"content/a/b/x.yaml", "1"}});
    REQUIRE(problems.size() == 1);
    CHECK(base::to_text(problems[0]) == "错误 [N-WRITE] 不能写 content/a/b/x.yaml：content/a 是符号链接，不经它写入\n"
                                        "   提示: 请检查文件夹的权限和空间\n");
    CHECK(entries(elsewhere.path()) == 0);
    CHECK_FALSE(fs::exists(folder.path() / "content/new.yaml"));
}

TEST_CASE("a link in the place of a file counts as a file, wherever it points")
{
    const TemporaryFolder folder;
    fs::create_symlink("/nowhere", folder.path() / "x.yaml");
    const auto problems = build::create_files(folder.path().string(), {{"x.yaml", "1"}});
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].code == "N-EXISTS");
}

TEST_CASE("a link to the folder itself is followed: the user named it")
{
    const TemporaryFolder folder;
    fs::create_directory(folder.path() / "site");
    fs::create_directory_symlink(folder.path() / "site", folder.path() / "link");
    CHECK(build::create_files((folder.path() / "link").string(), {{"content/x.yaml", "1"}}).empty());
    CHECK(read(folder.path() / "site/content/x.yaml") == "1");
}

TEST_CASE("a folder that is a file, or is not there, is told")
{
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "content") << "";
    auto problems = build::create_files(folder.path().string(), {{"content/a/x.yaml", "1"}});
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].message == "不能写 content/a/x.yaml：content：Not a directory");
    problems = build::create_files((folder.path() / "no").string(), {{"x.yaml", "1"}});
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].code == "N-WRITE");
}
