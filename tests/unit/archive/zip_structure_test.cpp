// Zips that are not of the form that ZipWriter gives: each field a lie in turn, things hidden,
// put in, left out.
#include <algorithm>
#include <functional>

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "archive/zip_format.hpp"
#include "archive/zip_reader.hpp"
#include "archive_fixture.hpp"
#include "zip_builder.hpp"

using namespace archive_test;

namespace {

BuiltZip sample()
{
    BuiltZip zip;
    zip.entries = {{"bag/a.txt", "甲乙丙丁甲乙丙丁"}, {"bag/b.txt", "second"}, {"bag/空.txt", ""}};
    return zip;
}

/// Of a sample of which the second entry was changed.
Codes codes_with(const std::function<void(BuiltEntry&)>& change)
{
    auto zip = sample();
    change(zip.entries[1]);
    return zip_codes(zip.bytes());
}

/// The same change to both headers.
Codes codes_with_both(const std::function<void(Header&)>& change)
{
    return codes_with([&](BuiltEntry& entry) {
        change(entry.local);
        change(entry.central);
    });
}

const Codes broken = {"B-ZIP"};

std::string message_of(const BuiltZip& zip)
{
    const Folder folder;
    const auto reader = archive::ZipReader::open(folder.write("a.zip", zip.bytes()));
    return reader ? "" : folder.text(reader.failures());
}

base::Result<std::string> content_of(const archive::ZipReader& zip, std::size_t index)
{
    std::string bytes;
    if (const auto problem = zip.read(zip.entries()[index], [&](std::string_view piece) { bytes += piece; }))
        return *problem;
    return bytes;
}

/// Of reading the second entry; the zip can be opened.
Codes reading_codes(const std::function<void(BuiltEntry&)>& change)
{
    auto zip = sample();
    change(zip.entries[1]);
    const Folder folder;
    const auto reader = archive::ZipReader::open(folder.write("a.zip", zip.bytes()));
    REQUIRE(reader);
    const auto content = content_of(*reader.value(), 1);
    return content ? Codes{} : codes_of(content.failures());
}

}  // namespace

TEST_CASE("the sample is a zip of ours")
{
    CHECK(zip_codes(sample().bytes()).empty());
    CHECK(codes_with([](BuiltEntry&) {}).empty());
}

TEST_CASE("a lie in any field of the local header")
{
    CHECK(codes_with([](auto& e) { e.local.needed = 45; }) == broken);
    CHECK(codes_with([](auto& e) { e.local.flags = 0; }) == broken);
    CHECK(codes_with([](auto& e) { e.local.flags = 9; }) == broken);
    CHECK(codes_with([](auto& e) { e.local.method = 0; }) == broken);
    CHECK(codes_with([](auto& e) { e.local.dos_time ^= 1; }) == broken);
    CHECK(codes_with([](auto& e) { e.local.crc = e.central.crc; }) == broken);
    CHECK(codes_with([](auto& e) { e.local.compressed_size = e.central.compressed_size; }) == broken);
    CHECK(codes_with([](auto& e) { e.local.size += 1; }) == broken);
    CHECK(codes_with([](auto& e) { e.local.name = "bag/c.txt"; }) == broken);
    CHECK(codes_with([](auto& e) { e.local.name = "bag/b.txtx"; }) == broken);
    CHECK(codes_with([](auto& e) { e.local.extra.pop_back(); }) == broken);
    CHECK(codes_with([](auto& e) { e.local.extra += "xx"; }) == broken);
    CHECK(codes_with([](auto& e) { e.local.extra[5] ^= 1; }) == broken);
    CHECK(codes_with([](auto& e) { e.local.extra.back() ^= 1; }) == broken);
}

