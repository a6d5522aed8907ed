#include "cli/run.hpp"

#include <exception>
#include <functional>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/commands.hpp"

namespace gongkai::cli {
namespace {

using Command = int (*)(const build::Options&);

/// Adds a command with the options that all share.
CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& description, const std::string& example,
                      build::Options& options)
{
    auto* command = app.add_subcommand(name, description);
    command->add_option("--source", options.source, "网站的文件夹（含 site.yaml）")->capture_default_str();
    command->add_option("--threads", options.threads, "线程数")->check(CLI::Range(1, 256))->capture_default_str();
    command->footer("例：" + example);
    return command;
}

int run_safely(Command command, const build::Options& options)
{
    try {
        return command(options);
    } catch (const std::exception& failure) {
        fmt::print(stderr, "程序内部错误：{}\n这是程序的缺陷，请报告。没有发布，原有网站不变。\n", failure.what());
        return internal_failure;
    }
}

}  // namespace

int run(int argc, char** argv)
{
    CLI::App app("gongkai（公开）：由 YAML 生成政府部门预决算公开网站", "gongkai");
    app.require_subcommand(1);
    app.set_version_flag("--version", "gongkai 0.1.0");
    build::Options options;
    options.threads = std::max(1u, std::thread::hardware_concurrency());
    auto* build = add_command(app, "build", "生成网站", "gongkai build --output /tmp/site", options);
    build->add_option("--output", options.output, "输出文件夹（相对于 --source）")->capture_default_str();
    auto* check = add_command(app, "check", "检查内容，不写文件", "gongkai check --source .", options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        const bool is_help = problem.get_exit_code() == 0;
        app.exit(problem);
        return is_help ? done : wrong_usage;
    }
    return run_safely(check->parsed() ? check_command : build_command, options);
}

}  // namespace gongkai::cli
