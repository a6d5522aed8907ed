// Waiting: how it ends, and what it costs.
#include <atomic>
#include <csignal>
#include <thread>

#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/resource.h>

#include "watch_fixture.hpp"

using namespace gongkai;
using namespace gongkai::serve;
using std::chrono::milliseconds;

namespace {

base::Descriptor raised_flag() { return base::Descriptor(eventfd(1, EFD_CLOEXEC)); }

std::size_t open_files()
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator()));
}

/// Folders that all inotify instances of this process watch.
std::size_t folders_watched()
{
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator("/proc/self/fdinfo")) {
        std::ifstream lines(entry.path());
        for (std::string line; std::getline(lines, line);)
            count += line.starts_with("inotify wd:");
    }
    return count;
}

/// Does something again and again in another thread until it goes out of scope.
class Meanwhile {
public:
    template <class Action>
    explicit Meanwhile(Action action)
        : thread_([this, action]() mutable {
              while (!is_over_)
                  action();
          })
    {
    }
    ~Meanwhile()
    {
        is_over_ = true;
        thread_.join();
    }

private:
    std::atomic<bool> is_over_ = false;
    std::thread thread_;
};

long processor_microseconds()
{
    rusage usage{};
    getrusage(RUSAGE_THREAD, &usage);
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1'000'000 + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

}  // namespace

TEST_CASE("waiting ends at once when it is to stop, and what has changed is given by the next call")
{
    Project project;
    project.folder("content");
    auto watcher = watch(project, each_method());
    project.write("content/x.yaml");
    CHECK_FALSE(watcher.wait(raised_flag().get()));
    CHECK(next(watcher) == ChangedPaths{"content/x.yaml"});
}

TEST_CASE("a burst that was seen before waiting was stopped is not lost")
{
    Project project;
    project.folder("content");
    const base::Descriptor flag(eventfd(0, EFD_CLOEXEC));
    auto times = patient_times();
    times.quiet = std::chrono::hours(1);
    times.longest = milliseconds(300);
    auto watcher = watch(project, each_method(), times);
    std::optional<ChangedPaths> changed;
    std::thread waiting([&] { changed = watcher.wait(flag.get()); });
    project.write("content/x.yaml");
    std::this_thread::sleep_for(milliseconds(100));  // most likely it has seen that now, and waits for more
    eventfd_write(flag.get(), 1);
    waiting.join();
    CHECK((changed ? *changed : next(watcher)) == ChangedPaths{"content/x.yaml"});
}

TEST_CASE("waiting is stopped by another thread")
{
    Project project;
    const base::Descriptor flag(eventfd(0, EFD_CLOEXEC));
    auto watcher = watch(project, each_method());
    std::thread other([&] { eventfd_write(flag.get(), 1); });
    CHECK_FALSE(watcher.wait(flag.get()));
    other.join();
}

TEST_CASE("signals do not disturb waiting")
{
    struct sigaction action {};
    struct sigaction before {};
    action.sa_handler = [](int) {};
    sigaction(SIGUSR1, &action, &before);
    Project project;
    project.folder("content");
    auto watcher = watch(project, each_method());
    ChangedPaths changed;
    std::thread waiting([&] { changed = next(watcher); });
    for (int time = 0; time < 200; ++time) {
        pthread_kill(waiting.native_handle(), SIGUSR1);
        std::this_thread::yield();
    }
    project.write("content/x.yaml");
    waiting.join();
    CHECK(changed == ChangedPaths{"content/x.yaml"});
    sigaction(SIGUSR1, &before, nullptr);
}

TEST_CASE("changes without end are given in parts")
{
    Project project;
    project.folder("content");
    project.write("content/x.yaml");
    auto times = patient_times();
    times.quiet = std::chrono::hours(1);
    times.longest = milliseconds(50);
    auto watcher = watch(project, each_method(), times);
    const Meanwhile writing([&] { project.write("content/x.yaml"); });
    for (int time = 0; time < 3; ++time)
        CHECK(next(watcher) == ChangedPaths{"content/x.yaml"});
}

TEST_CASE("ignored names do not prolong a burst")
{
    Project project;
    project.folder("content");
    auto times = patient_times();
    times.longest = std::chrono::hours(1);
    auto watcher = watch(project, each_method(), times);
    const Meanwhile writing([&] {
        std::ofstream(project / "content/.x.swp") << "x";
        std::ofstream(project / "content/x.tmp") << "x";
        std::ofstream(project / "README.md") << "x";
    });
    project.write("content/x.yaml");
    CHECK(next(watcher) == ChangedPaths{"content/x.yaml"});
}

TEST_CASE("waiting for nothing costs nothing")
{
    Project project;
    project.folder("content/a/b");
    auto watcher = watch(project, Method::automatic);
    const auto timer = in_milliseconds(300);
    const auto before = processor_microseconds();
    CHECK_FALSE(watcher.wait(timer.get()));
    CHECK(processor_microseconds() - before < 20'000);
}

TEST_CASE("folders that come and go leave nothing behind")
{
    Project project;
    project.folder("content/stays");
    const auto method = each_method();
    const auto files_before = open_files();
    {
        auto watcher = watch(project, method);
        project.write("content/stays/x.yaml");
        CHECK(next(watcher) == ChangedPaths{"content/stays/x.yaml"});
        const auto files = open_files();
        const auto folders = folders_watched();
        CHECK(files == files_before + (method == Method::automatic ? 1 : 0));
        CHECK(folders == (method == Method::automatic ? 3 : 0));
        for (int round = 0; round < 5; ++round) {
            for (int i = 0; i < 50; ++i) {
                project.folder("content/" + std::to_string(i) + "/a");
                project.write("content/" + std::to_string(i) + "/a/x.yaml");
            }
            CHECK(next(watcher).size() == 50);
            CHECK(folders_watched() == (method == Method::automatic ? 103 : 0));
            for (int i = 0; i < 50; ++i)
                if (i % 2 == 0)
                    project.remove("content/" + std::to_string(i));
                else
                    fs::rename(project / ("content/" + std::to_string(i)), project.outside() / (std::to_string(round) + "-" + std::to_string(i)));
            CHECK(next(watcher).size() == 50);
            CHECK(folders_watched() == folders);
        }
        CHECK(open_files() == files);
    }
    CHECK(open_files() == files_before);
    CHECK(folders_watched() == 0);
}

TEST_CASE("what a watcher has opened is not given to programs that are started")
{
    Project project;
    project.folder("content");
    auto watcher = watch(project, Method::automatic);
    for (const auto& entry : fs::directory_iterator("/proc/self/fd")) {
        std::error_code gone;
        const auto target = fs::read_symlink(entry.path(), gone).string();
        if (target.find("inotify") != std::string::npos)
            CHECK((fcntl(std::stoi(entry.path().filename().string()), F_GETFD) & FD_CLOEXEC) != 0);
    }
}