TEST_CASE("a lie in any field of the directory")
{
    CHECK(codes_with([](auto& e) { e.central.made_by = 0x14; }) == broken);
    CHECK(codes_with([](auto& e) { e.central.needed = 45; }) == broken);
    CHECK(codes_with([](auto& e) { e.central.flags = 0x808; }) == broken);
    CHECK(codes_with([](auto& e) { e.central.method = 0; }) == broken);
    CHECK(codes_with([](auto& e) { e.central.dos_time ^= 1; }) == broken);
    CHECK(codes_with([](auto& e) { e.central.crc ^= 1; }) == broken);
    CHECK(codes_with([](auto& e) { e.central.compressed_size -= 1; }) == broken);
    CHECK(codes_with([](auto& e) { e.central.size += 1; }) == broken);
    CHECK(codes_with([](auto& e) { e.central.name = "bag/c.txt"; }) == broken);
    CHECK(codes_with([](auto& e) { e.central.extra.clear(); }) == broken);
    CHECK(codes_with([](auto& e) { e.central.extra[5] ^= 1; }) == broken);
    CHECK(codes_with([](auto& e) { e.central.comment = "hidden"; }) == broken);
    CHECK(codes_with([](auto& e) { e.central.disk = 1; }) == broken);
    CHECK(codes_with([](auto& e) { e.central.internal = 1; }) == broken);
    CHECK(codes_with([](auto& e) { e.central.offset = 0; }) == broken);
    CHECK(codes_with([](auto& e) { e.central.offset = 0xffffffff; }) == broken);
}

TEST_CASE("a lie in any field of the descriptor")
{
    const auto with = [](std::uint64_t crc, std::uint64_t compressed, std::uint64_t size) {
        return codes_with([=](BuiltEntry& e) { e.descriptor = descriptor_of(e.central.crc ^ crc, e.central.compressed_size + compressed, e.central.size + size); });
    };
    CHECK(with(0, 0, 0).empty());
    CHECK(with(1, 0, 0) == broken);
    CHECK(with(0, 1, 0) == broken);
    CHECK(with(0, 0, 1) == broken);
    CHECK(codes_with([](auto& e) { e.descriptor.erase(0, 4); }) == broken);
    CHECK(codes_with([](auto& e) { e.descriptor.clear(); }) == broken);
    CHECK(codes_with([](auto& e) { e.descriptor = descriptor_of(e.central.crc, e.central.compressed_size, e.central.size, 8); }) == broken);
}

TEST_CASE("what both headers agree on must still be what we write")
{
    CHECK(codes_with_both([](Header& h) { h.flags |= 1; }) == broken);           // encrypted
    CHECK(codes_with_both([](Header& h) { h.flags |= 0x2000; }) == broken);      // names masked
    CHECK(codes_with_both([](Header& h) { h.external = 0120777u << 16; }) == broken);  // a link
    CHECK(codes_with_both([](Header& h) { h.external = 040755u << 16; }) == broken);   // a folder
    CHECK(codes_with_both([](Header& h) { h.external = 0104755u << 16; }) == broken);  // setuid
    CHECK(codes_with_both([](Header& h) { h.external |= 0x10; }) == broken);
    CHECK(codes_with_both([](Header& h) { h.method = 12; }) == broken);
    CHECK(codes_with_both([](Header& h) { h.dos_time += 1; }) == broken);
    CHECK(codes_with_both([](Header& h) { h.extra[5] ^= 2; }) == broken);
    CHECK(codes_with_both([](Header& h) {
              h.extra[5] ^= 2;  // two seconds later than the first entry, in both ways to say it
              h.dos_time += 1;
          }) == broken);
}

TEST_CASE("stored entries are not ours, consistent or not")
{
    const auto store = [](BuiltEntry& e, std::string_view bytes) {
        e.local.method = e.central.method = 0;
        e.data = bytes;
        e.central.compressed_size = bytes.size();
        e.descriptor = descriptor_of(e.central.crc, bytes.size(), e.central.size);
    };
    CHECK(codes_with([&](BuiltEntry& e) { store(e, "second"); }) == broken);
    CHECK(codes_with([&](BuiltEntry& e) { store(e, "secondsecond"); }) == broken);
}

TEST_CASE("bytes in front, behind, between")
{
    auto zip = sample();
    CHECK(zip_codes("x" + zip.bytes()) == broken);
    CHECK(zip_codes("PK\3\4" + zip.bytes()) == broken);
    CHECK(zip_codes(zip.bytes() + "x") == broken);
    CHECK(zip_codes(zip.bytes() + zip.bytes()) == broken);
    CHECK(zip_codes(zip.bytes() + end_of(0, 0, 0)) == broken);
    zip.entries[1].before = "x";
    CHECK(zip_codes(zip.bytes()) == broken);
    zip = sample();
    zip.entries[0].before = "#!/bin/sh\n";
    CHECK(zip_codes(zip.bytes()) == broken);
    zip = sample();
    zip.before_directory = "x";
    CHECK(zip_codes(zip.bytes()) == broken);
    zip = sample();
    zip.behind_directory = "x";
    CHECK(zip_codes(zip.bytes()) == broken);
}

