// How long a render takes: a table page of 60 × 8 cells, and a page with
// inheritance and macros. Prints nanoseconds per render, the best of five rounds.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "jinja/environment.hpp"

using namespace gongkai;
using namespace gongkai::jinja;

namespace {

const std::vector<std::pair<std::string, std::string>> templates = {
    {"table.html",
     "<table>{% for row in rows %}<tr class=\"{{ 'even' if loop.index is even else 'odd' }}\"><th>{{ row.name }}</th>"
     "{% for cell in row.cells %}<td>{{ cell|fixed(2)|thousands }}</td>{% endfor %}</tr>{% endfor %}</table>"},
    {"base.html", "<!doctype html><title>{% block title %}{{ site }}{% endblock %}</title><main>{% block body %}{% endblock %}</main>"},
    {"card.html", "{% macro card(title, level=2) %}<section><h{{ level }}>{{ title }}</h{{ level }}>{{ caller() }}</section>{% endmacro %}"},
    {"page.html",
     "{% extends 'base.html' %}{% from 'card.html' import card %}{% block title %}{{ rows[0].name }} - {{ super() }}{% endblock %}"
     "{% block body %}{% for row in rows %}{% call card(row.name, level=3) %}{{ row.cells|sum }}{% endcall %}{% endfor %}{% endblock %}"},
};

std::vector<Value> context()
{
    std::vector<Value> rows;
    for (int i = 0; i < 60; ++i) {
        std::vector<Value> cells;
        for (int j = 0; j < 8; ++j)
            cells.push_back(Value::decimal(decimal::Decimal(163852 + 977 * i * j, 2)));
        rows.push_back(Value::map({{"name", Value::string("一般公共服务支出<" + std::to_string(i))}, {"cells", Value::list(cells)}}));
    }
    return {Value::map({{"rows", Value::list(std::move(rows))}, {"site", Value::string("预决算公开")}})};
}

void measure(const TemplateSet& set, const std::string& name, const std::vector<Value>& contexts)
{
    constexpr int renders = 300;
    auto best = std::chrono::nanoseconds::max();
    std::size_t bytes = 0;
    for (int round = 0; round < 5; ++round) {
        const auto start = std::chrono::steady_clock::now();
        for (int i = 0; i < renders; ++i) {
            std::string out;
            if (const auto problems = set.render(name, contexts, out); !problems.empty()) {
                std::fputs(base::to_text(problems.front()).c_str(), stderr);
                return;
            }
            bytes = out.size();
        }
        best = std::min(best, std::chrono::nanoseconds(std::chrono::steady_clock::now() - start) / renders);
    }
    std::printf("%-12s %8lld ns a render, %zu bytes\n", name.c_str(), static_cast<long long>(best.count()), bytes);
}

}  // namespace

int main()
{
    std::vector<std::unique_ptr<base::SourceFile>> files;
    Environment environment;
    for (const auto& [name, text] : templates) {
        files.push_back(std::make_unique<base::SourceFile>(base::SourceFile{name, text}));
        environment.add_template(*files.back(), name);
    }
    const auto set = environment.compile();
    if (!set) {
        std::fputs(base::to_text(set.failures().front()).c_str(), stderr);
        return 1;
    }
    const auto contexts = context();
    measure(**set, "table.html", contexts);
    measure(**set, "page.html", contexts);
    return 0;
}
