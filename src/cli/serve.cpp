// gongkai serve: see it before it is public.

#include <array>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <future>
#include <thread>

#include <csignal>
#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/descriptor.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/run.hpp"
#include "serve/preview_server.hpp"

extern char** environ;

namespace gongkai::cli {
namespace {

/// content/…/2023-final.yaml, or the first of several and their number.
std::string changes_text(const std::set<std::string>& files)
{
    if (files.empty())
        return "首次生成";
    return files.size() == 1 ? *files.begin() : fmt::format("{} 等 {} 个文件", *files.begin(), files.size());
}

std::string outcome_text(const build::PreviewState& state)
{
    if (!state.is_good)
        return fmt::format("有 {} 个错误，{}", build::count_errors(state.problems), state.snapshot ? "页面仍是上一次的" : "还没有可显示的网站");
    auto text = fmt::format("{} 页有变", state.changed_pages.size());
    if (state.snapshot->blocking > 0)
        text += fmt::format("，有 {} 处须改正或说明后才能发布", state.snapshot->blocking);
    return text;
}

/// A terminal that is gone (its window closed, the end of a pipe) is no reason to end.
void say(std::FILE* to, const std::string& text)
{
    std::fwrite(text.data(), 1, text.size(), to);
    std::fflush(to);
}

/// One line for each attempt, below the errors that it found.
void print_state(const build::PreviewState& state)
{
    constexpr std::size_t most_shown = 20;
    std::size_t shown = 0;
    for (const auto& problem : state.problems)
        if (problem->severity == base::Severity::error && ++shown <= most_shown)
            say(stderr, problem->text);
    if (shown > most_shown)
        say(stderr, fmt::format("另有 {} 个错误。\n", shown - most_shown));
    const auto seconds = std::chrono::system_clock::to_time_t(state.time);
    std::tm local{};
    localtime_r(&seconds, &local);
    say(stdout, fmt::format("{:%H:%M:%S} {} → {}，用时 {} 毫秒\n", local, changes_text(state.changed_files), outcome_text(state),
                            std::chrono::duration_cast<std::chrono::milliseconds>(state.duration).count()));
}

/// Asks the desktop to show the address; without one there is nothing to be done.
void open_browser(const std::string& address)
{
    std::array<char*, 3> arguments = {const_cast<char*>("xdg-open"), const_cast<char*>(address.c_str()), nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (const int output : {STDOUT_FILENO, STDERR_FILENO})
        posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_t attributes;  // it is not to inherit that our signals are blocked
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    pid_t process = 0;
    if (posix_spawnp(&process, arguments[0], &actions, &attributes, arguments.data(), environ) != 0)
        fmt::print(stderr, "无法打开浏览器（没有 xdg-open），请自行打开上面的网址。\n");
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
}

/// Ctrl-C and its like as a descriptor to wait on. Before any thread is started.
base::Descriptor stop_signals()
{
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGCHLD, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
    return base::Descriptor(signalfd(-1, &signals, SFD_CLOEXEC));
}

void wait_for(const base::Descriptor& descriptor)
{
    pollfd waited{descriptor.get(), POLLIN, 0};
    while (poll(&waited, 1, -1) < 0 && errno == EINTR) {
    }
}

}  // namespace

int serve_command(const build::Options& options, const ServeRequest& request)
{
    if (std::error_code failure; !std::filesystem::is_directory(options.source, failure))
        return report({base::error("C-SITE", {}, fmt::format("没有文件夹“{}”", options.source), "请用 --source 指明网站的文件夹")});
    const auto stop = stop_signals();
    serve::PreviewOptions wanted;
    wanted.build = options;
    wanted.port = request.port;
    auto started = serve::PreviewServer::start(wanted, print_state);
    if (!started) {
        report(started.failures());
        return not_loaded;  // nothing is said of the content
    }
    auto& server = **started;
    const auto address = fmt::format("http://127.0.0.1:{}/", server.port());
    if (server.port() != request.port && request.port != 0)
        fmt::print(stderr, "端口 {} 已被占用，改用 {}。\n", request.port, server.port());
    if (!server.polling_reason().empty())
        fmt::print(stderr, "{}\n", server.polling_reason());
    fmt::print("预览：{}（只有本机能打开；按 Ctrl-C 结束）\n", address);
    std::fflush(stdout);
    if (request.open)
        open_browser(address);
    std::promise<void> ended;
    std::thread runner([&] {
        try {
            server.run(stop.get());
        } catch (const std::exception& failure) {
            say(stderr, fmt::format("程序内部错误：{}\n这是程序的缺陷，请报告。\n", failure.what()));
            std::_Exit(internal_failure);
        }
        ended.set_value();
    });
    wait_for(stop);
    server.stop_serving();
    // Nothing is written anywhere: a build under way need not be waited for.
    if (ended.get_future().wait_for(std::chrono::milliseconds(200)) != std::future_status::ready)
        std::_Exit(done);
    runner.join();
    return done;
}

}  // namespace gongkai::cli
