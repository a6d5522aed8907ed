// What a template's writer reads when something is wrong, to the letter.
#include <algorithm>
#include <thread>

#include <catch2/catch.hpp>

#include "unit/jinja/render.hpp"

using namespace gongkai;
using namespace gongkai::jinja;
using test::render;

TEST_CASE("an undefined name says what was meant, and points at the name")
{
    CHECK(render("<p>\n{{ 预算 }}{{ budgte|upper }}", {{"预算", Value::string("x")}, {"budget", Value::integer(1)}}) ==
          R"(a.html:2:12: 错误 [T-UNDEF] “budgte”未定义
    2 | {{ 预算 }}{{ budgte|upper }}
      |              ^^^^^^
   提示: 是否为“budget”？
)");
    CHECK(render("{{ page.tilte }}", {{"page", Value::map({{"title", Value::string("x")}})}}) ==
          R"(a.html:1:4: 错误 [T-UNDEF] “tilte”未定义
    1 | {{ page.tilte }}
      |    ^^^^^^^^^^
   提示: 是否为“title”？
)");
    CHECK(render("{% for row in [1] %}{{ rwo }}{% endfor %}") ==
          R"(a.html:1:24: 错误 [T-UNDEF] “rwo”未定义
    1 | {% for row in [1] %}{{ rwo }}{% endfor %}
      |                        ^^^
   提示: 是否为“row”？
)");
    CHECK(render("{{ page['tilte']|e }}", {{"page", Value::map({{"title", Value::string("x")}})}}) ==
          R"(a.html:1:4: 错误 [T-UNDEF] “tilte”未定义
    1 | {{ page['tilte']|e }}
      |    ^^^^^^^^^^^^^
   提示: 是否为“title”？
)");
}

TEST_CASE("a problem inside an include, a parent and a macro shows the way there")
{
    CHECK(render({{"a.html", "{% extends 'base.html' %}\n{% block body %}{% include 'part.html' %}{% endblock %}"},
                  {"base.html", "<b>{% block body %}{% endblock %}</b>"},
                  {"part.html", "{% macro cell(x) %}\n{{ x + 'a' }}{% endmacro %}\n{{ cell(1) }}"}}) ==
          R"(part.html:2:4: 错误 [T-TYPE] “+”不能用于整数和文字
    2 | {{ x + 'a' }}{% endmacro %}
      |    ^^^^^^^
   part.html:3:4: 由模板part.html中的此处引起
    3 | {{ cell(1) }}
      |    ^^^^^^^
   a.html:2:17: 由块“body”中的此处引起
    2 | {% block body %}{% include 'part.html' %}{% endblock %}
      |                 ^^^^^^^^^^^^^^^^^^^^^^
   base.html:1:4: 由模板base.html中的此处引起
    1 | <b>{% block body %}{% endblock %}</b>
      |    ^^^^^^^^
)");
}

TEST_CASE("blocks that nothing would print are found when compiling")
{
    const std::string base = "{% block body %}{% endblock %}";
    CHECK(render({{"a.html", "{% extends 'base.html' %}{% block bdoy %}x{% endblock %}"}, {"base.html", base}}) ==
          R"(a.html:1:26: 错误 [T-BLOCK] 上级模板中没有块“bdoy”，此块不会输出
    1 | {% extends 'base.html' %}{% block bdoy %}x{% endblock %}
      |                          ^^^^^^^^
   提示: 是否为“body”？
)");
    CHECK(render({{"a.html", "{% extends 'base.html' %}{% block body %}{% block inner %}x{% endblock %}{% endblock %}"},
                  {"base.html", base}}) == "x");
    CHECK(render("{% block t %}x{% endblock %}{{ self.tt() }}") ==
          R"(a.html:1:32: 错误 [T-BLOCK] 没有块“tt”
    1 | {% block t %}x{% endblock %}{{ self.tt() }}
      |                                ^^^^^^^^^
   提示: 是否为“t”？
)");
}

TEST_CASE("cycles and missing templates are found when compiling")
{
    const auto codes = [](const test::Templates& templates) {
        std::string found;
        for (const auto& problem : test::compile(templates).problems)
            found += problem.code + " ";
        return found;
    };
    CHECK(codes({{"a", "{% include 'a' %}"}}) == "T-CYCLE ");
    CHECK(codes({{"a", "{% extends 'b' %}"}, {"b", "{% include 'a' %}"}}) == "T-CYCLE ");
    CHECK(codes({{"a", "{% include 'c' %}"}}) == "T-FILE ");
}

TEST_CASE("a template with the line breaks of Windows prints those of Unix")
{
    CHECK(render("a\r\n{% if 1 %}\r\nb\r\n{% endif %}\r\nc\r\n") == "a\nb\nc");
    CHECK(render("{{ 'a\\r' }}") == "a\r");
}

TEST_CASE("a part of a file begins a line, and names what it uses")
{
    const auto compiled = test::compile({{"b", "{% include 'c' %}"}, {"c", ""}});
    const base::SourceFile file{"x.md", "---  {% if 1 %}y{% endif %}{% include 'b' %}"};
    const auto text = compiled.set->compile_text(file, {&file, 3, static_cast<std::uint32_t>(file.text.size())});
    REQUIRE(text);
    std::string out;
    CHECK(compiled.set->render_text(*text, {}, out).empty());
    CHECK(out == "y");
    CHECK(compiled.set->closure(*text) == std::vector<std::string>{"b", "c"});
}

TEST_CASE("eight threads print the same bytes")
{
    const auto compiled = test::compile({{"a", "{% extends 'b' %}{% from 'm' import cell %}{% block t %}{% for r in rows %}"
                                               "{{ cell(r, loop.index) }}{% endfor %}{% endblock %}"},
                                         {"b", "<t>{% block t %}{% endblock %}</t>"},
                                         {"m", "{% macro cell(r, i) %}<i>{{ i }}{{ r|upper }}</i>{% endmacro %}"}});
    REQUIRE(compiled.set);
    const std::vector<Value> contexts = {Value::map({{"rows", Value::list(std::vector<Value>(500, Value::string("a<b")))}})};
    std::vector<std::string> outs(8);
    std::vector<std::thread> threads;
    for (auto& out : outs)
        threads.emplace_back([&] { compiled.set->render("a", contexts, out); });
    for (auto& thread : threads)
        thread.join();
    CHECK(outs[0].size() > 5000);
    CHECK(std::count(outs.begin(), outs.end(), outs[0]) == 8);
}
