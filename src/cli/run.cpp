#include "cli/run.hpp"

#include <exception>
#include <functional>
#include <map>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/version.hpp"
#include "cli/commands.hpp"
#include "cli/template.hpp"
#include "cli/usage_problem.hpp"

namespace gongkai::cli {
namespace {

using Command = std::function<int(const build::Options&)>;

CLI::App* add_plain_command(CLI::App& app, const std::string& name, const std::string& description)
{
    auto* command = app.add_subcommand(name, description)->group("命令");
    command->get_help_ptr()->group("选项");
    return command;
}

/// Adds a command with the options that all share.
CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& description, const std::string& example,
                      build::Options& options)
{
    auto* command = add_plain_command(app, name, description);
    command->add_option("--source", options.source, "网站的文件夹（含 site.yaml）")->capture_default_str();
    command->add_option("--threads", options.threads, "线程数")->check(whole_number(1, 256))->capture_default_str();
    command->footer("例：" + example);
    return command;
}

/// The words of the help that CLI11 has in English; commands inherit them.
void speak_chinese(CLI::App& app)
{
    app.option_defaults()->group("选项");
    app.set_help_flag("-h,--help", "显示用法");
    const auto formatter = app.get_formatter();
    for (const auto& [english, chinese] : {std::pair{"Usage", "用法"}, std::pair{"OPTIONS", "选项"}, std::pair{"SUBCOMMAND", "命令"},
                                           std::pair{"Positionals", "参数"}, std::pair{"REQUIRED", "必填"},
                                           std::pair{"Needs", "须同用"}, std::pair{"Excludes", "不可同用"}})
        formatter->label(english, chinese);
}

int run_safely(const Command& command, const build::Options& options)
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
    app.failure_message(usage_problem);
    speak_chinese(app);
    app.set_version_flag("--version", fmt::format("gongkai {}", base::version), "显示版本");
    build::Options options;
    options.threads = std::max(1u, std::thread::hardware_concurrency());
    auto* build = add_command(app, "build", "生成网站", "gongkai build --output /tmp/site", options);
    build->add_option("--output", options.output, "输出文件夹（相对于 --source）")->capture_default_str();
    auto* check = add_command(app, "check", "检查内容，不写文件", "gongkai check --source .", options);
    CheckRequest request;
    const std::map<std::string, CheckFormat> formats = {
        {"text", CheckFormat::text}, {"json", CheckFormat::json}, {"sarif", CheckFormat::sarif}, {"html", CheckFormat::html}};
    std::string format = "text";
    check->add_option("--format", format, "结果的格式：text、json、sarif，或可转发的 html 报告")
        ->check(one_of({"text", "json", "sarif", "html"}))
        ->option_text("text|json|sarif|html");
    check->add_flag("--list-rules", request.list_rules, "列出全部规则及其依据");
    auto* serve = add_command(app, "serve", "预览：边改边看，只有本机能打开", "gongkai serve --open", options);
    ServeRequest preview;
    serve->add_option("--port", preview.port, "端口；被占用时用其后第一个空闲的")->check(whole_number(0, 65535))->capture_default_str();
    serve->add_flag("--open", preview.open, "在浏览器中打开");
    serve->add_option("--output", options.output, "最近一次生成的文件夹，用来比较（相对于 --source）")->capture_default_str();
    auto* archive = add_command(app, "archive", "归档：全部公开的网站和数据，一个可长期核对的文件", "gongkai archive --output 2024-档案.zip", options);
    build::ArchiveRequest archived;
    ArchiveCheck archive_check;
    auto* output = archive->add_option("--output", archived.output, "写成的档案（.zip）");
    auto* since = archive->add_option("--since", archived.since, "上一份档案，与新的在同一文件夹：没有变的文件引用它，不重复存放")->needs(output);
    auto* check_file = archive->add_option("--verify", archive_check.file, "核对这份档案，不写任何文件")->excludes(output)->excludes(since);
    archive->add_flag("--rebuild", archive_check.rebuild, "核对时由档案中的数据重新生成网站，逐字节比较")->needs(check_file);
    archive->final_callback([&] {
        if (archived.output.empty() && archive_check.file.empty())
            throw CLI::RequiredError("--output 或 --verify");
    });
    NewReport wanted;
    auto* create = add_command(app, "new", "为一个部门新建报告的填写模板", "gongkai new jiangan-zuzhibu 2024 final", options);
    create->add_option("department", wanted.department, "部门的文件夹名；没有的一并新建")->required();
    create->add_option("year", wanted.year, "年份")->required()->check(whole_number(1990, 2200));
    create->add_option("kind", wanted.kind, "种类：budget 预算、final 决算、performance 绩效")
        ->required()
        ->check(one_of({"budget", "final", "performance"}));
    create->add_option("--scope", wanted.scope, "同年同类不止一份时，文件名的后缀，如 benji");
    auto* templates = add_plain_command(app, "template", "主题作者所用：检查模板，列出可用的名称");
    templates->require_subcommand(1);
    auto* inspect = add_command(*templates, "check", "编译全部模板，列出各模板的引用、宏、变量等", "gongkai template check pages/table.html", options);
    TemplateRequest inspected;
    inspect->add_option("template", inspected.names, "只列出这些模板，如 pages/table.html");
    std::string inspected_format = "text";
    inspect->add_option("--format", inspected_format, "结果的格式：text 或 json")
        ->check(one_of({"text", "json"}))
        ->option_text("text|json");
    auto* reference = add_plain_command(*templates, "reference", "主题作者手册（Markdown），即 templates/README.md");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        const bool is_help = problem.get_exit_code() == 0;
        app.exit(problem);
        return is_help ? done : wrong_usage;
    }
    request.format = formats.at(format);
    inspected.as_json = inspected_format == "json";
    if (reference->parsed())
        return run_safely([](const build::Options&) { return template_reference_command(); }, options);
    if (inspect->parsed())
        return run_safely([&](const build::Options& o) { return template_check_command(o, inspected); }, options);
    if (create->parsed())
        return run_safely([&](const build::Options& o) { return new_command(o, wanted); }, options);
    if (check->parsed())
        return run_safely([&](const build::Options& o) { return check_command(o, request); }, options);
    if (archive->parsed())
        return run_safely([&](const build::Options& o) { return archive_command(o, archived, archive_check); }, options);
    if (serve->parsed())
        return run_safely([&](const build::Options& o) { return serve_command(o, preview); }, options);
    return run_safely(build_command, options);
}

}  // namespace gongkai::cli
