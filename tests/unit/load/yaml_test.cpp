#include "load/yaml.hpp"

#include <catch2/catch.hpp>

using namespace gongkai;
using load::NodeKind;

namespace {

std::string problem_of(std::string text)
{
    const base::SourceFile file{"a.yaml", std::move(text)};
    const auto result = load::parse_yaml(file);
    REQUIRE_FALSE(result.ok());
    return base::to_text(result.failures().front());
}

}  // namespace

TEST_CASE("scalars keep their text and place")
{
    const base::SourceFile file{"a.yaml", "金额: 1,638.50\n代码: {201: \"0.10\", b: ~, c: }\nd: no\n"};
    const auto root = load::parse_yaml(file);
    REQUIRE(root.ok());
    CHECK(root->find("金额")->text == "1,638.50");
    const auto span = root->find("金额")->span;
    CHECK(file.text.substr(span.begin, span.end - span.begin) == "1,638.50");
    const auto* codes = root->find("代码");
    REQUIRE(codes->kind == NodeKind::mapping);
    CHECK(codes->find("201")->text == "0.10");
    CHECK(file.text[codes->find("201")->span.begin] == '"');
    CHECK(codes->find("b")->is_null());
    CHECK(codes->find("c")->is_null());
    CHECK(root->find("d")->text == "no");
    CHECK(root->find("x") == nullptr);
}

TEST_CASE("positions hold after many lines of Chinese")
{
    std::string text;
    for (int i = 0; i < 500; ++i)
        text += "# 说明一般公共预算财政拨款\n键" + std::to_string(i) + ": {基本支出: 1}\n";
    text += "末: 在此\n";
    const base::SourceFile file{"a.yaml", text};
    const auto root = load::parse_yaml(file);
    REQUIRE(root.ok());
    CHECK(text.substr(root->find("末")->span.begin, 6) == "在此");
}

TEST_CASE("a repeated key names both places")
{
    CHECK(problem_of("201: 1\n202: 2\n201: 3\n") ==
          "a.yaml:3:1: 错误 [Y-DUP] “201”重复出现\n"
          "    3 | 201: 3\n"
          "      | ^^^\n"
          "   a.yaml:1:1: 首次出现在此\n"
          "    1 | 201: 1\n"
          "      | ^^^\n"
          "   提示: 只保留一处；若是两行数据，请核对编码\n");
}

TEST_CASE("aliases are refused, above all one that refers to itself")
{
    CHECK(problem_of("a: &x [*x]\n") ==
          "a.yaml:1:4: 错误 [Y-ALIAS] 不能使用 YAML 的锚点（&）和别名（*）\n"
          "    1 | a: &x [*x]\n"
          "      |    ^\n"
          "   提示: 请把内容直接写出来；若是文字，请加引号\n");
}

TEST_CASE("syntax errors are told in Chinese")
{
    CHECK(problem_of("合计: {小计: 1\n其他: 2\n").find("[Y-SYNTAX] YAML 语法错误：") != std::string::npos);
    CHECK(problem_of("a: 1\n\tb: 2\n").find("Y-SYNTAX") != std::string::npos);
    CHECK(problem_of("a: \"x\n").find("引号没有闭合") != std::string::npos);
    CHECK(problem_of("? [a]\n: 1\n").find("Y-KEY") != std::string::npos);
    CHECK(problem_of("a: 1\n---\nb: 2\n").find("Y-DOCS") != std::string::npos);
}

TEST_CASE("too deep is an error, not a crash")
{
    CHECK(problem_of(std::string(100'000, '[')).find("Y-DEPTH") != std::string::npos);
    CHECK(problem_of("a: " + std::string(60, '{') ).find("错误") != std::string::npos);
}

TEST_CASE("an empty file is a null node")
{
    const base::SourceFile file{"a.yaml", "# nothing\n"};
    const auto root = load::parse_yaml(file);
    CHECK(root->is_null());
    CHECK(root->span.file == &file);
}
