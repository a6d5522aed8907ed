// Which output is refused because escaping does not make it safe where it stands.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <vector>

#include <catch2/catch.hpp>

#include "jinja/check/html_state.hpp"
#include "jinja/check/lint.hpp"
#include "jinja/syntax/parser.hpp"

using namespace gongkai;
using namespace gongkai::jinja;

namespace {

using Sources = std::vector<std::pair<std::string, std::string>>;

/// Templates with their files, which the findings point into.
struct Parsing {
    std::vector<std::unique_ptr<base::SourceFile>> files;
    std::vector<std::unique_ptr<Parsed>> trees;
    std::map<std::string, const Statements*, std::less<>> templates;

    void add(const std::string& name, const std::string& text)
    {
        files.push_back(std::make_unique<base::SourceFile>(base::SourceFile{name, text}));
        const auto& file = *files.back();
        trees.push_back(std::make_unique<Parsed>(parse(tokenize(file, {&file, 0, static_cast<std::uint32_t>(text.size())}))));
        INFO(name << ": " << text);
        REQUIRE(trees.back()->problems.empty());
        templates[name] = &trees.back()->statements;
    }
    base::Diagnostics lint() const { return jinja::lint(templates, builtin_registry()); }
};

Parsing parsed(const Sources& sources)
{
    Parsing result;
    for (const auto& [name, text] : sources)
        result.add(name, text);
    return result;
}

/// All findings as a user sees them.
std::string findings(const Sources& sources)
{
    const auto parsing = parsed(sources);
    std::string out;
    for (const auto& problem : parsing.lint())
        out += base::to_text(problem);
    return out;
}

std::string findings(const std::string& text) { return findings(Sources{{"a.html", text}}); }

std::size_t count(const Sources& sources) { return parsed(sources).lint().size(); }

/// The modes that the pieces of a text lead through.
HtmlState state_behind(std::initializer_list<std::string_view> pieces)
{
    HtmlState state;
    Openings openings;
    for (const auto piece : pieces)
        state = advance(state, piece, openings);
    return state;
}

}  // namespace

TEST_CASE("the messages say what is wrong, where, and what to write instead")
{
    CHECK(findings("<script>\nvar a = {{ name }};</script>") ==
          R"(a.html:2:12: 错误 [T-UNSAFE] {{ name }} 位于 script 元素中，这里不能直接输出文字
    2 | var a = {{ name }};</script>
      |            ^^^^
   提示: 写成 {{ name|tojson }}
)");
    CHECK(findings("<a href=\"{{ a ~ '.html' }}\">") ==
          R"(a.html:1:13: 错误 [T-UNSAFE] {{ a ~ '.html' }} 位于地址属性 href 中，转义挡不住“javascript:”一类的地址
    1 | <a href="{{ a ~ '.html' }}">
      |             ^^^^^^^^^^^
   提示: 写成 {{ (a ~ '.html')|url }}
)");
    CHECK(findings("<a href='{{ (a ~ b)|url|trim }}'>") ==
          R"(a.html:1:13: 错误 [T-UNSAFE] {{ (a ~ b)|url|trim }} 位于地址属性 href 中，转义挡不住“javascript:”一类的地址
    1 | <a href='{{ (a ~ b)|url|trim }}'>
      |             ^^^^^^^^^^^^^^^^
   提示: 把 url 放在最后：在它之后又经过 trim，结果不再可靠
)");
    CHECK(findings("<a href={{ x }}>") ==
          R"(a.html:1:12: 错误 [T-UNSAFE] {{ x }} 位于没有引号的属性值中，值里有空格就会变成别的属性
    1 | <a href={{ x }}>
      |            ^
   提示: 给属性值加上引号：href="{{ x|url }}"
)");
    CHECK(findings("<p data-x=\"{{ x|tojson }}\">") ==
          R"(a.html:1:15: 错误 [T-UNSAFE] {{ x|tojson }} 位于双引号中，JSON 里的双引号会提前结束属性值
    1 | <p data-x="{{ x|tojson }}">
      |               ^^^^^^^^
   提示: 属性值改用单引号
)");
    CHECK(findings("<p onclick=\"f({{ x }})\">") ==
          R"~(a.html:1:18: 错误 [T-UNSAFE] {{ x }} 位于事件属性 onclick 中，它的值是脚本，不能直接输出文字
    1 | <p onclick="f({{ x }})">
      |                  ^
   提示: 写成 {{ x|tojson }}，属性值改用单引号
)~");
    CHECK(findings("{% autoescape false %}{{ x }}{% endautoescape %}") ==
          R"(a.html:1:26: 错误 [T-UNSAFE] autoescape false 中的输出没有转义：{{ x }}
    1 | {% autoescape false %}{{ x }}{% endautoescape %}
      |                          ^
   提示: 写成 {{ x|e }}；确为 HTML 的写成 {{ x|safe }}
)");
    CHECK(findings("<h{{ level }}>") ==
          R"(a.html:1:6: 错误 [T-UNSAFE] {{ level }} 位于标签名处，这里不能直接输出文字
    1 | <h{{ level }}>
      |      ^^^^^
   提示: 标签名应直接写出；其中的数字写成 {{ level|int }}
)");
}

