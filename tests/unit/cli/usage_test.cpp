// What a slip on the command line is answered with, to the letter.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "capture.hpp"
#include "cli/run.hpp"

using namespace gongkai;

namespace {

/// What `gongkai words…` writes to the terminal.
std::string answer(std::vector<std::string> words)
{
    words.insert(words.begin(), "gongkai");
    std::vector<char*> arguments;
    for (auto& word : words)
        arguments.push_back(word.data());
    cli::test::Capture out(stdout);
    cli::test::Capture err(stderr);
    cli::run(static_cast<int>(arguments.size()), arguments.data());
    auto text = err.take();
    return text + out.take();
}

}  // namespace

TEST_CASE("a wrong command line is answered in Chinese, with the remedy")
{
    CHECK(answer({}) == "用法有误：请写明命令：build、check、serve、archive、new、template\n   提示: gongkai --help 列出用法\n");
    CHECK(answer({"biuld"}) == "用法有误：没有“biuld”这个命令，是否为“build”？\n   提示: gongkai --help 列出用法\n");
    CHECK(answer({"template", "xyz"}) == "用法有误：没有“xyz”这个命令，可用的有：check、reference\n   提示: gongkai template --help 列出用法\n");
    CHECK(answer({"build", "--outptu", "x"}) == "用法有误：不认识“--outptu”，是否为“--output”？\n   提示: gongkai build --help 列出用法\n");
    CHECK(answer({"build", "--threads", "0"}) == "用法有误：“--threads”应为 1 到 256 的整数，得到“0”\n   提示: gongkai build --help 列出用法\n");
    CHECK(answer({"build", "--output"}) == "用法有误：“--output”后面应写一个值\n   提示: gongkai build --help 列出用法\n");
    CHECK(answer({"check", "--format", "jsn"}) ==
          "用法有误：“--format”应为 text、json、sarif、html，得到“jsn”，是否为“json”？\n   提示: gongkai check --help 列出用法\n");
    CHECK(answer({"new", "a", "2024"}) == "用法有误：缺少参数“kind”\n   提示: gongkai new --help 列出用法\n");
    CHECK(answer({"archive"}) == "用法有误：缺少参数“--output 或 --verify”\n   提示: gongkai archive --help 列出用法\n");
    CHECK(answer({"archive", "--since", "a.zip"}) == "用法有误：“--since”要与“--output”同用\n   提示: gongkai archive --help 列出用法\n");
    CHECK(answer({"archive", "--rebuild"}) == "用法有误：“--rebuild”要与“--verify”同用\n   提示: gongkai archive --help 列出用法\n");
    CHECK(answer({"archive", "--verify", "a.zip", "--output", "b.zip"}) ==
          "用法有误：“--output”不能与“--verify”同用\n   提示: gongkai archive --help 列出用法\n");
    CHECK(answer({"new", "a", "24", "final"}) == "用法有误：“year”应为 1990 到 2200 的整数，得到“24”\n   提示: gongkai new --help 列出用法\n");
}

TEST_CASE("help is in Chinese throughout")
{
    CHECK(answer({"template", "--help"}) == R"(主题作者所用：检查模板，列出可用的名称
用法: gongkai template [选项] 命令

选项:
  -h,--help                   显示用法

命令:
  check                       编译全部模板，列出各模板的引用、宏、变量等
  reference                   主题作者手册（Markdown），即 templates/README.md

)");
    for (const auto* command : {"build", "check", "serve", "archive", "new", "template"})
        for (const auto* english : {"Options", "Print", "Usage", "REQUIRED", "Positionals", "Needs", "Excludes"})
            CHECK(answer({command, "--help"}).find(english) == std::string::npos);
}

TEST_CASE("a preview of a folder that is not there")
{
    CHECK(answer({"serve", "--source", "/nirgends"}) ==
          "错误 [C-SITE] 没有文件夹“/nirgends”\n   提示: 请用 --source 指明网站的文件夹\n共 1 个错误，0 个警告。\n");
}
