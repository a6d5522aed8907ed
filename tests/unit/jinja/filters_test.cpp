// Filters whose results Jinja2 does not define, or where a mistake must not pass.
#include <catch2/catch.hpp>

#include "unit/jinja/render.hpp"

using namespace gongkai;
using namespace gongkai::jinja;
using test::code_of;
using test::render;

namespace {

Value decimal_value(std::string_view text) { return Value::decimal(*decimal::Decimal::parse(text)); }

}  // namespace

TEST_CASE("a name that is not there never passes as a figure")
{
    CHECK(code_of("{{ typo|int }}") == "T-UNDEF");
    CHECK(code_of("{{ typo|float }}") == "T-UNDEF");
    CHECK(code_of("{{ typo in [1] }}") == "T-UNDEF");
    CHECK(code_of("{{ [{'a': 1}]|selectattr('b', 'eq', 1)|list|length }}") == "T-UNDEF");
    CHECK(code_of("{{ [{'a': 1}]|selectattr('b', 'in', [1])|list|length }}") == "T-UNDEF");
    CHECK(render("{{ [{'a': 1}]|selectattr('b', 'defined')|list|length }}") == "0");
    CHECK(render("{{ [{'a': 1}]|selectattr('b')|list|length }}") == "0");
    CHECK(code_of("{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}", {{"a", Value::integer(1)}}) == "T-UNDEF");
}

TEST_CASE("int reads what Python's int does")
{
    CHECK(render("{{ ' 42 '|int }} {{ '1e5'|int }} {{ '-7.9'|int }} {{ '1_000'|int }} {{ 'x'|int(-1) }} {{ ''|int }}") ==
          "42 100000 -7 1000 -1 0");
    CHECK(render("{{ '0x1F'|int(0, 16) }} {{ 'ff'|int(base=16) }} {{ '101'|int(0, 2) }} {{ '9'|int(5, 8) }}") == "31 255 5 9");
    CHECK(render("{{ none|int }} {{ [1]|int(3) }} {{ 3.99|int }} {{ d|int }}", {{"d", decimal_value("-3.99")}}) == "0 3 3 -3");
    CHECK(code_of("{{ '99999999999999999999'|int }}") == "T-LIMIT");
    CHECK(code_of("{{ 1e30|int }}") == "T-LIMIT");
    CHECK(code_of("{{ d|int }}", {{"d", decimal_value("99999999999999999999")}}) == "T-LIMIT");
}

TEST_CASE("round keeps integers, and decimals round half away from zero")
{
    CHECK(render("{{ 42|round }} {{ 42|round(2) }} {{ 15|round(-1) }} {{ 25|round(-1) }} {{ 1250|round(-2) }}") == "42 42 20 20 1200");
    CHECK(render("{{ 1234.5|round(-2) }} {{ 2.5|round }} {{ 42|round(0, 'floor') }}") == "1200.0 2.0 42.0");
    CHECK(render("{{ d|round(2) }} {{ d|round(-1) }} {{ d|round }}", {{"d", decimal_value("-25.125")}}) == "-25.13 -30 -25");
    CHECK(code_of("{{ 1.5|round(0, 'up') }}") == "T-CALL");
}

TEST_CASE("decimal // and % are exact")
{
    const std::vector<Member> context = {{"a", decimal_value("1")}, {"b", decimal_value("0.0000000000000000003")},
                                         {"c", decimal_value("-7.50")}};
    CHECK(render("{{ a // b }} {{ a % b }}", context) == "3333333333333333333 0.0000000000000000001");
    CHECK(render("{{ c // 2 }} {{ c % 2 }}", context) == "-3 -1.50");
}

TEST_CASE("striptags and trim")
{
    CHECK(render("{{ 'a < b'|striptags }}") == "a &lt; b");
    CHECK(render("{{ '<p>1 &lt; 2</p><!-- <b> -->&#x4e2d;&nosuch;'|striptags }}") == "1 &lt; 2中&amp;nosuch;");
    CHECK(render("{{ '<p>甲</p>\n　<p>乙</p>'|striptags }}") == "甲 乙");
    CHECK(render("[{{ '　预算　'|trim }}][{{ '预算公开'|trim('开预') }}][{{ '　'|trim }}][{{ 'xax'|trim('x') }}]") == "[预算][算公][][a]");
}

TEST_CASE("an argument is used or refused")
{
    CHECK(code_of("{{ 'a%s'|format(1, 2) }}") == "T-CALL");
    CHECK(code_of("{{ 1.5|round(1, precision=2) }}") == "T-CALL");
    CHECK(code_of("{{ 1.5|round(precision=1, precision=2) }}") == "T-SYNTAX");
    CHECK(code_of("{% macro m(a) %}{% endmacro %}{{ m(1, a=2) }}") == "T-CALL");
    CHECK(code_of("{{ 'a'|e('b') }}") == "T-CALL");
    CHECK(render("{% for g, rows in [{'k': 'b'}, {}]|groupby('k', default='a') %}{{ g }}{{ rows|length }} {% endfor %}") == "a1 b1 ");
    CHECK(render("{{ {'a': [1, 2], 'b': {}}|tojson(2) }}") == "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}");
}

TEST_CASE("the filters of our own")
{
    const std::vector<Member> context = {{"d", decimal_value("-1638.525")}};
    CHECK(render("{{ d|fixed }} {{ d|fixed(0) }} {{ 3|fixed(1) }}", context) == "-1638.53 -1639 3.0");
    CHECK(render("{{ d|thousands }} {{ 1234567|thousands }} {{ '1638.50'|thousands }}", context) == "-1,638.525 1,234,567 1,638.50");
    CHECK(render("{{ d|percent }} {{ 12|percent(2) }}", context) == "-1638.5% 12.00%");
    CHECK(render("{{ 1638|cn_upper }}") == "壹仟陆佰叁拾捌元整");
    CHECK(code_of("{{ d|cn_upper }}", context) == "T-TYPE");
    CHECK(render("{{ '/预算?a=b c'|url }} {{ 'https://x.cn/a'|url }}") == "/%E9%A2%84%E7%AE%97?a=b%20c https://x.cn/a");
    CHECK(code_of("{{ 'javascript:alert(1)'|url }}") == "T-URL");
    CHECK(code_of("{{ 'JaVa:x'|url }}") == "T-URL");
}
