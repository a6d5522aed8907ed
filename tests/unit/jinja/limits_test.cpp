// Templates that are too much: every one ends in a message, none in a crash.
#include <catch2/catch.hpp>

#include "unit/jinja/render.hpp"

using namespace gongkai;
using namespace gongkai::jinja;
using test::code_of;
using test::render;
using test::repeated;

namespace {

/// How a set of templates ends: what the first prints, or the code of the first problem, each
/// of which has a place in a template.
std::string ending(const test::Templates& templates, const Limits& limits = {})
{
    const auto has_place = [](const base::Diagnostic& problem) {
        const auto& span = problem.span;
        return span.file && span.begin <= span.end && span.end <= span.file->text.size() && !problem.message.empty();
    };
    const auto compiled = test::compile(templates);
    for (const auto& problem : compiled.problems)
        CHECK(has_place(problem));
    if (!compiled.set)
        return compiled.problems.front().code;
    Machine machine(*compiled.set, limits);
    const std::vector<Value> contexts;
    try {
        machine.run_root(*compiled.set->find(templates.front().first), contexts);
    } catch (const RenderProblem& problem) {
        CHECK(has_place(problem.diagnostic));
        return problem.diagnostic.code;
    }
    return std::string(machine.output());
}

std::string ending(const std::string& text, const Limits& limits = {})
{
    return ending(test::Templates{{"a.html", text}}, limits);
}

/// before0after before1after …
std::string numbered(const std::string& before, const std::string& after, int count)
{
    std::string out;
    for (int i = 0; i < count; ++i)
        out += before + std::to_string(i) + after;
    return out;
}

/// t0, t1 … t(count - 1): each has the text that `text` gives for the name of the next; the last is `end`.
template <class Text>
test::Templates chain(int count, const Text& text, const std::string& end)
{
    test::Templates templates;
    for (int i = 0; i + 1 < count; ++i)
        templates.emplace_back("t" + std::to_string(i), text("t" + std::to_string(i + 1)));
    templates.emplace_back("t" + std::to_string(count - 1), end);
    return templates;
}

Limits few_steps()
{
    Limits limits;
    limits.steps = 200'000;
    return limits;
}

}  // namespace

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

TEST_CASE("work on long texts and lists counts as steps")
{
    Limits limits;
    limits.steps = 10'000;
    const auto repeated_twenty_times = [&](const std::string& subject, const std::string& work) {
        return ending("{% set t = " + subject + " %}{% for i in range(20) %}{% set r = " + work + " %}{% endfor %}done", limits);
    };
    for (const auto* work : {"t|length", "t|length(*[])", "t is defined", "t ~ 'x'", "t + 'x'"}) {
        CHECK(repeated_twenty_times("'x' * 1000000", work) == "T-LIMIT");
        CHECK(repeated_twenty_times("'x' * 100", work) == "done");
    }
    CHECK(repeated_twenty_times("[0] * 10000", "t|length") == "T-LIMIT");
    CHECK(repeated_twenty_times("[0] * 100", "t|length") == "done");
}

