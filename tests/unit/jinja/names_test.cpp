// Variables that can never be there are found when templates are compiled.
#include <memory>

#include <catch2/catch.hpp>

#include "jinja/environment.hpp"

using namespace gongkai;
using namespace gongkai::jinja;

namespace {

using Sources = std::vector<std::pair<std::string, std::string>>;

/// Templates with the files they were read from.
struct Site {
    std::vector<std::unique_ptr<base::SourceFile>> files;
    base::Result<std::shared_ptr<const TemplateSet>> set = base::Diagnostic{};
};

Site compiled(const Sources& sources, const std::vector<Offer>& offers, bool lints = false)
{
    Site site;
    Environment environment;
    environment.set_lint(lints);
    for (const auto& offer : offers)
        environment.offer(offer);
    for (const auto& [name, text] : sources) {
        site.files.push_back(std::make_unique<base::SourceFile>(base::SourceFile{name, text}));
        environment.add_template(*site.files.back(), name);
    }
    site.set = environment.compile();
    return site;
}

std::string texts(const base::Diagnostics& problems)
{
    std::string out;
    for (const auto& problem : problems)
        out += base::to_text(problem);
    return out;
}

/// What is said of templates of which the first is a 表页 with the names page and table.
std::string problems(const Sources& sources)
{
    const auto site = compiled(sources, {{"表页", sources.front().first, {"page", "table"}}});
    return site.set ? "" : texts(site.set.failures());
}

std::string problems(const std::string& text) { return problems(Sources{{"a.html", text}}); }

const std::string refusal = "a.html:1:4: 错误 [T-NAME] 没有变量“tabel”\n"
                            "    1 | {{ tabel.html }}\n"
                            "      |    ^^^^^\n"
                            "   提示: 是否为“table”？此处用于表页\n";

}  // namespace

TEST_CASE("names: a variable that no page has is refused with what may have been meant")
{
    CHECK(problems("{{ tabel.html }}") == refusal);
    CHECK(problems("{{ qqqq }}") == "a.html:1:4: 错误 [T-NAME] 没有变量“qqqq”\n"
                                    "    1 | {{ qqqq }}\n"
                                    "      |    ^^^^\n"
                                    "   提示: 此处用于表页；可用的名称见 gongkai template reference\n");
    CHECK(problems("{{ table.html }}{{ page }}{{ range(3)|join }}{% set x = 1 %}{{ x }}") == "");
}

TEST_CASE("names: all of them are told at once, with what the lint finds")
{
    const auto site = compiled({{"a.html", "{{ one }}{{ two }}<a href=\"{{ page }}\">"}}, {{"表页", "a.html", {"page"}}}, true);
    REQUIRE_FALSE(site.set);
    std::string codes;
    for (const auto& problem : site.set.failures())
        codes += problem.code + " ";
    CHECK(codes == "T-NAME T-NAME T-UNSAFE ");
}

TEST_CASE("names: a question may ask for any name")
{
    CHECK(problems("{% if draft %}{% endif %}{{ draft|default(1) }}{{ draft is defined }}{{ draft or page }}") == "");
}

TEST_CASE("names: what a page has comes to all that it extends, includes and imports with context")
{
    CHECK(problems({{"a.html", "{% extends 'b.html' %}"}, {"b.html", "{{ table }}{% include 'c.html' %}"}, {"c.html", "{{ page }}"}}) == "");
    CHECK(problems({{"a.html", "{% from 'm.html' import m with context %}{{ m() }}"}, {"m.html", "{% macro m() %}{{ table }}{% endmacro %}"}}) == "");
}

TEST_CASE("names: without context nothing comes")
{
    CHECK(problems({{"b.html", "{% from 'a.html' import m %}{{ m() }}"}, {"a.html", "{% macro m() %}{{ tabel.html }}{% endmacro %}"}}) ==
          "a.html:1:19: 错误 [T-NAME] 没有变量“tabel”\n"
          "    1 | {% macro m() %}{{ tabel.html }}{% endmacro %}\n"
          "      |                   ^^^^^\n"
          "   提示: 此处用于表页；可用的名称见 gongkai template reference\n");
    CHECK(problems({{"b.html", "{% include 'a.html' without context %}"}, {"a.html", "{{ page }}"}}) != "");
    CHECK(problems({{"b.html", "{% import 'a.html' as m %}{{ m.n() }}"}, {"a.html", "{% set k = 1 %}{% macro n() %}{{ k }}{{ range(1)|join }}{% endmacro %}"}}) == "");
}

TEST_CASE("names: local variables come along with an include")
{
    CHECK(problems({{"a.html", "{% for row in table %}{% include 'b.html' %}{% endfor %}"}, {"b.html", "{{ row }}"}}) == "");
    CHECK(problems({{"a.html", "{% set unit = 1 %}{% include 'b.html' %}"}, {"b.html", "{{ unit }}"}}) == "");
    CHECK(problems({{"a.html", "{% include 'b.html' %}"}, {"b.html", "{{ row }}"}}) != "");
}

