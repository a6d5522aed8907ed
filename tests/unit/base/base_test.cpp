#include <atomic>
#include <stdexcept>
#include <thread>

#include <catch2/catch.hpp>

#include "base/diagnostic.hpp"
#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "base/spelling.hpp"
#include "base/utf8.hpp"

using namespace gongkai::base;

TEST_CASE("a diagnostic points at characters, with a caret for double-width text")
{
    const SourceFile file{"content/a.yaml", "第一行\n合计: {小计: 12x}\n"};
    const auto begin = static_cast<std::uint32_t>(file.text.find("12x"));
    const auto text = to_text(error("F-NUM", {&file, begin, begin + 3}, "“12x”不是金额", "写数字"));
    CHECK(text ==
          "content/a.yaml:2:10: 错误 [F-NUM] “12x”不是金额\n"
          "    2 | 合计: {小计: 12x}\n"
          "      |              ^^^\n"
          "   提示: 写数字\n");
}

TEST_CASE("diagnostics come in the order of the text, each once")
{
    const SourceFile file{"a", "0123456789"};
    Diagnostics all = {error("B", {&file, 5, 6}, "later"), error("A", {&file, 1, 2}, "first"),
                       error("B", {&file, 5, 6}, "later"), warning("W", {}, "nowhere")};
    sort_and_unique(all);
    REQUIRE(all.size() == 3);
    CHECK(all[0].message == "nowhere");
    CHECK(all[1].message == "first");
    CHECK(has_errors(all));
}

TEST_CASE("a very long line is shown around the place")
{
    SourceFile file{"a", std::string(500, 'x') + "汉字错" + std::string(500, 'y')};
    const auto text = to_text(error("E", {&file, 506, 509}, "m"));
    CHECK(text.find("…") != std::string::npos);
    CHECK(text.find("汉字错") != std::string::npos);
    CHECK(text.size() < 700);
}

TEST_CASE("positions at the edges of a text")
{
    CHECK(locate("", 0).line == 1);
    CHECK(locate("a\n", 2).line == 2);
    CHECK(locate("a\r\nb", 3).column == 1);
    CHECK(line_at("a\r\nb", 0) == "a");
    CHECK(locate("abc", 99).column == 4);
}

TEST_CASE("UTF-8")
{
    CHECK_FALSE(find_invalid("公开 ok 𠮷"));
    CHECK(find_invalid("ok\xC3\x28") == 2);
    CHECK(find_invalid("\xED\xA0\x80") == 0);
    CHECK(find_invalid("a\xF0\x9F\x92") == 1);
    CHECK(find_invalid("\xC0\xAF") == 0);
    CHECK(display_width("公开a") == 5);
    CHECK(display_width("e\xCC\x81") == 1);
    CHECK(code_point_count("公开a") == 3);
    CHECK(shorten("公开预算", 2) == "公开…");
    CHECK(shorten("公开", 2) == "公开");
}

TEST_CASE("the nearest name is offered only when it is near")
{
    const std::vector<std::string> names = {"published_on", "approved_on", "基本支出", "项目支出"};
    CHECK(nearest("publised_on", names) == "published_on");
    CHECK(nearest("基本支岀", names) == "基本支出");
    CHECK(edit_distance("titel", "title") == 1);
    CHECK(edit_distance("", "abc") == 3);
    CHECK_FALSE(nearest("xyz", names));
    CHECK_FALSE(nearest("", names));
    CHECK(suggestion("基本支岀", names) == "是否为“基本支出”？");
    CHECK(suggestion("xyz", names, "照表样书写") == "照表样书写");
}

TEST_CASE("digests")
{
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(content_hash("a") != content_hash("b"));
}

TEST_CASE("both digests, at once and in pieces")
{
    const auto whole = digests_of("abc");
    CHECK(whole.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(whole.sha512 == "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                          "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
    DigestStream pieces;
    pieces.add("a");
    pieces.add("");
    pieces.add("bc");
    CHECK(pieces.finish() == whole);
}

TEST_CASE("in_order takes results in their order and never lets more than so many wait")
{
    for (const std::size_t threads : {1u, 2u, 7u}) {
        std::vector<int> results(300);
        std::atomic<int> waiting = 0;
        std::atomic<int> most = 0;
        std::vector<int> taken;
        in_order(
            results.size(), threads, 4,
            [&](std::size_t i) {
                const int now = ++waiting;
                for (int before = most; now > before && !most.compare_exchange_weak(before, now);)
                    ;
                if (i % 3 == 0)
                    std::this_thread::yield();
                results[i] = static_cast<int>(i) * 7;
            },
            [&](std::size_t i) {
                taken.push_back(results[i]);
                --waiting;
            });
        CHECK(most <= 4 + 1);  // the fifth is being taken
        REQUIRE(taken.size() == results.size());
        for (std::size_t i = 0; i < taken.size(); ++i)
            REQUIRE(taken[i] == static_cast<int>(i) * 7);
    }
    in_order(0, 4, 4, [](std::size_t) { FAIL(); }, [](std::size_t) { FAIL(); });
}

TEST_CASE("in_order stops at what was thrown, on either side")
{
    const auto boom = [](std::size_t at) {
        return [at](std::size_t i) {
            if (i == at)
                throw std::runtime_error("boom " + std::to_string(i));
        };
    };
    std::atomic<std::size_t> made = 0;
    CHECK_THROWS_WITH(in_order(100, 3, 8, boom(20), [](std::size_t) {}), "boom 20");
    CHECK_THROWS_WITH(in_order(100, 3, 8, [&](std::size_t) { ++made; }, boom(5)), "boom 5");
    CHECK(made <= 5 + 8 + 3);
}

TEST_CASE("parallel_for visits each index once and rethrows the first failure")
{
    std::vector<int> seen(1000);
    parallel_for(seen.size(), 4, [&](std::size_t i) { ++seen[i]; });
    CHECK(seen == std::vector<int>(1000, 1));
    CHECK_THROWS_WITH(parallel_for(100, 3,
                                   [](std::size_t i) {
                                       if (i % 10 == 7)
                                           throw std::runtime_error(std::to_string(i));
                                   }),
                      "7");
    parallel_for(0, 4, [](std::size_t) { FAIL(); });
}