TEST_CASE("ways that end in different places, and what is left open, are named in words")
{
    CHECK(findings("{% if a %}<p class=\"x{% else %}<p class='y{% endif %}\">") ==
          R"(a.html:1:1: 错误 [T-UNSAFE] 两个分支结束时所处的 HTML 位置不同：一个在属性 class 的双引号内，一个在属性 class 的单引号内
    1 | {% if a %}<p class="x{% else %}<p class='y{% endif %}">
      | ^^^^^
   提示: 每个标签、引号和注释都在同一分支内闭合
)");
    CHECK(findings("{% if a %}<script>{% endif %}</script>") ==
          R"(a.html:1:1: 错误 [T-UNSAFE] 两个分支结束时所处的 HTML 位置不同：条件不成立时在正文，成立时在元素 script 内
    1 | {% if a %}<script>{% endif %}</script>
      | ^^^^^
   提示: 每个标签、引号和注释都在同一分支内闭合
)");
    CHECK(findings("<p>\r\n{% for x in xs %}\r\n<b title=\"{{ x }}>\r\n{% endfor %}") ==
          R"(a.html:2:1: 错误 [T-UNSAFE] 循环体结束时所处的 HTML 位置与开始时不同：开始在正文，结束在属性 title 的双引号内
    2 | {% for x in xs %}
      | ^^^^^^^^^^^^^^
   提示: 每个标签、引号和注释都在同一分支内闭合
)");
    CHECK(findings("<p>\r\n甲<b\r\nclass=\"{{ x }}\" title=\"y>\r\n</b>") ==
          R"(a.html:3:23: 错误 [T-UNSAFE] 模板 a.html 结束时还在属性 title 的双引号内，它从这里开始
    3 | class="{{ x }}" title="y>
      |                       ^
   提示: 补上引号
)");
    // One finding: what is behind it is a guess.
    CHECK(count({{"a.html", "{% if a %}<script>{% else %}<div>{% endif %}"}}) == 1);
    CHECK(findings("<p>\n<style>b {}") ==
          R"(a.html:2:1: 错误 [T-UNSAFE] 模板 a.html 结束时还在元素 style 内，它从这里开始
    2 | <style>b {}
      | ^
   提示: 补上结束标签
)");
    CHECK(findings("{% macro m() %}<p {% endmacro %}") ==
          R"(a.html:1:16: 错误 [T-UNSAFE] 宏 m 结束时还在标签 <p> 内，它从这里开始
    1 | {% macro m() %}<p {% endmacro %}
      |                ^
   提示: 补上“>”
)");
}

