#include "serve/watch/watcher.hpp"

#include <algorithm>
#include <array>
#include <climits>
#include <utility>

#include <poll.h>

#include "serve/watch/burst.hpp"
#include "serve/watch/inotify_watch.hpp"
#include "serve/watch/polling_reason.hpp"
#include "serve/watch/polling_watch.hpp"
#include "serve/watch/silent_filesystems.hpp"

namespace gongkai::serve {
namespace {

/// For poll(): not before `end`; -1 stands for ever.
int milliseconds_until(WatchTime end)
{
    if (end == never)
        return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - WatchClock::now()).count();
    return static_cast<int>(std::clamp<decltype(left)>(left, 0, INT_MAX));
}

struct Ready {
    bool stop;
    bool source;
};

/// Sleeps until one of them is readable or the time has come; sometimes for shorter.
Ready sleep_until(int stop_fd, int source_fd, WatchTime end)
{
    std::array<pollfd, 2> files = {{{stop_fd, POLLIN, 0}, {source_fd, POLLIN, 0}}};
    if (poll(files.data(), files.size(), milliseconds_until(end)) <= 0)
        return {false, false};
    return {files[0].revents != 0, files[1].revents != 0};
}

/// Why the system does not tell of all changes to these files; empty if it does.
std::string reason_of_filesystems(const WatchSystem& system, const std::string& root, const std::vector<std::string>& names,
                                  const WatchTimes& times)
{
    // With the dot the folder is meant even if the root is a link to it.
    if (const auto silent = silent_filesystem(system.filesystem((root + "/.").c_str())); !silent.empty())
        return polling_for_filesystem("", silent, times);
    for (const auto& name : names)
        if (const auto silent = silent_filesystem(system.filesystem((root + "/" + name).c_str())); !silent.empty())
            return polling_for_filesystem(name, silent, times);
    return {};
}

}  // namespace

struct Watcher::State {
    std::string root;
    std::vector<std::string> names;
    WatchTimes times;
    Burst burst;
    ChangedPaths changed;
    std::unique_ptr<ChangeSource> source;
    std::string polling_reason;

    void watch(const WatchSystem& system);
    void look_again_and_again(std::string reason);
    WatchTime next() const { return std::min(burst.end(), source->next_look()); }
    bool look();
    ChangedPaths take();
};

void Watcher::State::watch(const WatchSystem& system)
{
    if (auto reason = reason_of_filesystems(system, root, names, times); !reason.empty()) {
        look_again_and_again(std::move(reason));
        return;
    }
    source = std::make_unique<InotifyWatch>(system, root, names, times);
    if (const auto failure = source->failure())
        look_again_and_again(polling_for_failure(*failure, times));
}

void Watcher::State::look_again_and_again(std::string reason)
{
    source = std::make_unique<PollingWatch>(root, names, times);
    polling_reason = std::move(reason);
}

bool Watcher::State::look()
{
    const bool has_happened = source->look(changed);
    const auto failure = source->failure();
    if (!failure)
        return has_happened;
    look_again_and_again(polling_for_failure(*failure, times));
    changed.insert(names.begin(), names.end());
    return true;
}

ChangedPaths Watcher::State::take()
{
    burst.clear();
    keep_outermost(changed);
    return std::exchange(changed, {});
}

Watcher::Watcher(const std::string& root, std::vector<std::string> names, const WatchTimes& times, Method method,
                 const WatchSystem& system)
    : state_(std::make_unique<State>(root, std::move(names), times, Burst(times)))
{
    if (method == Method::polling)
        state_->look_again_and_again(polling_was_asked_for(times));
    else
        state_->watch(system);
}

Watcher::~Watcher() = default;

std::optional<ChangedPaths> Watcher::wait(int stop_fd)
{
    auto& state = *state_;
    while (true) {
        const auto ready = sleep_until(stop_fd, state.source->descriptor(), state.next());
        if (ready.stop)
            return std::nullopt;
        const bool must_look = ready.source || WatchClock::now() >= state.source->next_look();
        // What is still being written prolongs a burst, but there must be something to give.
        if (must_look && state.look() && !state.changed.empty())
            state.burst.note(WatchClock::now());
        if (state.burst.is_over(WatchClock::now()))
            return state.take();
    }
}

const std::string& Watcher::polling_reason() const { return state_->polling_reason; }

}  // namespace gongkai::serve
