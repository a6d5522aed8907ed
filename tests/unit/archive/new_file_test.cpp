#include "archive/new_file.hpp"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include <catch2/catch.hpp>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace gongkai;
using archive::NewFile;
namespace fs = std::filesystem;

namespace {

class TemporaryFolder {
public:
    TemporaryFolder()
    {
        std::string name = (fs::temp_directory_path() / "gongkai-new-file-XXXXXX").string();
        path_ = mkdtemp(name.data());
    }
    ~TemporaryFolder() { fs::remove_all(path_); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    fs::path operator/(const std::string& name) const { return path_ / name; }
    std::set<std::string> names() const
    {
        std::set<std::string> all;
        for (const auto& entry : fs::directory_iterator(path_))
            all.insert(entry.path().filename().string());
        return all;
    }

private:
    fs::path path_;
};

std::string read(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string refusal(const fs::path& path)
{
    const auto file = NewFile::begin(path.string());
    REQUIRE_FALSE(file.ok());
    return base::to_text(file.failures().front());
}

}  // namespace

TEST_CASE("a new file appears when it is whole")
{
    const TemporaryFolder folder;
    const auto path = folder / "档案.zip";
    auto file = NewFile::begin(path.string());
    REQUIRE(file.ok());
    CHECK((*file)->write("first "));
    CHECK((*file)->write("second"));
    CHECK_FALSE(fs::exists(path));
    CHECK((*file)->commit().empty());
    CHECK(read(path) == "first second");
    CHECK(folder.names() == std::set<std::string>{"档案.zip"});
    struct stat status {};
    REQUIRE(stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 07777) == 0644);
}

TEST_CASE("without commit nothing is left, and what was there is as it was")
{
    const TemporaryFolder folder;
    std::ofstream(folder / "a.zip") << "old";
    {
        auto file = NewFile::begin((folder / "a.zip").string());
        REQUIRE(file.ok());
        CHECK((*file)->write("new"));
    }
    CHECK(read(folder / "a.zip") == "old");
    CHECK(folder.names() == std::set<std::string>{"a.zip"});
    auto file = NewFile::begin((folder / "a.zip").string());
    REQUIRE(file.ok());
    CHECK((*file)->write("new"));
    CHECK((*file)->commit().empty());
    CHECK(read(folder / "a.zip") == "new");
    CHECK(folder.names() == std::set<std::string>{"a.zip"});
}

TEST_CASE("what stands in the way of a new file")
{
    const TemporaryFolder folder;
    fs::create_directory(folder / "folder.zip");
    std::ofstream(folder / "file") << "x";
    fs::create_symlink(folder / "file", folder / "link.zip");
    const auto named = [&](const std::string& name) { return (folder / name).string(); };
    CHECK(refusal(folder / "folder.zip") == "错误 [O-FILE] " + named("folder.zip") + "：不是文件\n   提示: 请写明文件名，如 档案.zip\n");
    CHECK(refusal(folder / "link.zip") == "错误 [O-LINK] " + named("link.zip") + "：是符号链接，不写入\n   提示: 请写出链接所指的文件\n");
    CHECK(refusal(folder / "none/a.zip") == "错误 [O-WRITE] " + named("none/a.zip") +
                                                "：无法写入：No such file or directory\n   提示: 请检查文件夹、磁盘空间和权限；原有文件没有改动\n");
    CHECK(refusal(folder / "file/a.zip").starts_with("错误 [O-WRITE] "));
    CHECK(read(folder / "file") == "x");
}

TEST_CASE("a disk that is full leaves what was there")
{
    const TemporaryFolder folder;
    std::ofstream(folder / "a.zip") << "old";
    const auto child = fork();
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);  // no file may grow beyond 4 KiB: as a full disk, write() fails
        const rlimit limit{4096, 4096};
        setrlimit(RLIMIT_FSIZE, &limit);
        auto file = NewFile::begin((folder / "a.zip").string());
        const bool is_written = file.ok() && (*file)->write(std::string(100'000, 'x'));
        _exit(file.ok() && !is_written ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(status == 0);
    CHECK(read(folder / "a.zip") == "old");
    CHECK(folder.names() == std::set<std::string>{"a.zip"});
}

TEST_CASE("killed while it writes, the old file or the new one is there, and nothing else")
{
    const TemporaryFolder folder;
    const std::string one(50'000, '1');
    const std::string two(50'000, '2');
    std::ofstream(folder / "a.zip") << one;
    for (int round = 0; round < 40; ++round) {
        const auto child = fork();
        if (child == 0) {
            for (int i = 0;; ++i) {
                auto file = NewFile::begin((folder / "a.zip").string());
                for (std::size_t at = 0; at < one.size(); at += 1000)
                    (*file)->write((i % 2 == 0 ? two : one).substr(at, 1000));
                (void)(*file)->commit();
            }
        }
        usleep(static_cast<useconds_t>(1000 + round * 611 % 9000));
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        const auto found = read(folder / "a.zip");
        const bool is_whole = found == one || found == two;
        CHECK(is_whole);
    }
    // Between naming the bytes and putting them in place a kill leaves them, whole, under a hidden name.
    for (const auto& name : folder.names())
        if (name != "a.zip")
            CHECK(name.starts_with(".a.zip.gongkai-"));
}