TEST_CASE("output where escaping is enough, or that was made for its place, is accepted")
{
    const std::vector<std::string> accepted = {
        // text
        "<p>{{ x }}</p>", "{{ x }}", "a < {{ x }}", "a <3 {{ x }}", "<title>{{ x }} - {{ y }}</title>",
        "<textarea>{{ x }}</textarea>", "<!DOCTYPE html><p>{{ x }}", "<?xml version=\"1.0\"?><a>{{ x }}</a>",
        "<!-- a > b --><p>{{ x }}", "<!--><p>{{ x }}", "<!--a--!>{{ x }}", "<p>{{ x|tojson }}</p>", "{{ d|xmlattr }}",
        "<svg viewBox=\"0 0 {{ w }} {{ h }}\"><text x='{{ x }}'>{{ t }}</text></svg>", "<br/>{{ x }}", "</p>{{ x }}",
        "<script src=\"a.js\"></script>{{ x }}", "<style>a{}</style >{{ x }}", "<SCRIPT></Script>{{ x }}",
        "<script>a = '<b>' + '</scrip>'</script>{{ x }}", "<title><b></title>{{ x }}",
        // quoted attributes
        "<p class=\"{{ x }}\">", "<p class='{{ x }}'>", "<p class = \"a {{ x }} b\" id=\"{{ y }}\">", "<p title=\"a>b\">{{ x }}",
        "<p class=\"{% if a %}b{% endif %} {{ x }}\">", "<p class=\"{% for c in cs %}{{ c }} {% endfor %}\">",
        "<p title=\"{{ m(x) }}\">", "<p data-x='{{ x|tojson }}'>", "<p data-x=\"{{ x|tojson|forceescape }}\">",
        "<p title=\"{{ 'a' ~ b or c }}\">", "<object name=\"{{ x }}\">", "<p data=\"{{ x }}\">",
        // scripts and styles
        "<script>a = {{ x|tojson }};</script>", "<script>{{ x|safe }}</script>", "<script>a = {{ 3 }}{{ -4.5 }};</script>",
        "<script>a = {{ x|tojson if x else 0 }};</script>", "<script>a = {{ x|default(0)|tojson }};</script>",
        "<script>a = {{ x|tojson|default(0) }};</script>", "<script>a = {{ xs|length }};</script>",
        "<script>if (a <{{ n|int }}) b();</script>", "<style>{{ css|safe }}</style>",
        "<style>a { color: {{ 'red' if x else 'blue' }} }</style>", "<p onclick='f({{ x|tojson }})'>",
        "<p onclick=\"f({{ x|tojson|forceescape }})\">", "<p onclick=\"f({{ 1 }})\">", "<p style=\"{{ x|safe }}\">",
        "<p style=\"width: {{ n|int }}%\">", "<!-- {{ x|safe }} -->", "<!-- {{ x|tojson }} -->",
        // names and unquoted values
        "<input {{ 'checked' if x }}>", "<input{{ ' checked' if x }}>", "<option {{ 'selected' if x else '' }}>",
        "<p{{ d|xmlattr }}>", "<p {{ d|xmlattr }}>", "<p class=\"a\"{{ d|xmlattr }}>", "<p {{ x|safe }}>", "<h{{ n|int }}></h{{ n|int }}>",
        "<{{ 'th' if x else 'td' }}></{{ 'th' if x else 'td' }}>", "<p data-{{ 'a' if x else 'b' }}=\"{{ y }}\">",
        "<td colspan={{ 3 }}>", "<td colspan={{ n|int }} class=\"{{ x }}\">", "<p class={{ 'a' if x else 'b' }}>",
        "<p {{ 'lang' if a else 'title' }}=\"{{ x }}\">",
        // addresses
        "<a href=\"{{ x|url }}\">", "<a href=\"{{ (a ~ b)|url }}\">", "<a href=\"/{{ x|urlencode }}\">", "<a href=\"#{{ x|urlencode }}\">",
        "<a href=\"{{ 'a' if x else y|url }}\">", "<a href=\"{{ a|url ~ '#' ~ b|urlencode }}\">", "<a href=\"{{ x|url|default('#') }}\">",
        "<a href=\"{{ x|url or 'index.html' }}\">", "<a href=\"{{ x|safe }}\">", "<a href='{{ x|tojson }}'>", "<a href=\"page-{{ 3 }}.html\">",
        "<a href=\"{{ x|url|e }}\">", "<img src=\"data:image/png;base64,{{ x|urlencode }}\">", "<a href=\"mailto:{{ x|urlencode }}\">",
        "<img srcset=\"{{ a|url }} 1x, {{ b|url }} 2x\">", "<a href=\"https://a.example/{{ x|urlencode }}?q={{ y|urlencode }}\">",
        "<use xlink:href=\"#{{ x|urlencode }}\"/>", "<a href=\"x\" title=\"{{ y }}\">",
        // ways that meet again
        "<input{% if x %} checked{% endif %}>", "<p{% if x %} class=\"a\"{% endif %}>", "<p {% if x %}hidden{% endif %} class=\"{{ y }}\">",
        "<p {% if x %}class=\"a\"{% else %}id='b'{% endif %} title=\"{{ y }}\">", "<{% if x %}h2{% else %}h3{% endif %} class=\"{{ y }}\">",
        "{% for x in xs %}{% if x %}{% break %}{% endif %}<p>{{ x }}</p>{% else %}<b>{% endfor %}",
        "{% for x in xs %}<p {% if a %}b>{% continue %}{% endif %}>{% endfor %}",
        "<a href=\"{% if a %}{{ b|url }}{% else %}#{% endif %}\">", "<a {% if a %}href{% else %}name{% endif %}=\"{{ x|url }}\">",
        // captured
        "{% set a %}<b class=\"{{ x }}\">{% endset %}<p>{{ a }}", "{% macro m(x) %}<b>{{ x }}{{ caller() }}</b>{% endmacro %}{{ m(1) }}",
        "{% call m() %}<p>{{ x }}</p>{% endcall %}", "{% filter upper %}<b>{{ x }}</b>{% endfilter %}",
        "<p class=\"{% filter upper %}{{ x }}{% endfilter %}\">", "{% with a = 1 %}{{ a }}{% endwith %}",
        "{% for n in t recursive %}<li>{{ n }}{{ loop(n.c) }}</li>{% endfor %}",
        "{% autoescape false %}{{ x|e }}{{ y|safe }}{{ z|tojson }}{{ 'a' }}{{ 1 }}{{ x|forceescape }}{% endautoescape %}",
        "{% autoescape false %}{% autoescape true %}{{ x }}{% endautoescape %}{% endautoescape %}", "{% raw %}<p>{{ x }}{% endraw %}",
    };
    CHECK(accepted.size() >= 100);
    for (const auto& text : accepted) {
        INFO(text);
        CHECK(findings(text) == "");
    }
}

