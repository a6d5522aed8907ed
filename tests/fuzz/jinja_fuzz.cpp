// Fuzzing of the template engine, without libFuzzer (g++ has none).
//
//     jinja_fuzz COUNT [--seed N] [--mode lexer|compiler|programs|all]
//         so many inputs of each mode; prints figures, and the seeds of inputs that fail
//     jinja_fuzz --show SEED --mode MODE
//         prints the input of that seed, then runs it in this process, for a debugger
//
// Inputs run in batches in a child process. A batch that crashes, takes longer
// than five seconds or more memory than 512 MB is reported with the seed of the
// input it was at, and the run goes on behind that.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include "targets.hpp"

// The sanitizer keeps freed memory for a while; no more of it than fits the limit.
// A namespace that holds itself is never freed, which is known.
extern "C" const char* __asan_default_options() { return "quarantine_size_mb=32:detect_leaks=0:hard_rss_limit_mb=1500"; }

namespace {

using namespace fuzz;
using Clock = std::chrono::steady_clock;

#if defined(__SANITIZE_ADDRESS__)
constexpr bool is_sanitized = true;
#else
constexpr bool is_sanitized = false;
#endif

constexpr std::uint64_t batch_size = is_sanitized ? 100 : 500;
constexpr unsigned seconds_per_batch = 5;
constexpr long largest_memory = (is_sanitized ? 1024 : 512) * 1024L;  // kilobytes
constexpr int most_failures = 20;
constexpr int too_large = 3;
constexpr int broken = 4;

/// What the child tells the parent; in memory that they share.
struct Progress {
    std::uint64_t seed = 0;  ///< of the input that runs
    std::uint64_t executed = 0;
    std::uint64_t compiled = 0;
    std::uint64_t rendered = 0;
    std::int64_t slowest = 0;  ///< microseconds
    std::uint64_t slowest_seed = 0;
    long memory = 0;  ///< kilobytes, the most of any child
};

struct Arguments {
    std::uint64_t count = 0;
    std::uint64_t seed = 1;
    std::uint64_t shown = 0;
    std::string mode = "all";
};

long peak_memory()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/// In the child: ends the process where an input fails.
[[noreturn]] void run_batch(Mode mode, std::uint64_t first, std::uint64_t end, const std::vector<Templates>& corpus, Progress& progress)
{
    alarm(seconds_per_batch);
    if (!is_sanitized) {
        const rlimit most{2u << 30, 2u << 30};  // an input that asks for more at once ends in bad_alloc
        setrlimit(RLIMIT_AS, &most);
    }
    for (auto seed = first; seed < end; ++seed) {
        progress.seed = seed;
        const auto input = input_of(mode, seed, corpus);
        const auto begin = Clock::now();
        try {
            const auto outcome = execute(mode, input);
            progress.compiled += outcome >= Outcome::compiled ? 1 : 0;
            progress.rendered += outcome == Outcome::rendered ? 1 : 0;
        } catch (const Broken& failure) {
            fmt::print(stderr, "{}\n", failure.what);
            _exit(broken);
        }
        const auto taken = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count();
        if (taken > progress.slowest) {
            progress.slowest = taken;
            progress.slowest_seed = seed;
        }
        ++progress.executed;
        progress.memory = std::max(progress.memory, peak_memory());
        if (peak_memory() > largest_memory)
            _exit(too_large);
    }
    _exit(0);
}

std::string reason_of(int status)
{
    if (WIFSIGNALED(status))
        return WTERMSIG(status) == SIGALRM ? fmt::format("more than {} s", seconds_per_batch) : fmt::format("signal {}", WTERMSIG(status));
    switch (WEXITSTATUS(status)) {
    case too_large: return fmt::format("more than {} MB", largest_memory / 1024);
    case broken: return "something does not hold";
    default: return fmt::format("exit code {}", WEXITSTATUS(status));
    }
}

/// Runs a mode; the number of failures.
int run_mode(Mode mode, const Arguments& arguments, const std::vector<Templates>& corpus)
{
    auto* shared = mmap(nullptr, sizeof(Progress), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        return 1;
    auto& progress = *new (shared) Progress;
    const auto begin = Clock::now();
    const auto end = arguments.seed + arguments.count;
    int failures = 0;
    const auto print_figures = [&] {
        const auto seconds = std::chrono::duration<double>(Clock::now() - begin).count();
        const auto share = [&](std::uint64_t part) { return 100.0 * static_cast<double>(part) / static_cast<double>(std::max<std::uint64_t>(1, progress.executed)); };
        fmt::print("{}: {} executions, {:.0f} a second, {:.1f} % compiled, {:.1f} % rendered, peak {} MB, slowest {:.1f} ms (seed {}), {} failures\n",
                   name_of(mode), progress.executed, static_cast<double>(progress.executed) / seconds, share(progress.compiled),
                   share(progress.rendered), progress.memory / 1024, static_cast<double>(progress.slowest) / 1000, progress.slowest_seed, failures);
        std::fflush(stdout);
    };
    auto reported = Clock::now();
    for (auto next = arguments.seed; next < end && failures < most_failures;) {
        const auto last = std::min(next + batch_size, end);
        const auto child = fork();
        if (child == 0)
            run_batch(mode, next, last, corpus, progress);
        int status = 0;
        waitpid(child, &status, 0);
        next = last;
        if (status != 0) {
            ++failures;
            fmt::print("FAILED: {}; see jinja_fuzz --show {} --mode {}\n", reason_of(status), progress.seed, name_of(mode));
            std::fflush(stdout);
            next = progress.seed + 1;
        }
        if (Clock::now() - reported > std::chrono::minutes(1)) {
            print_figures();
            reported = Clock::now();
        }
    }
    print_figures();
    munmap(shared, sizeof(Progress));
    return failures;
}

bool read_arguments(int count, char** values, Arguments& arguments)
{
    for (int i = 1; i < count; ++i) {
        const std::string_view name = values[i];
        const auto* value = i + 1 < count ? values[i + 1] : "";
        if (name == "--seed")
            arguments.seed = std::strtoull(value, nullptr, 10), ++i;
        else if (name == "--show")
            arguments.shown = std::strtoull(value, nullptr, 10), ++i;
        else if (name == "--mode")
            arguments.mode = value, ++i;
        else
            arguments.count = std::strtoull(values[i], nullptr, 10);
    }
    return arguments.count > 0 || arguments.shown > 0;
}

int show(Mode mode, std::uint64_t seed, const std::vector<Templates>& corpus)
{
    const auto input = input_of(mode, seed, corpus);
    fmt::print("{}", shown(input));
    std::fflush(stdout);
    try {
        const auto outcome = execute(mode, input);
        fmt::print("{}\n", outcome == Outcome::refused ? "refused" : outcome == Outcome::compiled ? "compiled" : "rendered");
        return 0;
    } catch (const Broken& failure) {
        fmt::print("{}\n", failure.what);
        return 1;
    }
}

}  // namespace

int main(int count, char** values)
{
    Arguments arguments;
    if (!read_arguments(count, values, arguments)) {
        fmt::print(stderr, "jinja_fuzz COUNT [--seed N] [--mode lexer|compiler|programs|all]\njinja_fuzz --show SEED --mode MODE\n");
        return 3;
    }
    const auto corpus = read_corpus(GONGKAI_SOURCE_DIR);
    int failures = 0;
    for (const auto mode : all_modes) {
        if (arguments.mode != "all" && arguments.mode != name_of(mode))
            continue;
        if (arguments.shown > 0)
            return show(mode, arguments.shown, corpus);
        failures += run_mode(mode, arguments, corpus);
    }
    return failures == 0 ? 0 : 1;
}
