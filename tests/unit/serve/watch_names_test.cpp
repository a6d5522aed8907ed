#include <catch2/catch.hpp>

#include "serve/watch/changed_paths.hpp"
#include "serve/watch/ignored_names.hpp"

using namespace gongkai::serve;

TEST_CASE("names that the reader leaves out, of files and of folders")
{
    for (const auto* name : {".git", ".x.swp", ".~lock.x.ods#", ".#x.yaml", ".goutputstream-AB12", "x.yaml~", "~", "."}) {
        INFO(name);
        CHECK(is_left_out(name));
        CHECK(is_ignored(name, false));
        CHECK(is_ignored(name, true));
    }
}

TEST_CASE("names that files have for a moment are those of folders for ever")
{
    for (const auto* name : {"4913", "#x.yaml#", "x.bck", "xAbC123.bck", "x.yaml.tmp", "~WRD0001.TMP", "x.swp", "x.swo", "x.swx",
                             "~$预算.xlsx", "x.pdf.part", "x.pdf.crdownload", "x.yaml___jb_tmp___", "x.yaml___jb_old___"}) {
        INFO(name);
        CHECK(is_ignored(name, false));
        CHECK_FALSE(is_ignored(name, true));
        CHECK_FALSE(is_left_out(name));
    }
}

TEST_CASE("names of a project are not ignored")
{
    for (const auto* name : {"x.yaml", "4913.yaml", "x4913", "#", "##", "#x", "x#", "sedAbC123", "tmp", "part", "x.tmp.yaml", "x~y", "~x",
                             "决算.md", "\xff\n", "x.bck2"}) {
        INFO(name);
        CHECK_FALSE(is_ignored(name, false));
        CHECK_FALSE(is_ignored(name, true));
    }
}

TEST_CASE("a folder stands for all beneath it")
{
    ChangedPaths paths = {"content/a", "content/a-b", "content/a-b/x", "content/a.md", "content/a/b", "content/a/b/c", "content/ab", "site.yaml"};
    keep_outermost(paths);
    CHECK(paths == ChangedPaths{"content/a", "content/a-b", "content/a.md", "content/ab", "site.yaml"});
}
