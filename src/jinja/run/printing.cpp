// What {{ … }} prints for each kind of value.

#include <fmt/format.h>

#include "jinja/run/machine.hpp"
#include "jinja/value/operators.hpp"

namespace gongkai::jinja {

void Machine::print(const Value& value)
{
    switch (value.kind()) {
    case Kind::unset:
    case Kind::none: return;
    case Kind::undefined:
        if (value.as_text().empty())
            return;
        fail_undefined(value);
    case Kind::integer: outputs_.current().append(NumberText(value.as_integer())); return;
    case Kind::decimal: outputs_.current().append(NumberText(value.as_decimal())); return;
    case Kind::real: outputs_.current().append(real_text(value.as_real())); return;
    case Kind::string: outputs_.current().append_escaped(value.as_text()); break;
    case Kind::safe: outputs_.current().append(value.as_text()); break;
    case Kind::boolean: throw Failure{"T-TYPE", "不能直接输出是否值", "写成“{{ '是' if x else '否' }}”"};
    case Kind::list:
    case Kind::map:
    case Kind::object:
        throw Failure{"T-TYPE", fmt::format("不能直接输出{}", value.kind_name()), "列表请用 |join 或 |tojson，函数要加括号调用"};
    }
    check_output();
}

void Machine::print_raw(const Value& value)
{
    if (value.kind() != Kind::string) {
        print(value);
        return;
    }
    outputs_.current().append(value.as_text());
    check_output();
}

}  // namespace gongkai::jinja
