#include "jinja/run/limits.hpp"

#include <fmt/format.h>

#include "jinja/value/arguments.hpp"

namespace gongkai::jinja {

void Cost::fail_steps() const { throw Failure{"T-LIMIT", "模板运行的步数过多", "请检查循环是否过大"}; }
void Cost::fail_output() const { throw Failure{"T-LIMIT", "输出太长", "请检查循环"}; }

void Cost::fail_depth() const
{
    throw Failure{"T-LIMIT", fmt::format("模板相互调用超过 {} 层", limits_.depth), "请检查是否无限递归"};
}

}  // namespace gongkai::jinja
