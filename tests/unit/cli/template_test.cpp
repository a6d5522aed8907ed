// gongkai template check: what it lists and warns of.
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "capture.hpp"
#include "cli/run.hpp"
#include "cli/template.hpp"

using namespace gongkai;
namespace fs = std::filesystem;

namespace {

/// A project folder that goes away with the test, with these files.
class Project {
public:
    explicit Project(const std::vector<std::pair<std::string, std::string>>& files)
    {
        std::string name = (fs::temp_directory_path() / "gongkai-template-XXXXXX").string();
        path_ = mkdtemp(name.data());
        for (const auto& [file, text] : files) {
            fs::create_directories((path_ / file).parent_path());
            std::ofstream(path_ / file, std::ios::binary) << text;
        }
    }
    ~Project() { fs::remove_all(path_); }
    Project(const Project&) = delete;
    Project& operator=(const Project&) = delete;
    std::string path() const { return path_.string(); }

private:
    fs::path path_;
};

struct Outcome {
    int code = 0;
    std::string output;
    std::string messages;
};

Outcome check(const std::string& source, const cli::TemplateRequest& request)
{
    build::Options options;
    options.source = source;
    cli::test::Capture output(stdout);
    cli::test::Capture errors(stderr);
    Outcome outcome;
    outcome.code = cli::template_check_command(options, request);
    outcome.messages = errors.take();
    outcome.output = output.take();
    return outcome;
}

const std::vector<std::pair<std::string, std::string>> small = {
    {"site.yaml", "name: 测试网站\ntheme: plain\n"},
    {"themes/plain/assets/style.css", ""},
    {"themes/plain/templates/pages/notfound.html",
     "{% extends 'partials/base.html' %}{% from 'partials/m.html' import mark %}\n"
     "{% block content %}{{ mark(page.title|upper) }}{% include 'partials/note.html' %}{% endblock %}\n"},
    {"templates/pages/notfound.html", "never read: {{ nothing }}"},
    {"templates/partials/base.html", "{{ site.name }}{% block content %}{% endblock %}{% block foot %}{% endblock %}"},
    {"templates/partials/m.html", "{% macro mark(text, class='a') %}<b class=\"{{ class }}\">{{ text }}</b>{% endmacro %}"},
    {"templates/partials/note.html", "{{ range(2)|join }}{{ draft|default('') }}"},
    {"templates/partials/spare.html", "{{ anything }}"},
    {"templates/README.md", "{{ not a template"},
};

}  // namespace

TEST_CASE("template check: lists each template, warns of those without use and of pages without one")
{
    const Project project(small);
    const auto outcome = check(project.path(), {});
    INFO(outcome.messages);
    CHECK(outcome.code == cli::done);
    CHECK(outcome.output == "pages/notfound.html\n"
                            "  继承：partials/base.html\n"
                            "  包含：partials/note.html\n"
                            "  引入：partials/m.html（mark）\n"
                            "  块：content（替换 partials/base.html 的）\n"
                            "  过滤器：upper\n"
                            "  变量：\n"
                            "    mark（本模板所设）\n"
                            "    page（没有找到）\n"
                            "\n"
                            "partials/base.html\n"
                            "  用到它的模板：pages/notfound.html\n"
                            "  块：content、foot\n"
                            "  变量：\n"
                            "    site（没有找到）\n"
                            "\n"
                            "partials/m.html\n"
                            "  用到它的模板：pages/notfound.html\n"
                            "  宏：mark(text, class=…)\n"
                            "\n"
                            "partials/note.html\n"
                            "  用到它的模板：pages/notfound.html\n"
                            "  过滤器：default、join\n"
                            "  函数：range\n"
                            "  变量：\n"
                            "    draft（没有来源；可以没有）\n"
                            "\n"
                            "partials/spare.html（没有用到）\n"
                            "  变量：\n"
                            "    anything（没有来源）\n");
    CHECK(outcome.messages.starts_with("templates/partials/spare.html:1:1: 警告 [T-UNUSED] 没有页面用到模板“partials/spare.html”\n"
                                       "    1 | {{ anything }}\n"
                                       "      | ^\n"
                                       "   提示: 请删去，或在用到它的模板、表样中写明\n"
                                       "警告 [T-KIND] “首页”没有模板 pages/home.html\n"
                                       "   提示: 有这类页面时不能生成网站\n"));
    CHECK(outcome.messages.ends_with("共 0 个错误，11 个警告。\n"));
}

TEST_CASE("template check: one template, for programs")
{
    const Project project(small);
    const auto outcome = check(project.path(), {{"partials/m.html"}, true});
    CHECK(outcome.output.find("      \"macros\": [\n        {\n          \"name\": \"mark\",\n          \"parameters\": \"text, class=\\u2026\"\n        }\n      ],\n") !=
          std::string::npos);
    CHECK(outcome.output.find("\"template\": \"pages/table.html\"") != std::string::npos);
    CHECK(outcome.output.find("partials/spare.html") == std::string::npos);
}

TEST_CASE("template check: a name that is no template")
{
    const Project project(small);
    const auto outcome = check(project.path(), {{"partials/bse.html"}, false});
    CHECK(outcome.code == cli::content_errors);
    CHECK(outcome.output == "");
    CHECK(outcome.messages == "错误 [T-FILE] 找不到模板“partials/bse.html”\n   提示: 是否为“partials/base.html”？\n共 1 个错误，0 个警告。\n");
}

TEST_CASE("template check: all problems, and nothing else")
{
    auto files = small;
    files.emplace_back("templates/pages/home.html", "{{ cuonts }}{{ page.title|uper }}");
    const Project syntax(files);
    const auto outcome = check(syntax.path(), {});
    CHECK(outcome.code == cli::content_errors);
    CHECK(outcome.output == "");
    CHECK(outcome.messages.find("[T-UNUSED]") == std::string::npos);
    files.back().second = "{{ cuonts }}{{ pgae }}";
    const Project names(files);
    CHECK(check(names.path(), {}).messages == "templates/pages/home.html:1:4: 错误 [T-NAME] 没有变量“cuonts”\n"
                                              "    1 | {{ cuonts }}{{ pgae }}\n"
                                              "      |    ^^^^^^\n"
                                              "   提示: 是否为“counts”？此处用于首页\n"
                                              "templates/pages/home.html:1:16: 错误 [T-NAME] 没有变量“pgae”\n"
                                              "    1 | {{ cuonts }}{{ pgae }}\n"
                                              "      |                ^^^^\n"
                                              "   提示: 是否为“page”？此处用于首页\n"
                                              "共 2 个错误，0 个警告。\n");
}

TEST_CASE("template check: a folder that is no site")
{
    const auto outcome = check("/nowhere", {});
    CHECK(outcome.code == cli::not_loaded);
    CHECK(outcome.output == "");
}

TEST_CASE("template check: the repository's templates are all of use")
{
    const auto outcome = check(GONGKAI_SOURCE_DIR, {});
    CHECK(outcome.messages == "");
    CHECK(outcome.code == cli::done);
}

TEST_CASE("template check: on the command line")
{
    const Project project(small);
    const auto path = project.path();
    cli::test::Capture output(stdout);
    cli::test::Capture errors(stderr);
    const char* arguments[] = {"gongkai", "template", "check", "--source", path.c_str(), "--format", "json", "partials/m.html"};
    const int code = cli::run(8, const_cast<char**>(arguments));
    errors.take();
    const auto text = output.take();
    CHECK(code == cli::done);
    CHECK(text.starts_with("{\n  \"templates\": ["));
    CHECK(text.find("\"name\": \"partials/m.html\"") != std::string::npos);
}
