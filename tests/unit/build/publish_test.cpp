#include "build/publish.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "build/manifest.hpp"

using namespace gongkai;
namespace fs = std::filesystem;

namespace {

using Files = std::map<std::string, std::string>;

class TemporaryFolder {
public:
    TemporaryFolder()
    {
        std::string name = (fs::temp_directory_path() / "gongkai-publish-XXXXXX").string();
        path_ = mkdtemp(name.data());
        fs::create_directory(path_ / "project");
    }
    ~TemporaryFolder() { fs::remove_all(path_); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    fs::path operator/(const std::string& name) const { return path_ / name; }
    std::string project() const { return (path_ / "project").string(); }

private:
    fs::path path_;
};

std::string read(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

base::Result<build::PublishSummary> publish(const fs::path& output, const std::string& project, const Files& files, std::size_t threads = 1)
{
    auto publication = build::Publication::begin(output.string(), project);
    if (!publication)
        return publication.failures();
    std::vector<std::pair<std::string, std::string>> list(files.begin(), files.end());
    base::parallel_for(list.size(), threads, [&](std::size_t i) { (*publication)->add(list[i].first, list[i].second); });
    return (*publication)->commit();
}

/// The published files, without the manifest.
Files published(const fs::path& output)
{
    Files files;
    for (const auto& entry : fs::recursive_directory_iterator(output))
        if (entry.is_regular_file() && entry.path().filename() != build::manifest_name)
            files[entry.path().lexically_relative(output).string()] = read(entry.path());
    return files;
}

ino_t inode(const fs::path& path)
{
    struct stat status {};
    REQUIRE(lstat(path.c_str(), &status) == 0);
    return status.st_ino;
}

std::string refusal(const base::Result<build::PublishSummary>& result)
{
    REQUIRE_FALSE(result.ok());
    return result.failures().front().code;
}

const Files first = {{"index.html", "home"}, {"a/b/page.html", "old"}, {"a/kept.css", "same"}, {"gone/x.html", "x"}};
const Files second = {{"index.html", "home"}, {"a/b/page.html", "new"}, {"a/kept.css", "same"}, {"a/b/more.html", "y"}};

}  // namespace

TEST_CASE("a fresh folder, then a second site: unchanged files are the same files, stale ones go")
{
    const TemporaryFolder folder;
    const auto output = folder / "public";
    const auto fresh = publish(output, folder.project(), first);
    REQUIRE(fresh.ok());
    CHECK(fresh->written == 4);
    CHECK(published(output) == first);
    const auto kept = inode(output / "a/kept.css");
    const auto time = fs::last_write_time(output / "a/kept.css");
    const auto next = publish(output, folder.project(), second);
    REQUIRE(next.ok());
    CHECK(next->written == 2);
    CHECK(next->unchanged == 2);
    CHECK(next->removed == 1);
    CHECK(published(output) == second);
    CHECK(inode(output / "a/kept.css") == kept);
    CHECK(fs::last_write_time(output / "a/kept.css") == time);
    CHECK_FALSE(fs::exists(folder / ".public.gongkai-new"));
}

TEST_CASE("when nothing changed, nothing is touched")
{
    const TemporaryFolder folder;
    const auto output = folder / "public";
    REQUIRE(publish(output, folder.project(), first).ok());
    const auto before = inode(output);
    const auto again = publish(output, folder.project(), first);
    REQUIRE(again.ok());
    CHECK(again->written == 0);
    CHECK(inode(output) == before);
}

TEST_CASE("the manifest holds size and digest of every file, the same for any number of threads")
{
    const TemporaryFolder folder;
    REQUIRE(publish(folder / "one", folder.project(), first, 1).ok());
    REQUIRE(publish(folder / "two", folder.project(), first, 4).ok());
    const auto text = read(folder / "one" / build::manifest_name);
    CHECK(text == read(folder / "two" / build::manifest_name));
    const auto manifest = build::parse_manifest(text);
    REQUIRE(manifest);
    CHECK(manifest->size() == 4);
    CHECK(manifest->at("a/kept.css") == build::ManifestEntry{4, base::sha256_hex("same")});
    CHECK_FALSE(build::parse_manifest("{}"));
    CHECK_FALSE(build::parse_manifest("not json"));
    CHECK_FALSE(build::parse_manifest(R"({"generator":"gongkai","files":{"a":1}})"));
}

TEST_CASE("a file that was edited by hand, or is missing, is put right")
{
    const TemporaryFolder folder;
    const auto output = folder / "public";
    REQUIRE(publish(output, folder.project(), first).ok());
    std::ofstream(output / "index.html") << "hack";
    fs::remove(output / "a/kept.css");
    const auto again = publish(output, folder.project(), first);
    REQUIRE(again.ok());
    CHECK(again->written == 2);
    CHECK(published(output) == first);
}

TEST_CASE("a folder that is not ours is refused and left alone")
{
    const TemporaryFolder folder;
    const auto output = folder / "public";
    fs::create_directory(output);
    std::ofstream(output / "thesis.doc") << "years of work";
    const auto result = publish(output, folder.project(), first);
    CHECK(refusal(result) == "O-FOREIGN");
    CHECK(base::to_text(result.failures().front()) ==
          "错误 [O-FOREIGN] " + output.string() +
              "：不是空的，也没有 .gongkai-manifest.json，不是由本程序写成的\n"
              "   提示: 为免误删，不写入；请另选一个文件夹，或自行清空它\n");
    CHECK(published(output) == Files{{"thesis.doc", "years of work"}});
    CHECK_FALSE(fs::exists(folder / ".public.gongkai-new"));
}

TEST_CASE("an empty folder is taken")
{
    const TemporaryFolder folder;
    fs::create_directory(folder / "public");
    CHECK(publish(folder / "public", folder.project(), first).ok());
    CHECK(published(folder / "public") == first);
}

TEST_CASE("places where a site must not be written")
{
    const TemporaryFolder folder;
    std::ofstream(folder / "file") << "x";
    fs::create_directory(folder / "elsewhere");
    fs::create_directory_symlink(folder / "elsewhere", folder / "link");
    const auto at = [&](const fs::path& output) { return refusal(publish(output, folder.project(), first)); };
    CHECK(at(folder / "file") == "O-FILE");
    CHECK(at(folder / "link") == "O-LINK");
    CHECK(at("/") == "O-PLACE");
    CHECK(at(folder.project()) == "O-PLACE");
    CHECK(at(fs::path(folder.project()).parent_path()) == "O-PLACE");
    CHECK(at(fs::path(folder.project()) / "content" / "x") == "O-PLACE");
    CHECK(at(fs::path(folder.project()) / "themes") == "O-PLACE");
    CHECK(at(folder / "file/below") == "O-WRITE");
    CHECK(fs::is_empty(folder / "elsewhere"));
}

TEST_CASE("paths that would leave the site, or be written twice, stop the publication")
{
    const TemporaryFolder folder;
    const auto output = folder / "public";
    REQUIRE(publish(output, folder.project(), first).ok());
    for (const auto* path : {"../x", "/etc/x", "a//b", "a/../b", "", ".", "a\\b", ".gongkai-manifest.json"})
        CHECK(refusal(publish(output, folder.project(), {{path, "x"}})) == "O-WRITE");
    CHECK(refusal(publish(output, folder.project(), {{"a", "file"}, {"a/b", "below it"}})) == "O-WRITE");
    auto publication = build::Publication::begin(output.string(), folder.project());
    REQUIRE(publication.ok());
    (*publication)->add("same", "1");
    (*publication)->add("same", "2");
    const auto result = (*publication)->commit();
    CHECK(refusal(result) == "O-TWICE");
    publication->reset();
    CHECK(published(output) == first);
}

TEST_CASE("a link put into the old site is not followed")
{
    const TemporaryFolder folder;
    const auto output = folder / "public";
    REQUIRE(publish(output, folder.project(), first).ok());
    std::ofstream(folder / "secret") << "same";
    fs::remove(output / "a/kept.css");
    fs::create_symlink(folder / "secret", output / "a/kept.css");
    REQUIRE(publish(output, folder.project(), first).ok());
    CHECK_FALSE(fs::is_symlink(output / "a/kept.css"));
    CHECK(read(folder / "secret") == "same");
}

TEST_CASE("a second build on the same folder waits its turn")
{
    const TemporaryFolder folder;
    auto running = build::Publication::begin((folder / "public").string(), folder.project());
    REQUIRE(running.ok());
    CHECK(refusal(publish(folder / "public", folder.project(), first)) == "O-BUSY");
    running->reset();
    CHECK(publish(folder / "public", folder.project(), first).ok());
}

TEST_CASE("without commit the old site stays")
{
    const TemporaryFolder folder;
    REQUIRE(publish(folder / "public", folder.project(), first).ok());
    {
        auto publication = build::Publication::begin((folder / "public").string(), folder.project());
        REQUIRE(publication.ok());
        (*publication)->add("index.html", "other");
    }
    CHECK(published(folder / "public") == first);
    CHECK_FALSE(fs::exists(folder / ".public.gongkai-new"));
}

TEST_CASE("a disk that is full leaves the old site")
{
    const TemporaryFolder folder;
    const auto output = folder / "public";
    REQUIRE(publish(output, folder.project(), first).ok());
    const auto child = fork();
    if (child == 0) {
        // No file may grow beyond 4 KiB: as a full disk, write() fails.
        signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{4096, 4096};
        setrlimit(RLIMIT_FSIZE, &limit);
        auto files = second;
        files["large.bin"] = std::string(100'000, 'x');
        const auto result = publish(output, folder.project(), files);
        _exit(!result.ok() && result.failures().front().code == "O-WRITE" ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(status == 0);
    CHECK(published(output) == first);
}

TEST_CASE("killed at any moment, the old site or the new one is there, whole")
{
    const TemporaryFolder folder;
    const auto output = folder / "public";
    Files one;
    Files two;
    for (int i = 0; i < 60; ++i) {
        const auto name = "d" + std::to_string(i % 7) + "/p" + std::to_string(i) + ".html";
        one[name] = "one " + std::to_string(i % 3 == 0 ? 0 : i);
        two[name] = i % 3 == 0 ? one[name] : "two " + std::to_string(i);
    }
    REQUIRE(publish(output, folder.project(), one).ok());
    for (int round = 0; round < 40; ++round) {
        const auto child = fork();
        if (child == 0) {
            for (int i = 0;; ++i)
                (void)publish(output, folder.project(), i % 2 == 0 ? two : one);
        }
        usleep(static_cast<useconds_t>(1000 + round * 611 % 9000));
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        const auto found = published(output);
        const bool is_whole = found == one || found == two;
        CHECK(is_whole);
        CHECK(build::parse_manifest(read(output / build::manifest_name)));
    }
    REQUIRE(publish(output, folder.project(), one).ok());
    CHECK(published(output) == one);
    CHECK_FALSE(fs::exists(folder / ".public.gongkai-new"));
}
