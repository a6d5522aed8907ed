// Statements other than loops.
#include <utility>

#include "builder.hpp"

namespace generated {

Node Builder::sign(bool plus)
{
    const auto chance = random_.between(1, 100);
    return optional(chance <= 12 ? "sign -" : chance <= 17 && plus ? "sign +" : "", chance <= 12 ? "-" : chance <= 17 && plus ? "+" : "");
}

Node Builder::tag(std::string_view pattern, std::vector<Node> children)
{
    children.insert(children.begin(), sign(true));
    children.push_back(sign(true));
    return make("", Role::fixed, Type::statement, "{%@ " + std::string(pattern) + " @%}", std::move(children));
}

Node Builder::template_text()
{
    static const std::vector<std::string> texts{"", "", "\n", "\n", "\n\n", "  ", "\n  ", " \n", "甲", "abc", "<p>", " x ", "\t", "\n<td>\n\t",
        "}}", "%}", "# a", "{ ", "'\"&", "。\n", "  \n  ", "- ", "\r\n", "a\n    "};
    return leaf("", Role::text, Type::statement, random_.one_of(texts));
}

Node Builder::output(int depth)
{
    auto value = printable(depth);
    std::vector<Node> children{sign(random_.percent(10)), std::move(value), sign(false)};
    // A "+" behind "{{" is a sign, so a value that begins with one keeps its distance.
    return statement("output", "{{@ @ @}}", std::move(children));
}

Node Builder::body(int depth)
{
    std::vector<Node> children;
    children.push_back(template_text());
    for (int count = random_.between(1, depth > 2 ? 3 : 2); count > 0; --count) {
        children.push_back(any_statement(depth));
        children.push_back(template_text());
    }
    return sequence(std::move(children));
}

Node Builder::any_statement(int depth)
{
    if (depth <= 0)
        return output(2);
    switch (random_.below(30)) {
    case 0:
    case 1:
    case 2: return condition(depth - 1);
    case 3:
    case 4:
    case 5:
    case 6: return loop(depth - 1);
    case 7:
    case 8: return set(depth - 1);
    case 9: return with(depth - 1);
    case 10: return namespace_use();
    case 11: return filter_block(depth - 1);
    case 12: return options_.newer ? autoescape(depth - 1) : output(3);
    case 13:
    case 14: return unescaped_ ? output(3) : call_block(depth - 1);
    case 15:
    case 16: return top_level_ ? macro(depth - 1) : output(3);
    case 17: return comment_or_raw();
    case 18: return top_level_ ? block(depth - 1) : output(2);
    case 19: return helper_object(depth - 1);
    case 20: return include(depth - 1);
    case 21: return top_level_ ? import(depth - 1) : output(2);
    case 22: return recursive_loop(depth - 1);
    default: return output(3);
    }
}

Node Builder::condition(int depth)
{
    // What a branch sets may not be there behind it.
    const auto branch = [&] {
        Inner inner(*this);
        return body(depth);
    };
    auto test = random_.percent(15) ? leaf("", Role::expression, Type::boolean, "missing")
                                    : of(std::vector{Type::boolean, Type::boolean, Type::integer, Type::text, Type::texts}[random_.below(5)], 3);
    std::vector<Node> children{tag("if @", {bracketed(std::move(test))}), branch()};
    children.push_back(random_.percent(30) ? optional("statement elif", "@@", {tag("elif @", {subject(Type::boolean, 3)}), branch()}) : optional("", ""));
    children.push_back(random_.percent(40) ? optional("statement else", "@@", {tag("else"), branch()}) : optional("", ""));
    children.push_back(tag("endif"));
    return statement("statement if", "@@@@@", std::move(children));
}

Node Builder::set(int depth)
{
    const auto declare = [&](const std::string& name, Type type, double bound) {
        scope_.push_back({name, type, bound});
        return name;
    };
    const auto type = std::vector{Type::integer, Type::integer, Type::text, Type::text, Type::decimal, Type::integers, Type::texts, Type::boolean, Type::rows, Type::scores}[random_.below(10)];
    switch (random_.below(6)) {
    case 0: {
        auto first = of(Type::integer, 2);
        auto second = of(Type::text, 2);
        const auto bound = first.bound;
        const auto a = declare(fresh_name("a"), Type::integer, bound);
        const auto b = declare(fresh_name("b"), Type::text, 0);
        return statement("statement set several", "@", {tag("set " + a + ", " + b + " = @, @", {std::move(first), std::move(second)})});
    }
    case 1: {
        auto inner_body = [&] {
            Inner inner(*this);
            captured_ = true;
            return body(depth);
        }();
        const auto name = declare(fresh_name("c"), Type::text, 0);
        auto filters = random_.percent(40) ? optional("set with filter", random_.one_of({" | upper", " | trim | lower", "|replace('a', '<')", " | e"})) : optional("", "");
        return statement("statement set block", "@@@", {tag("set " + name + "@", {std::move(filters)}), std::move(inner_body), tag("endset")});
    }
    case 2: {  // a name that is there already, of the same type
        // Not names of the context: Jinja takes a name that is set further down
        // in a scope for undefined in the loops before.
        for (std::size_t i = settable_; i < scope_.size(); ++i) {
            const auto candidate = scope_[i];
            const bool plain = candidate.name.find_first_of(".[(") == std::string::npos;
            if (!plain || (candidate.type != Type::integer && candidate.type != Type::text) || random_.percent(30))
                continue;
            auto value = candidate.type == Type::integer ? bounded(2, candidate.bound) : of(candidate.type, 2);
            if (value.bound > candidate.bound)
                value = number(0);
            return statement("statement set again", "@", {tag("set " + candidate.name + " = @", {std::move(value)})});
        }
        [[fallthrough]];
    }
    default: {
        auto value = of(type, 3);
        const auto bound = value.bound;
        const auto name = declare(fresh_name("v"), type, bound);
        return statement("statement set", "@", {tag("set " + name + " = @", {std::move(value)})});
    }
    }
}

Node Builder::with(int depth)
{
    Inner inner(*this);
    // Jinja gives errors in these values the line of whatever stands before: no faults.
    ++strict_;
    auto first = of(Type::integer, 2);
    auto second = of(Type::text, 2);
    --strict_;
    const auto bound = first.bound;
    if (random_.percent(15))
        return statement("statement with", "@@@", {tag("with"), body(depth), tag("endwith")});
    const auto a = random_.percent(30) ? std::string("one") : fresh_name("w");
    const auto b = fresh_name("w");
    if (a == "one")
        first = number(1);
    scope_.push_back({a, Type::integer, bound});
    scope_.push_back({b, Type::text});
    return statement("statement with", "@@@", {tag("with " + a + " = @, " + b + " = @", {std::move(first), std::move(second)}), body(depth), tag("endwith")});
}

Node Builder::namespace_use()
{
    for (const auto& variable : scope_)
        if (variable.type == Type::space && random_.percent(80)) {
            if (random_.percent(60))
                return statement("statement set attribute", "@", {tag("set " + variable.name + ".total = " + variable.name + ".total + @", {bounded(2, 1e9)})});
            return statement("statement set attribute", "@", {tag("set " + variable.name + ".word = @", {of(Type::text, 2)})});
        }
    const auto name = fresh_name("ns");
    scope_.push_back({name, Type::space});
    scope_.push_back({name + ".total", Type::integer, 1e14});
    scope_.push_back({name + ".word", Type::text});
    return statement("global namespace", "@", {tag("set " + name + " = namespace(" + (random_.percent(30) && options_.newer ? "{'total': 3}, word=zh" : random_.one_of({"total=1, word='w'", "word='', total=0"})) + ")")});
}

Node Builder::filter_block(int depth)
{
    Inner inner(*this);
    captured_ = true;
    return statement("statement filter", "@@@", {tag("filter " + random_.one_of({"upper", "trim", "replace('a', '<b>')", "trim|indent(2)", "e", "truncate(20)", "lower | capitalize"})), body(depth), tag("endfilter")});
}

Node Builder::autoescape(int depth)
{
    Inner inner(*this);
    // What a call block's body gives inside depends in Jinja2 on who is calling whom at run time.
    unescaped_ = true;
    return statement("statement autoescape", "@@@", {tag("autoescape " + random_.one_of({"false", "true", "false"})), body(depth), tag("endautoescape")});
}

Node Builder::macro(int depth)
{
    Macro macro{fresh_name("f"), {}, options_.newer && random_.percent(30), random_.percent(35)};
    std::vector<Node> defaults;
    std::string pattern = "macro " + macro.name + "(";
    bool with_default = false;
    for (int count = random_.between(0, 3); count > 0; --count) {
        with_default = with_default || random_.percent(40);
        const auto type = std::vector{Type::integer, Type::text, Type::texts}[random_.below(3)];
        macro.parameters.push_back({fresh_name("p"), type, with_default});
        pattern += (macro.parameters.size() > 1 ? ", " : "") + macro.parameters.back().name;
        if (with_default) {
            pattern += random_.percent(50) ? "=@" : " = @";
            defaults.push_back(literal(type));
        }
    }
    Node contents = [&] {
        Inner inner(*this);
        loop_item_.reset();
        settable_ = scope_.size();
        captured_ = true;
        for (const auto& parameter : macro.parameters)
            scope_.push_back({parameter.name, parameter.type, 1e12});
        auto parts = body(depth);
        if (macro.takes_more)
            parts.children.push_back(statement("varargs, kwargs", "@", {leaf("", Role::fixed, Type::statement, random_.one_of({"{{ varargs|join(',') }}:{{ kwargs|length }}", "{% for v in varargs %}[{{ v }}]{% endfor %}{{ kwargs|tojson }}", "{{ varargs|length }}{% for k, v in kwargs|dictsort %}{{ k }}={{ v }};{% endfor %}"}))}));
        if (macro.uses_caller)
            parts.children.push_back(statement("caller", "@", {leaf("", Role::fixed, Type::statement, random_.one_of({"{% if caller %}<{{ caller() }}>{% endif %}", "{{ caller() if caller else '-' }}"}))}));
        parts.pieces.resize(parts.children.size() + 1);
        return parts;
    }();
    macros_.push_back(macro);
    return statement("statement macro", "@@@", {tag(pattern + ")", std::move(defaults)), std::move(contents), tag("endmacro")});
}

Node Builder::call_block(int depth)
{
    if (macros_.empty())
        return top_level_ ? macro(depth) : output(2);
    std::vector<Macro> fitting;
    for (const auto& macro : macros_)
        if (macro.uses_caller)
            fitting.push_back(macro);
    if (fitting.empty()) {  // a macro of its own, with arguments for the caller
        if (!top_level_)
            return output(2);
        const auto name = fresh_name("g");
        Inner inner(*this);
        captured_ = true;
        scope_.push_back({"q1", Type::integer, 9});
        scope_.push_back({"q2", Type::text});
        auto define = make("", Role::fixed, Type::statement, "{% macro " + name + "(x) %}[{{ caller(x, 'a<' ~ x) }}]{% endmacro %}");
        return statement("statement call with parameters", "@@@@", {std::move(define), tag("call(q1, q2" + random_.one_of({"", "='d'", ", q3=1"}) + ") " + name + "(@)", {small()}), body(depth), tag("endcall")});
    }
    auto called = call(random_.one_of(fitting), 2);
    Inner inner(*this);
    captured_ = true;
    return statement("statement call", "@@@", {tag("call @", {std::move(called)}), body(depth), tag("endcall")});
}

Node Builder::comment_or_raw()
{
    const auto inside = random_.one_of({" x ", " {{ no }} ", "\n a \n", " {% if %} ", "", " 注释 #} <"});
    if (random_.percent(50))
        return statement("comment", "{#@ @ @#}", {sign(true), leaf("", Role::text, Type::statement, inside.find("#}") == std::string::npos ? inside : " c "), sign(true)});
    return statement("statement raw", "{%@ raw @%}@{%@ endraw @%}", {sign(true), sign(false), leaf("", Role::text, Type::statement, inside), sign(true), sign(true)});
}

/// A block on the spot; it sees the context and what the template's top level sets.
Node Builder::block(int depth)
{
    const auto name = fresh_name("b");
    Node contents = [&] {
        Inner inner(*this);
        loop_item_.reset();
        settable_ = scope_.size();
        return body(depth);
    }();
    auto end = tag(random_.percent(30) ? "endblock " + name : "endblock");
    auto node = statement("statement block", "@@@@", {tag("block " + name), std::move(contents), std::move(end),
        random_.percent(30) ? optional("self", "{{ self." + name + "() }}") : optional("", "")});
    return node;
}

Node Builder::helper_object(int depth)
{
    const auto name = fresh_name("h");
    Inner inner(*this);
    if (random_.percent(50)) {
        auto make_cycler = tag("set " + name + " = cycler(@, @, 'z')", {of(Type::text, 1), text_literal()});
        scope_.push_back({name + ".current", Type::text});
        scope_.push_back({name + ".next()", Type::text});
        auto reset = random_.percent(50) ? optional("statement do", "@", {tag("do " + name + random_.one_of({".reset()", ".next()"}))}) : optional("", "");
        return statement("global cycler", "@@@@", {std::move(make_cycler), body(depth), std::move(reset), body(depth)});
    }
    auto make_joiner = tag("set " + name + " = joiner(" + random_.one_of({"", "'、'", "'<'", "sep='; '"}) + ")");
    scope_.push_back({name + "()", Type::text});
    return statement("global joiner", "@@{{ " + name + "() }}@", {std::move(make_joiner), body(depth), body(depth)});
}

}  // namespace generated
