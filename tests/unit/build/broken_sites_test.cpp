// Every folder of tests/broken is a change to tests/broken/base that breaks the site;
// expected.txt beside it is what `gongkai check` then prints. With GONGKAI_UPDATE=1 in
// the environment the texts are written anew (read them before you commit). The folders of
// tests/warned are changes after which the site is built, with a warning.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <sstream>

#include <catch2/catch.hpp>

#include "build/pipeline.hpp"

using namespace gongkai;
namespace fs = std::filesystem;

namespace {

const fs::path repository = GONGKAI_SOURCE_DIR;
const fs::path broken = repository / "tests" / "broken";
const fs::path warned = repository / "tests" / "warned";

/// A project folder that goes away with the test.
class TemporaryProject {
public:
    TemporaryProject()
    {
        std::string name = (fs::temp_directory_path() / "gongkai-broken-XXXXXX").string();
        path_ = mkdtemp(name.data());
        const auto all = fs::copy_options::recursive | fs::copy_options::overwrite_existing;
        fs::copy(repository / "templates", path_ / "templates", all);
        fs::copy(repository / "themes", path_ / "themes", all);
        overlay(broken / "base");
    }
    ~TemporaryProject() { fs::remove_all(path_); }
    TemporaryProject(const TemporaryProject&) = delete;
    TemporaryProject& operator=(const TemporaryProject&) = delete;

    void overlay(const fs::path& folder) const
    {
        fs::copy(folder, path_, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
        fs::remove(path_ / "expected.txt");
    }
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

/// All problems of that severity, as printed.
std::vector<std::string> problems_of(const fs::path& source, base::Severity severity)
{
    build::Options options;
    options.source = source.string();
    const auto project = build::load_project(options);
    build::check_pages(*project, 1, [](std::size_t, std::size_t) {});
    std::vector<std::string> texts;
    for (const auto& problem : project->problems)
        if (problem.severity == severity)
            texts.push_back(base::to_text(problem));
    return texts;
}

std::string joined(const std::vector<std::string>& texts)
{
    return std::accumulate(texts.begin(), texts.end(), std::string());
}

std::string errors_of(const fs::path& source) { return joined(problems_of(source, base::Severity::error)); }

std::string read(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("the base of the broken sites is sound")
{
    const TemporaryProject project;
    CHECK(errors_of(project.path()) == "");
}

TEST_CASE("each broken site is refused with its exact message")
{
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(broken)) {
        if (!entry.is_directory() || entry.path().filename() == "base")
            continue;
        const TemporaryProject project;
        project.overlay(entry.path());
        const auto text = errors_of(project.path());
        INFO(entry.path().filename().string());
        if (std::getenv("GONGKAI_UPDATE"))
            std::ofstream(entry.path() / "expected.txt", std::ios::binary) << text;
        CHECK(text != "");
        CHECK(text == read(entry.path() / "expected.txt"));
        ++count;
    }
    CHECK(count >= 52);
}

TEST_CASE("each warned site is built with the exact warning beside those of the base")
{
    const auto usual = problems_of(TemporaryProject().path(), base::Severity::warning);
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(warned)) {
        const TemporaryProject project;
        project.overlay(entry.path());
        INFO(entry.path().filename().string());
        CHECK(errors_of(project.path()) == "");
        auto warnings = problems_of(project.path(), base::Severity::warning);
        std::erase_if(warnings, [&](const std::string& text) { return std::find(usual.begin(), usual.end(), text) != usual.end(); });
        const auto text = joined(warnings);
        if (std::getenv("GONGKAI_UPDATE"))
            std::ofstream(entry.path() / "expected.txt", std::ios::binary) << text;
        CHECK(text != "");
        CHECK(text == read(entry.path() / "expected.txt"));
        ++count;
    }
    CHECK(count >= 3);
}

TEST_CASE("nothing of a broken site is published, and the old site stays")
{
    const TemporaryProject project;
    build::Options options;
    options.source = project.path().string();
    const auto ignore = [](std::size_t, std::size_t) {};
    auto sound = build::load_project(options);
    build::publish_site(*sound, options, ignore);
    const auto home = read(project.path() / "public" / "index.html");
    REQUIRE(home != "");
    for (const auto* name : {"template-error", "script-in-markdown", "seven-decimals"}) {
        const TemporaryProject changed;
        changed.overlay(broken / name);
        fs::copy(project.path() / "public", changed.path() / "public", fs::copy_options::recursive);
        options.source = changed.path().string();
        auto refused = build::load_project(options);
        const auto summary = build::publish_site(*refused, options, ignore);
        CHECK(base::has_errors(refused->problems));
        CHECK(summary.files.written == 0);
        CHECK(read(changed.path() / "public" / "index.html") == home);
        CHECK_FALSE(fs::exists(changed.path() / ".public.gongkai-new"));
    }
}

TEST_CASE("a file of 200 MB is refused without being read")
{
    const TemporaryProject project;
    const auto path = project.path() / "content" / "caizheng" / "2024-final.yaml";
    std::ofstream(path) << "status: published\n";
    fs::resize_file(path, 200u << 20);
    CHECK(errors_of(project.path()) ==
          "错误 [C-SIZE] content/caizheng/2024-final.yaml：文件有 209715200 字节，超过上限 8388608 字节\n"
          "   提示: 请检查是否放错了文件；数据文件通常只有几千字节\n");
}

TEST_CASE("a symbolic link in the content is not followed")
{
    const TemporaryProject project;
    fs::create_symlink("/etc/passwd", project.path() / "content" / "caizheng" / "2022-final.yaml");
    CHECK(errors_of(project.path()) ==
          "错误 [C-LINK] content/caizheng/2022-final.yaml：是符号链接，不读取\n"
          "   提示: 请放入文件本身，或删去此链接\n");
}

TEST_CASE("two builds give the same bytes, with one thread and with two")
{
    const TemporaryProject project;
    build::Options options;
    options.source = project.path().string();
    const auto ignore = [](std::size_t, std::size_t) {};
    std::vector<std::string> manifests;
    for (const std::size_t threads : {1u, 2u, 2u}) {
        options.threads = threads;
        options.output = "public-" + std::to_string(manifests.size());
        auto loaded = build::load_project(options);
        build::publish_site(*loaded, options, ignore);
        REQUIRE_FALSE(base::has_errors(loaded->problems));
        manifests.push_back(read(project.path() / options.output / build::manifest_name));
    }
    CHECK(manifests[0] == manifests[1]);
    CHECK(manifests[1] == manifests[2]);
}

TEST_CASE("reports that are not published are left out")
{
    const TemporaryProject project;
    const auto path = project.path() / "content" / "caizheng" / "2023-final.yaml";
    auto text = read(path);
    text.replace(text.find("status: published"), 17, "status: draft");
    std::ofstream(path) << text;
    build::Options options;
    options.source = project.path().string();
    auto loaded = build::load_project(options);
    const auto summary = build::publish_site(*loaded, options, [](std::size_t, std::size_t) {});
    CHECK(summary.left_out == 1);
    CHECK(summary.reports == 0);
    CHECK_FALSE(fs::exists(project.path() / "public" / "caizheng" / "2023-final"));
}