TEST_CASE("a hundred thousand brackets, whichever")
{
    for (const auto* open : {"(", "[", "{", "{1:", "a(", "a[", "-(", "not (", "a if (", "a|default("})
        CHECK(ending("{{ " + repeated(open, 100'000)) == "T-SYNTAX");
    CHECK(ending("{{ " + repeated("{1:", 100'000) + "1" + repeated("}", 100'000) + " }}") == "T-SYNTAX");
    CHECK(ending("{{ " + repeated("(", 70) + "1" + repeated(")", 70) + " }}") == "1");
    CHECK(ending("{% set " + repeated("(", 100'000) + "a" + repeated(")", 100'000) + " = 1 %}") == "T-SYNTAX");
    CHECK(ending("{% for " + repeated("(a,", 100'000) + " in x %}{% endfor %}") == "T-SYNTAX");
}

TEST_CASE("a megabyte of tags that begin, end or do neither")
{
    for (const auto* part : {"{{", "{%", "{{ ", "{% if 1 %}", "{% endif %}", "{% else %}", "{% raw %}", "{% set x %}", "{% macro m() %}",
                             "{{ ) }}", "{{ ' }}", "{{ \" }}", "{{ '\\}}", "{% if %}", "{{}}", "{%%}", "}}%}", "{{ \xff }}", "{% for"})
        CHECK(ending(repeated(part, 1'000'000 / std::string_view(part).size()) + "{{") == "T-SYNTAX");
    CHECK(ending(repeated("{#", 500'000)) == "T-SYNTAX");
    CHECK(ending("{{ '" + repeated("x", 1'000'000)) == "T-SYNTAX");
    CHECK(ending("{% raw %}" + repeated("{% endraw ", 100'000)) == "T-SYNTAX");
    CHECK(ending(repeated("{%" + std::string(1000, ' '), 1000)) == "T-SYNTAX");
    CHECK(ending(repeated("{#-#}", 200'000)) == "");
    CHECK(ending(repeated("}}", 500'000)).size() == 1'000'000);
}

TEST_CASE("the twenty first problems of a file are told")
{
    CHECK(test::compile({{"a", repeated("{{ ) }}\n", 100'000)}}).problems.size() == 20);
}

TEST_CASE("much of the same is no problem")
{
    CHECK(ending("{% if 0 %}" + repeated("{% elif 0 %}", 100'000) + "{% else %}x{% endif %}") == "x");
    CHECK(ending("{{ [" + repeated("1,", 200'000) + "]|length }}") == "200000");
    CHECK(ending("{% set a = 1 %}{{ [" + repeated("a,", 200'000) + "]|sum }}") == "200000");
    CHECK(ending("{{ '" + repeated("x", 10'000'000) + "'|length }}") == "10000000");
    CHECK(ending(repeated("x", 10'000'000)).size() == 10'000'000);
    CHECK(ending(numbered("{% block b", " %}{% endblock %}", 100'000)) == "");
    CHECK(ending(repeated("{{1}}", 200'000)).size() == 200'000);
    CHECK(ending("{{ " + repeated("1~", 300'000) + "1 }}").size() == 300'001);
    CHECK(ending("{% set " + numbered("p", ",", 10'000) + " = range(10000) %}{{ p9999 }}") == "9999");
    CHECK(ending("{% set a, b = range(100000) %}") == "T-TYPE");
    CHECK(ending("{% set " + numbered("p", ",", 10'000) + " = [1] %}") == "T-TYPE");
    CHECK(ending("{% set " + repeated("a", 500'000) + " = 1 %}{{ " + repeated("a", 500'000) + " }}") == "1");
}

TEST_CASE("bytes that are no text")
{
    CHECK(ending("\xff\xfe{{ '\xff' }}") == "\xff\xfe\xff");
    CHECK(ending("{{ \xff }}") == "T-SYNTAX");
    CHECK(ending("{{ a\xff }}") == "T-SYNTAX");
    CHECK(ending("{{ '\xff\x80'|list|length }}{{ '\xff\x80'|reverse }}{{ '\xe4\xb8'|upper|list|length }}") == "2\x80\xff""2");
    CHECK(ending("{{ '\xff'|tojson }}{{ '\xff'|truncate(3) }}") == "\"\\ufffd\"\xff");
    using namespace std::string_literals;
    CHECK(ending("a\0b{{ 'c\0d' }}"s) == "a\0bc\0d"s);
    CHECK(ending("{{ \0 }}"s) == "T-SYNTAX");
    CHECK(ending("{% if \0 %}"s) == "T-SYNTAX");
}

TEST_CASE("templates that lead to each other")
{
    const auto includes = [](const std::string& next) { return "{% include '" + next + "' %}"; };
    CHECK(ending(chain(150, includes, "x")) == "x");
    CHECK(ending(chain(300, includes, "x")) == "T-LIMIT");
    const auto extends = [](const std::string& next) { return "{% extends '" + next + "' %}{% block b %}{{ super() }}{% endblock %}"; };
    CHECK(ending(chain(150, extends, "{% block b %}x{% endblock %}")) == "x");
    CHECK(ending(chain(300, extends, "{% block b %}x{% endblock %}")) == "T-LIMIT");
    const auto plainly = [](const std::string& next) { return "{% extends '" + next + "' %}"; };
    CHECK(ending(chain(300, plainly, "x")) == "x");
    const auto imports = [](const std::string& next) { return "{% import '" + next + "' as m %}"; };
    CHECK(ending(chain(300, imports, "x")) == "T-LIMIT");
    const auto twice = [](const std::string& next) { return repeated("{% include '" + next + "' %}", 2); };
    CHECK(ending(chain(40, twice, "x"), few_steps()) == "T-LIMIT");
    const auto super_twice = [](const std::string& next) {
        return "{% extends '" + next + "' %}{% block b %}{{ super() }}{{ super() }}{% endblock %}";
    };
    CHECK(ending(chain(40, super_twice, "{% block b %}x{% endblock %}"), few_steps()) == "T-LIMIT");
    CHECK(ending({{"a", "{% extends 'b' %}{% block b %}{% block a %}{{ super() }}{% endblock %}{% endblock %}"},
                  {"b", "{% block a %}{% block b %}{% endblock %}{% endblock %}"}}) == "T-LIMIT");
    CHECK(ending("{% block b %}{{ self.b() }}{% endblock %}") == "T-LIMIT");
}

TEST_CASE("macros and loops that call themselves")
{
    CHECK(ending("{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}") == "T-LIMIT");
    CHECK(ending("{% macro a() %}{% call a() %}{{ caller() }}{% endcall %}{{ caller() }}{% endmacro %}{% call a() %}{% endcall %}") == "T-LIMIT");
    CHECK(ending("{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}", few_steps()) == "T-LIMIT");
    const std::string nested = "{% set ns = namespace(x=[]) %}{% for i in range(100000) %}{% set ns.x = [ns.x] %}{% endfor %}";
    CHECK(ending(nested + "{% for i in ns.x recursive %}{{ loop(i) }}{% endfor %}") == "T-LIMIT");
    CHECK(ending(nested + "{{ ns.x|tojson }}") == "T-LIMIT");
    CHECK(ending(nested + "{{ ns.x|tojson(2) }}") == "T-LIMIT");
    const auto other = nested + "{% set o = namespace(x=[]) %}{% for i in range(100000) %}{% set o.x = [o.x] %}{% endfor %}";
    for (const auto* question : {"ns.x == o.x", "ns.x != o.x", "ns.x < o.x", "ns.x in [o.x]", "[ns.x, o.x]|sort", "[ns.x, o.x]|unique",
                                 "[ns.x, o.x]|max", "[[ns.x], [o.x]]|groupby(0)"})
        CHECK(ending(other + "{% set answer = " + question + " %}") == "T-LIMIT");
}

TEST_CASE("what would be too large is refused before it is made")
{
    for (const auto* expression :
         {"range(10**9)", "range(-10**17, 10**17)", "'x' * 10**9", "10**9 * 'x'", "[0] * 10**9", "[1, 2] * 9223372036854775807",
          "'%999999999s'|format('x')", "'%.999999999f'|format(1.5)", "'%999999999d' % 1", "('%100000s' * 1000)|format(*range(1000))",
          "'a'|indent(10**12)", "('a\\n' * 100000)|indent('y' * 100000)", "[1]|batch(10**9)|list", "[1]|batch(9223372036854775807, 0)",
          "[1]|slice(10**9)|list", "'9' * 10**10", "10**19", "2**63", "1|tojson(10**9)",
          "('x' * 60000000)|replace('x', 'yy')"})
        CHECK(ending("{% set x = " + std::string(expression) + " %}") == "T-LIMIT");
    CHECK(ending("{{ 'abc'|indent(-5) }}{{ 'abc'|truncate(9223372036854775807) }}{{ 'abc'|truncate(3, true, '', 9223372036854775807) }}") ==
          "abcabcabc");
    CHECK(ending("{{ 'abcdefghijkl'|truncate(-1) }}") == "T-CALL");
    CHECK(ending("{{ 1.5|round(10**9) }} {{ 1.5|round(-10**9) }} {{ 1.5|round(9223372036854775807, 'floor') }}") == "T-LIMIT");
    CHECK(ending("{{ 1.5|round(10**9) }} {{ 1.5|round(-10**9) }} {{ 15|round(-10**9) }}") == "1.5 0.0 0");
    CHECK(ending("{{ [1]|batch(0)|list }}") == "T-CALL");
    CHECK(ending("{{ 1 ** 9223372036854775807 }}{{ (-1) ** 9223372036854775807 }}{{ 0 ** 9223372036854775807 }}") == "1-10");
}

TEST_CASE("doubling ends in a message")
{
    const std::string text = "{% set ns = namespace(x='xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx') %}{% for i in range(60) %}{% set ns.x = ";
    for (const auto* doubled : {"ns.x ~ ns.x", "ns.x + ns.x", "ns.x * 2", "[ns.x, ns.x]|join", "'%s%s'|format(ns.x, ns.x)", "'%s%s' % (ns.x, ns.x)"})
        CHECK(ending(text + doubled + " %}{% endfor %}") == "T-LIMIT");
    CHECK(ending("{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = ns.x + ns.x %}{% endfor %}") == "T-LIMIT");
    CHECK(ending("{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x|tojson }}") == "T-LIMIT");
    CHECK(ending("{% set x = 'x' %}" + repeated("{% set x %}{{ x }}{{ x }}{% endset %}", 60)) == "T-LIMIT");
    CHECK(ending("{% set x = 'x' %}" + repeated("{% set x = x ~ x %}", 60)) == "T-LIMIT");
}

TEST_CASE("steps and output are counted wherever they are made")
{
    CHECK(ending("{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}", few_steps()) == "T-LIMIT");
    CHECK(ending("{% for i in range(100000) %}{% for j in range(100000) if false %}{% endfor %}{% endfor %}", few_steps()) == "T-LIMIT");
    Limits limits;
    limits.output = 100'000;
    const std::string much = "{% for i in range(20000) %}xxxxxxxxxx{% endfor %}";
    CHECK(ending({{"a", "{% include 'b' %}"}, {"b", much}}, limits) == "T-LIMIT");
    CHECK(ending({{"a", "{% for i in range(100000) %}{% include 'b' %}{% endfor %}"}, {"b", repeated("x", 1000)}}, limits) == "T-LIMIT");
    CHECK(ending("{% macro m() %}" + much + "{% endmacro %}{{ m() }}", limits) == "T-LIMIT");
    CHECK(ending("{% macro m() %}" + much + "{% endmacro %}{% set x = m() %}", limits) == "T-LIMIT");
    CHECK(ending("{% set x %}" + much + "{% endset %}", limits) == "T-LIMIT");
    CHECK(ending("{% filter upper %}" + much + "{% endfilter %}", limits) == "T-LIMIT");
    CHECK(ending("{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}" + much + "{% endcall %}", limits) == "T-LIMIT");
    CHECK(ending("{% block b %}" + much + "{% endblock %}", limits) == "T-LIMIT");
    CHECK(ending("{{ 'x' * 200000 }}", limits) == "T-LIMIT");
    CHECK(ending("{% autoescape false %}{{ 'x' * 200000 }}{% endautoescape %}", limits) == "T-LIMIT");
}

TEST_CASE("no input takes the square of its size")
{
    CHECK(ending("{{ {" + numbered("", ":1,", 100'000) + "}|length }}") == "100000");
    CHECK(ending("{{ {'a': 1, 'b': 2, 'a': 3}|tojson }}") == "{\"a\": 3, \"b\": 2}");
    CHECK(ending("{{ dict(" + numbered("k", "=1,", 1000) + ")|length }}") == "1000");
    CHECK(ending("{{ dict(" + numbered("k", "=1,", 100'000) + ")|length }}") == "T-SYNTAX");
    CHECK(ending("{{ dict(**{" + numbered("'k", "':1,", 50'000) + "})|length }}") == "T-LIMIT");
    CHECK(ending("{% macro m(" + numbered("p", ",", 1000) + ") %}{{ p999 }}{% endmacro %}{{ m(" + numbered("p", "=1,", 1000) + ") }}") == "1");
    CHECK(ending("{% macro m(" + numbered("p", ",", 10'000) + ") %}{% endmacro %}") == "T-SYNTAX");
    CHECK(ending("{% set " + repeated("a", 500'000) + " = 1 %}{{ " + repeated("a", 400'000) + " }}") == "T-UNDEF");
    CHECK(ending("{% " + repeated("a", 1'000'000) + " %}") == "T-SYNTAX");
    CHECK(ending("{{ x|" + repeated("a", 1'000'000) + " }}") == "T-NAME");
    CHECK(ending("{{ 'y' if ('a' * 500000 ~ 'b') in 'a' * 5000000 }}") == "");
    CHECK(ending("{{ ('a' * 5000000)|replace('a' * 500000 ~ 'b', '')|length }}") == "5000000");
    CHECK(ending("{{ ('x' * 500000)|trim('y' * 500000 ~ 'x')|length }}") == "0");
    CHECK(ending("{{ range(100000)|batch(1)|unique|length }}") == "100000");
    CHECK(ending("{{ [[1], [1.0], [true], [2], {'a': 1}, {'a': 1.0}]|unique|length }}") == "3");
}

TEST_CASE("lists that hold the same lists many times")
{
    const std::string shared = "{% set ns = namespace(a=[1], b=[1]) %}{% for i in range(60) %}{% set ns.a = [ns.a, ns.a] %}"
                               "{% set ns.b = [ns.b, ns.b] %}{% endfor %}";
    CHECK(ending(shared + "{{ 'same' if ns.a == ns.b }}") == "T-LIMIT");
    CHECK(ending(shared + "{{ 'same' if ns.a == ns.a }}") == "same");
}

TEST_CASE("what is nested deep is taken apart without a deep stack")
{
    const std::string loops = "{% for i in range(100000) %}{% for j in range(3) %}";
    const std::string ends = "{% endfor %}{% endfor %}ok";
    for (const auto* nested : {"namespace(x=ns.x)", "cycler(ns.x)", "joiner(ns.x)", "[ns.x]", "{'a': ns.x}", "dict(a=[ns.x])", "cycler(ns.x).next"})
        CHECK(ending("{% set ns = namespace(x=0) %}" + loops + "{% set ns.x = " + nested + " %}" + ends) == "ok");
    CHECK(ending("{% set ns = namespace(x=0) %}" + loops + "{% for k in [ns.x] if true %}{% set ns.x = loop %}{% endfor %}" + ends) == "ok");
}

TEST_CASE("texts that grow while they are written otherwise")
{
    for (const auto* chain : {"|forceescape", "|urlencode", "|tojson"})
        CHECK(ending("{{ ('&\\\\' * 10000000)" + repeated(chain, 60) + "|length }}") == "T-LIMIT");
    CHECK(ending("{{ ('<' * 60000000)|e|length }}") == "T-LIMIT");
    CHECK(ending("{{ " + repeated("[", 50) + "1" + repeated("]", 50) + "|tojson('x' * 60000000)|length }}") == "T-LIMIT");
    CHECK(ending("{{ ('x' * 2000000)|list|length }}") == "T-LIMIT");
    CHECK(ending("{% for c in 'x' * 2000000 %}{% endfor %}") == "T-LIMIT");
    CHECK(ending("{{ ('x' * 2000000)[1:-1:2]|length }}{{ ('x' * 2000000)|reverse|length }}{{ ('x' * 2000000)[-1] }}") == "9999992000000x");
}

TEST_CASE("a render stops at the limit of memory")
{
    Limits limits;
    limits.memory = 4 << 20;
    const auto kept = [](const std::string& value) {
        return "{% set ns = namespace(x=0) %}{% for i in range(100000) %}{% set ns.x = [ns.x, " + value + "] %}{% endfor %}";
    };
    for (const auto* value : {"0", "'x' * 100", "[0] * 100", "range(1000)", "{'a': 1}", "i ~ 'xxxxxxxxxxxxxxxxxxx'"})
        CHECK(ending(kept(value), limits) == "T-LIMIT");
    CHECK(ending("{{ range(1000)|batch(1)|map('batch', 10000, 0)|list|length }}", limits) == "T-LIMIT");
    CHECK(ending(numbered("{% set a", " = 'x' * 100000 %}", 100), limits) == "T-LIMIT");
    CHECK(ending("{% for i in range(100000) %}{% set x = 'x' * 1000 %}{% endfor %}ok", limits) == "ok");
    limits = {};
    limits.output = 1'000'000;
    CHECK(ending("{% macro m(n) %}{{ 'x' * 200000 }}{% if n %}{% set x = m(n - 1) %}{% endif %}{% endmacro %}{% set x = m(40) %}", limits) == "T-LIMIT");
    CHECK(ending("{% macro m() %}{{ 'x' * 200000 }}{% endmacro %}{% for i in range(40) %}{% set x = m() %}{% endfor %}ok", limits) == "ok");
}

TEST_CASE("what an included template hands out lives on")
{
    // Its variables are freed behind it unless something may still call into it.
    CHECK(ending({{"a", "{% set ns = namespace(f=none) %}{% include 'b' %}{% include 'c' %}{{ ns.f() }}{{ ns.f() }}"},
                  {"b", "{% set x = 'x' %}{% macro f() %}{{ x }}{% endmacro %}{% set ns.f = f %}"},
                  {"c", "{% set y = 'y' %}{{ y }}"}}) == "yxx");
    CHECK(ending({{"a", "{% set ns = namespace(f=none) %}{% include 'b' %}{% include 'd' %}{{ ns.f() }}"},
                  {"b", "{% include 'c' %}"},
                  {"c", "{% set x = 'x' %}{% macro f() %}{{ x }}{% endmacro %}{% set ns.f = f %}"},
                  {"d", "{% set y = 'y' %}"}}) == "x");
}

TEST_CASE("the lint goes through a block once, however often super() stands in it")
{
    const auto problems = [](const test::Templates& templates) {
        std::vector<std::unique_ptr<base::SourceFile>> files;
        Environment environment;
        for (const auto& [name, text] : templates) {
            files.push_back(std::make_unique<base::SourceFile>(base::SourceFile{name, text}));
            environment.add_template(*files.back(), name);
        }
        const auto set = environment.compile();
        return set ? std::string() : set.failures().front().code;
    };
    const auto twice = [](const std::string& next) {
        return "{% extends '" + next + "' %}{% block b %}{{ super() }}{{ super() }}{% endblock %}";
    };
    CHECK(problems(chain(90, twice, "{% block b %}x{% endblock %}")) == "");
    CHECK(problems(chain(90, twice, "{% block b %}<a href={{ x }}>{% endblock %}")) == "T-UNSAFE");
    CHECK(problems({{"a", "{% extends 'b' %}{% block b %}{% block a %}{{ super() }}{{ super() }}{% endblock %}{% endblock %}"},
                    {"b", "{% block a %}{% block b %}{% endblock %}{% endblock %}"}}) == "");
}

TEST_CASE("limits that are met between a template and its parent")
{
    // 64 MiB and a little, of which the last turn of the loop prints the end; then the parent begins.
    const auto piece = repeated("y", 1 << 20);
    const auto shown = render(test::Templates{{"a.html", "{% for i in range(65) %}" + piece + "{% endfor %}{% extends 'b.html' %}"}, {"b.html", "B"}});
    CHECK(shown.find("T-LIMIT") != std::string::npos);
}

TEST_CASE("imports and includes that stay are bounded")
{
    const std::string turns = "{% for i in range(110) %}{% for j in range(1000) %}";
    const std::string ends = "{% endfor %}{% endfor %}done";
    CHECK(render(test::Templates{{"a", turns + "{% import 'b' as b with context %}" + ends}, {"b", "{% set x = i %}"}}) == "done");
    CHECK(render(test::Templates{{"a", turns + "{% include 'b' %}" + ends}, {"b", "{% macro x() %}{% endmacro %}"}}).find("T-LIMIT") != std::string::npos);
}

TEST_CASE("objects that hold each other count as memory")
{
    CHECK(code_of("{% set ns = namespace(x=0) %}{% for i in range(100000) %}{% for j in range(100) %}"
                  "{% set ns.x = namespace(p=ns.x) %}{% endfor %}{% endfor %}") == "T-LIMIT");
}

TEST_CASE("a namespace has few members")
{
    CHECK(code_of("{% set ns = namespace(dict(range(100000)|batch(2))) %}") == "T-LIMIT");
}