TEST_CASE("names: the top levels of a chain share what they make")
{
    CHECK(problems({{"a.html", "{% extends 'b.html' %}{% set kind = 1 %}"}, {"b.html", "{{ kind }}{% include 'c.html' %}"}, {"c.html", "{{ kind }}"}}) == "");
    CHECK(problems({{"a.html", "{% extends 'b.html' %}{% block x %}{{ kind }}{% endblock %}"},
                    {"b.html", "{% set kind = 1 %}{% block x %}{% endblock %}"}}) == "");
    CHECK(problems({{"a.html", "{% extends 'b.html' %}{% from 'm.html' import m %}{% block x %}{{ m() }}{% endblock %}"},
                    {"b.html", "{% block x %}{% endblock %}"},
                    {"m.html", "{% macro m() %}{% endmacro %}"}}) == "");
}

TEST_CASE("names: a scoped block sees the variables around it, another does not")
{
    const std::string child = "{% extends 'b.html' %}{% block x %}{{ row }}{% endblock %}";
    CHECK(problems({{"a.html", child}, {"b.html", "{% for row in table %}{% block x scoped %}{% endblock %}{% endfor %}"}}) == "");
    CHECK(problems({{"a.html", child}, {"b.html", "{% for row in table %}{% block x %}{% endblock %}{% endfor %}"}}) != "");
}

TEST_CASE("names: a partial of many pages may read what one of them has")
{
    const Sources sources = {{"a.html", "{% include 'p.html' %}"}, {"b.html", "{% include 'p.html' %}"}, {"c.html", "{% include 'p.html' %}"},
                             {"d.html", "{% include 'p.html' %}"}, {"e.html", "{% include 'p.html' %}"}, {"p.html", "{{ chart }}{{ cart }}"}};
    const auto site = compiled(sources, {{"甲页", "a.html", {"chart"}}, {"乙页", "b.html", {}}, {"丙页", "c.html", {}}, {"丁页", "d.html", {}}, {"戊页", "e.html", {}}});
    REQUIRE_FALSE(site.set);
    CHECK(texts(site.set.failures()) == "p.html:1:15: 错误 [T-NAME] 没有变量“cart”\n"
                                        "    1 | {{ chart }}{{ cart }}\n"
                                        "      |               ^^^^\n"
                                        "   提示: 是否为“chart”？此处用于丁页、丙页、乙页等 5 类页面\n");
}

TEST_CASE("names: where nothing is offered, nothing is checked")
{
    CHECK(compiled({{"a.html", "{{ anything }}"}}, {}).set.ok());
    // A template that no page comes to.
    CHECK(problems({{"a.html", "{{ page }}"}, {"spare.html", "{{ anything }}"}}) == "");
}

TEST_CASE("names: a folder is offered names as a whole")
{
    const auto site = compiled({{"texts/one.md", "{{ year }}"}, {"texts/deep/two.md", "{{ yaer }}"}}, {{"情况说明", "texts/", {"year"}}});
    REQUIRE_FALSE(site.set);
    CHECK(site.set.failures().size() == 1);
}

TEST_CASE("names: texts that are no templates have names of their own")
{
    const auto site = compiled({{"a.html", "{{ page }}"}, {"m.md", "{% macro m() %}{{ yaer }}{% endmacro %}"}, {"n.md", "{{ year }}"}},
                               {{"表页", "a.html", {"page"}}, {"情况说明", "", {"year", "cell"}}});
    REQUIRE(site.set);
    const auto problems_of = [&](const std::string& text) {
        const base::SourceFile file{"content/a.md", text};
        const auto compiled_text = (*site.set)->compile_text(file, {&file, 0, static_cast<std::uint32_t>(text.size())});
        return compiled_text ? "" : texts(compiled_text.failures());
    };
    CHECK(problems_of("{{ year }}{% include 'n.md' %}") == "");
    CHECK(problems_of("全年{{ cel('甲') }}") == "content/a.md:1:6: 错误 [T-NAME] 没有变量“cel”\n"
                                                "    1 | 全年{{ cel('甲') }}\n"
                                                "      |        ^^^\n"
                                                "   提示: 是否为“cell”？此处用于情况说明\n");
    CHECK(problems_of("{{ page }}") != "");
    // A template that only texts come to.
    CHECK(problems_of("{% from 'm.md' import m with context %}{{ m() }}").starts_with("m.md:1:19: 错误 [T-NAME] 没有变量“yaer”\n"));
}

TEST_CASE("names: what the language itself gives needs no offer")
{
    CHECK(problems("{% block b %}{{ table }}{% endblock %}{{ self.b() }}{{ self.b()|upper }}") == "");
    CHECK(problems({{"a.html", "{% extends 'b.html' %}{% block b %}{{ super() }}{{ super()|upper }}{% endblock %}"},
                    {"b.html", "{% block b %}{% endblock %}"}}) == "");
    CHECK(problems("{% macro m() %}{{ caller() }}{{ varargs|join }}{{ kwargs|length }}{% endmacro %}{% call m() %}{{ page }}{% endcall %}") == "");
    CHECK(problems("{% for x in table recursive %}{{ loop(x) }}{{ loop.index }}{% endfor %}{{ true }}{{ none }}") == "");
    CHECK(problems("{% for x in table %}{% endfor %}{{ loop.index }}") != "");
    CHECK(problems("{{ caller() }}") != "");
}
