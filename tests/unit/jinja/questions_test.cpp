// Which names a template may ask about without their being there: the same when it is
// compiled and when it runs.
#include <catch2/catch.hpp>

#include "render.hpp"

using namespace gongkai;
using namespace gongkai::jinja;
using namespace gongkai::jinja::test;

namespace {

/// Whether every use of the name x in the template is a question.
bool asks(const std::string& text)
{
    const auto compiled = compile({{"a.html", text}});
    REQUIRE(compiled.set);
    bool asks = true;
    std::size_t uses = 0;
    for (const auto& use : compiled.set->find("a.html")->context_uses)
        if (use.name == "x") {
            asks = asks && use.may_be_missing;
            ++uses;
        }
    REQUIRE(uses > 0);
    return asks;
}

}  // namespace

TEST_CASE("questions: a name that may be missing")
{
    for (const auto* text : {"{{ x is defined }}", "{{ 1 if x is not defined }}", "{{ x|default(1) }}", "{{ x|d(1) }}", "{% if x %}{% endif %}",
                             "{% if not x %}{% endif %}", "{{ x or 1 }}", "{% if 0 or x %}{% endif %}", "{% if 1 and x %}{% endif %}",
                             "{{ (0 or x)|default(1) }}", "{{ (x if 1 else 2)|default(1) }}", "{{ 1 if x else 2 }}",
                             "{% for a in [1] if x %}{% endfor %}", "{% for a in x|items %}{% endfor %}"}) {
        INFO(text);
        CHECK(asks(text));
        const bool prints_boolean = std::string_view(text).starts_with("{{ x is");
        CHECK(code_of(text) == (prints_boolean ? "T-TYPE" : ""));
    }
}

TEST_CASE("questions: a name that must be there")
{
    for (const auto* text : {"{{ x }}", "{{ x.a|default(1) }}", "{{ x.a is defined }}", "{{ x['a']|default(1) }}", "{% if x.a %}{% endif %}",
                             "{% if x() %}{% endif %}", "{{ x()|default(1) }}", "{% if x == 1 %}{% endif %}", "{% if x|length %}{% endif %}",
                             "{% if x is odd %}{% endif %}", "{{ 0 or x }}", "{{ none|default(x) ~ y|default(x) }}"}) {
        INFO(text);
        CHECK_FALSE(asks(text));
        CHECK(code_of(text) == "T-UNDEF");
    }
}
