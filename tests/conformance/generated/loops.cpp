// Loops.
#include <utility>

#include "builder.hpp"

namespace generated {

Node Builder::loop_control()
{
    const auto word = random_.one_of({"break", "continue"});
    return statement("statement " + word, "@@@", {tag("if @", {subject(Type::boolean, 2)}), tag(word), tag("endif")});
}

Node Builder::loop_body(int depth)
{
    auto parts = body(depth);
    if (options_.newer && random_.percent(20)) {
        parts.children.insert(parts.children.begin() + static_cast<std::ptrdiff_t>(random_.below(parts.children.size())), loop_control());
        parts.pieces.resize(parts.children.size() + 1);
    }
    return parts;
}

Node Builder::loop(int depth)
{
    Type item = Type::integer;
    Node source;
    std::string targets;
    std::vector<Variable> declared;
    const auto one = fresh_name("i");
    const auto two = fresh_name("j");
    switch (random_.below(12)) {
    case 0:
    case 1:
        source = of(Type::integers, 2, true);
        declared = {{one, Type::integer, 1e12}};
        break;
    case 2:
    case 3:
        source = of(random_.percent(85) ? Type::texts : Type::text, 2, true);
        item = Type::text;
        declared = {{one, Type::text}};
        break;
    case 4:
    case 5:
        source = of(Type::rows, 2, true);
        item = Type::row;
        declared = {{one, Type::row}, {one + ".v", Type::integer, 20}, {one + "['name']", Type::text}, {one + ".money", Type::decimal}, {one + ".tags", Type::texts}};
        break;
    case 6:
        source = filter(random_.one_of({"dictsort", "items"}), Type::none, "", {of(Type::scores, 1)});
        item = Type::none;
        declared = {{one, Type::text}, {two, Type::integer, 1e12}};
        break;
    case 7:
        source = filter("groupby", Type::none, random_.one_of({"('g')", "(attribute='g')"}), {of(Type::rows, 1)});
        item = Type::none;
        declared = {{one, Type::text}, {two, Type::rows}};
        break;
    case 8:
        source = filter(random_.one_of({"batch", "slice"}), Type::none, random_.one_of({"(2)", "(3)"}), {of(Type::integers, 1)});
        item = Type::integers;
        declared = {{one, Type::integers}};
        break;
    case 9:
        source = leaf("literal tuple", Role::expression, Type::none, random_.one_of({"[('a', 1), ('<', 2)]", "[['q', 5]]", "(('x', 0), ('甲', 3))", "[(zh, k), (s, 4),]"}));
        item = Type::none;
        declared = {{one, Type::text}, {two, Type::integer, 20}};
        break;
    case 10:
        source = expression("global range", Type::none, random_.one_of({"range(@)", "range(@, 12, 4)", "range(3, -2, -@)"}), {small()});
        declared = {{one, Type::integer, 20}};
        break;
    default:
        source = filter("map", Type::none, random_.one_of({"('upper')", "('trim')"}), {of(Type::texts, 1)});
        item = Type::text;
        declared = {{one, Type::text}};
    }
    const bool pair = item == Type::none;
    targets = pair ? (random_.percent(80) ? one + ", " + two : "(" + one + ", " + two + ")") : one;
    // Groups by their members, as the newer engine and Jinja give them.
    const bool members = options_.newer && source.kind == "filter groupby" && random_.percent(40);
    if (members) {
        targets = one;
        declared = {{one + ".grouper", Type::text}, {one + ".list", Type::rows}};
    }
    auto otherwise = random_.percent(25) ? optional("statement for else", "@@", {tag("else"), [&] {
                                                        Inner inner(*this);
                                                        loop_item_.reset();
                                                        return body(0);
                                                    }()})
                                         : optional("", "");
    Inner inner(*this);
    loop_item_.reset();
    for (auto& variable : declared)
        scope_.push_back(std::move(variable));
    auto condition = random_.percent(20) ? optional("statement for if", " if @", {operand(Type::boolean, 2)}) : optional("", "");
    loop_item_ = item;
    auto contents = loop_body(depth);
    const auto kind = members ? "groupby members" : pair ? "statement for unpacking" : "statement for";
    return statement(kind, "@@@@", {tag("for " + targets + " in @@", {bracketed(std::move(source)), std::move(condition)}), std::move(contents), std::move(otherwise), tag("endfor")});
}

Node Builder::recursive_loop(int depth)
{
    if (!options_.newer)
        return loop(depth);
    Inner inner(*this);
    captured_ = true;
    const auto node = fresh_name("node");
    scope_.push_back({node + ".name", Type::text});
    loop_item_ = Type::tree;
    auto contents = body(std::min(depth, 1));
    const auto descend = random_.one_of({"{{ loop(@.children) }}", "{% if @.children %}({{ loop(@.children) }}){% endif %}", "{{ loop(@.children)|upper }}", "{{ loop.depth }}{{ loop(@.children) }}"});
    std::string again;
    for (const char c : descend)
        again += c == '@' ? node : std::string(1, c);
    contents.children.push_back(leaf("", Role::optional, Type::statement, again));
    contents.pieces.resize(contents.children.size() + 1);
    return statement("statement for recursive", "@@@", {tag("for " + node + " in tree recursive"), std::move(contents), tag("endfor")});
}

}  // namespace generated