TEST_CASE("output where escaping is not enough is refused")
{
    const std::vector<std::string> refused = {
        // scripts and styles
        "<script>a = '{{ x }}';</script>", "<script>{{ x|upper }}</script>", "<script>{{ x|tojson|upper }}</script>",
        "<script>{{ x|e }}</script>", "<script>{{ x|urlencode }}</script>", "<script>{{ x|tojson if y else x }}</script>",
        "<script>{{ x|tojson or y }}</script>", "<script>{{ x|tojson ~ y }}</script>", "<script>{{ x|tojson|default(y) }}</script>",
        "<script>{{ \"'a'\" }}</script>", "<script>{{ m() }}</script>", "<script>{{ super() }}</script>", "<script>{{ x|forceescape }}</script>",
        "<SCRIPT type=\"module\">{{ x }}</SCRIPT>", "<script>a = '</scrip' + {{ x }}</script>", "<script/>{{ x }}</script>",
        "<style>{{ x }}</style>", "<style>a { color: {{ x|e }} }</style>", "<svg><style>{{ x }}</style></svg>",
        "<p onclick=\"{{ x }}\">", "<p ONCLICK='f(\"{{ x }}\")'>", "<p onclick=\"f({{ x|tojson }})\">", "<p onclick='{{ x|url }}'>",
        "<p style=\"color: {{ x }}\">", "<p style='{{ x|e }}'>", "<p style=\"{{ x|tojson }}\">", "<iframe srcdoc=\"{{ x }}\"></iframe>",
        "<script>{% filter upper %}{{ x }}{% endfilter %}</script>", "<script>{% call m() %}{% endcall %}</script>",
        // comments, declarations, names
        "<!-- {{ x }} -->", "<!--{{ x }}-->", "<!-- --{{ x }} -->", "<!DOCTYPE {{ x }}>", "<?xml {{ x }}?>", "<![CDATA[{{ x }}]]>",
        "<{{ x }}>", "</{{ x }}>", "<p{{ x }}>", "<h{{ level }}>", "<{{ 'script' }}>", "<p {{ x }}>", "<p {{ x }}=\"1\">", "<p data-{{ x }}=\"1\">",
        "<p {{ 'onclick' if x }}=\"1\">", "<p {{ 'href' }}=\"{{ y }}\">", "<p {{ 'style' if x else 'title' }}=\"1\">", "<p{{ 'checked' if x }}>",
        "<p on{{ 'click' }}=\"1\">", "<p {{ x|tojson }}>", "<p {{ ' a=\"b\"' if x }}>", "<p class=\"a\"{{ x }}>", "<p class=\"a\" {{ x|e }}>",
        "<p x{{ d|xmlattr(false) }}>", "<title></{{ x }}</title>", "<p {{ 'o' if a }}nclick=\"{{ x }}\">",
        "<p {% if a %}on{% endif %}click=\"{{ x }}\">", "<p {% if a %}onclick{% endif %}=\"{{ x }}\">",
        // unquoted
        "<p class={{ x }}>", "<p class=a{{ x }}>", "<p class= {{ x }}>", "<a href={{ x|url }}>", "<p data-x={{ x|tojson }}>", "<p class={{ 'a b' }}>",
        "<p class={{ 'a' if x }}>", "<p class={{ x|e }}>", "<p onclick={{ x }}>",
        // addresses
        "<a href=\"{{ x }}\">", "<a href='{{ x }}'>", "<a HREF=\"{{ x|e }}\">", "<a href=\"/{{ x }}\">", "<a href=\"#{{ x }}\">", "<a href=\"?q={{ x }}\">",
        "<a href=\"{{ x|url|trim }}\">", "<a href=\"{{ x|url|replace('a', 'b') }}\">", "<a href=\"{{ x|url ~ y }}\">", "<a href=\"{{ x if y else x|url }}\">",
        "<a href=\"{{ x|url if y else z }}\">", "<a href=\"{{ x|url|default(y) }}\">", "<a href=\"{{ x|url|default(default_value=y) }}\">",
        "<a href=\"{{ x|default('#') }}\">", "<a href=\"{{ m(x) }}\">", "<a href=\"{{ x|tojson }}\">", "<a href=\"{{ x|url or y }}\">",
        "<img src=\"{{ x }}\">", "<form action=\"{{ x }}\">", "<button formaction=\"{{ x }}\">", "<img srcset=\"{{ x }} 2x\">", "<video poster=\"{{ x }}\">",
        "<object data=\"{{ x }}\"></object>", "<use xlink:href=\"{{ x }}\"/>", "<q cite=\"{{ x }}\">", "<body background=\"{{ x }}\">",
        "<a href=\"javascript:f('{{ x|urlencode }}')\">", "<a href=\" JavaScript:{{ x|url }}\">", "<a href=\"java\nscript:{{ x|url }}\">",
        "<iframe src=\"data:text/html,{{ x|urlencode }}\"></iframe>", "<a href=\"data:{{ x|url }}\">", "<a href=\"{{ 'javascript:' ~ x|urlencode }}\">",
        "<a {% if a %}href{% else %}name{% endif %}=\"{{ x }}\">", "<a href=\"{% for x in xs %}{{ x }}{% endfor %}\">",
        // places that do not meet
        "{% if a %}<p{% endif %}>", "{% if a %}<p>{% else %}<p {% endif %}>", "<p class=\"{% if a %}\"{% endif %}>", "<!-- {% if a %}-->{% endif %} -->",
        "{% for x in xs %}<b {% endfor %}>", "{% for x in xs %}<b {% if a %}{% break %}{% endif %}>{% endfor %}", "{% for x in xs %}\"{% endfor %}<p title=\"{% for x in xs %}\"{% endfor %}>",
        "{% if a %}<script>{% else %}<div>{% endif %}", "<{% if a %}script{% else %}div{% endif %}></script>", "<p class={% if a %}\"b\"{% endif %}>",
        // left open
        "<p", "<p class=\"{{ x }}", "<script>", "<!-- a", "<title>{{ x }}", "{% macro m() %}<b {% endmacro %}", "{% set a %}\"<b title='{% endset %}",
        "{% call m() %}<b {% endcall %}", "{% filter upper %}<b {% endfilter %}>",
        // without escaping
        "{% autoescape false %}{{ x }}{% endautoescape %}", "{% autoescape false %}<p title=\"{{ x|upper }}\">{% endautoescape %}",
        "{% autoescape false %}{{ x|url }}{% endautoescape %}", "{% autoescape false %}{{ x|e if y else x }}{% endautoescape %}",
        "{% autoescape false %}{% macro m(x) %}{{ x }}{% endmacro %}{% endautoescape %}",
        // in every body
        "{% macro m(x) %}<a href=\"{{ x }}\">{% endmacro %}", "{% set a %}<a href=\"{{ x }}\">{% endset %}", "{% call m() %}<a href=\"{{ x }}\">{% endcall %}",
        "{% block b %}<a href=\"{{ x }}\">{% endblock %}", "{% with a = 1 %}<a href=\"{{ a }}\">{% endwith %}", "{% if a %}{% else %}<a href=\"{{ x }}\">{% endif %}",
    };
    CHECK(refused.size() >= 100);
    for (const auto& text : refused) {
        INFO(text);
        CHECK(findings(text) != "");
    }
}

