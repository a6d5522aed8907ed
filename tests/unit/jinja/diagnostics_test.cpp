// What a template's writer reads when something is wrong, to the letter.
#include <algorithm>

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
   其中: page = 映射：title
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
   其中: page = 映射：title
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
   其中: x = 1
   part.html:3:4: 由模板“part.html”中的此处引起
    3 | {{ cell(1) }}
      |    ^^^^^^^
   a.html:2:17: 由块“body”中的此处引起
    2 | {% block body %}{% include 'part.html' %}{% endblock %}
      |                 ^^^^^^^^^^^^^^^^^^^^^^
   base.html:1:4: 由模板“base.html”中的此处引起
    1 | <b>{% block body %}{% endblock %}</b>
      |    ^^^^^^^^^^^^^
)");
}

TEST_CASE("what a statement reads is shown with its value, and super() with its way")
{
    const auto rows = Value::list({Value::map({{"name", Value::string("一般公共服务支出")}, {"amount", Value::string("x")}})});
    CHECK(render({{"a.html", "{% extends 'base.html' %}{% block total %}{{ super() }}{% endblock %}"},
                  {"base.html", "{% block total %}\n{% for row in rows %}\n{{ row.name }}：{{ row.amount - paid + row.missing }}\n{% endfor %}{% endblock %}"}},
                 {{"rows", rows}, {"paid", Value::decimal(decimal::Decimal(1250, 2))}}) ==
          R"(base.html:3:19: 错误 [T-TYPE] “-”不能用于文字和小数
    3 | {{ row.name }}：{{ row.amount - paid + row.missing }}
      |                    ^^^^^^^^^^^^^^^^^
   其中: row.amount = “x”
   其中: paid = 12.50
   a.html:1:46: 由块“total”中的此处引起
    1 | {% extends 'base.html' %}{% block total %}{{ super() }}{% endblock %}
      |                                              ^^^^^^^
   base.html:1:1: 由模板“base.html”中的此处引起
    1 | {% block total %}
      | ^^^^^^^^^^^^^^
)");
}

TEST_CASE("endless recursion is told in a few lines")
{
    const auto shown = render("{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}");
    CHECK(shown.starts_with("a.html:1:20: 错误 [T-LIMIT] 模板相互调用超过 200 层\n"));
    CHECK(std::count(shown.begin(), shown.end(), '\n') < 50);
}

TEST_CASE("all problems of a file are told at once")
{
    std::string shown;
    for (const auto& problem : test::compile({{"a.html", "{{ 1 + }}\n{% if x %}\n{{ 'a }}\n{% for in rows %}\n{{ row| }}\n{% endfor %}\n"
                                                         "{% endblock %}\n{% elsif y %}\n{{ x.y.1z }}\n{% endif %}"}})
                                   .problems)
        shown += base::to_text(problem);
    CHECK(shown == R"(a.html:1:8: 错误 [T-SYNTAX] 此处应为一个值，得到“}}”
    1 | {{ 1 + }}
      |        ^^
a.html:3:4: 错误 [T-SYNTAX] 引号没有闭合
    3 | {{ 'a }}
      |    ^
a.html:4:11: 错误 [T-SYNTAX] 此处应为“in”，得到“rows”
    4 | {% for in rows %}
      |           ^^^^
   提示: 写成“{% for 项 in 列表 %}”
a.html:5:9: 错误 [T-SYNTAX] 此处应为过滤器的名称，得到“}}”
    5 | {{ row| }}
      |         ^^
a.html:7:4: 错误 [T-SYNTAX] 此处不应有“endblock”：最内层未闭合的是“if”
    7 | {% endblock %}
      |    ^^^^^^^^
   a.html:2:1: “if”从这里开始
    2 | {% if x %}
      | ^^
   提示: 应有“{% elif %}”或“{% else %}”或“{% endif %}”
a.html:8:4: 错误 [T-SYNTAX] 没有“elsif”这种标签
    8 | {% elsif y %}
      |    ^^^^^
   提示: 是否为“elif”？
a.html:9:9: 错误 [T-SYNTAX] 此处应为“}}”，得到“z”
    9 | {{ x.y.1z }}
      |         ^
)");
}

TEST_CASE("an open tag that a closing one passes over is told once")
{
    std::string shown;
    for (const auto& problem : test::compile({{"a.html", "{% for x in xs %}{% if x %}{{ x }}{% endfor %}\n{{ ok }}"}}).problems)
        shown += base::to_text(problem);
    CHECK(shown == R"(a.html:1:38: 错误 [T-SYNTAX] 此处不应有“endfor”：最内层未闭合的是“if”
    1 | {% for x in xs %}{% if x %}{{ x }}{% endfor %}
      |                                      ^^^^^^
   a.html:1:18: “if”从这里开始
    1 | {% for x in xs %}{% if x %}{{ x }}{% endfor %}
      |                  ^^
   提示: 应有“{% elif %}”或“{% else %}”或“{% endif %}”
)");
}

TEST_CASE("arguments are checked when compiling")
{
    CHECK(render("{{ x|truncate(5, lenght=3) }}") == R"(a.html:1:6: 错误 [T-CALL] “truncate”没有参数“lenght”，是否为“length”？
    1 | {{ x|truncate(5, lenght=3) }}
      |      ^^^^^^^^^^^^^^^^^^^^^
   提示: 用法：truncate(length=255, killwords=false, end='...', leeway=5)
)");
    CHECK(render("{{ x|upper(1) }}") == R"(a.html:1:6: 错误 [T-CALL] “upper”没有参数，给了 1 个
    1 | {{ x|upper(1) }}
      |      ^^^^^^^^
   提示: 用法：upper
)");
    CHECK(render("{{ 'y' if x is divisibleby }}") == R"(a.html:1:16: 错误 [T-CALL] “divisibleby”缺少参数“num”
    1 | {{ 'y' if x is divisibleby }}
      |                ^^^^^^^^^^^
   提示: 用法：divisibleby(num)
)");
}

TEST_CASE("blocks that nothing would print are found when compiling")
{
    const std::string base = "{% block body %}{% endblock %}";
    CHECK(render({{"a.html", "{% extends 'base.html' %}{% block bdoy %}x{% endblock %}"}, {"base.html", base}}) ==
          R"(a.html:1:26: 错误 [T-BLOCK] 上级模板中没有块“bdoy”，此块不会输出
    1 | {% extends 'base.html' %}{% block bdoy %}x{% endblock %}
      |                          ^^^^^^^^^^^^^
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

TEST_CASE("values with ends of lines and control characters keep a message in its lines")
{
    const auto text = Value::string("a\nb\tc\x1b[31m\xE2\x80\xAE");
    const auto shown = test::render("{{ x + 1 }}", {{"x", text}});
    CHECK(shown.find("x = “a\\nb\\tc\\u001b[31m\\u202e”") != std::string::npos);
    CHECK(test::render("{{ 1|money(x) }}", {{"x", text}}).find('\x1b') == std::string::npos);
    CHECK(test::render("{{ x + 1 }}", {{"x", Value::map({{"k\n", Value::none()}})}}).find("映射：k\\n") != std::string::npos);
}
