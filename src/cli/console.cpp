#include "cli/console.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <mutex>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/run.hpp"

namespace gongkai::cli {
namespace {

/// Problems of the folders themselves, not of what is written in the files.
bool prevents_loading(const base::Diagnostic& problem)
{
    const bool is_of_folders = problem.code == "C-SITE" || problem.code == "C-READ" || problem.code == "B-READ" || problem.code == "N-WRITE" ||
                               problem.code.starts_with("O-");
    return problem.severity == base::Severity::error && is_of_folders;
}

}  // namespace

int report(const base::Diagnostics& problems)
{
    std::size_t errors = 0;
    std::size_t warnings = 0;
    for (const auto& problem : problems) {
        fmt::print(stderr, "{}", base::to_text(problem));
        errors += problem.severity == base::Severity::error ? 1 : 0;
        warnings += problem.severity == base::Severity::warning ? 1 : 0;
    }
    if (errors + warnings > 0)
        fmt::print(stderr, "共 {} 个错误，{} 个警告。\n", errors, warnings);
    if (errors == 0)
        return done;
    return std::any_of(problems.begin(), problems.end(), prevents_loading) ? not_loaded : content_errors;
}

build::Progress progress_bar(std::string work)
{
    if (isatty(STDERR_FILENO) == 0)
        return [](std::size_t, std::size_t) {};
    struct State {
        std::mutex mutex;
        std::size_t shown = 0;
    };
    return [state = std::make_shared<State>(), work = std::move(work)](std::size_t finished, std::size_t total) {
        const std::lock_guard lock(state->mutex);
        constexpr std::size_t width = 40;
        const auto filled = width * finished / std::max<std::size_t>(total, 1);
        if (finished < state->shown || (filled == width * state->shown / std::max<std::size_t>(total, 1) && finished != total))
            return;
        state->shown = finished;
        std::string bar;
        for (std::size_t i = 0; i < width; ++i)
            bar += i < filled ? "█" : "░";
        fmt::print(stderr, "\r{} {} {}/{}{}", work, bar, finished, total, finished == total ? "\n" : "");
        std::fflush(stderr);
    };
}

}  // namespace gongkai::cli