TEST_CASE("a page is followed through its parents, blocks and partials")
{
    const std::string base = "<title>{% block title %}x{% endblock %}</title><script>{% block script %}{% endblock %}</script>{% block body %}<p>{% endblock %}";
    CHECK(count({{"base.html", base}, {"a.html", "{% extends 'base.html' %}{% block title %}{{ t }}{% endblock %}{% block body %}{{ super() }}{{ x }}{% endblock %}"}}) == 0);
    CHECK(count({{"base.html", base}, {"a.html", "{% extends 'base.html' %}{% block script %}{{ t }}{% endblock %}"}}) == 1);
    // The most derived body counts, and super() brings in the one below it.
    const std::string middle = "{% extends 'base.html' %}{% block script %}{{ t }}{% endblock %}";
    CHECK(count({{"base.html", base}, {"m.html", middle}, {"a.html", "{% extends 'm.html' %}{% block script %}1{% endblock %}"}}) == 0);
    CHECK(count({{"base.html", base}, {"m.html", middle}, {"a.html", "{% extends 'm.html' %}{% block script %}{{ super() }}{% endblock %}"}}) == 1);
    CHECK(count({{"base.html", "<p {% block a %}{% endblock %}>"}, {"a.html", "{% extends 'base.html' %}{% block a %}class=\"{{ x }}\"{% endblock %}"}}) == 0);
    CHECK(count({{"base.html", base}, {"a.html", "{% extends 'base.html' %}{% macro m(x) %}<a href=\"{{ x }}\">{% endmacro %}<a href=\"{{ never }}\">"}}) == 1);
    // A partial is read in the state of the place that uses it.
    CHECK(count({{"a.html", "<p {% include 'p.html' %}>"}, {"p.html", "class=\"{{ x }}\""}}) == 0);
    CHECK(count({{"a.html", "<script>{% include 'p.html' %}</script>"}, {"p.html", "{{ x }}"}}) == 1);
    CHECK(count({{"a.html", "{% include 'head' %}{{ x }}{% include 'foot' %}"}, {"head", "<p class=\""}, {"foot", "\">"}}) == 0);
    CHECK(count({{"a.html", "{% include ['p', 'q'] %}"}, {"p", "<p>"}, {"q", "<p "}}) == 1);
    CHECK(count({{"a.html", "{% include ['none', 'q'] ignore missing %}{% include 'none' ignore missing %}"}, {"q", "<p>"}}) == 0);
    // Once, although two pages use it.
    CHECK(count({{"a.html", "{% include 'p' %}"}, {"b.html", "<p>{% include 'p' %}"}, {"p", "<a href=\"{{ x }}\">"}}) == 1);
    CHECK(count({{"base.html", "<script>{{ x }}</script><p"}, {"a.html", "{% extends 'base.html' %}"}, {"b.html", "{% extends 'base.html' %}"}}) == 2);
    // Of an imported template, only what it defines.
    CHECK(count({{"a.html", "{% from 'm.html' import m %}{{ m(1) }}"}, {"m.html", "<script>{{ x }}{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}"}}) == 0);
    CHECK(count({{"a.html", "{% import 'm.html' as m %}{{ m.m(1) }}"}, {"m.html", "{% macro m(x) %}<b {{ x }}></b>{% endmacro %}"}}) == 1);
    CHECK(count({{"base.html", "{% autoescape false %}{% block a %}{% endblock %}{% endautoescape %}"}, {"a.html", "{% extends 'base.html' %}{% block a %}{{ x }}{% endblock %}"}}) == 0);
    // Cycles and missing templates are found elsewhere.
    CHECK(count({{"a.html", "{% include 'b.html' %}"}, {"b.html", "{% include 'a.html' %}"}, {"c.html", "{% include 'c.html' %}"}}) == 0);
    CHECK(count({{"a.html", "{% extends 'b.html' %}"}, {"b.html", "{% extends 'a.html' %}"}, {"e.html", "{% extends 'a.html' %}"}}) == 0);
    CHECK(count({{"d.html", "<p>{% include 'c.html' %}"}, {"c.html", "{% include 'c.html' %}"}, {"e.html", "{% extends 'none.html' %}"}}) == 0);
}

