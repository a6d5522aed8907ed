// gongkai new: when it refuses, and what the skeleton holds.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <unistd.h>

#include "build/pipeline.hpp"
#include "cli/commands.hpp"
#include "cli/run.hpp"

using namespace gongkai;
namespace fs = std::filesystem;

namespace {

const fs::path repository = GONGKAI_SOURCE_DIR;

std::string read(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A project folder that goes away with the test: the base of the broken sites.
class Project {
public:
    Project()
    {
        std::string name = (fs::temp_directory_path() / "gongkai-new-XXXXXX").string();
        path_ = mkdtemp(name.data());
        const auto all = fs::copy_options::recursive | fs::copy_options::overwrite_existing;
        for (const auto* folder : {"templates", "themes"})
            fs::copy(repository / folder, path_ / folder, all);
        fs::copy(repository / "tests" / "broken" / "base", path_, all);
    }
    ~Project() { fs::remove_all(path_); }
    Project(const Project&) = delete;
    Project& operator=(const Project&) = delete;

    void write(const std::string& file, const std::string& text) const
    {
        fs::create_directories((path_ / file).parent_path());
        std::ofstream(path_ / file, std::ios::binary) << text;
    }
    std::string text_of(const std::string& file) const { return read(path_ / file); }
    bool has(const std::string& file) const { return fs::exists(fs::symlink_status(path_ / file)); }
    const fs::path& path() const { return path_; }

    /// All errors of the project as it is now.
    std::string errors() const
    {
        build::Options options;
        options.source = path_.string();
        const auto project = build::load_project(options);
        build::check_pages(*project, 1, [](std::size_t, std::size_t) {});
        std::string text;
        for (const auto& problem : project->problems)
            if (problem.severity == base::Severity::error)
                text += base::to_text(problem);
        return text;
    }

private:
    fs::path path_;
};

/// What a command came to: its exit code and what it wrote to a stream.
struct Outcome {
    int code;
    std::string messages;
};

/// Takes what is written to a stream while it lives.
class Capture {
public:
    explicit Capture(FILE* stream) : stream_(stream), file_(std::tmpfile()), saved_(dup(fileno(stream)))
    {
        std::fflush(stream_);
        dup2(fileno(file_), fileno(stream_));
    }
    std::string take()
    {
        std::fflush(stream_);
        dup2(saved_, fileno(stream_));
        close(saved_);
        std::string text(static_cast<std::size_t>(lseek(fileno(file_), 0, SEEK_END)), '\0');
        const auto count = pread(fileno(file_), text.data(), text.size(), 0);
        std::fclose(file_);
        return count == static_cast<ssize_t>(text.size()) ? text : std::string();
    }

private:
    FILE* stream_;
    FILE* file_;
    int saved_;
};

Outcome create(const fs::path& source, const cli::NewReport& wanted)
{
    build::Options options;
    options.source = source.string();
    Capture output(stdout);
    Capture errors(stderr);
    const int code = cli::new_command(options, wanted);
    const auto messages = errors.take();
    output.take();
    return {code, messages};
}

const cli::NewReport final_2023{"xindan", 2023, "final", ""};
const cli::NewReport old_department{"caizheng", 2023, "final", "benji"};

}  // namespace

TEST_CASE("new: a folder that is no site is said to be none")
{
    const auto outcome = create("/nowhere", final_2023);
    CHECK(outcome.code == cli::not_loaded);
    CHECK(outcome.messages == "错误 [C-SITE] 没有 site.yaml\n   提示: 请在网站的文件夹内运行，或用 --source 指明\n共 1 个错误，0 个警告。\n");
}

TEST_CASE("new: what is broken in the site, the forms or the department is shown, not a lack of forms")
{
    for (const auto* file : {"site.yaml", "templates/forms/wuhan-final-2023/set.yaml", "content/caizheng/department.yaml"}) {
        const Project project;
        project.write(file, "name: [\n");
        const auto outcome = create(project.path(), old_department);
        INFO(outcome.messages);
        CHECK(outcome.code == cli::content_errors);
        CHECK(outcome.messages.find(std::string(file) + ":1:8: 错误 [Y-SYNTAX]") != std::string::npos);
        CHECK(outcome.messages.find("F-SET") == std::string::npos);
        CHECK_FALSE(project.has("content/caizheng/2023-final-benji.yaml"));
    }
}

TEST_CASE("new: what is broken elsewhere does not stop it")
{
    const Project project;
    project.write("content/caizheng/2023-final.yaml", "name: [\n");
    project.write("content/qita/department.yaml", "name: [\n");
    const auto outcome = create(project.path(), final_2023);
    INFO(outcome.messages);
    CHECK(outcome.code == cli::done);
    CHECK(project.text_of("content/xindan/department.yaml").find("province: 湖北省") != std::string::npos);
}

TEST_CASE("new: a folder without department.yaml gets one")
{
    const Project project;
    fs::create_directories(project.path() / "content" / "xindan");
    project.write("content/xindan/beizhu.txt", "甲\n");
    const auto outcome = create(project.path(), final_2023);
    INFO(outcome.messages);
    CHECK(outcome.code == cli::done);
    CHECK(project.has("content/xindan/department.yaml"));
}

TEST_CASE("new: refuses to stand beside a .yml of the same address")
{
    const Project project;
    project.write("content/caizheng/2023-final-benji.yml", "status: draft\n");
    const auto outcome = create(project.path(), old_department);
    CHECK(outcome.code == cli::content_errors);
    CHECK(outcome.messages == "错误 [N-EXISTS] 已有 content/caizheng/2023-final-benji.yml，与 content/caizheng/2023-final-benji.yaml 同名，没有新建任何文件\n"
                              "   提示: 要重写请先移走原文件\n共 1 个错误，0 个警告。\n");
    CHECK_FALSE(project.has("content/caizheng/2023-final-benji.yaml"));
}

TEST_CASE("new: refuses to write through a symbolic link")
{
    for (const auto* link : {"content/xindan", "content/xindan/2023-final"}) {
        const Project project;
        const auto elsewhere = project.path() / "elsewhere";
        fs::create_directory(elsewhere);
        fs::create_directories((project.path() / link).parent_path());
        fs::create_directory_symlink(elsewhere, project.path() / link);
        const auto outcome = create(project.path(), final_2023);
        INFO(outcome.messages);
        CHECK(outcome.code != cli::done);
        CHECK(outcome.messages.find(std::string(link)) != std::string::npos);
        CHECK(outcome.messages.find("是符号链接") != std::string::npos);
        CHECK(fs::is_empty(elsewhere));
        CHECK_FALSE(project.has("content/xindan/2023-final.yaml"));
    }
}

TEST_CASE("new: what cannot be written is told with the exit code for it")
{
    const Project project;
    project.write("content/caizheng/2023-final-benji", "no folder");
    const auto outcome = create(project.path(), old_department);
    CHECK(outcome.code == cli::not_loaded);
    CHECK(outcome.messages.starts_with("错误 [N-WRITE] 不能写 content/caizheng/2023-final-benji/00-whole-evaluation.yaml：content/caizheng/2023-final-benji："));
    CHECK_FALSE(project.has("content/caizheng/2023-final-benji.yaml"));
}

TEST_CASE("new: departments named classification or null")
{
    const Project project;
    auto wanted = final_2023;
    wanted.department = "classification";
    const auto refused = create(project.path(), wanted);
    CHECK(refused.code == cli::content_errors);
    CHECK(refused.messages == "错误 [C-FOLDER] content/classification 是科目的文件夹，不能作部门\n"
                              "   提示: 请另取名称，如 jiangan-zuzhibu\n共 1 个错误，0 个警告。\n");
    CHECK_FALSE(project.has("content/classification/department.yaml"));
    wanted.department = "null";
    CHECK(create(project.path(), wanted).code == cli::done);
    CHECK(project.text_of("content/null/department.yaml").find("name: \"null\"\nshort_name: \"null\"\n") != std::string::npos);
    CHECK(project.errors() == "");
}

TEST_CASE("new: hints of the skeleton are comments, not values")
{
    const Project project;
    REQUIRE(create(project.path(), final_2023).code == cli::done);
    const std::string file = "content/xindan/2023-final.yaml";
    auto text = project.text_of(file);
    for (const auto* line : {"# published_on: 2024-02-10   # 公开日期\n", "# facts:\n", "#     收支总计: # "})
        CHECK(text.find(line) != std::string::npos);
    // The facts as they are when somebody takes the "# " off.
    const auto facts = text.find("# facts:\n");
    REQUIRE(facts != std::string::npos);
    std::string uncommented;
    for (auto begin = facts; begin < text.size();) {
        const auto end = text.find('\n', begin) + 1;
        uncommented += text.substr(begin + 2, end - begin - 2);
        begin = end;
    }
    for (const auto* head : {"# approved_on", "# published_on"})
        text.erase(text.find(head), 2);
    project.write(file, text.substr(0, text.find("# facts:\n")) + uncommented);
    CHECK(project.errors() == "");
}

TEST_CASE("new: the skeleton of a sheet leaves out what is computed")
{
    const Project project;
    REQUIRE(create(project.path(), final_2023).code == cli::done);
    const auto text = project.text_of("content/xindan/2023-final/01-project-evaluation.yaml");
    for (const auto* part : {"预算执行情况:\n  # 执行率、得分：不写的由程序算出\n  年度财政资金总额: {预算数: ~, 执行数: ~}\n",
                             "绩效指标:\n  - 分值: ~\n    目标: ~\n    指标: {}\n", "\n# 总分:   # 不写的由程序算出\n"})
        CHECK(text.find(part) != std::string::npos);
    CHECK(project.errors() == "");
}

TEST_CASE("new: goals of a form without scores have no points to fill in")
{
    const Project project;
    auto wanted = old_department;
    wanted.year = 2024;
    wanted.kind = "budget";
    const auto outcome = create(project.path(), wanted);
    INFO(outcome.messages);
    REQUIRE(outcome.code == cli::done);
    const auto text = project.text_of("content/caizheng/2024-budget-benji/00-whole-target.yaml");
    CHECK(text.find("长期目标:\n  - 目标: ~\n    指标: {}\n") != std::string::npos);
    CHECK(text.find("分值") == std::string::npos);
}
