// Expressions of a wanted type.
#include <algorithm>
#include <cmath>

#include "builder.hpp"

namespace generated {

bool Builder::has(Type type) const
{
    return std::any_of(scope_.begin(), scope_.end(), [&](const Variable& v) { return v.type == type; });
}

Node Builder::of(Type type, int depth, bool may_be_undefined)
{
    if (faults_ > 0 && strict_ == 0 && random_.percent(12)) {
        --faults_;
        return fault(type, may_be_undefined);
    }
    if (depth <= 0 || random_.percent(15))
        return random_.percent(25) || !has(type) ? literal(type) : variable(type);
    if (random_.percent(6))
        return conditional(type, depth - 1);
    if (loop_item_ && random_.percent(15))
        return loop_member(type);
    switch (type) {
    case Type::integer: return integer(depth - 1);
    case Type::decimal: return decimal(depth - 1);
    case Type::real: return real(depth - 1);
    case Type::text: return text(depth - 1);
    case Type::boolean: return boolean(depth - 1);
    case Type::integers: return integers(depth - 1);
    case Type::decimals: return decimals(depth - 1);
    case Type::texts: return texts(depth - 1);
    case Type::rows: return rows(depth - 1);
    case Type::scores: return scores(depth - 1);
    default: return has(type) ? variable(type) : literal(type);
    }
}

Node Builder::variable(Type type)
{
    std::vector<Variable> candidates;
    for (const auto& variable : scope_)
        if (variable.type == type)
            candidates.push_back(variable);
    // The latest names are the most interesting ones.
    const auto& chosen = random_.percent(30) ? candidates.back() : random_.one_of(candidates);
    auto node = expression("expression variable", type, chosen.name);
    node.bound = chosen.bound;
    return node;
}

Node Builder::number(int value)
{
    auto node = expression("", Type::integer, std::to_string(value));
    node.closed = value >= 0;
    node.bound = std::abs(value);
    return node;
}

Node Builder::text_literal()
{
    static const std::vector<std::string> literals{
        "'a'", "\"b\"", "'甲乙'", "'<i>'", "'&'", "'it\\'s'", "\"it's\"", "'\"q\"'", "'Hello World'", "'x y'", "'  pad '", "'1'",
        "'-5'", "'a\\nb'", "'\\u4e2d'", "'\\x41'", "'a' 'b'", "'back\\\\slash'", "'{{ no }}'", "'%}'", "'3.7'", "'tab\\there'",
        "'a,b'", "'…'", "'aAbB'", "'foo bar baz qux'", "'<p>甲 <b>x</b></p>'", "'\\d'"};
    return leaf("literal text", Role::expression, Type::text, random_.one_of(literals));
}

Node Builder::literal(Type type)
{
    switch (type) {
    case Type::integer: {
        static const std::vector<std::pair<std::string, double>> literals{{"0", 0}, {"1", 1}, {"2", 2}, {"7", 7}, {"42", 42},
            {"1000000000000", 1e12}, {"1_000", 1000}, {"0x1F", 31}, {"0b101", 5}, {"0o17", 15}};
        const auto& [text, bound] = literals[random_.below(literals.size() - (options_.newer ? 0 : 4))];
        auto node = leaf("literal integer", Role::expression, type, text);
        node.bound = bound;
        return node;
    }
    case Type::decimal: return leaf("", Role::expression, type, random_.one_of({"price", "rate"}));
    case Type::real: return leaf("literal float", Role::expression, type, random_.one_of({"1.5", "0.1", "2.0", "1e3", "12_3.25", "2.5e-3", "1E2"}));
    case Type::text: return random_.percent(3) ? leaf("literal text", Role::expression, type, "''") : text_literal();
    case Type::boolean: return leaf("literal boolean", Role::expression, type, random_.one_of({"true", "false", "True", "False"}));
    case Type::none: return leaf("literal none", Role::expression, type, random_.one_of({"none", "None"}));
    case Type::integers: return leaf("literal list", Role::expression, type, random_.one_of({"[3, 1, 2]", "[5]", "[0, -1, 4, 4,]", "[2, 2, 3]"}));
    case Type::decimals: return leaf("literal list", Role::expression, type, random_.one_of({"[price, rate]", "[price]"}));
    case Type::texts: return leaf("literal list", Role::expression, type, random_.one_of({"['b', 'A', 'a']", "['甲', '<']", "[zh, s, 'x']", "['', 'q']"}));
    case Type::rows: return leaf("literal list", Role::expression, type, "[{'name': 'L', 'v': 3, 'g': 'y', 'money': price, 'tags': []}]");
    case Type::row: return leaf("literal map", Role::expression, type, "{'name': 'L', 'v': 3, 'g': 'y', 'money': rate, 'tags': ['t']}");
    case Type::tree: return leaf("literal list", Role::expression, type, "[{'name': 'r', 'children': [{'name': 'c', 'children': []}]}]");
    default: return leaf("literal map", Role::expression, Type::scores, random_.one_of({"{'b': 2, 'a': 1}", "{'x': {'y': 7}.y}", "{}"}));
    }
}

/// Something that is likely to fail where a value of another type is wanted.
Node Builder::fault(Type wanted, bool may_be_undefined)
{
    static const std::vector<std::string> wrong{"(1 // 0)", "(k % 0)", "one()", "(zh + 1)", "(one / 0)",
        "range('a')", "(numbers + zh)", "(-zh)", "m()", "(price // 0)", "(nil + 1)", "(m < m)", "(one < zh)", "('a' in 3)",
        "(numbers * numbers)", "zh[one:'x']"};
    static const std::vector<std::string> absent{"missing", "m.nosuch", "missing.a", "numbers[99]", "rows[0].nosuch", "missing[0]",
        "m['no'].x", "missing()", "zh.nosuch", "(missing ~ 'x')", "nil.x", "one.x", "(missing + 1)", "rows[9].v", "m.inner.no.no"};
    // What would be printed or joined as Python's repr is for operators only.
    static const std::vector<std::string> other_types{"nil", "numbers", "m", "zh"};
    if (wanted != Type::text && wanted != Type::boolean && may_be_undefined && random_.percent(20))
        return leaf("", Role::expression, Type::none, random_.one_of(other_types));
    return leaf("", Role::expression, Type::none, random_.one_of(may_be_undefined && random_.percent(50) ? absent : wrong));
}

Node Builder::conditional(Type type, int depth)
{
    auto then = operand(type, depth);
    auto condition = subject(Type::boolean, depth);
    auto otherwise = operand(type, depth);
    const auto bound = std::max(then.bound, otherwise.bound);
    auto node = operation("expression if-else", type, "@ if @ else @", {std::move(then), std::move(condition), std::move(otherwise)});
    node.bound = bound;
    return node;
}

/// An integer whose absolute value is not above the limit.
Node Builder::bounded(int depth, double limit)
{
    ++strict_;
    auto node = integer(depth);
    --strict_;
    if (node.bound <= limit)
        return bracketed(std::move(node));
    auto reduced = operation("operator %", Type::integer, "@ % @", {bracketed(std::move(node)), number(random_.between(2, 7))});
    reduced.bound = 7;
    return bracketed(std::move(reduced));
}

Node Builder::integer(int depth)
{
    if (depth <= 0 || random_.percent(35))
        return depth <= 0 && random_.percent(60) ? of(Type::integer, 0) : integer_filter(depth);
    // Brackets are left out now and then, so that precedence matters.
    const auto next = [&] {
        auto node = of(Type::integer, depth, true);
        return node.kind.starts_with("operator") && node.kind != "operator **" && random_.percent(50) ? node : bracketed(std::move(node));
    };
    const auto binary = [&](const std::string& symbol, Node left, Node right, double bound) {
        auto node = operation("operator " + symbol, Type::integer, "@ " + symbol + " @", {std::move(left), std::move(right)});
        node.bound = bound;
        return node;
    };
    switch (random_.below(12)) {
    case 0:
    case 1: {
        auto left = next();
        auto right = next();
        const auto bound = left.bound + right.bound;
        return bound > 1e17 ? binary("-", number(5), small(), 9) : binary("+", std::move(left), std::move(right), bound);
    }
    case 2: {
        auto left = next();
        auto right = next();
        const auto bound = left.bound + right.bound;
        return bound > 1e17 ? binary("+", number(5), small(), 14) : binary("-", std::move(left), std::move(right), bound);
    }
    case 3: {
        auto left = bounded(depth, 1e13);
        auto right = bounded(depth, 1000);
        const auto bound = left.bound * right.bound;
        return binary("*", std::move(left), std::move(right), bound);
    }
    case 4: {
        auto left = bracketed(next());
        const auto bound = left.bound + 1;
        return binary("//", std::move(left), bracketed(number(random_.percent(30) ? -random_.between(1, 9) : random_.between(1, 9))), bound);
    }
    case 5: return binary("%", bracketed(next()), bracketed(number(random_.percent(30) ? -random_.between(1, 9) : random_.between(1, 9))), 9);
    case 6: return binary("**", bounded(0, 50), number(random_.between(0, 5)), 1e9);
    case 7: {
        auto inner = next();
        const auto bound = inner.bound;
        auto node = operation("operator unary -", Type::integer, random_.percent(80) ? "-@" : "+@", {indexed(std::move(inner))});
        node.bound = bound;
        return node;
    }
    case 8: {
        auto left = operand(Type::integer, depth);
        auto right = operand(Type::integer, depth);
        const auto bound = std::max(left.bound, right.bound);
        return binary(random_.one_of({"or", "and"}), std::move(left), std::move(right), bound);
    }
    case 9: {
        auto node = expression("expression index", Type::integer, "[@, @][@]", {bounded(0, 1e12), bounded(0, 1e12), number(random_.between(-2, 1))});
        node.bound = 1e12;
        return node;
    }
    case 10: {
        auto node = expression("expression attribute", Type::integer, random_.percent(50) ? "{'a': @, 'b-c': @}.a" : "{'a': @, 'b-c': @}['b-c']",
                               {bounded(0, 1e12), bounded(0, 1e12)});
        node.bound = 1e12;
        return node;
    }
    default: {
        auto node = expression("global dict", Type::integer, "dict(a=@, b=@).b", {bounded(0, 1e12), bounded(0, 1e12)});
        node.bound = 1e12;
        return node;
    }
    }
}

Node Builder::decimal(int depth)
{
    const auto simple = [&] { return leaf("", Role::expression, Type::decimal, random_.one_of({"price", "rate", "amounts[0]"})); };
    switch (random_.below(9)) {
    case 0: return operation("decimal +", Type::decimal, "@ + @", {operand(Type::decimal, depth), operand(Type::decimal, depth)});
    case 1: return operation("decimal -", Type::decimal, "@ - @", {operand(Type::decimal, depth), simple()});
    case 2: return operation("decimal *", Type::decimal, "@ * @", {simple(), number(random_.between(1, 99))});
    case 3: return operation("decimal /", Type::decimal, "@ / @", {simple(), leaf("", Role::expression, Type::integer, random_.one_of({"2", "4", "5", "8", "10"}))});
    case 4: return operation("operator unary -", Type::decimal, "-@", {simple()});
    case 5: return operation("decimal with integer", Type::decimal, random_.one_of({"@ + @", "@ - @"}), {simple(), bounded(0, 1e6)});
    case 6: return filter("round", Type::decimal, random_.one_of({"", "(1)", "(2)", "(3)", "(precision=1)"}), {filter("abs", Type::decimal, "", {simple()})});
    case 7: return filter(random_.one_of({"sum", "max", "min"}), Type::decimal, "", {leaf("", Role::expression, Type::decimals, "amounts")});
    default: return filter("sum", Type::decimal, "(attribute='money')", {leaf("", Role::expression, Type::rows, "rows")});
    }
}

Node Builder::real(int depth)
{
    switch (random_.below(8)) {
    case 0: return operation("operator /", Type::real, "@ / @", {bounded(depth, 1e12), small()});
    case 1: return operation("float arithmetic", Type::real, random_.one_of({"@ + @", "@ - @", "@ * @"}), {operand(Type::real, 0), operand(Type::real, 0)});
    case 2: return operation("float arithmetic", Type::real, random_.one_of({"@ // @", "@ % @"}), {subject(Type::real, 0), small()});
    case 3: return filter("float", Type::real, random_.one_of({"", "(1.5)", "(default=2.5)"}), {subject(random_.percent(50) ? Type::integer : Type::text, depth)});
    case 4: return filter("round", Type::real, random_.one_of({"", "(1)", "(2)", "(2, 'floor')", "(1, method='ceil')", "(0, 'ceil')", "(precision=3)"}), {subject(Type::real, depth)});
    case 5: return filter("round", Type::real, random_.one_of({"(0, 'floor')", "(1, 'ceil')"}), {bounded(0, 1e9)});
    case 6: return filter("abs", Type::real, "", {subject(Type::real, depth)});
    default: return operation("float with integer", Type::real, random_.one_of({"@ + @", "@ * @"}), {operand(Type::real, 0), bounded(0, 1e6)});
    }
}

Node Builder::text(int depth)
{
    const auto choice = random_.below(10);
    if (choice < 5)
        return text_filter(depth);
    if (choice < 7)
        return text_from_list(depth);
    return text_operation(depth);
}

Node Builder::text_operation(int depth)
{
    if (!macros_.empty() && random_.percent(40))
        return call(random_.one_of(macros_), depth);
    const auto piece = [&] {
        const auto type = std::vector{Type::text, Type::text, Type::integer, Type::decimal, Type::real}[random_.below(5)];
        return type == Type::text ? operand(type, depth) : subject(type, depth);
    };
    switch (random_.below(6)) {
    case 0: return operation("operator ~", Type::text, "@ ~ @", {piece(), piece()});
    case 1: return operation("operator ~", Type::text, "@ ~ @ ~ @", {piece(), text_literal(), piece()});
    case 2: return operation("text +", Type::text, "@ + @", {operand(Type::text, depth), operand(Type::text, depth)});
    case 3: {
        ++strict_;
        auto node = operation("text *", Type::text, "@ * @", {subject(Type::text, 0), number(random_.between(0, 3))});
        --strict_;
        return node;
    }
    case 4: return expression("expression slice", Type::text, random_.one_of({"@[1:]", "@[:2]", "@[::-1]", "@[-2:]", "@[1:4:2]", "@[:]", "@[5:1]", "@[:-1]"}), {indexed(of(Type::text, depth))});
    default: return operation("operator or", Type::text, random_.one_of({"@ or @", "@ and @"}), {operand(Type::text, depth), operand(Type::text, depth)});
    }
}

Node Builder::comparison(int depth)
{
    const auto type = std::vector{Type::integer, Type::integer, Type::text, Type::decimal, Type::real}[random_.below(5)];
    const auto symbol = [&] { return random_.one_of({"==", "!=", "<", "<=", ">", ">="}); };
    if (random_.percent(25))
        return operation("expression chained comparison", Type::boolean, "@ " + symbol() + " @ " + symbol() + " @", {operand(type, depth), operand(type, depth), operand(type, 0)});
    const auto sign = symbol();
    return operation("operator " + sign, Type::boolean, "@ " + sign + " @", {operand(type, depth), operand(type, depth)});
}

Node Builder::boolean(int depth)
{
    const auto loose = [&] {  // not, and, or between comparisons need no brackets
        auto node = of(Type::boolean, depth, true);
        return node.kind == "expression if-else" ? bracketed(std::move(node)) : node;
    };
    switch (random_.below(12)) {
    case 0:
    case 1:
    case 2: return comparison(depth);
    case 3:
    case 4:
    case 5:
    case 6: return test(depth);
    case 7: return operation("operator and", Type::boolean, "@ and @", {loose(), loose()});
    case 8: return operation("operator or", Type::boolean, "@ or @", {loose(), loose()});
    case 9: return operation("operator not", Type::boolean, "not @", {random_.percent(20) ? leaf("", Role::expression, Type::boolean, "missing") : loose()});
    case 10: {
        const auto in = random_.one_of({"in", "not in"});
        switch (random_.below(4)) {
        case 0: return operation("operator " + in, Type::boolean, "@ " + in + " @", {operand(Type::text, depth), subject(Type::text, depth)});
        case 1: return operation("operator " + in, Type::boolean, "@ " + in + " @", {operand(Type::integer, depth), subject(Type::integers, depth)});
        case 2: return operation("operator " + in, Type::boolean, "@ " + in + " @", {operand(Type::text, depth), subject(Type::texts, depth)});
        default: return operation("operator " + in, Type::boolean, "@ " + in + " @", {operand(Type::text, depth), subject(Type::scores, depth)});
        }
    }
    default: return operation("list comparison", Type::boolean, random_.one_of({"@ == @", "@ != @", "@ < @", "@ >= @"}), {subject(Type::integers, depth), subject(Type::integers, depth)});
    }
}

Node Builder::loop_member(Type type)
{
    const auto member = [&](const std::string& name, double bound) {
        auto node = expression("loop " + name, Type::integer, "loop." + name);
        node.bound = bound;
        return node;
    };
    switch (type) {
    case Type::integer:
        switch (random_.below(10)) {
        case 0: return member("index", 99);
        case 1: return member("index0", 99);
        case 2: return member("revindex", 99);
        case 3: return member("revindex0", 99);
        case 4: return member("length", 99);
        case 5: return options_.newer ? member("depth", 9) : member("index", 99);
        case 6: return options_.newer ? member("depth0", 9) : member("length", 99);
        default: break;
        }
        if (*loop_item_ == Type::integer) {
            const auto name = random_.one_of({"previtem", "nextitem"});
            auto node = expression("loop " + name, type, "loop." + name + "|default(@)", {number(random_.between(-3, 3))});
            node.bound = 1e12;
            node.closed = true;
            return node;
        }
        {
            auto node = expression("loop cycle", type, "loop.cycle(@, @)", {number(1), small()});
            node.bound = 9;
            return node;
        }
    case Type::boolean: {
        const auto name = random_.one_of({"first", "last", "changed", "previtem", "nextitem"});
        if (name == "changed")
            return expression("loop changed", type, "loop.changed(@)", {of(random_.percent(50) ? Type::integer : Type::text, 0)});
        if (name.ends_with("item"))
            return operation("loop " + name, type, "loop." + name + (random_.percent(50) ? " is defined" : " is undefined"), {});
        return expression("loop " + name, type, "loop." + name);
    }
    case Type::text: return expression("loop cycle", type, "loop.cycle(@, @, @)", {text_literal(), of(Type::text, 0), text_literal()});
    default: return has(type) ? variable(type) : literal(type);
    }
}

Node Builder::call(const Macro& macro, int depth)
{
    std::string pattern = macro.name + "(";
    std::vector<Node> children;
    std::string separator;
    bool by_name = false;
    for (const auto& parameter : macro.parameters) {
        if (parameter.has_default && random_.percent(40)) {
            by_name = true;
            continue;
        }
        by_name = by_name || random_.percent(20);
        pattern += separator + (by_name ? parameter.name + "=@" : "@");
        separator = ", ";
        auto value = of(parameter.type, depth);
        if (parameter.type == Type::integer && value.bound > 1e12)
            value = number(12);
        children.push_back(std::move(value));
    }
    if (macro.takes_more) {
        if (!by_name && random_.percent(50)) {
            pattern += separator + (random_.percent(60) ? "'more', 7" : "*numbers");
            separator = ", ";
        }
        if (random_.percent(50))
            pattern += separator + (random_.percent(60) ? "extra=1" : "**{'key': 'v'}");
    }
    return expression("expression macro call", Type::text, pattern + ")", std::move(children));
}

Node Builder::printable(int depth)
{
    switch (random_.below(10)) {
    case 0:
    case 1:
    case 2: return of(Type::integer, depth, true);
    case 3: return of(Type::decimal, depth, true);
    case 4: return of(Type::real, depth, true);
    case 5: return operation("expression if-else", Type::text, "'是' if @ else '否'", {subject(Type::boolean, depth)});
    case 6:
        // A literal none would be printed as "None": Jinja escapes constants before it finalizes them.
        if (random_.percent(20))
            return leaf("", Role::expression, Type::none, "nil");
        // Only where it is printed: elsewhere the undefined value that comes of it may not go.
        return operation("expression if without else", Type::text, random_.percent(70) ? "@ if @" : "'<' ~ (@ if @)", {operand(Type::text, depth), subject(Type::boolean, depth)});
    default: return of(Type::text, depth, true);
    }
}

}  // namespace generated
