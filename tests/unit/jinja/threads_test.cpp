// One set of templates and one context, rendered by many threads at once.
#include <algorithm>
#include <thread>

#include <catch2/catch.hpp>

#include "unit/jinja/render.hpp"

using namespace gongkai;
using namespace gongkai::jinja;

namespace {

constexpr std::size_t thread_count = 8;

/// What each thread printed, all its renders one after the other; the problems too.
std::vector<std::string> rendered_by_threads(const TemplateSet& set, const std::vector<Value>& contexts, int renders)
{
    std::vector<std::string> outs(thread_count);
    std::vector<std::thread> threads;
    for (auto& out : outs)
        threads.emplace_back([&] {
            for (int i = 0; i < renders; ++i)
                for (const auto& problem : set.render("a", contexts, out))
                    out += base::to_text(problem);
        });
    for (auto& thread : threads)
        thread.join();
    return outs;
}

Value row(std::string name, std::int64_t amount, std::vector<Value> children = {})
{
    return Value::map({{"name", Value::string(std::move(name))},
                       {"amount", Value::decimal(decimal::Decimal(amount, 2))},
                       {"group", Value::integer(amount % 3)},
                       {"children", Value::list(std::move(children))}});
}

}  // namespace

TEST_CASE("eight threads print the same bytes")
{
    const auto compiled = test::compile({{"a", "{% extends 'b' %}{% from 'm' import cell %}{% block t %}{% for r in rows %}"
                                               "{{ cell(r, loop.index) }}{% endfor %}{% endblock %}"},
                                         {"b", "<t>{% block t %}{% endblock %}</t>"},
                                         {"m", "{% macro cell(r, i) %}<i>{{ i }}{{ r|upper }}</i>{% endmacro %}"}});
    REQUIRE(compiled.set);
    const std::vector<Value> contexts = {Value::map({{"rows", Value::list(std::vector<Value>(500, Value::string("a<b")))}})};
    const auto outs = rendered_by_threads(*compiled.set, contexts, 1);
    CHECK(outs[0].size() > 5000);
    CHECK(std::count(outs.begin(), outs.end(), outs[0]) == thread_count);
}

TEST_CASE("what has a state of its own has it in each render")
{
    const auto compiled = test::compile(
        {{"a", "{% extends 'base' %}{% import 'macros' as m %}{% from 'macros' import wrap with context %}"
               "{% block body %}{{ super() }}"
               "{% set ns = namespace(total=0) %}{% set c = cycler('odd', 'even') %}{% set comma = joiner() %}"
               "{% for r in rows %}{% set ns.total = ns.total + r.amount %}{{ comma() }}{{ c.next() }}{{ m.cell(r.name, loop.index) }}"
               "{% include 'part' %}{% endfor %}={{ ns.total }}"
               "{% for r in rows recursive %}{{ loop.depth }}{{ r.name }}{{ loop(r.children) }}{{ loop.cycle(1, 2) }}{% endfor %}"
               "{% for g in rows|groupby('group') %}{{ g.grouper }}{{ g.list|map(attribute='name')|join('、') }}{% endfor %}"
               "{% call wrap('p') %}{{ rows|length }}{% endcall %}"
               "{{ rows|sort(attribute='amount', reverse=true)|map(attribute='amount')|join(' ') }}{{ rows|tojson }}"
               "{% endblock %}"},
         {"base", "<b>{% block body %}{{ title }}{% endblock %}{{ self.body() }}</b>"},
         {"part", "[{{ r.name|e }}{{ loop.index0 }}{{ ns.total }}]"},
         {"macros", "{% macro cell(x, i=0) %}<i>{{ i }}{{ x }}</i>{% endmacro %}"
                    "{% macro wrap(tag) %}<{{ tag }}>{{ caller() }}{{ title }}</{{ tag }}>{% endmacro %}"}});
    for (const auto& problem : compiled.problems)
        UNSCOPED_INFO(base::to_text(problem));
    REQUIRE(compiled.set);
    std::vector<Value> rows;
    for (int i = 0; i < 20; ++i)
        rows.push_back(row("一般公共服务支出<" + std::to_string(i) + ">", 100 * i + i, {row("行政运行", i), row("其他", i + 1)}));
    const std::vector<Value> contexts = {Value::map({{"title", Value::string("共享")}}), Value::map({{"rows", Value::list(rows)}})};
    std::string once;
    for (const auto& problem : compiled.set->render("a", contexts, once))
        once += base::to_text(problem);
    CHECK(once.find("错误") == std::string::npos);
    CHECK(once.find("=") != std::string::npos);
    const auto outs = rendered_by_threads(*compiled.set, contexts, 200);
    CHECK(outs[0] == test::repeated(once, 200));
    CHECK(std::count(outs.begin(), outs.end(), outs[0]) == thread_count);
}

TEST_CASE("threads that fail do so at the same place")
{
    const auto compiled = test::compile({{"a", "{% for r in rows %}{{ r }}{% if loop.last %}{{ r.nothing.at_all }}{% endif %}{% endfor %}"}});
    REQUIRE(compiled.set);
    const std::vector<Value> contexts = {Value::map({{"rows", Value::list(std::vector<Value>(50, Value::string("x")))}})};
    const auto outs = rendered_by_threads(*compiled.set, contexts, 200);
    CHECK(outs[0].find("T-UNDEF") != std::string::npos);
    CHECK(std::count(outs.begin(), outs.end(), outs[0]) == thread_count);
}
