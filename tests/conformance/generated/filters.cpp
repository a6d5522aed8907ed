// Filters, by the type they give.
#include "builder.hpp"

namespace generated {

/// children[0] is what the filter is applied to; the others stand in `arguments`.
Node Builder::filter(const std::string& name, Type type, const std::string& arguments, std::vector<Node> children)
{
    children.front() = bracketed(std::move(children.front()));
    return expression("filter " + name, type, "@|" + name + arguments, std::move(children));
}

Node Builder::integer_filter(int depth)
{
    const auto with_bound = [](Node node, double bound) {
        node.bound = bound;
        return node;
    };
    switch (random_.below(11)) {
    case 0: {
        const auto type = std::vector{Type::text, Type::integers, Type::texts, Type::rows, Type::scores}[random_.below(5)];
        return with_bound(filter(random_.one_of({"length", "count"}), Type::integer, "", {of(type, depth)}), 1000);
    }
    case 1: {
        auto inner = of(Type::integer, depth);
        const auto bound = inner.bound;
        return with_bound(filter("abs", Type::integer, "", {std::move(inner)}), bound);
    }
    case 2: return with_bound(filter("int", Type::integer, random_.one_of({"", "(7)", "(default=-1)", "(0, 16)", "(base=8)"}), {of(Type::text, depth)}), 1e12);
    case 3: return with_bound(filter("int", Type::integer, "", {of(random_.percent(50) ? Type::decimal : Type::real, 0)}), 1e12);
    case 4: return with_bound(filter("sum", Type::integer, random_.one_of({"", "(start=5)"}), {of(Type::integers, depth)}), 1e14);
    case 5: return with_bound(filter("sum", Type::integer, random_.one_of({"(attribute='v')", "('v', 3)"}), {of(Type::rows, depth)}), 1e4);
    case 6: return with_bound(filter(random_.one_of({"min", "max"}), Type::integer, "", {leaf("", Role::expression, Type::integers, "numbers")}), 30);
    case 7: return with_bound(filter("default", Type::integer, "(@)", {filter(random_.one_of({"first", "last", "min", "max"}), Type::integer, "", {of(Type::integers, depth)}), small()}), 1e12);
    case 8: {
        auto inner = of(Type::integer, 0);
        const auto bound = inner.bound;
        return with_bound(filter(random_.one_of({"default", "d"}), Type::integer, random_.one_of({"(3)", "(3, true)"}), {std::move(inner)}), bound + 3);
    }
    case 9: return with_bound(filter("d", Type::integer, "(@)", {leaf("", Role::expression, Type::integer, random_.one_of({"missing", "m.nosuch", "numbers[77]"})), small()}), 9);
    default: return with_bound(filter("round", Type::integer, random_.one_of({"", "(2)"}), {bounded(depth, 1e12)}), 1e12);
    }
}

Node Builder::text_filter(int depth)
{
    const auto plain = [&](const std::string& name, const std::string& arguments = "") {
        return filter(name, Type::text, arguments, {of(Type::text, depth)});
    };
    switch (random_.below(26)) {
    case 0: return plain("upper");
    case 1: return plain("lower");
    case 2: return plain("capitalize");
    case 3: return plain("title");
    case 4: return plain("trim", random_.one_of({"", "('a ')", "(chars='甲-')", "(' ')"}));
    case 5: return filter("replace", Type::text, random_.one_of({"(@, @)", "(@, @, 1)", "(@, @, count=2)"}), {of(Type::text, depth), text_literal(), of(Type::text, 0)});
    case 6:
    case 7: return plain("truncate", random_.one_of({"(5)", "(6, true)", "(3, true, '…', 0)", "(8, false, '', 0)", "(length=7, leeway=0)", "(5, end='<>')", "(9)"}));
    case 8:
    case 9: return plain("indent", random_.one_of({"", "(2)", "(3, true)", "(2, first=true, blank=true)", "('> ')", "(width=1)", "('甲', true, true)"}));
    case 10: return plain("striptags");
    case 11: return plain("escape");
    case 12: return plain("e");
    case 13: return plain("safe");
    case 14: return plain("forceescape");
    case 15: {
        const auto type = std::vector{Type::text, Type::integer, Type::decimal, Type::real}[random_.below(4)];
        return filter("string", Type::text, "", {of(type, depth)});
    }
    case 16: return options_.newer && random_.percent(30) ? filter("urlencode", Type::text, "", {of(Type::scores, depth)}) : plain("urlencode");
    case 17: {
        const auto pattern = !options_.newer ? random_.one_of({"'%s-%s'", "'<%s> %d'", "html ~ '%s%s'"}) : random_.one_of({"'%s-%s'", "'<%s> %d'", "\"%s%% %05d\"", "'%5s|%-5d|'", "html ~ '%s%s'", "'%s %x'"});
        return filter("format", Type::text, "(@, @)", {operation("", Type::text, pattern, {}), of(Type::text, depth), bounded(0, 1e6)});
    }
    case 18:
        if (!options_.newer)
            return plain("trim");
        return filter("format", Type::text, "(@)", {leaf("", Role::expression, Type::text, random_.one_of({"'%.2f'", "'%8.3f'", "'%.0f'", "'%+.1f'"})), of(Type::real, 0)});
    case 19: return plain("reverse");
    case 20: return plain(random_.one_of({"default", "d"}), random_.one_of({"('x')", "('x', true)", "('<', boolean=true)", "(default_value='q')"}));
    case 21: return filter("default", Type::text, "(@)", {leaf("", Role::expression, Type::text, random_.one_of({"missing", "m.nosuch", "rows[0].note", "words[50]"})), of(Type::text, 0)});
    case 22: return filter("default", Type::text, "(@)", {random_.percent(50) ? filter("first", Type::text, "", {of(Type::text, depth)}) : filter(random_.one_of({"first", "last", "min", "max"}), Type::text, "", {of(Type::texts, depth)}), text_literal()});
    case 23: {
        const auto type = std::vector{Type::scores, Type::integers, Type::texts, Type::text, Type::boolean, Type::integer, Type::none, Type::real}[random_.below(8)];
        return filter("tojson", Type::text, random_.percent(15) ? "(indent=2)" : "", {of(type, depth)});
    }
    default: return filter("xmlattr", Type::text, random_.one_of({"", "(false)", "(autospace=true)"}),
                           {expression("literal map", Type::none, random_.one_of({"{'id': @, 'class': @, 'x': nil}", "{'title': @, 'data-n': @, 'q': nil}", "{'a': nil, 'b': @, 'c': @}"}), {of(Type::integer, 0), of(Type::text, depth)})});
    }
}

Node Builder::text_from_list(int depth)
{
    const auto join = [&](Node list, const std::string& arguments) { return filter("join", Type::text, arguments, {std::move(list)}); };
    switch (random_.below(11)) {
    case 0: return join(of(Type::texts, depth), random_.one_of({"", "(', ')", "('<br>')", "(html)", "(d='、')"}));
    case 1: return join(of(Type::integers, depth), random_.one_of({"('+')", "(',')"}));
    case 2: return join(of(Type::rows, depth), random_.one_of({"('/', attribute='name')", "(' ', 'v')", "(attribute='money')"}));
    case 3: return join(of(Type::decimals, depth), "(' ')");
    case 4: return join(filter("map", Type::none, random_.one_of({"('upper')", "('length')", "('replace', 'a', '<')", "('truncate', 5)", "('trim')", "('e')", "('default', 'z', true)"}), {of(Type::texts, depth)}), "('|')");
    case 5: return join(filter("map", Type::none, "('join', '-')", {filter("batch", Type::none, random_.one_of({"(2)", "(3, 0)", "(linecount=2, fill_with='x')"}), {of(Type::integers, depth)})}), "(' / ')");
    case 6: return join(filter("map", Type::none, "('join', '-')", {filter("slice", Type::none, random_.one_of({"(2)", "(3, 'x')", "(slices=2)"}), {of(Type::integers, depth)})}), "(' / ')");
    case 7: return join(filter("map", Type::none, "('join', '=')", {filter(random_.one_of({"items", "dictsort"}), Type::none, "", {of(Type::scores, depth)})}), "('&')");
    case 8: return join(filter("map", Type::none, "('first')", {filter("groupby", Type::none, random_.one_of({"('g')", "('v')", "(attribute='g')", "('note', default='无')"}), {of(Type::rows, depth)})}), "(',')");
    case 9: return join(filter("map", Type::none, random_.one_of({"(attribute='note', default='无')", "(attribute='tags.0', default='-')"}), {of(Type::rows, depth)}), "");
    default: return join(filter("reverse", Type::none, "", {of(Type::integers, depth)}), "(',')");
    }
}

Node Builder::integers(int depth)
{
    const auto listed = [&](const std::string& name, const std::string& arguments, Type from = Type::integers) {
        return filter("list", Type::integers, "", {filter(name, Type::none, arguments, {of(from, depth)})});
    };
    switch (random_.below(17)) {
    case 0: return filter("sort", Type::integers, random_.one_of({"", "(reverse=true)", "(true)"}), {of(Type::integers, depth)});
    case 1: return listed("reverse", "");
    case 2: return listed("unique", "");
    case 3:
        if (random_.percent(25)) {
            auto node = listed("select", "('==', 2)");
            node.children.front().kind = "test ==";
            return node;
        }
        return listed("select", random_.one_of({"", "('odd')", "('gt', 2)", "('divisibleby', 3)", "('in', [1, 2, 3])", "('ne', 1)", "('lessthan', 4)"}));
    case 4: return listed("reject", random_.one_of({"", "('even')", "('lt', 5)", "('none')", "('==', 2)", "('>=', 3)"}));
    case 5: return listed("map", "('abs')");
    case 6: return listed("map", random_.one_of({"(attribute='v')", "(attribute='nosuch', default=4)", "(attribute='tags')|map('length')"}), Type::rows);
    case 7: return listed("map", random_.one_of({"('length')", "('int')", "('int', default=3)"}), Type::texts);
    case 8: return listed("dictsort", random_.one_of({"|map(attribute=1)", "(true)|map('last')", "(by='value')|map('last')", "(false, 'value', true)|map(attribute='1')"}), Type::scores);
    case 9: return listed("items", "|map('last')", Type::scores);
    case 10: return expression("expression slice", Type::integers, random_.one_of({"@[1:]", "@[:2]", "@[::-1]", "@[-2:]", "@[::2]", "@[4:1:-1]", "@[:]"}), {indexed(of(Type::integers, depth))});
    case 11: return operation("list +", Type::integers, "@ + @", {operand(Type::integers, depth), operand(Type::integers, depth)});
    case 12: {
        auto range = expression("global range", Type::none, random_.one_of({"range(@)", "range(1, @)", "range(@, 0, -2)", "range(0, @, 3)"}), {small()});
        return filter("list", Type::integers, "", {std::move(range)});
    }
    case 13: return expression("literal list", Type::integers, "[@, @]", {bounded(depth, 1e12), bounded(0, 1e12)});
    case 14: return filter("default", Type::integers, "([])", {filter("first", Type::none, "", {filter(random_.one_of({"batch", "slice"}), Type::none, "(2)", {of(Type::integers, depth)})})});
    case 15: {
        if (!options_.newer)
            return variable(Type::integers);
        ++strict_;
        auto node = operation("list *", Type::integers, "@ * @", {subject(Type::integers, 0), number(random_.between(0, 2))});
        --strict_;
        return node;
    }
    default: return filter("list", Type::integers, "", {of(Type::integers, depth)});
    }
}

Node Builder::decimals(int depth)
{
    switch (random_.below(4)) {
    case 0: return filter("sort", Type::decimals, random_.one_of({"", "(reverse=true)"}), {of(Type::decimals, depth)});
    case 1: return filter("list", Type::decimals, "", {filter("map", Type::none, "(attribute='money')", {of(Type::rows, depth)})});
    case 2: return filter("list", Type::decimals, "", {filter("select", Type::none, "('gt', 10)", {of(Type::decimals, depth)})});
    default: return filter("list", Type::decimals, "", {filter("map", Type::none, "('abs')", {of(Type::decimals, depth)})});
    }
}

Node Builder::texts(int depth)
{
    const auto listed = [&](const std::string& name, const std::string& arguments, Type from = Type::texts) {
        return filter("list", Type::texts, "", {filter(name, Type::none, arguments, {of(from, depth)})});
    };
    switch (random_.below(14)) {
    case 0: return filter("sort", Type::texts, random_.one_of({"", "(reverse=true)", "(case_sensitive=true)", "(false, true)"}), {of(Type::texts, depth)});
    case 1: return listed("unique", random_.one_of({"", "(case_sensitive=true)", "(true)"}));
    case 2: return listed("map", random_.one_of({"('upper')", "('replace', 'a', 'b')", "('trim')", "('title')", "('e')", "('string')"}));
    case 3: return listed("map", random_.one_of({"(attribute='name')", "(attribute='note', default='-')", "(attribute='g')"}), Type::rows);
    case 4: return listed("select", random_.one_of({"", "('string')", "('ne', 'a')", "('lower')", "('in', words)"}));
    case 5: return listed("reject", random_.one_of({"", "('eq', '')", "('upper')", "('escaped')"}));
    case 6: return listed("groupby", random_.one_of({"('g')|map('first')", "('g')|map(attribute=0)", "('g', case_sensitive=true)|map('first')", "('name')|map('first')"}), Type::rows);
    case 7: return filter("list", Type::texts, "", {of(Type::text, depth)});
    case 8: return filter("list", Type::texts, "", {of(Type::scores, depth)});
    case 9: return listed("dictsort", random_.one_of({"|map('first')", "(case_sensitive=true)|map('first')", "(reverse=true)|map(attribute=0)"}), Type::scores);
    case 10: return expression("expression slice", Type::texts, random_.one_of({"@[1:]", "@[:2]", "@[::-1]", "@[-1:]"}), {indexed(of(Type::texts, depth))});
    case 11: return expression("literal list", Type::texts, "[@, @]", {of(Type::text, depth), of(Type::text, 0)});
    case 12: return filter("default", Type::texts, "([])", {filter("first", Type::none, "", {filter("map", Type::none, "(attribute='tags')", {of(Type::rows, depth)})})});
    default: return operation("list +", Type::texts, "@ + @", {operand(Type::texts, depth), operand(Type::texts, 0)});
    }
}

Node Builder::rows(int depth)
{
    const auto listed = [&](const std::string& name, const std::string& arguments) {
        return filter("list", Type::rows, "", {filter(name, Type::none, arguments, {of(Type::rows, depth)})});
    };
    switch (random_.below(8)) {
    case 0: return filter("sort", Type::rows, random_.one_of({"(attribute='v')", "(attribute='g,v')", "(attribute='name', reverse=true)", "(attribute='money')", "(true, true, 'name')"}), {of(Type::rows, depth)});
    case 1: return listed("selectattr", random_.one_of({"('note')", "('v', 'gt', 3)", "('note', 'defined')", "('g', 'eq', 'x')", "('name', 'in', words)", "('money', '>', 0)"}));
    case 2: return listed("rejectattr", random_.one_of({"('note')", "('v', 'odd')", "('note', 'undefined')", "('g', 'equalto', 'x')", "('tags')"}));
    case 3: return listed("unique", random_.one_of({"(attribute='g')", "(attribute='v')", "(true, 'g')"}));
    case 4: return listed("reverse", "");
    case 5: return filter("default", Type::rows, "([])", {filter("first", Type::none, "", {filter("map", Type::none, random_.percent(50) && options_.newer ? "(attribute='list')" : "('last')", {filter("groupby", Type::none, "('g')", {of(Type::rows, depth)})})})});
    case 6: return expression("expression slice", Type::rows, random_.one_of({"@[1:]", "@[:2]", "@[::-1]"}), {indexed(of(Type::rows, depth))});
    default: return operation("list +", Type::rows, "@ + @", {subject(Type::rows, depth), subject(Type::rows, 0)});
    }
}

Node Builder::scores(int depth)
{
    switch (random_.below(4)) {
    case 0: return expression("literal map", Type::scores, "{'q': @, 'P': @}", {bounded(depth, 1e12), bounded(0, 1e12)});
    case 1: return expression("global dict", Type::scores, "dict(a=@, b=@)", {bounded(depth, 1e12), bounded(0, 1e12)});
    case 2: return expression("global dict", Type::scores, options_.newer ? "dict(@, z=@)" : "[@, @][0]", {of(Type::scores, depth), bounded(0, 1e12)});
    default: return variable(Type::scores);
    }
}

}  // namespace generated
