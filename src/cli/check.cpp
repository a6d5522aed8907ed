// gongkai check: everything that build does short of writing.

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/run.hpp"

namespace gongkai::cli {

int check_command(const build::Options& options)
{
    const auto project = build::load_project(options);
    build::check_pages(*project, options.threads, progress_bar());
    const auto code = report(project->problems);
    if (code == done)
        fmt::print("没有错误：{} 个部门。\n", project->site.departments.size());
    return code;
}

}  // namespace gongkai::cli
