#include "archive/problem.hpp"

#include <fmt/format.h>

#include "base/utf8.hpp"

namespace gongkai::archive {

std::string quoted(std::string_view name) { return fmt::format("“{}”", base::visible(base::shorten(name, 120))); }

base::Diagnostic damage(std::string code, std::string_view file, std::string_view what)
{
    return base::error(std::move(code), {}, fmt::format("{}：{}", base::visible(file), what), "请换用另处保存的完好的一份");
}

}  // namespace gongkai::archive
