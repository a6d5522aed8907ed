// The tests behind `is`.

#include <fmt/format.h>

#include "jinja/machine.hpp"
#include "jinja/operators.hpp"
#include "jinja/registry.hpp"

namespace gongkai::jinja {
namespace {

template <class Holds>
Operation by_kind(Holds holds)
{
    return [holds](Machine&, const Arguments& arguments) {
        arguments.expect(1, {});
        return Value::boolean(holds(arguments[0]));
    };
}

template <class Holds>
Operation by_order(Holds holds)
{
    return [holds](Machine&, const Arguments& arguments) {
        return Value::boolean(holds(compare(arguments[0], arguments.require(1, "other"))));
    };
}

std::int64_t integer_of(const Value& value)
{
    if (value.kind() != Kind::integer && value.kind() != Kind::boolean)
        throw Failure{"T-TYPE", fmt::format("此测试用于整数，得到{}", value.kind_name()), ""};
    return value.as_integer();
}

bool is_cased(const Value& value, char first, char last, char other_first, char other_last)
{
    bool found = false;
    for (const char c : text_of(value)) {
        if (c >= other_first && c <= other_last)
            return false;
        found = found || (c >= first && c <= last);
    }
    return found;
}

bool is_divisible(const Arguments& arguments)
{
    const auto divisor = integer_of(arguments.require(1, "num"));
    if (divisor == 0)
        throw Failure{"T-TYPE", "除数为零", ""};
    // The smallest integer divided by -1 does not fit.
    return divisor == -1 || integer_of(arguments[0]) % divisor == 0;
}

void add_order_tests(OperationTable& tests)
{
    const Operation is_equal = [](Machine&, const Arguments& a) { return Value::boolean(equal(a[0], a.require(1, "other"))); };
    const Operation is_unequal = [](Machine&, const Arguments& a) { return Value::boolean(!equal(a[0], a.require(1, "other"))); };
    for (const auto* name : {"eq", "equalto", "=="})
        tests.add(name, is_equal);
    for (const auto* name : {"ne", "!="})
        tests.add(name, is_unequal);
    for (const auto* name : {"lt", "lessthan", "<"})
        tests.add(name, by_order([](int order) { return order < 0; }));
    for (const auto* name : {"le", "<="})
        tests.add(name, by_order([](int order) { return order <= 0; }));
    for (const auto* name : {"gt", "greaterthan", ">"})
        tests.add(name, by_order([](int order) { return order > 0; }));
    for (const auto* name : {"ge", ">="})
        tests.add(name, by_order([](int order) { return order >= 0; }));
}

}  // namespace

void add_builtin_tests(OperationTable& tests)
{
    tests.add("defined", by_kind([](const Value& v) { return !v.is_undefined(); }), true);
    tests.add("undefined", by_kind([](const Value& v) { return v.is_undefined(); }), true);
    tests.add("none", by_kind([](const Value& v) { return v.is_none(); }));
    tests.add("boolean", by_kind([](const Value& v) { return v.kind() == Kind::boolean; }));
    tests.add("true", by_kind([](const Value& v) { return v.kind() == Kind::boolean && v.as_boolean(); }));
    tests.add("false", by_kind([](const Value& v) { return v.kind() == Kind::boolean && !v.as_boolean(); }));
    tests.add("integer", by_kind([](const Value& v) { return v.kind() == Kind::integer; }));
    tests.add("float", by_kind([](const Value& v) { return v.kind() == Kind::real; }));
    tests.add("number", by_kind([](const Value& v) { return v.is_number(); }));
    tests.add("string", by_kind([](const Value& v) { return v.is_text(); }));
    tests.add("escaped", by_kind([](const Value& v) { return v.kind() == Kind::safe; }));
    tests.add("mapping", by_kind([](const Value& v) { return v.kind() == Kind::map; }));
    const auto iterable = [](const Value& v) { return v.is_text() || v.kind() == Kind::list || v.kind() == Kind::map; };
    tests.add("iterable", by_kind(iterable));
    tests.add("sequence", by_kind(iterable));
    tests.add("callable", by_kind([](const Value& v) { return v.kind() == Kind::object && v.as_object().is_callable(); }));
    tests.add("odd", by_kind([](const Value& v) { return integer_of(v) % 2 != 0; }));
    tests.add("even", by_kind([](const Value& v) { return integer_of(v) % 2 == 0; }));
    tests.add("lower", by_kind([](const Value& v) { return is_cased(v, 'a', 'z', 'A', 'Z'); }));
    tests.add("upper", by_kind([](const Value& v) { return is_cased(v, 'A', 'Z', 'a', 'z'); }));
    tests.add("divisibleby", [](Machine&, const Arguments& a) { return Value::boolean(is_divisible(a)); });
    tests.add("in", [](Machine&, const Arguments& a) { return Value::boolean(contains(a.require(1, "seq"), a[0])); });
    tests.add("sameas", [](Machine&, const Arguments& a) {
        const auto& other = a.require(1, "other");
        return Value::boolean(a[0].kind() == other.kind() && equal(a[0], other));
    });
    tests.add("filter", [](Machine& machine, const Arguments& a) {
        return Value::boolean(machine.linked().registry().filters.find(text_of(a[0])).has_value());
    });
    tests.add("test", [](Machine& machine, const Arguments& a) {
        return Value::boolean(machine.linked().registry().tests.find(text_of(a[0])).has_value());
    });
    add_order_tests(tests);
}

}  // namespace gongkai::jinja