TEST_CASE("only HTML, SVG and XML are checked")
{
    CHECK(count({{"a.md", "<script>{{ x }}"}}) == 0);
    CHECK(count({{"a.html", "{% include 'a.md' %}<p>"}, {"a.md", "<script>{{ x }}"}}) == 0);
    CHECK(count({{"a.svg", "<a href=\"{{ x }}\"/>"}}) == 1);
    CHECK(count({{"v1.2/feed.xml", "<a href=\"{{ x }}\"/>"}}) == 1);
    CHECK(count({{"v1.2/feed", "<a href=\"{{ x }}\"/>"}}) == 1);
}

TEST_CASE("the tokenizer keeps its state between pieces of text")
{
    CHECK(state_behind({"<p>a</p>"}) == HtmlState());
    CHECK(state_behind({"<", "!-", "- a -", "-", ">"}) == HtmlState());
    CHECK(state_behind({"<scr", "ipt>", "</scr", "ipt", ">"}) == HtmlState());
    const auto value = state_behind({"<A", " Hre", "f =", " \"", "x"});
    CHECK(value.mode == HtmlMode::double_quoted);
    CHECK(value.element == "a");
    CHECK(value.attribute == "href");
    CHECK(state_behind({"<a href=", "\"java", "script", ":"}).value == ValueStart::code);
    CHECK(state_behind({"<a href='", "\" title="}).mode == HtmlMode::single_quoted);
}

