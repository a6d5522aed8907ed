#include <catch2/catch.hpp>

#include "serve/watch/burst.hpp"
#include "serve/watch/unclosed_files.hpp"

using namespace gongkai::serve;
using std::chrono::milliseconds;

namespace {

WatchTime at(int time) { return WatchTime(milliseconds(time)); }

}  // namespace

TEST_CASE("a burst ends when it was quiet for a while")
{
    Burst burst(WatchTimes{.quiet = milliseconds(30), .longest = milliseconds(250)});
    CHECK_FALSE(burst.is_running());
    CHECK_FALSE(burst.is_over(at(1'000'000)));
    CHECK(burst.end() == never);
    burst.note(at(100));
    CHECK(burst.is_running());
    CHECK_FALSE(burst.is_over(at(129)));
    CHECK(burst.is_over(at(130)));
    burst.note(at(125));
    CHECK_FALSE(burst.is_over(at(154)));
    CHECK(burst.end() == at(155));
}

TEST_CASE("a burst is never waited for longer than the longest time, counted from its first change")
{
    Burst burst(WatchTimes{.quiet = milliseconds(30), .longest = milliseconds(250)});
    for (int time = 100; time < 350; time += 20)
        burst.note(at(time));
    CHECK_FALSE(burst.is_over(at(349)));
    CHECK(burst.is_over(at(350)));
    burst.clear();
    CHECK_FALSE(burst.is_over(at(350)));
    burst.note(at(360));
    CHECK(burst.end() == at(390));
}

TEST_CASE("a file that is not closed is given when nothing was written for a while")
{
    UnclosedFiles files(milliseconds(1000));
    CHECK(files.next() == never);
    files.written("content/a", at(0));
    files.written("content/b", at(10));
    files.written("content/a", at(20));
    CHECK(files.next() == at(1010));
    ChangedPaths changed;
    CHECK_FALSE(files.take(at(1009), changed));
    CHECK(files.take(at(1010), changed));
    CHECK(changed == ChangedPaths{"content/b"});
    CHECK(files.next() == at(1020));
}

TEST_CASE("a file that was closed or removed, alone or with its folder, is not given again")
{
    UnclosedFiles files(milliseconds(1000));
    for (const auto* path : {"content/a/x", "content/a/b/y", "content/a.md", "content/z"})
        files.written(path, at(0));
    files.forget("content/z");
    files.forget_beneath("content/a");
    ChangedPaths changed;
    CHECK(files.take(at(2000), changed));
    CHECK(changed == ChangedPaths{"content/a.md"});
    files.written("content/a/x", at(0));
    files.clear();
    CHECK(files.next() == never);
}
