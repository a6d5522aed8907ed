// Whole cases: which templates there are and how they belong together.
#include "generator.hpp"

#include <utility>

#include "builder.hpp"

namespace generated {

Node Builder::include(int depth)
{
    if (extra_.size() >= 2)
        return output(2);
    const auto name = fresh_name("part");
    // In a macro or another captured body Jinja 3.1 yields the output of such an
    // include to the wrong place, or prints a generator object.
    const bool without = options_.newer && !captured_ && random_.percent(30);
    if (without) {
        extra_.emplace_back(name, sequence({leaf("", Role::text, Type::statement, random_.one_of({"{{ '有' if one is defined else '无' }}", "<{{ missing|default('d') }}>\n", "{% for i in range(3) %}{{ i }}{% endfor %}", "静"}))}));
    } else {
        Inner inner(*this);
        macros_.clear();
        loop_item_.reset();
        captured_ = false;
        settable_ = scope_.size();
        extra_.emplace_back(name, Node{});  // its place, and no endless includes
        const auto at = extra_.size() - 1;
        auto contents = body(depth);
        extra_[at].second = std::move(contents);
    }
    std::string pattern = random_.percent(20) ? "include ['nosuch', '" + name + "']" : "include '" + name + "'";
    if (random_.percent(20))
        pattern += " ignore missing";
    if (without)
        pattern += " without context";
    else if (options_.newer && random_.percent(15))
        pattern += " with context";
    const auto kind = without ? "statement include without context" : "statement include";
    auto node = statement(kind, "@", {tag(pattern)});
    if (random_.percent(15))
        node = statement(kind, "@@", {std::move(node), leaf("include ignore missing", Role::optional, Type::statement, "{% include 'nosuch' ignore missing %}")});
    return node;
}

Node Builder::import(int depth)
{
    if (extra_.size() >= 2)
        return output(2);
    const auto file = fresh_name("lib");
    const bool with_context = random_.percent(30);
    const auto number_macro = fresh_name("f");
    const auto text_macro = fresh_name("f");
    auto text_body = [&] {
        if (!with_context)
            return sequence({leaf("", Role::text, Type::statement, random_.one_of({"<{{ p|upper }}>", "{% if p %}{{ p ~ '<' }}{% else %}-{% endif %}", "{{ p|length }}\n", "{{ p }}{{ value }}", "{{ '有' if one is defined else '无' }}{{ p }}"}))});
        Inner inner(*this);
        scope_ = context_variables();
        macros_.clear();
        loop_item_.reset();
        settable_ = scope_.size();
        captured_ = true;
        scope_.push_back({"p", Type::text});
        return body(depth);
    }();
    std::vector<Node> parts;
    parts.push_back(template_text());
    parts.push_back(statement("statement set", "{% set value = 7 %}"));
    parts.push_back(statement("statement macro", "{% macro " + number_macro + "(x, y=2) %}{{ x + y }}{{ value }}{% endmacro %}"));
    parts.push_back(statement("statement macro", "{% macro " + text_macro + "(p) %}@{% endmacro %}", {std::move(text_body)}));
    extra_.emplace_back(file, sequence(std::move(parts)));
    const std::string ending = with_context ? " with context" : random_.percent(45) ? " without context" : "";
    const std::vector<Parameter> two{{"x", Type::integer, false}, {"y", Type::integer, true}};
    if (random_.percent(50)) {
        const auto alias = fresh_name("lib_");
        macros_.push_back({alias + "." + number_macro, two});
        macros_.push_back({alias + "." + text_macro, {{"p", Type::text, false}}});
        scope_.push_back({alias + ".value", Type::integer, 7});
        return statement("statement import" + ending, "@", {tag("import '" + file + "' as " + alias + ending)});
    }
    const auto alias = fresh_name("g");
    macros_.push_back({alias, two});
    macros_.push_back({text_macro, {{"p", Type::text, false}}});
    return statement("statement from import" + ending, "@", {tag("from '" + file + "' import " + number_macro + " as " + alias + ", " + text_macro + ending)});
}

/// A statement that Jinja refuses, or a template that is not there.
Node Builder::broken()
{
    return leaf("broken", Role::fixed, Type::statement, random_.one_of({"{% if %}x{% endif %}", "{{ one + }}", "{% nosuch %}", "{{ one|nosuch }}", "{{ one is nosuch }}", "{% endfor %}", "{{ (one }}",
        "{{ one ? 1 }}", "{% for x %}{% endfor %}", "{% set %}", "{{ }}", "{% include 'nosuch' %}", "{% import 'nosuch' as z %}", "{% from 'nosuch' import z %}",
        "{% set 1 = 2 %}", "{{ [1, 2 }}", "{{ {'a' 1} }}", "{% block q %}{% endblock %}{% block q %}{% endblock %}", "{{ one two }}", "{% for x in %}{% endfor %}",
        "{% macro %}{% endmacro %}", "{% if one %}{% endfor %}", "{{ one. }}", "{{ one[ }}", "{{ 'a' if }}", "{% include ['nosuch', 'neither'] %}", "{{ f(a=1, 2) }}",
        "{% call one %}{% endcall %}", "{% endif %}", "{% else %}", "{{ one | }}", "{{ not }}", "{% with a %}{% endwith %}", "{% filter %}{% endfilter %}", "{{ a b }}", "{{ ! }}",
        "{% for loop in numbers %}{% endfor %}", "{% import 'x' %}", "{{ 1..2 }}", "{% block %}{% endblock %}", "{% endblock %}", "{% raw x %}{% endraw %}", "{{ one ) }}"}));
}

Node Builder::root(int statements)
{
    std::vector<Node> children;
    children.push_back(template_text());
    for (int i = 0; i < statements; ++i) {
        children.push_back(any_statement(4));
        children.push_back(template_text());
    }
    return sequence(std::move(children));
}

Node Builder::parent(const std::vector<std::string>& blocks)
{
    Inner inner(*this);
    top_level_ = false;
    scope_ = context_variables();
    settable_ = scope_.size();
    macros_.clear();
    std::vector<Node> children;
    for (const auto& name : blocks) {
        children.push_back(template_text());
        if (random_.percent(20))
            children.push_back(set(1));
        if (name == "must") {
            children.push_back(statement("statement block required", "@@", {tag("block must required"), tag("endblock")}));
        } else if (name == "each") {
            children.push_back(statement("statement block scoped", "@@@@@", {tag("for each_item in numbers"), tag("block each scoped"),
                leaf("", Role::text, Type::statement, "{{ each_item }}" + random_.one_of({"", ",", "{{ loop.index }}"})), tag("endblock"), tag("endfor")}));
        } else {
            auto contents = [&] {
                Inner in_block(*this);
                settable_ = scope_.size();
                return body(1);
            }();
            children.push_back(statement("statement block", "@@@", {tag("block " + name), std::move(contents), tag(random_.percent(30) ? "endblock " + name : "endblock")}));
        }
        if (random_.percent(15) && name != "must" && name != "each")
            children.push_back(statement("self", "{{ self." + name + "() }}"));
    }
    children.push_back(template_text());
    return sequence(std::move(children));
}

Node Builder::child(const std::vector<std::string>& blocks)
{
    std::vector<Node> children;
    for (int count = random_.between(0, 2); count > 0; --count) {
        children.push_back(random_.percent(50) ? set(1) : macro(1));
        children.push_back(template_text());
    }
    for (const auto& name : blocks) {
        if (name != "must" && random_.percent(35))
            continue;
        auto contents = [&] {
            Inner inner(*this);
            if (name == "each")
                scope_.push_back({"each_item", Type::integer, 30});
            settable_ = scope_.size();
            auto parts = body(2);
            if (name != "must" && random_.percent(50)) {
                parts.children.push_back(leaf("super", Role::optional, Type::statement, random_.one_of({"{{ super() }}", "{{ super()|upper }}", "{{ super() ~ '<' }}"})));
                parts.pieces.resize(parts.children.size() + 1);
            }
            return parts;
        }();
        children.push_back(statement("statement block", "@@@", {tag("block " + name), std::move(contents), tag("endblock")}));
        children.push_back(template_text());
    }
    return sequence(std::move(children));
}

Case Builder::build()
{
    const bool faulty = random_.percent(20);
    const auto kind = random_.between(1, 100);
    if (faulty && kind <= 75)
        faults_ = 1;
    Case result;
    result.context = random_context(random_);
    Node main;
    if (random_.percent(78)) {
        main = root(random_.between(2, 5));
        result.templates.emplace_back("main", std::move(main));
    } else {
        std::vector<std::string> blocks{"title", "content"};
        if (random_.percent(40) && options_.newer)
            blocks.push_back("each");
        if (random_.percent(25) && options_.newer)
            blocks.push_back("must");
        const bool middle = random_.percent(30);
        auto base = parent(blocks);
        Node between;
        if (middle) {
            Inner inner(*this);
            top_level_ = true;
            between = child(blocks);
            between = sequence({tag("extends 'base'"), std::move(between)});
        }
        main = child(blocks);
        std::vector<Node> parts;
        parts.push_back(tag(middle ? "extends 'middle'" : "extends 'base'"));
        parts.back().kind = "statement extends";
        parts.push_back(std::move(main));
        result.templates.emplace_back("main", sequence(std::move(parts)));
        result.templates.emplace_back("base", std::move(base));
        if (middle)
            result.templates.emplace_back("middle", std::move(between));
    }
    if (faulty && kind > 75) {
        auto& children = result.templates.front().second.children;
        children.insert(children.begin() + static_cast<std::ptrdiff_t>(1 + random_.below(children.size())), broken());
        result.templates.front().second.pieces.resize(children.size() + 1);
    }
    for (auto& part : extra_)
        result.templates.push_back(std::move(part));
    return result;
}

Case generate(std::uint64_t seed, const Options& options)
{
    Random random(seed * 0x2545f4914f6cdd1du + 1);
    return Builder(random, options).build();
}

}  // namespace generated
