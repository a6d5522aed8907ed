// Templates that are too much: every one ends in a message, none in a crash.
#include <catch2/catch.hpp>

#include "unit/jinja/render.hpp"

using namespace gongkai;
using namespace gongkai::jinja;
using test::code_of;
using test::render;
using test::repeated;

TEST_CASE("long flat chains end in a message, chains of ordinary length do not")
{
    CHECK(code_of("{{ 1" + repeated("+1", 200'000) + " }}") == "T-SYNTAX");
    CHECK(code_of("{{ 1" + repeated("*1", 200'000) + " }}") == "T-SYNTAX");
    CHECK(code_of("{{ 1" + repeated("**1", 200'000) + " }}") == "T-SYNTAX");
    CHECK(code_of("{{ x" + repeated("|e", 200'000) + " }}") == "T-SYNTAX");
    CHECK(code_of("{{ x" + repeated(" is defined", 200'000) + " }}") == "T-SYNTAX");
    CHECK(code_of("{{ a" + repeated(" or b", 200'000) + " }}") == "T-SYNTAX");
    CHECK(code_of("{{ a" + repeated(" and b", 200'000) + " }}") == "T-SYNTAX");
    CHECK(code_of("{{ a" + repeated(".b", 200'000) + " }}") == "T-SYNTAX");
    CHECK(code_of("{{ a" + repeated("()", 200'000) + " }}") == "T-SYNTAX");
    CHECK(code_of("{{ a" + repeated("[0]", 200'000) + " }}") == "T-SYNTAX");
    CHECK(code_of("{{ 1" + repeated(" if 1", 200'000) + " }}") == "T-SYNTAX");
    CHECK(code_of("{% filter e" + repeated("|e", 200'000) + " %}{% endfilter %}") == "T-SYNTAX");
    CHECK(render("{{ 1" + repeated("+1", 500) + " }}") == "501");
    CHECK(render(repeated("{{ 1" + repeated("+1", 400) + " }}", 2)) == "401401");
}

TEST_CASE("deep nesting ends in a message")
{
    CHECK(code_of("{{ " + repeated("(", 100'000) + "1" + repeated(")", 100'000) + " }}") == "T-SYNTAX");
    CHECK(code_of("{{ " + repeated("[", 100'000) + repeated("]", 100'000) + " }}") == "T-SYNTAX");
    CHECK(code_of("{{ " + repeated("-", 100'000) + "1 }}") == "T-SYNTAX");
    CHECK(code_of("{{ " + repeated("not ", 100'000) + "1 }}") == "T-SYNTAX");
    CHECK(code_of("{{ 1" + repeated(" if 1 else 1", 100'000) + " }}") == "T-SYNTAX");
    CHECK(code_of(repeated("{{", 500'000)) == "T-SYNTAX");
    CHECK(code_of(repeated("{% if 1 %}", 100'000)) == "T-SYNTAX");
    CHECK(code_of("{% set ns = namespace(x=0) %}{% for i in range(1000) %}{% set ns.x = [ns.x] %}{% endfor %}"
                  "{{ ns.x|tojson }}") == "T-LIMIT");
}

TEST_CASE("wide templates are no problem")
{
    std::string elifs = "{% if n == -1 %}no";
    for (int i = 0; i < 5000; ++i)
        elifs += "{% elif n == " + std::to_string(i) + " %}" + std::to_string(i);
    CHECK(render(elifs + "{% endif %}", {{"n", Value::integer(4999)}}) == "4999");
    // More call shapes and constants than 16 bits can count.
    CHECK(render(repeated("{% set x = 1|string %}", 70'000) + "{{ 'last'|upper }}") == "LAST");
    CHECK(render("{{ [" + repeated("1,", 70'000) + "]|length }}") == "70000");
}

TEST_CASE("numbers at the ends of their range")
{
    const std::vector<Member> context = {{"least", Value::integer(INT64_MIN)}, {"most", Value::integer(INT64_MAX)}};
    CHECK(render("{{ range(9223372036854775800, 9223372036854775807, 5)|join(' ') }}") == "9223372036854775800 9223372036854775805");
    CHECK(render("{{ range(least + 3, least, -2)|join(' ') }}", context) == "-9223372036854775805 -9223372036854775807");
    CHECK(render("{{ [1,2,3][::most]|join }}{{ [1,2,3][::least]|join }}{{ [1,2,3][2::most]|join }}", context) == "133");
    CHECK(render("{{ 'y' if least is divisibleby(-1) }}{{ least % -1 }}", context) == "y0");
    CHECK(code_of("{{ least // -1 }}", context) == "T-LIMIT");
    CHECK(code_of("{{ -least }}", context) == "T-LIMIT");
    CHECK(code_of("{{ most + 1 }}", context) == "T-LIMIT");
    CHECK(code_of("{{ [1]|batch(most, 0)|list|length }}", context) == "T-LIMIT");
    const auto large = *decimal::Decimal::parse("99999999999999999999999999999999999999");
    CHECK(code_of("{{ d|fixed(20) }}", {{"d", Value::decimal(large)}}) == "T-LIMIT");
    CHECK(code_of("{{ d * d }}", {{"d", Value::decimal(large)}}) == "T-LIMIT");
}

TEST_CASE("a cycler's functions outlive the cycler")
{
    CHECK(render("{{ cycler(1,2).next() }}") == "1");
    CHECK(render("{% set n = cycler(1,2).next %}{{ n() }}{{ n() }}{{ n() }}") == "121");
    CHECK(render("{% set c = cycler(1,2) %}{{ c.next() }}{{ c.current }}{{ c.reset() }}{{ c.next() }}") == "121");
}

TEST_CASE("a caller that is kept beyond its call ends in a message")
{
    const std::string keep = "{% macro keep(ns) %}{% set ns.kept = caller %}{% endmacro %}"
                             "{% macro wrap(ns) %}{% set y = 'y' %}{% call keep(ns) %}{{ y }}{% endcall %}{% endmacro %}"
                             "{% set ns = namespace(kept=none) %}";
    CHECK(code_of(keep + "{{ wrap(ns) }}{{ ns.kept() }}") == "T-CALL");
    CHECK(render(keep + "{% call keep(ns) %}x{% endcall %}{{ ns.kept() }}") == "x");
}

TEST_CASE("a render stops at the limits of steps, output and depth")
{
    const auto limited = [](const std::string& text, Limits limits) -> std::string {
        const auto compiled = test::compile({{"a.html", text}});
        const std::vector<Value> contexts;
        Machine machine(*compiled.set, limits);
        try {
            machine.run_root(*compiled.set->find("a.html"), contexts);
        } catch (const RenderProblem& problem) {
            return problem.diagnostic.code;
        }
        return std::string(machine.output());
    };
    Limits limits;
    limits.output = 1000;
    CHECK(limited("{% for i in range(2000) %}x{% endfor %}", limits) == "T-LIMIT");
    CHECK(limited("{% set t %}{% for i in range(2000) %}x{% endfor %}{% endset %}", limits) == "T-LIMIT");
    limits.steps = 1000;
    CHECK(limited("{% for i in range(2000) %}{% endfor %}", limits) == "T-LIMIT");
    CHECK(limited("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", Limits{}) == "T-LIMIT");
}
