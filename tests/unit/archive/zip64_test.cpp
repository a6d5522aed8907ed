// A zip of more than 4 GiB, as libarchive 3.6.2 wrote it, without its data: a file above 4 GiB that
// becomes small; one that is near 4 GiB; one above 4 GiB that does not become small; an empty one
// that lies behind 4 GiB.
#include <cstdlib>

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "archive/zip_reader.hpp"
#include "archive_fixture.hpp"
#include "base/descriptor.hpp"
#include "zip_builder.hpp"

using namespace archive_test;

namespace {

// The directory and the end records. ZipWriter's options but for the level, which changes none of this.
constexpr std::string_view directory_hex =
    "504b01022d032d0008000800aab16e57288ba4c6f90b1e01ffffffff010024000000000000000000a481000000007a55"
    "5405000101f1536575780b000104000000000400000000010008000000100001000000504b01022d032d0008000800aa"
    "b16e574fcc49f2d88e1d010000a0ff010018000000000000000000a4815c0c1e0179555405000101f1536575780b0001"
    "04000000000400000000504b01022d032d0008000800aab16e570ce7d089ffffffffffffffff01002c00000000000000"
    "0000a481979b3b0272555405000101f1536575780b0001040000000004000000000100100000008006010000004b6e94"
    "0601000000504b010214032d0008000800aab16e57000000000200000000000000010024000000000000000000a481ff"
    "ffffff73555405000101f1536575780b00010400000000040000000001000800450ad00801000000504b06062c000000"
    "000000002d002d0000000000000000000400000000000000040000000000000048010000000000008e0ad00801000000"
    "504b060700000000d60bd0080100000001000000504b0506000000000400040048010000ffffffff0000";

std::string from_hex(std::string_view hex)
{
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2)
        bytes += static_cast<char>(std::strtoul(std::string(hex.substr(i, 2)).c_str(), nullptr, 16));
    return bytes;
}

constexpr std::uint64_t mib = 1u << 20;
const std::string common_extra = from_hex("5554050001" "01f15365" "75780b000104000000000400000000");

std::string small_header(char name) { return "PK\3\4" + little(20, 2) + little(8, 2) + little(8, 2) + little(0x576eb1aa, 4) + little(0, 12) + little(1, 2) + little(24, 2) + name + common_extra; }

std::string large_header(char name, std::uint64_t size)
{
    return "PK\3\4" + little(45, 2) + little(8, 2) + little(8, 2) + little(0x576eb1aa, 4) + little(0, 4) + little(~0ull, 8) + little(1, 2) + little(44, 2) +
           name + common_extra + little(1, 2) + little(16, 2) + little(size, 8) + little(0, 8);
}

/// What of the zip is not data, at its place; between is nothing.
void write_zip(const std::string& path)
{
    const base::Descriptor file(open(path.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
    const auto put = [&](std::uint64_t offset, const std::string& bytes) {
        REQUIRE(pwrite(file.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset)) == static_cast<ssize_t>(bytes.size()));
    };
    put(0, large_header('z', 4097 * mib));
    put(18746460 - 24, descriptor_of(0xc6a48b28, 18746361, 4097 * mib, 8));
    put(18746460, large_header('y', 4090 * mib));
    put(37460887 - 24, descriptor_of(0xf249cc4f, 18714328, 4090 * mib, 8));
    put(37460887, large_header('r', 4200 * mib));
    put(0x108d00a45 - 24, from_hex("504b07080ce7d0894b6e9406010000000000800601000000"));  // libarchive's
    put(0x108d00a45, small_header('s') + std::string("\3\0", 2) + descriptor_of(0, 2, 0));
    put(0x108d00a8e, from_hex(directory_hex));
}

}  // namespace

TEST_CASE("a zip above 4 GiB is opened; of such a file only as much as is asked for is read")
{
    const Folder folder;
    write_zip(folder.file("big.zip"));
    const auto zip = archive::ZipReader::open(folder.file("big.zip"));
    REQUIRE(zip);
    const auto& entries = zip.value()->entries();
    REQUIRE(entries.size() == 4);
    CHECK(entries[0].size == 4097 * mib);
    CHECK(entries[1].size == 4090 * mib);
    CHECK(entries[2].size == 4200 * mib);
    CHECK(entries[2].compressed_size == 0x106946e4b);
    CHECK(entries[3].offset == 0x108d00a45);
    CHECK(!zip.value()->read(entries[3], [](std::string_view) {}));
    CHECK(zip.value()->read(entries[0], [](std::string_view) {})->code == "B-ZIP");
}

TEST_CASE("each byte of the headers of a zip above 4 GiB counts")
{
    const Folder folder;
    const auto path = folder.file("big.zip");
    write_zip(path);
    const base::Descriptor file(open(path.c_str(), O_RDWR | O_CLOEXEC));
    std::vector<std::uint64_t> places;
    for (const auto& [begin, size] : std::vector<std::pair<std::uint64_t, std::uint64_t>>{
             {0, 75}, {18746436, 99}, {37460863, 99}, {0x108d00a2d, 24 + 55}, {0x108d00a8e - 16, 16 + directory_hex.size() / 2}})
        for (std::uint64_t i = 0; i < size; ++i)
            places.push_back(begin + i);
    for (const auto place : places) {
        char byte = 0;
        REQUIRE(pread(file.get(), &byte, 1, static_cast<off_t>(place)) == 1);
        for (const int bit : {0, 3, 7}) {
            const char flipped = static_cast<char>(byte ^ 1 << bit);
            REQUIRE(pwrite(file.get(), &flipped, 1, static_cast<off_t>(place)) == 1);
            INFO(place);
            CHECK(!archive::ZipReader::open(path));
        }
        REQUIRE(pwrite(file.get(), &byte, 1, static_cast<off_t>(place)) == 1);
    }
    CHECK(archive::ZipReader::open(path));
}