TEST_CASE("entries in local headers only, or in the directory only")
{
    for (std::size_t i = 0; i < 3; ++i) {
        auto zip = sample();
        zip.entries[i].is_in_directory = false;
        CHECK(zip_codes(zip.bytes()) == broken);
        zip = sample();
        zip.entries[i].is_in_file = false;
        CHECK(zip_codes(zip.bytes()) == broken);
    }
}

TEST_CASE("entries that overlap: two in one place, one within the data of another, out of order")
{
    auto zip = sample();
    zip.entries[1].is_in_file = false;
    zip.entries[1] = zip.entries[0];
    zip.entries[1].is_in_file = false;
    zip.entries[1].central.offset = 0;
    CHECK(zip_codes(zip.bytes()) == broken);
    BuiltZip inner;
    inner.entries = {{"bag/inner.txt", "inner"}};
    zip = sample();
    zip.entries[0].data = stored_block(inner.bytes());
    zip.entries[0].central.compressed_size = zip.entries[0].data.size();
    auto hidden = inner.entries[0];
    hidden.is_in_file = false;
    hidden.central.offset = 30 + 9 + 24 + 5;
    zip.entries.insert(zip.entries.begin() + 1, hidden);
    CHECK(zip_codes(zip.bytes()) == broken);
    zip = sample();
    zip.entries[0].central.offset = 30 + 9 + 24 + zip.entries[0].data.size() + 16;
    zip.entries[1].central.offset = 0;
    CHECK(zip_codes(zip.bytes()) == broken);
}

TEST_CASE("end records that lie")
{
    const auto whole = sample().bytes();
    const auto directory = whole.find("PK\1\2");
    const auto size = whole.size() - 22 - directory;
    const auto with_end = [&](const std::string& end) {
        auto zip = sample();
        zip.end = end;
        return zip_codes(zip.bytes());
    };
    CHECK(with_end(end_of(3, size, directory)).empty());
    CHECK(with_end(end_of(2, size, directory)) == broken);
    CHECK(with_end(end_of(4, size, directory)) == broken);
    CHECK(with_end(end_of(0xffff, size, directory)) == broken);
    CHECK(with_end(end_of(3, size - 1, directory)) == broken);
    CHECK(with_end(end_of(3, size, directory - 1)) == broken);
    CHECK(with_end(end_of(3, size + 5, directory - 5)) == broken);
    CHECK(with_end(end_of(3, 0xffffffff, 0xffffffff)) == broken);
    CHECK(with_end(zip64_end_of(3, size, directory) + end_of(3, size, directory)) == broken);  // not needed
    CHECK(with_end(zip64_end_of(1ull << 40, size, directory) + end_of(0xffff, size, directory)) == broken);
    CHECK(with_end(zip64_end_of(70000, size, directory) + end_of(3, size, directory)) == broken);
    CHECK(with_end(zip64_end_of(70000, ~0ull, 5) + end_of(0xffff, 0xffffffff, 5)) == broken);
    CHECK(with_end(zip64_end_of(70000, ~0ull - directory + 1, directory) + end_of(0xffff, 0xffffffff, directory)) == broken);
    auto zip = sample();
    zip.behind_directory = "x";
    zip.end = end_of(3, size + 1, directory);
    CHECK(zip_codes(zip.bytes()) == broken);
    auto commented = end_of(3, size, directory);
    commented[20] = 1;
    CHECK(with_end(commented + "c") == broken);
    CHECK(with_end(commented) == broken);
}

TEST_CASE("Zip64 extra fields that lie")
{
    const auto with_extra = [](const std::string& extra, std::uint64_t size) {
        return codes_with([&](BuiltEntry& e) {
            e.central.size = size;
            e.central.extra += extra;
        });
    };
    CHECK(with_extra("\1" + little(0, 1) + little(8, 2) + little(6, 8), 0xffffffff) == broken);
    CHECK(with_extra("\1" + little(0, 1) + little(8, 2) + little(1ull << 33, 8), 0xffffffff) == Codes{"B-ZIP"});
    CHECK(with_extra("\1" + little(0, 1) + little(8, 2) + little(6, 8), 6) == broken);
    CHECK(with_extra("\1" + little(0, 1) + little(4, 2) + little(6, 4), 0xffffffff) == broken);
    CHECK(with_extra("", 0xffffffff) == broken);
}

