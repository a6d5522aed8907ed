#include "build/read_below.hpp"

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/descriptor.hpp"

using namespace gongkai;
namespace fs = std::filesystem;

namespace {

class Folder {
public:
    Folder()
    {
        std::string name = (fs::temp_directory_path() / "gongkai-read-XXXXXX").string();
        path_ = mkdtemp(name.data());
        descriptor_ = base::Descriptor(open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    fs::path operator/(const std::string& name) const { return path_ / name; }
    int get() const { return descriptor_.get(); }

    /// The bytes, or "!" and why not.
    std::string read(const std::string& path, std::uint64_t limit = 100) const
    {
        const auto found = build::read_below(get(), path, limit);
        const auto stamp = build::stamp_below(get(), path);
        const auto* bytes = std::get_if<std::string>(&found);
        if (bytes)
            CHECK(std::get<build::FileStamp>(stamp).size == bytes->size());
        return bytes ? *bytes : "!" + std::to_string(static_cast<int>(std::get<build::Unread>(found)));
    }

private:
    fs::path path_;
    base::Descriptor descriptor_;
};

std::string why(build::Unread reason) { return "!" + std::to_string(static_cast<int>(reason)); }

}  // namespace

TEST_CASE("regular files below a folder are read, up to a size")
{
    const Folder folder;
    fs::create_directories(folder / "a/b");
    std::ofstream(folder / "a/b/file") << "bytes";
    std::ofstream(folder / "empty") << "";
    CHECK(folder.read("a/b/file") == "bytes");
    CHECK(folder.read("a/b/file", 5) == "bytes");
    CHECK(folder.read("a/b/file", 4) == why(build::Unread::too_large));
    CHECK(folder.read("empty", 0).empty());
    CHECK(folder.read("a/none") == why(build::Unread::missing));
    CHECK(folder.read("none/file") == why(build::Unread::missing));
}

TEST_CASE("links, FIFOs, folders and paths that lead out are not read")
{
    const Folder folder;
    const Folder outside;
    std::ofstream(outside / "secret") << "x";
    std::ofstream(folder / "file") << "x";
    fs::create_directory(folder / "sub");
    fs::create_symlink(outside / "secret", folder / "link");
    fs::create_symlink("file", folder / "inner");
    fs::create_directory_symlink(outside / ".", folder / "folder");
    fs::create_symlink("/proc/self/root", folder / "magic");
    REQUIRE(mkfifo((folder / "fifo").c_str(), 0600) == 0);
    for (const auto* path : {"link", "inner", "folder/secret", "fifo", "sub", "file/below", "magic/etc/passwd"}) {
        INFO(path);
        CHECK(folder.read(path) == why(build::Unread::not_a_file));
    }
    for (const std::string path : {"", "/etc/passwd", "../x", "sub/../file", "./file", "a//b", "sub/", "a\\b"}) {
        INFO(path);
        CHECK(folder.read(path) == why(build::Unread::missing));
    }
    CHECK(folder.read(std::string("file\0x", 6)) == why(build::Unread::missing));
}

TEST_CASE("the stamp tells of a touch")
{
    const Folder folder;
    std::ofstream(folder / "file") << "x";
    const auto stamp = [&] { return std::get<build::FileStamp>(build::stamp_below(folder.get(), "file")); };
    const auto first = stamp();
    CHECK(stamp() == first);
    fs::last_write_time(folder / "file", fs::file_time_type::clock::now() + std::chrono::seconds(5));
    CHECK_FALSE(stamp() == first);
}
