// Whoever reads again just what is given has what is on the disk, whatever is done to it.
#include <array>
#include <map>
#include <random>
#include <sstream>
#include <thread>

#include <stdio.h>  // renameat2

#include "serve/watch/ignored_names.hpp"
#include "watch_fixture.hpp"

using namespace gongkai;
using namespace gongkai::serve;

namespace {

/// The files as somebody has them who believes the watcher. Ignored names are left out
/// here as well: read by chance, they would stay for ever, as nobody tells when they go.
class Mirror {
public:
    explicit Mirror(const Project& project) : project_(project)
    {
        for (const auto& name : watched_names)
            read(name);
    }

    void renew(const ChangedPaths& changed)
    {
        for (const auto& path : changed) {
            std::erase_if(entries_, [&](const auto& entry) { return entry.first == path || entry.first.starts_with(path + "/"); });
            read(path);
        }
    }

    const std::map<std::string, std::string>& entries() const { return entries_; }

    /// As it is on the disk; empty if there is no file, or a folder by now.
    std::string text_of(const std::string& path) const
    {
        std::ostringstream text;
        text << std::ifstream(project_ / path, std::ios::binary).rdbuf();
        return text.str();
    }

    /// Where two of them are not the same: paths with sizes, for people to read.
    std::vector<std::string> differences(const Mirror& other) const
    {
        std::vector<std::string> all;
        for (const auto& [path, text] : entries_)
            if (const auto found = other.entries_.find(path); found == other.entries_.end() || found->second != text)
                all.push_back(path + " " + std::to_string(text.size()) + " is wrong");
        for (const auto& [path, text] : other.entries_)
            if (!entries_.contains(path))
                all.push_back(path + " " + std::to_string(text.size()) + " is missing");
        return all;
    }

private:
    void read(const std::string& path)
    {
        std::error_code gone;
        const auto status = fs::symlink_status(project_ / path, gone);
        if (fs::is_directory(status)) {
            entries_[path] = "(folder)";
            read_beneath(path);
        } else if (fs::is_symlink(status)) {
            entries_[path] = "(link)";
        } else if (fs::is_regular_file(status)) {
            entries_[path] = text_of(path);
        }
    }

    void read_beneath(const std::string& folder)
    {
        std::error_code gone;
        for (fs::directory_iterator entry(project_ / folder, gone), end; !gone && entry != end; entry.increment(gone))
            if (!is_ignored(entry->path().filename().string(), entry->symlink_status(gone).type() == fs::file_type::directory))
                read(folder + "/" + entry->path().filename().string());
    }

    const Project& project_;
    std::map<std::string, std::string> entries_;
};

/// Does what people, editors and git do, at random, and does not care whether it succeeds.
class Storm {
public:
    Storm(Project& project, unsigned seed) : project_(project), random_(seed) {}

    void blow(int times)
    {
        for (int time = 0; time < times; ++time)
            do_something();
    }

private:
    unsigned choose(unsigned count) { return static_cast<unsigned>(random_() % count); }

    std::string some_folder()
    {
        static const std::array<std::string, 3> tops = {"content", "templates", "themes"};
        static const std::array<std::string, 4> names = {"a", "b", "a-b", ".hidden"};
        auto path = tops[choose(3)];
        for (unsigned depth = choose(4); depth > 0; --depth)
            path += "/" + names[choose(20) == 0 ? 3 : choose(3)];
        return path;
    }

    std::string some_file() { return some_folder() + "/" + std::string(1, static_cast<char>('v' + choose(4))) + ".md"; }

    std::string text() { return std::string(1 + ++count_ % 5000, static_cast<char>('a' + choose(26))); }

    fs::path anywhere() { return choose(6) == 0 ? project_.outside() / std::to_string(choose(3)) : project_ / some_folder(); }

    void do_something()
    {
        std::error_code failure;
        switch (choose(10)) {
        case 0:
        case 1: fs::create_directories(project_ / some_folder(), failure); break;
        case 2: fs::remove_all(project_ / some_folder(), failure); break;
        case 3:
        case 4: fs::rename(anywhere(), anywhere(), failure); break;
        case 5: exchange(project_ / some_folder(), project_ / some_folder()); break;
        case 6: fs::remove(project_ / some_file(), failure); break;
        case 7: save_with_rename(some_file()); break;
        case 8: fs::create_symlink("nowhere", project_ / some_file(), failure); break;
        default: project_.write(some_file(), text());
        }
    }

    static void exchange(const fs::path& a, const fs::path& b)
    {
        // Most often one of them is not there, or within the other.
        (void)renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE);
    }

    void save_with_rename(const std::string& path)
    {
        std::error_code failure;
        const auto aside = project_ / (path + ".tmp");
        std::ofstream(aside) << text();
        fs::rename(aside, project_ / path, failure);
        fs::remove(aside, failure);
    }

    Project& project_;
    std::mt19937 random_;
    unsigned count_ = 0;
};

/// To be quiet after each change, or hardly ever.
WatchTimes times_with(int quiet)
{
    auto times = patient_times();
    times.quiet = std::chrono::milliseconds(quiet);
    times.longest = std::chrono::milliseconds(20);
    times.poll = std::chrono::milliseconds(1);
    return times;
}

/// Writes the mark into site.yaml, whole and at once: when that is given, no more is to come.
void mark_end(Project& project, const std::string& mark)
{
    project.write("../outside/site.yaml", mark);
    fs::rename(project.outside() / "site.yaml", project / "site.yaml");
}

/// Reads again what is given until the mark is found. Where the system tells of changes
/// that is done at once. Where files are looked at, it is done in the end: what comes and
/// goes between two looks is not told of, and so must not be read just then.
void renew_until(const std::string& mark, Mirror& mirror, Watcher& watcher)
{
    const bool is_told = watcher.polling_reason().empty();
    ChangedPaths unread;
    for (bool is_end = false; !is_end;) {
        auto changed = next(watcher);
        REQUIRE_FALSE(changed.contains("(nothing)"));
        is_end = changed.contains("site.yaml") && mirror.text_of("site.yaml") == mark;
        unread.merge(changed);
        if (is_told || is_end)
            mirror.renew(std::exchange(unread, {}));
    }
}

}  // namespace

TEST_CASE("a storm of changes, watched while it blows")
{
    const auto method = each_method();
    for (unsigned seed = 1; seed <= 12; ++seed) {
        INFO("seed " << seed);
        Project project;
        Storm storm(project, seed);
        storm.blow(100);
        auto watcher = watch(project, method, times_with(seed % 2 == 0 ? 0 : 10));
        Mirror mirror(project);
        std::thread blowing([&] {
            storm.blow(400);
            mark_end(project, "calm");
        });
        renew_until("calm", mirror, watcher);
        blowing.join();
        const Mirror calm(project);
        CHECK(mirror.differences(calm) == std::vector<std::string>{});
        // And every folder that is left is watched still, under the name that it has.
        for (const auto& [path, text] : calm.entries())
            if (text == "(folder)")
                project.write(path + "/still.md");
        mark_end(project, "still");
        renew_until("still", mirror, watcher);
        CHECK(mirror.differences(Mirror(project)) == std::vector<std::string>{});
        CHECK(watcher.polling_reason().empty() == (method == Method::automatic));
    }
}
