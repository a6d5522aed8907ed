// What the list of templates says of each.
#include <memory>

#include <catch2/catch.hpp>

#include "jinja/check/usage.hpp"
#include "jinja/environment.hpp"

using namespace gongkai;
using namespace gongkai::jinja;

namespace {

const std::vector<std::pair<std::string, std::string>> sources = {
    {"base.html", "{{ site }}{% block content %}{% endblock %}{% block foot %}{% endblock %}"},
    {"page.html", "{% extends 'base.html' %}{% from 'm.html' import m with context %}"
                  "{% block content %}{{ m(1)|upper if page is defined }}{{ range(2)|join }}"
                  "{% for row in table %}{% include ['row.html', 'x.html'] %}{% endfor %}{% endblock %}"},
    {"m.html", "{% macro m(a, b=2) %}{{ varargs|join }}{% endmacro %}{% macro _n() %}{% endmacro %}"},
    {"row.html", "{{ row }}{{ table }}{{ subtitle|default('') }}"},
    {"x.html", ""},
    {"texts/used.md", "{{ year }}"},
    {"texts/spare.md", "{{ year }}"},
};

const std::vector<Offer> offers = {{"表页", "page.html", {"site", "page", "table"}}, {"情况说明", "texts/", {"year"}}};

std::map<std::string, TemplateUsage> usage()
{
    static std::vector<std::unique_ptr<base::SourceFile>> files;
    Environment environment;
    for (const auto& [name, text] : sources) {
        files.push_back(std::make_unique<base::SourceFile>(base::SourceFile{"templates/" + name, text}));
        environment.add_template(*files.back(), name);
    }
    auto set = environment.compile();
    for (const auto& problem : set ? base::Diagnostics() : set.failures())
        UNSCOPED_INFO(base::to_text(problem));
    REQUIRE(set);
    std::map<std::string, TemplateUsage> all;
    for (auto& one : usage_of((*set)->templates(), offers, {"texts/used.md"}, (*set)->registry()))
        all[one.name] = one;
    return all;
}

const VariableUsage& variable(const TemplateUsage& usage, const std::string& name)
{
    for (const auto& one : usage.variables)
        if (one.name == name)
            return one;
    throw std::logic_error(name);
}

}  // namespace

TEST_CASE("usage: what a template refers to and makes")
{
    const auto all = usage();
    const auto& page = all.at("page.html");
    CHECK(page.path == "templates/page.html");
    CHECK(page.parent == "base.html");
    CHECK(page.includes == std::vector<std::string>{"row.html", "x.html"});
    REQUIRE(page.imports.size() == 1);
    CHECK(page.imports[0].names == std::vector<std::string>{"m"});
    CHECK(page.imports[0].with_context);
    REQUIRE(page.blocks.size() == 1);
    CHECK(page.blocks[0].replaces == "base.html");
    CHECK(page.filters == std::vector<std::string>{"join", "upper"});
    CHECK(page.tests == std::vector<std::string>{"defined"});
    CHECK(page.functions == std::vector<std::string>{"range"});
    CHECK(all.at("base.html").blocks.size() == 2);
    CHECK(all.at("base.html").used_by == std::vector<std::string>{"page.html"});
    REQUIRE(all.at("m.html").macros.size() == 1);
    CHECK(all.at("m.html").macros[0].parameters == "a, b=…, *varargs");
}

TEST_CASE("usage: where the variables come from")
{
    const auto all = usage();
    CHECK(variable(all.at("page.html"), "table").sources.kinds == std::set<std::string>{"表页"});
    CHECK(variable(all.at("page.html"), "page").may_be_missing);
    CHECK(variable(all.at("page.html"), "m").is_made_here);
    const auto& row = all.at("row.html");
    CHECK(variable(row, "row").sources.makers == std::set<std::string>{"page.html"});
    CHECK(variable(row, "row").sources.kinds.empty());
    CHECK(variable(row, "table").sources.kinds == std::set<std::string>{"表页"});
    CHECK(variable(row, "subtitle").sources.kinds.empty());
    CHECK(row.kinds == std::vector<std::string>{"表页"});
}

TEST_CASE("usage: templates that nothing comes to")
{
    const auto all = usage();
    for (const auto& [name, one] : all) {
        INFO(name);
        CHECK(one.is_used == (name != "texts/spare.md"));
    }
}