TEST_CASE("data that are not what the headers say are found when they are read")
{
    const auto with_data = [](const std::string& data) {
        return reading_codes([&](BuiltEntry& e) {
            e.data = data;
            e.central.compressed_size = data.size();
            e.descriptor = descriptor_of(e.central.crc, data.size(), e.central.size);
        });
    };
    CHECK(with_data(deflated("second")).empty());
    CHECK(with_data(stored_block("second")).empty());
    CHECK(with_data(deflated("seconD")) == broken);
    CHECK(with_data(deflated("secon")) == broken);
    CHECK(with_data(deflated("second ")) == Codes{"B-BOMB"});
    CHECK(with_data(deflated(std::string(100u << 20, '\0'))) == Codes{"B-BOMB"});
    CHECK(with_data(deflated("second") + "x") == broken);
    CHECK(with_data(deflated("second").substr(0, 5)) == broken);
    CHECK(with_data("") == broken);
    CHECK(with_data("\xff\xff\xff") == broken);
}

TEST_CASE("an entry that becomes more than it says gives no byte more than it says")
{
    auto zip = sample();
    auto& entry = zip.entries[1];
    entry.data = deflated(std::string(100u << 20, '\0'));
    entry.local.size = entry.central.size = 100000;
    entry.central.compressed_size = entry.data.size();
    entry.descriptor = descriptor_of(entry.central.crc, entry.data.size(), 100000);
    const Folder folder;
    const auto reader = archive::ZipReader::open(folder.write("a.zip", zip.bytes()));
    std::size_t given = 0;
    std::size_t largest = 0;
    const auto problem = reader.value()->read(reader.value()->entries()[1], [&](std::string_view piece) {
        given += piece.size();
        largest = std::max(largest, piece.size());
    });
    REQUIRE(problem);
    CHECK(folder.text(*problem) == "错误 [B-BOMB] a.zip：条目 “bag/b.txt”：解压后多于所说的 100000 字节，已停止解压\n   提示: 请换用另处保存的完好的一份\n");
    CHECK(given <= 100000);
    CHECK(largest <= 65536);
}

TEST_CASE("what does not exist or is no file")
{
    const Folder folder;
    const auto text = [&](const std::string& path) { return folder.text(archive::InputFile::open(path).failures()); };
    CHECK(text(folder.file("none.zip")) == "错误 [B-READ] 不能打开档案 none.zip：No such file or directory\n   提示: 请检查文件名与访问权限\n");
    REQUIRE(mkfifo(folder.file("pipe").c_str(), 0600) == 0);  // nobody writes to it: not to be waited for
    CHECK(text(folder.file("pipe")) == "错误 [B-READ] 不能打开档案 pipe：不是普通文件\n   提示: 请检查文件名与访问权限\n");
    CHECK(text(folder.file(".")) == "错误 [B-READ] 不能打开档案 .：不是普通文件\n   提示: 请检查文件名与访问权限\n");
}

TEST_CASE("the messages say what was found and what was expected")
{
    auto zip = sample();
    zip.entries[1].local.method = 0;
    CHECK(message_of(zip) == "错误 [B-ZIP] a.zip：条目 “bag/b.txt” 的文件头与目录不符：“压缩方法”应为 8（0x8），实为 0（0x0）\n   提示: 请换用另处保存的完好的一份\n");
    zip = sample();
    zip.behind = "\n";
    CHECK(message_of(zip) == "错误 [B-ZIP] a.zip：不是完整的压缩包：文件末尾没有压缩包的结尾记录\n   提示: 请换用另处保存的完好的一份\n");
    zip = sample();
    zip.entries[1].is_in_directory = false;
    CHECK(message_of(zip) == "错误 [B-ZIP] a.zip：目录第 2 项 “bag/空.txt” 应从第 95 字节起，且不超过其后的 170 字节；目录说从第 182 字节起，压缩后 2 字节：有重叠、空隙或隐藏的内容\n"
                             "   提示: 请换用另处保存的完好的一份\n");
}