TEST_CASE("the project's own templates pass")
{
    namespace fs = std::filesystem;
    Parsing parsing;
    for (const auto* folder : {"templates", "themes"}) {
        const fs::path root = fs::path(GONGKAI_SOURCE_DIR) / folder;
        for (const auto& entry : fs::recursive_directory_iterator(root)) {
            if (entry.path().extension() != ".html")
                continue;
            std::ifstream file(entry.path(), std::ios::binary);
            parsing.add(entry.path().lexically_relative(root).generic_string(), {std::istreambuf_iterator<char>(file), {}});
        }
    }
    CHECK(parsing.templates.size() >= 14);
    std::string out;
    for (const auto& problem : parsing.lint())
        out += base::to_text(problem);
    CHECK(out == "");
}

TEST_CASE("a thousand pages are checked in a moment")
{
    Parsing parsing;
    std::string text = "<ul>";
    for (int i = 0; i < 100; ++i)
        text += "<li class=\"a\"><a href=\"{{ x|url }}\">{{ y }}</a>{% if z %}<b title=\"{{ z }}\">{{ z }}</b>{% endif %}</li>\n";
    parsing.add("base.html", text + "</ul>{% block body %}{% endblock %}{% include 'foot.html' %}");
    parsing.add("foot.html", text);
    for (int i = 0; i < 1000; ++i)
        parsing.add("page" + std::to_string(i) + ".html", "{% extends 'base.html' %}{% block body %}<p>{{ x }}{% include 'foot.html' %}{% endblock %}");
    const auto before = std::chrono::steady_clock::now();
    CHECK(parsing.lint().empty());
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - before;
    CHECK(taken.count() < 2.0);  // optimised and alone, a tenth of it
}
