// The tests behind `is`.

#include <fmt/format.h>

#include "jinja/library/registry.hpp"
#include "jinja/run/machine.hpp"
#include "jinja/value/operators.hpp"

namespace gongkai::jinja {
namespace {

/// A test that looks at nothing but the subject.
template <bool (*holds)(const Value&)>
Value about(Machine&, const Arguments& arguments)
{
    return Value::boolean(holds(arguments[0]));
}

/// A test that compares the subject with its one argument.
template <bool (*holds)(const Value&, const Value&)>
Value with_other(Machine&, const Arguments& arguments)
{
    const auto& other = arguments[1];
    require_defined(other);
    return Value::boolean(holds(arguments[0], other));
}

bool is_defined(const Value& value) { return !value.is_undefined(); }
bool is_undefined(const Value& value) { return value.is_undefined(); }
bool is_none(const Value& value) { return value.is_none(); }
bool is_boolean(const Value& value) { return value.kind() == Kind::boolean; }
bool is_true(const Value& value) { return value.kind() == Kind::boolean && value.as_boolean(); }
bool is_false(const Value& value) { return value.kind() == Kind::boolean && !value.as_boolean(); }
bool is_integer(const Value& value) { return value.kind() == Kind::integer; }
bool is_float(const Value& value) { return value.kind() == Kind::real; }
bool is_number(const Value& value) { return value.is_number(); }
bool is_string(const Value& value) { return value.is_text(); }
bool is_escaped(const Value& value) { return value.kind() == Kind::safe; }
bool is_mapping(const Value& value) { return value.kind() == Kind::map; }
bool is_iterable(const Value& value) { return value.is_text() || value.kind() == Kind::map || sequence_of(value); }
bool is_callable(const Value& value) { return value.kind() == Kind::object && value.as_object().is_callable(); }

/// Some letter is between first and last, and none has the other case.
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

bool is_lower(const Value& value) { return is_cased(value, 'a', 'z', 'A', 'Z'); }
bool is_upper(const Value& value) { return is_cased(value, 'A', 'Z', 'a', 'z'); }

/// subject % divisor == rest, in whatever numbers they are.
bool leaves(const Value& subject, const Value& divisor, std::int64_t rest)
{
    if (!subject.is_number())
        throw Failure{"T-TYPE", fmt::format("此测试用于数，得到{}", subject.kind_name()), ""};
    return equal(modulo(subject, divisor), Value::integer(rest));
}

bool is_odd(const Value& value) { return leaves(value, Value::integer(2), 1); }
bool is_even(const Value& value) { return leaves(value, Value::integer(2), 0); }
bool is_divisible(const Value& value, const Value& divisor) { return leaves(value, divisor, 0); }

bool is_equal(const Value& a, const Value& b) { return equal(a, b); }
bool is_unequal(const Value& a, const Value& b) { return !equal(a, b); }
bool is_less(const Value& a, const Value& b) { return compare(a, b) < 0; }
bool is_at_most(const Value& a, const Value& b) { return compare(a, b) <= 0; }
bool is_greater(const Value& a, const Value& b) { return compare(a, b) > 0; }
bool is_at_least(const Value& a, const Value& b) { return compare(a, b) >= 0; }
bool is_in(const Value& item, const Value& container) { return contains(container, item); }

/// The very same list or map; texts, numbers and none: the same kind and value.
bool is_same(const Value& a, const Value& b)
{
    if (a.kind() != b.kind())
        return false;
    if (a.kind() == Kind::list)
        return &a.as_list() == &b.as_list();
    if (a.kind() == Kind::map)
        return &a.as_map() == &b.as_map();
    if (a.kind() == Kind::object)
        return &a.as_object() == &b.as_object();
    return equal(a, b);
}

std::string_view text_in(const Value& value)
{
    if (!value.is_text())
        throw Failure{"T-TYPE", fmt::format("此测试用于文字，得到{}", value.kind_name()), ""};
    return value.as_text();
}

bool starts_with(const Value& value, const Value& prefix) { return text_in(value).starts_with(text_in(prefix)); }
bool ends_with(const Value& value, const Value& suffix) { return text_in(value).ends_with(text_in(suffix)); }

Value is_filter(Machine& machine, const Arguments& arguments)
{
    return Value::boolean(arguments[0].is_text() && machine.registry().filters.find(arguments[0].as_text()));
}

Value is_test(Machine& machine, const Arguments& arguments)
{
    return Value::boolean(arguments[0].is_text() && machine.registry().tests.find(arguments[0].as_text()));
}

void add_kind_tests(OperationTable& tests)
{
    const auto add = [&](const char* name, Operation run, const char* summary) {
        tests.add({name, Signature(""), run, summary});
    };
    tests.add({"defined", Signature(""), about<is_defined>, "有这个变量或属性。", true});
    tests.add({"undefined", Signature(""), about<is_undefined>, "没有这个变量或属性。", true});
    add("none", about<is_none>, "是空值 none。");
    add("boolean", about<is_boolean>, "是 true 或 false。");
    add("true", about<is_true>, "是 true。");
    add("false", about<is_false>, "是 false。");
    add("integer", about<is_integer>, "是整数。");
    add("float", about<is_float>, "是浮点数。");
    add("number", about<is_number>, "是整数、小数、浮点数、true 或 false。");
    add("string", about<is_string>, "是文字。");
    add("escaped", about<is_escaped>, "是不再转义的 HTML。");
    add("mapping", about<is_mapping>, "是映射。");
    add("iterable", about<is_iterable>, "可以逐项列出：列表、映射、文字。");
    add("sequence", about<is_iterable>, "有长度，可以取其中一项：列表、映射、文字。");
    add("callable", about<is_callable>, "可以调用：函数、宏。");
    add("odd", about<is_odd>, "是奇数。");
    add("even", about<is_even>, "是偶数。");
    add("lower", about<is_lower>, "所含的英文字母都是小写。");
    add("upper", about<is_upper>, "所含的英文字母都是大写。");
    add("filter", is_filter, "是一个过滤器的名称。");
    add("test", is_test, "是一个测试的名称。");
}

void add_comparing_tests(OperationTable& tests)
{
    const auto add = [&](std::initializer_list<const char*> names, const char* parameter, Operation run, const char* summary) {
        for (const auto* name : names)
            tests.add({name, Signature(parameter), run, summary});
    };
    add({"eq", "equalto", "=="}, "other", with_other<is_equal>, "等于 other。");
    add({"ne", "!="}, "other", with_other<is_unequal>, "不等于 other。");
    add({"lt", "lessthan", "<"}, "other", with_other<is_less>, "小于 other。");
    add({"le", "<="}, "other", with_other<is_at_most>, "小于或等于 other。");
    add({"gt", "greaterthan", ">"}, "other", with_other<is_greater>, "大于 other。");
    add({"ge", ">="}, "other", with_other<is_at_least>, "大于或等于 other。");
    add({"in"}, "seq", with_other<is_in>, "在 seq 中。");
    add({"divisibleby"}, "num", with_other<is_divisible>, "能被 num 整除。");
    add({"sameas"}, "other", with_other<is_same>, "与 other 是同一个。");
    add({"startingwith"}, "prefix", with_other<starts_with>, "以文字 prefix 开头。");
    add({"endingwith"}, "suffix", with_other<ends_with>, "以文字 suffix 结尾。");
}

}  // namespace

void add_builtin_tests(OperationTable& tests)
{
    add_kind_tests(tests);
    add_comparing_tests(tests);
}

}  // namespace gongkai::jinja
