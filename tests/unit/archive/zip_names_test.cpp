// Names that lead elsewhere, names that are one, and bombs that say so.
#include <catch2/catch.hpp>

#include "archive/zip_names.hpp"
#include "archive_fixture.hpp"
#include "zip_builder.hpp"

using namespace archive_test;

namespace {

std::vector<archive::ZipEntry> named(const std::vector<std::string>& names)
{
    std::vector<archive::ZipEntry> entries;
    for (const auto& name : names)
        entries.push_back({name});
    return entries;
}

Codes codes_named(const std::vector<std::string>& names) { return codes_of(archive::name_problems("a.zip", named(names))); }

Codes codes_sized(const std::vector<std::pair<std::uint64_t, std::uint64_t>>& sizes, std::uint64_t file_size)
{
    std::vector<archive::ZipEntry> entries;
    for (const auto& [size, compressed] : sizes)
        entries.push_back({"a", size, compressed});
    return codes_of(archive::size_problems("a.zip", entries, file_size));
}

const Codes bad = {"B-NAME"};
const Codes twice = {"B-TWICE"};
const Codes bomb = {"B-BOMB"};
constexpr std::uint64_t mib = 1u << 20;

}  // namespace

TEST_CASE("names that may lead elsewhere or cannot be shown")
{
    for (const auto* name : {"../a", "a/../b", "a/..", "..", ".", "a/./b", "/a", "//a", "a//b", "a/", "a\\b", "..\\a", "C:\\a", "", "a\tb", "a\x1b[2J", "a\x7f",
                             "a\xc2\x85", "a\xff", "\xc0\xaf", "a\xed\xa0\x80"}) {
        INFO(name);
        CHECK(codes_named({name}) == bad);
    }
    CHECK(codes_named({std::string("a\0b", 3)}) == bad);
    for (const auto* name : {"a", "a/b", "100%\r\n.txt", "..a/b..", "数据/空 格.csv", "cafe\xcc\x81", ".well-known/a"})
        CHECK(codes_named({name}).empty());
}

TEST_CASE("names that are one, on some system at least")
{
    CHECK(codes_named({"a", "b", "a"}) == twice);
    CHECK(codes_named({"a/Index.html", "a/index.html"}) == twice);
    CHECK(codes_named({"a", "a/b"}) == twice);
    CHECK(codes_named({"A/b/c", "a/B"}) == twice);
    CHECK(codes_named({"a/b", "a/c", "ab", "a-b"}).empty());
}

TEST_CASE("all bad names are told at once")
{
    const auto problems = archive::name_problems("甲.zip", named({"a/b\n.txt", "../b", "a/B\n.txt", "c\x1b", "a/b\n.txt/d"}));
    std::string text;
    for (const auto& problem : problems)
        text += base::to_text(problem);
    const std::string hint = "\n   提示: 请换用另处保存的完好的一份\n";
    CHECK(text == "错误 [B-NAME] 甲.zip：条目 “../b” 的名称含有“..”“.”或空的一段，可能通往别处" + hint +
                      "错误 [B-TWICE] 甲.zip：条目 “a/B\\n.txt” 与 “a/b\\n.txt” 只有大小写不同，在 Windows 上后者会替换前者" + hint +
                      "错误 [B-NAME] 甲.zip：条目 “c\\u001b” 的名称含有控制字符" + hint +
                      "错误 [B-TWICE] 甲.zip：条目 “a/b\\n.txt” 既是文件，又是 “a/b\\n.txt/d” 所在的文件夹" + hint);
}

TEST_CASE("entries that declare to become too much")
{
    CHECK(codes_sized({{4 * mib, 1}}, 100).empty());
    CHECK(codes_sized({{4 * mib + 1, 1}}, 100) == bomb);
    CHECK(codes_sized({{400 * mib, mib}}, 3 * mib) == bomb);
    CHECK(codes_sized({{400 * mib - 1, mib}}, 3 * mib).empty());
    CHECK(codes_sized({{~0ull, 0}}, 100) == bomb);
    CHECK(codes_sized({{~0ull, ~0ull}}, 100) == bomb);
}

TEST_CASE("entries that declare to become too much together")
{
    const std::vector<std::pair<std::uint64_t, std::uint64_t>> many(65, {4 * mib, 10});
    CHECK(codes_sized(many, mib) == bomb);
    CHECK(codes_sized(many, 2 * mib).empty());
    CHECK(codes_sized({many.begin(), many.begin() + 64}, mib).empty());
}

TEST_CASE("bad names and bombs of a real zip, together and before anything is unpacked")
{
    BuiltZip zip;
    zip.entries = {{"bag/a", "x"}, {"/etc/passwd", "x"}, {"bag/A", ""}, {"bag/zero", std::string(5u << 20, '\0')}};
    CHECK(zip_codes(zip.bytes()) == Codes{"B-NAME", "B-TWICE", "B-BOMB"});
}

TEST_CASE("what a bomb declares is told")
{
    const auto text = [](const std::vector<archive::ZipEntry>& entries) { return base::to_text(archive::size_problems("a.zip", entries, 1000).front()); };
    const std::string hint = "\n   提示: 请换用另处保存的完好的一份\n";
    CHECK(text({{"a/b", 5 * mib, 100}}) == "错误 [B-BOMB] a.zip：条目 “a/b” 声称解压后有 5242880 字节，是压缩后 100 字节的 400 倍以上：可能是压缩炸弹，没有解压" + hint);
    CHECK(text(std::vector<archive::ZipEntry>(70, {"a", 4 * mib, 10})) ==
          "错误 [B-BOMB] a.zip：全部文件声称解压后有 293601280 字节，是压缩包 1000 字节的 200 倍以上：可能是压缩炸弹，没有解压" + hint);
}
