// gongkai build: the whole site, written in one step or not at all.

#include <chrono>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/run.hpp"

namespace gongkai::cli {

int build_command(const build::Options& options)
{
    const auto start = std::chrono::steady_clock::now();
    const auto project = build::load_project(options);
    build::audit_project(*project, options.threads);
    const auto summary = build::publish_site(*project, options, progress_bar());
    const auto code = report(project->problems);
    if (code != done) {
        fmt::print(stderr, "没有发布，原有网站不变。\n");
        return code;
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    fmt::print("已生成 {} 个部门、{} 份报告：新写 {} 个文件，未变 {} 个，移除 {} 个，用时 {:.2f} 秒。\n", summary.departments,
               summary.reports, summary.files.written, summary.files.unchanged, summary.files.removed, seconds.count());
    if (summary.left_out > 0)
        fmt::print("另有 {} 份报告的 status 不是 published，没有公开。\n", summary.left_out);
    const auto folder = options.output.starts_with('/') || options.source == "." ? options.output : options.source + "/" + options.output;
    fmt::print("请用浏览器打开 {}/index.html\n", folder);
    return done;
}

}  // namespace gongkai::cli
