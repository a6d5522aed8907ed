// Tag files as RFC 8493 allows them to be written, and as it does not.
#include <catch2/catch.hpp>

#include "archive/tag_text.hpp"
#include "archive_fixture.hpp"

using namespace archive_test;

namespace {

const std::string lower(64, 'a');

/// line: why
std::string text_of(const archive::MalformedLines& lines)
{
    std::string text;
    for (const auto& [line, why] : lines)
        text += std::to_string(line) + ": " + why + "\n";
    return text;
}

archive::Manifest manifest(const std::string& text) { return archive::parse_manifest(text, 64, "data/"); }

}  // namespace

TEST_CASE("a manifest may have digests in either case, any blanks, any ends of lines")
{
    const auto parsed = manifest(lower + "  data/a b\r\n" + std::string(64, 'A') + " \t data/100%25%0d\r" + lower + " data/c");
    CHECK(parsed.malformed.empty());
    CHECK(parsed.digests.size() == 3);
    CHECK(parsed.digests.at("a b") == lower);
    CHECK(parsed.digests.at("100%\r") == lower);
    CHECK(manifest("").digests.empty());
}

TEST_CASE("lines of a manifest that are malformed are told, the others are taken")
{
    const auto parsed = manifest(lower + "  data/a\n" + lower + "  data/a\n" + lower + "b  data/b\n" + std::string(64, 'g') + "  data/c\n" + lower + "  e/f\n" +
                                 lower + "  data/../f\n" + lower + "  data/%2e\n\n" + lower + "\n" + lower + " *data/g\n" + lower + "  data/h\n" + lower + "  data/\n");
    CHECK(parsed.digests.size() == 2);
    CHECK(text_of(parsed.malformed) == "2: 路径 “a” 列了两次\n3: 摘要 “" + lower + "b” 不是 64 位十六进制数\n4: 摘要 “" + std::string(64, 'g') +
                                           "” 不是 64 位十六进制数\n5: 路径 “e/f” 不以 data/ 开头\n6: 路径 “data/../f” 可能通往别处\n"
                                           "7: 路径 “data/%2e” 中的 % 不是 %25、%0A 或 %0D\n8: 摘要 “” 不是 64 位十六进制数\n9: 路径 “” 不以 data/ 开头\n"
                                           "10: 路径 “*data/g” 不以 data/ 开头\n12: 路径 “data/” 可能通往别处\n");
}

TEST_CASE("fetch.txt names files by digest, length and path")
{
    const auto parsed = archive::parse_fetch("ni:///sha-256;x 12 data/a b%25\nni:x 18446744073709551615\tdata/b\n");
    CHECK(parsed.malformed.empty());
    REQUIRE(parsed.lines.size() == 2);
    CHECK(parsed.lines[0].uri == "ni:///sha-256;x");
    CHECK(parsed.lines[0].size == 12);
    CHECK(parsed.lines[0].path == "a b%");
    CHECK(parsed.lines[1].size == ~0ull);
    CHECK(text_of(archive::parse_fetch("x - data/a\nx -1 data/a\nx 1x data/a\nx 18446744073709551616 data/a\nx  data/a\nx 1 a\n").malformed) ==
          "1: 长度 “-” 不是数\n2: 长度 “-1” 不是数\n3: 长度 “1x” 不是数\n4: 长度 “18446744073709551616” 不是数\n5: 长度 “data/a” 不是数\n6: 路径 “a” 不以 data/ 开头\n");
}

TEST_CASE("bag-info.txt has labels, values, and values that go on")
{
    const auto parsed = archive::parse_info("Title: 甲: 乙\nEmpty: \nExternal-Description: one\n  two\n\tthree\r\ntitle:\tagain\n");
    CHECK(parsed.malformed.empty());
    CHECK(parsed.info == archive::BagInfo{{"Title", "甲: 乙"}, {"Empty", ""}, {"External-Description", "one two three"}, {"title", "again"}});
    CHECK(archive::values_of(parsed.info, "TITLE") == std::vector<std::string>{"甲: 乙", "again"});
    CHECK(archive::values_of(parsed.info, "None").empty());
    CHECK(text_of(archive::parse_info(" first\nno colon\nA:b\n: c\n\nA:\n").malformed) ==
          "1: “ first” 不是“名称: 值”\n2: “no colon” 不是“名称: 值”\n3: “A:b” 不是“名称: 值”\n4: “: c” 不是“名称: 值”\n5: “” 不是“名称: 值”\n6: “A:” 不是“名称: 值”\n");
}
