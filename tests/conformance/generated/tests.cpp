// Tests: `x is odd`.
#include "builder.hpp"

namespace generated {

Node Builder::test(int depth)
{
    const auto is = random_.percent(25) ? std::string(" is not ") : std::string(" is ");
    const auto plain = [&](const std::string& name, Type type) {
        return operation("test " + name, Type::boolean, "@" + is + name, {subject(type, depth)});
    };
    const auto number_type = [&] { return std::vector{Type::integer, Type::decimal, Type::real}[random_.below(3)]; };
    const auto any = [&] {
        return std::vector{Type::integer, Type::decimal, Type::real, Type::text, Type::boolean, Type::none, Type::integers, Type::texts, Type::scores}[random_.below(9)];
    };
    const auto with_argument = [&](const std::string& name, Type type) {
        const bool bare = random_.percent(50);
        auto argument = bare ? literal(type) : of(type, 0);
        return operation("test " + name, Type::boolean, "@" + is + name + (bare ? " @" : "(@)"), {subject(type, depth), std::move(argument)});
    };
    const auto ordered = [&](const std::string& name) {
        const auto type = std::vector{Type::integer, Type::text}[random_.below(2)];
        return with_argument(name, type);
    };
    switch (random_.below(35)) {
    case 0: return plain("boolean", any());
    case 1: return operation("test callable", Type::boolean, random_.one_of({"range", "one", "m", "dict", "zh"}) + is + "callable", {});
    case 2: return operation("test defined", Type::boolean, random_.one_of({"missing", "m.nosuch", "one", "m.k", "rows[0].note", "numbers[9]"}) + is + "defined", {});
    case 3: return operation("test undefined", Type::boolean, random_.one_of({"missing", "m.nosuch", "one", "m['x']", "zh"}) + is + "undefined", {});
    case 4: return operation("test divisibleby", Type::boolean, "@" + is + random_.one_of({"divisibleby 3", "divisibleby(2)", "divisibleby(num=7)"}), {subject(Type::integer, depth)});
    case 5: return ordered("eq");
    case 6: return plain("even", Type::integer);
    case 7: return plain("odd", Type::integer);
    case 8: return plain("escaped", Type::text);
    case 9: return plain("false", any());
    case 10: return plain("true", any());
    case 11: return operation("test filter", Type::boolean, random_.one_of({"'upper'", "'nosuch'", "'e'", "'xmlattr'"}) + is + "filter", {});
    case 12: return operation("test test", Type::boolean, random_.one_of({"'odd'", "'nosuch'", "'eq'", "'=='"}) + is + "test", {});
    case 13: return plain("float", number_type());
    case 14: return ordered("ge");
    case 15: return ordered("gt");
    case 16: return ordered("le");
    case 17: return ordered("lt");
    case 18: return ordered("ne");
    case 19: return operation("test in", Type::boolean, "@" + is + "in @", {subject(Type::integer, depth), indexed(of(Type::integers, depth))});
    case 20: return operation("test in", Type::boolean, "@" + is + "in(@)", {subject(Type::text, depth), of(Type::texts, depth)});
    case 21: return plain("integer", any());
    case 22: return plain("iterable", any());
    case 23: return plain("lower", Type::text);
    case 24: return plain("upper", Type::text);
    case 25: return plain("mapping", any());
    case 26: return plain("none", any());
    case 27: return plain("number", any());
    case 28: return operation("test sameas", Type::boolean, "@" + is + random_.one_of({"sameas none", "sameas(true)", "sameas false"}), {subject(random_.percent(60) ? Type::boolean : Type::none, 0)});
    case 29: return plain("sequence", std::vector{Type::text, Type::integers, Type::integer, Type::scores}[random_.below(4)]);
    case 30: return plain("string", any());
    case 31: return operation("test equalto", Type::boolean, "@ is equalto(@)", {subject(Type::integer, depth), of(Type::integer, 0)});
    case 32: return operation("test greaterthan", Type::boolean, "@" + is + "greaterthan @", {subject(Type::integer, depth), number(3)});
    case 33: return operation("test iterable", Type::boolean, "range(3)" + is + "iterable", {});
    default: return plain("number", number_type());
    }
}

}  // namespace generated
