// A project in a fresh folder, and a watcher of it that a test asks.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "base/descriptor.hpp"
#include "serve/watch/watcher.hpp"

namespace gongkai::serve {

using Method = Watcher::Method;
namespace fs = std::filesystem;

/// root() is the project folder; outside() stands beside it and is watched by nobody.
class Project {
public:
    Project()
    {
        std::string name = (fs::temp_directory_path() / "gongkai-watch-XXXXXX").string();
        folder_ = mkdtemp(name.data());
        fs::create_directory(folder_ / "project");
        fs::create_directory(folder_ / "outside");
    }
    ~Project() { fs::remove_all(folder_); }
    Project(const Project&) = delete;
    Project& operator=(const Project&) = delete;

    fs::path root() const { return folder_ / "project"; }
    fs::path outside() const { return folder_ / "outside"; }
    fs::path operator/(const std::string& path) const { return root() / path; }

    /// Texts that the test does not give are longer each time: the size has changed even
    /// where the clock of the file system has not moved.
    void write(const std::string& path, std::string text = {})
    {
        if (text.empty())
            text.assign(++written_, 'x');
        std::ofstream(root() / path, std::ios::binary) << text;
    }
    void folder(const std::string& path) const { fs::create_directories(root() / path); }
    void remove(const std::string& path) const { fs::remove_all(root() / path); }
    void rename(const std::string& from, const std::string& to) const { fs::rename(root() / from, root() / to); }

private:
    fs::path folder_;
    std::size_t written_ = 0;
};

/// A descriptor that becomes readable after a while.
inline base::Descriptor in_milliseconds(long count)
{
    base::Descriptor timer(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC));
    itimerspec time{};
    time.it_value = {count / 1000, count % 1000 * 1'000'000};
    timerfd_settime(timer.get(), 0, &time, nullptr);
    return timer;
}

/// Bursts end when it is quiet, not because the machine is busy.
inline WatchTimes patient_times()
{
    using std::chrono::milliseconds;
    return {.quiet = milliseconds(30), .longest = milliseconds(9000), .poll = milliseconds(20), .unclosed = milliseconds(60'000)};
}

/// The calls of this system, wherever the temporary folder is.
inline WatchSystem local_system()
{
    auto system = this_system();
    system.filesystem = [](const char*) { return std::uint32_t{0xEF53}; };
    return system;
}

inline const std::vector<std::string> watched_names = {"site.yaml", "content", "templates", "themes"};

inline Watcher watch(const Project& project, Method method, const WatchTimes& times = patient_times())
{
    return Watcher(project.root().string(), watched_names, times, method, local_system());
}

/// What the next burst has changed; {"(nothing)"} when none came: what has not come in ten
/// seconds, on however busy a machine, does not come.
inline ChangedPaths next(Watcher& watcher)
{
    const auto timer = in_milliseconds(10'000);
    return watcher.wait(timer.get()).value_or(ChangedPaths{"(nothing)"});
}

/// All that has changed until this path has; it may come in many bursts.
inline ChangedPaths all_until(Watcher& watcher, const std::string& last)
{
    ChangedPaths all;
    while (!all.contains(last) && !all.contains("(nothing)"))
        all.merge(next(watcher));
    return all;
}

/// The methods agree on all that has changed, if not on when they see it.
inline Method each_method() { return GENERATE(Method::automatic, Method::polling); }

}  // namespace gongkai::serve
